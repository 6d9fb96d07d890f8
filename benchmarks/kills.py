"""A writer of an index, killed again and again: python -m benchmarks.kills [--kills 200] [--seed 1] [--real]

A process makes one build after the other, seals it and switches to it, and is killed at a random moment. After each
kill a whole build must be there, and nearly always the pointer must name one. Builds are made up, so that a kill costs
a tenth of a second; with ``--real`` they are indexes of two small documents, which takes minutes.
"""

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from benchmarks.quickstart import ROOT
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
REAL = """
import sys
from pathlib import Path
from index.build import build
data = Path(sys.argv[1])
print("writing", flush=True)
build(data / "seeds", data, rebuild=True)
"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kills")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--real", action="store_true")
    options = parser.parse_args()
    chance, found = random.Random(options.seed), Counter[str]()
    with tempfile.TemporaryDirectory(prefix="kills-") as place:
        data = Path(place)
        (data / "seeds").mkdir()
        (data / "seeds" / "a.txt").write_text("The city will plant 700 trees. It will build 3 parks.\n", "utf-8")
        code, longest = (REAL, 30.0) if options.real else (MADE_UP, 0.3)
        for number in range(options.kills):
            kill(code, data, number, 0.0 if not number else chance.uniform(0, longest), finish=not number)
            found[state(DataFolder(data))] += 1
    print(f"{options.kills} kills, seed {options.seed}: {dict(found.most_common())}")
    sys.exit(1 if found["nothing whole"] else 0)


def kill(code: str, data: Path, number: int, seconds: float, finish: bool) -> None:
    """Run the writer for so long, from its first word on; the first one until it has switched."""
    command = [sys.executable, "-c", code, str(data), str(number)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        while finish and DataFolder(data).current_id() is None and process.poll() is None:
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
    return "nothing whole"


if __name__ == "__main__":
    main()
