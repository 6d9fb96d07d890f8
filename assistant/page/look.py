"""Where our style sheets, scripts and icons are served: under a name that changes with them, so that they keep."""

import hashlib
from pathlib import Path

STATIC = Path(__file__).parent / "static"


def digest(folder: Path) -> str:
    """Return a short hash of all files of a folder, their names included."""
    found = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()[:12]


LOOK = f"/look/{digest(STATIC)}"
