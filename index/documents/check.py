"""Reads one file, apart from any server: python -m index.documents.check FILE NAME. Exit status 0 where it is text.

Why it is none is the one line that is said.
"""

import sys
from pathlib import Path

from index.documents.loader import load_file
from index.errors import SeedsError


def check(path: Path, name: str) -> str:
    """Return why a file is no document, under the name that it is to have; empty where it is one."""
    try:
        load_file(path, name)
    except SeedsError as error:
        return str(error).replace(str(path), name)
    return ""


if __name__ == "__main__":
    said = check(Path(sys.argv[1]), sys.argv[2])
    sys.stdout.write(f"{said}\n")
    sys.exit(bool(said))
