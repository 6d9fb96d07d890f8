"""Makes sure that there is an index that fits, then opens the engine.

Building happens in a process of its own: it needs torch and several hundred MB, which a
process that answers questions should not carry.
"""

import subprocess  # nosec B404 # only for what follows
import sys
from collections.abc import Callable

from assistant.config import Config
from assistant.engine import Engine
from assistant.errors import BuildFailed
from assistant.evidence.weights import Weights
from index.build import out_of_date
from index.errors import IndexDamaged, IndexMissing, ReportError
from index.folder import DataFolder

Say = Callable[[str], None]  # is told in a sentence what is being done


def open_engine(config: Config, say: Say, weights: Weights | None = None) -> Engine:
    """Return an engine over an index that fits the documents, building it first where needed.

    It answers with the calibration in use, or with the ``weights`` given.

    A damaged index is built again once. Where building fails, the last index that can be opened answers.
    Raises BuildFailed where there is none, SeedsError where there is nothing to build from.
    """
    reason = out_of_date(config.seeds_folder, config.data, config.embed_model, config.embed_multilingual)
    try:
        if reason:
            say(f"Building the index, since {reason}.")
            build_apart(config, say)
        say("Opening the index.")
        try:
            return Engine.from_config(config, weights)
        except (IndexDamaged, IndexMissing) as damage:
            say(str(damage))
            build_apart(config, say, "--rebuild")
            return Engine.from_config(config, weights)
    except BuildFailed as failure:
        return last_good(config, say, weights, failure)


def renewed(config: Config, say: Say) -> Engine:
    """Return an engine over an index of the documents as they are; raises BuildFailed, IndexDamaged or IndexMissing."""
    build_apart(config, say)
    return Engine.from_config(config)


def last_good(config: Config, say: Say, weights: Weights | None, failure: BuildFailed) -> Engine:
    """Return an engine over the newest build that can be opened; raises the ``failure`` where there is none."""
    folder = DataFolder(config.data)
    for build in (folder.build(folder.current_id() or ""), *folder.others()):
        try:
            engine = Engine.from_config(config, weights, build)
        except ReportError:
            continue
        say(f"{failure} The index of {engine.manifest.built_at} answers meanwhile.")
        return engine
    raise failure


def build_apart(config: Config, say: Say, *options: str) -> None:
    """Run ``assistant index`` as a child and pass its progress on, line by line.

    Raises BuildFailed with the child's last line.
    """
    command = [sys.executable, "-m", "assistant", "index", *options]
    last = ""
    with subprocess.Popen(  # nosec B603 # this program itself, no shell
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=config.environment()
    ) as child:
        for line in filter(str.strip, child.stderr or ()):
            if last:
                say(last)  # one line behind: the last of a failed build is its error, told once, by whoever catches it
            last = line.strip()
    if child.returncode != 0:
        raise BuildFailed(last.removeprefix("assistant: ") or f"The index was not built (status {child.returncode}).")
    say(last)
