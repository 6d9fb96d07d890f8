"""The command: every attack, each kind against a fresh server; names of attacks or kinds choose some."""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TypeVar

from benchmarks.attack import damage, identity, models, resources, shortage
from benchmarks.attack.disk import Disk, NotAllowed
from benchmarks.attack.target import Attack, Target, attacked, index_copied

T = TypeVar("T")
KINDS = ("resources", "callers", "identity", "models", "disk")


@contextmanager
def alone(place: Path) -> Iterator[tuple[Target, Sequence[Attack]]]:
    with attacked(index_copied(place)) as target:
        yield target, resources.ALONE


@contextmanager
def callers(place: Path) -> Iterator[tuple[Target, Sequence[Attack]]]:
    with attacked(index_copied(place), ["ann", "bob"], **resources.CALLERS) as target:
        yield target, resources.BETWEEN


@contextmanager
def guarded(place: Path) -> Iterator[tuple[Target, Sequence[Attack]]]:
    (place / "sites.toml").write_text(identity.SITES, "utf-8")
    settings = {"sites": str(place / "sites.toml"), "trusted_proxies": "127.0.0.1", "hosts": "127.0.0.1"}
    with attacked(index_copied(place), ["ann", "bob"], **settings, quota="10000/minute") as target:
        yield target, identity.ATTACKS


@contextmanager
def written(place: Path) -> Iterator[tuple[Target, Sequence[Attack]]]:
    with ExitStack() as stack:
        server, elsewhere = (stack.enter_context(models.serving(models.HEALTHY)) for _ in range(2))
        settings = {**models.SETTINGS, "llm_url": server.url}
        target = stack.enter_context(attacked(index_copied(place), **settings))
        yield target, [models.hostile_models(server, elsewhere)]


SERVERS = dict(zip(KINDS, (alone, callers, guarded, written), strict=False))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.attack")
    parser.add_argument("kinds", nargs="*", choices=[*KINDS, []], help="which kinds of attack; all where none is named")
    chosen, faults = parser.parse_args().kinds or KINDS, list[str]()
    for kind in chosen:
        print(kind, flush=True)
        with tempfile.TemporaryDirectory(prefix="attack-") as place:
            faults += on_disk(Path(place)) if kind == "disk" else served(kind, Path(place))
    sys.exit(1 if faults else 0)


def served(kind: str, place: Path) -> list[str]:
    with SERVERS[kind](place) as (target, attacks):
        return [fault for attack in attacks if (fault := told(attack, target))]


def on_disk(place: Path) -> list[str]:
    disk = Disk.made(place)
    return [fault for attack in (*damage.ATTACKS, *shortage.ATTACKS) if (fault := told(attack, disk))]


def told(attack: Callable[[T], str], attacked: T) -> str:
    """Try an attack, print what came of it, and return what is wrong."""
    begun = time.perf_counter()
    try:
        fault = attack(attacked)
    except NotAllowed as error:
        print(f"--   {attack.__name__} was not tried: {error}", flush=True)
        return ""
    print(f"{'BAD' if fault else 'ok '}  {attack.__name__} ({time.perf_counter() - begun:.1f} s) {fault}", flush=True)
    return fault


if __name__ == "__main__":
    main()
