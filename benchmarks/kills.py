"""Builders and servers, killed again and again: python -m benchmarks.kills [--kills 200] [--real [--within 10]]

Without ``--real`` a process makes made-up builds one after the other, seals them and switches to them; a kill costs a
tenth of a second. With it, a builder indexes two small documents with the real encoder, one of which changes each time,
and a server over the same data folder opens, answers, takes ratings and logins; both are killed at one random moment.
After each kill a whole build must be there, and whatever rating the server has confirmed.
"""

import argparse
import faulthandler
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import httpx

from benchmarks.attack.disk import FIGURE, PARKS, QUESTION, TRAMS
from benchmarks.attack.resources import rating
from benchmarks.quickstart import ROOT, free_port
from index.errors import IndexDamaged, IndexMissing
from index.folder import DataFolder
from index.integrity import require_sealed

MADE_UP = """
import itertools, os, sys
from pathlib import Path
from index.folder import DataFolder
from index.integrity import seal
folder = DataFolder(Path(sys.argv[1]))
with folder.writer(60):
    print("writing", flush=True)
    for number in itertools.count(int(sys.argv[2])):
        with folder.new_build(f"build{number % 3}") as part:
            for name in range(20):
                (part / str(name)).write_bytes(os.urandom(50_000))
            seal(part)
"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kills")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--real", action="store_true")
    parser.add_argument("--within", type=float, default=10, help="seconds; a real build and a server's start take half")
    options = parser.parse_args()
    chance, found = random.Random(options.seed), Counter[str]()
    with tempfile.TemporaryDirectory(prefix="kills-") as place:
        trial = Real(Path(place)) if options.real else None
        for number in range(options.kills):
            if trial:
                found += trial.kill(number, chance.uniform(0, options.within))
            else:
                kill(Path(place), number, chance.uniform(0, 0.3) if number else 0.0)
            found[state(DataFolder(Path(place)))] += 1
            print(number, dict(found), flush=True) if number % 5 == 4 else None
    print(f"{options.kills} kills, seed {options.seed}: {dict(found.most_common())}")
    sys.exit(1 if any(name.startswith("BAD") for name in found) else 0)


def kill(data: Path, number: int, seconds: float) -> None:
    """Run the writer of made-up builds for so long, from its first word on; the first one until it has switched."""
    command = [sys.executable, "-c", MADE_UP, str(data), str(number)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        while not number and DataFolder(data).current_id() is None and process.poll() is None:
            time.sleep(0.05)
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)


def state(folder: DataFolder) -> str:
    """Return what a server would find."""
    try:
        require_sealed(folder.current())
        return "the build in use is whole"
    except (IndexMissing, IndexDamaged):
        pass
    for build in folder.others():
        try:
            require_sealed(build)
            return "another build is whole"
        except IndexDamaged:
            continue
    return "BAD: nothing whole"


class Real:
    """Processes of this program, forked once everything is imported, so that a kill costs seconds."""

    def __init__(self, data: Path) -> None:
        import index.filling  # noqa: F401 - which brings torch

        self.data, self.seeds = data, data / "seeds"
        self.seeds.mkdir()
        (self.seeds / "parks.txt").write_text(PARKS, "utf-8")
        os.environ |= {"ASSISTANT_DATA": str(data), "ASSISTANT_SEEDS": str(self.seeds)}
        os.environ |= {"ASSISTANT_EMBED_MULTILINGUAL": "none", "ASSISTANT_QUOTA": "100000/minute"}
        self.confirmed = set[str]()
        os.waitpid(self.change_and_build(0), 0)

    def change_and_build(self, number: int) -> int:
        (self.seeds / "trams.md").write_text(TRAMS.replace("3 yuan", f"{number} yuan"), "utf-8")
        return forked(build_once, self.data / "said")

    def kill(self, number: int, seconds: float) -> Counter[str]:
        """Return what happened in a round, which ends with the death of builder and server."""
        port, seen, over = free_port(), Counter[str](), threading.Event()
        children = [self.change_and_build(number + 1), forked(lambda: serve_on(port), self.data / "said")]
        using = threading.Thread(target=self.use, args=[f"http://127.0.0.1:{port}", seen, over])
        using.start()
        time.sleep(seconds)
        for child in children:
            os.kill(child, signal.SIGKILL)
        over.set()
        ended = [os.waitpid(child, 0)[1] for child in children]
        using.join()
        seen["builds finished"] += ended[0] == 0
        seen["BAD: a build failed"] += ended[0] not in (0, signal.SIGKILL)
        seen["BAD: a server ended by itself"] += ended[1] != signal.SIGKILL
        found = +(seen + self.kept())
        if any(name.startswith("BAD") for name in found):
            print(f"builder and server ended with {ended}", flush=True)
            print((self.data / "said").read_text("utf-8", errors="replace")[-2000:], flush=True)
        (self.data / "said").unlink()
        return found

    def use(self, url: str, seen: Counter[str], over: threading.Event) -> None:
        """Rate without a pause, and ask as soon as there are answers."""
        with httpx.Client(base_url=url, timeout=30) as client:
            while not over.is_set():
                with suppress(httpx.TransportError):
                    rated = client.post("/api/feedback", json=rating())
                    if rated.status_code == 201:
                        self.confirmed.add(rated.json()["id"])
                        seen["ratings"] += 1
                    asked = client.post("/api/ask", json={"question": QUESTION})
                    seen["answers"] += asked.status_code == 200
                    seen["BAD: a wrong answer"] += asked.status_code == 200 and FIGURE not in asked.json()["answer"]

    def kept(self) -> Counter[str]:
        """Say whether the ratings' file is sound and holds what was confirmed."""
        path = self.data / "ratings.sqlite"
        if not path.exists():
            return Counter({"BAD: no ratings": bool(self.confirmed)})
        with closing(sqlite3.connect(path)) as database:
            sound = database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            tables = database.execute("SELECT count(*) FROM sqlite_master WHERE name = 'ratings'").fetchone()[0]
            held = {row[0] for row in database.execute("SELECT id FROM ratings")} if tables else set()
        return Counter({"BAD: ratings damaged": not sound, "BAD: ratings lost": len(self.confirmed - held)})


def build_once() -> None:
    from assistant.config import Config
    from index.build import build

    config = Config.load()
    build(config.seeds_folder, config.data, config.embed_model, foreign=config.embed_multilingual)


def serve_on(port: int) -> None:
    from assistant.config import Config
    from assistant.serving.running import serve

    serve(Config.load(), "127.0.0.1", port)


def forked(work: Callable[[], None], said: Path) -> int:
    """Return the id of a child that does the work; what it says goes to the end of a file."""
    if child := os.fork():
        return child
    status = 1
    with said.open("a") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    faulthandler.enable()
    try:
        work()
        status = 0
    except BaseException:  # noqa: BLE001 - this child ends here whatever it was
        traceback.print_exc()
    os._exit(status)


if __name__ == "__main__":
    main()
