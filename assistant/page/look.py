"""Where our style sheets, scripts and icons are served: under a name that changes with them, so that they keep."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

STATIC = Path(__file__).parent / "static"
RELEASED = Path(__file__).parent / "released"  # the widget of the last releases


def digest(folder: Path) -> str:
    """Return a short hash of all files of a folder, their names included."""
    found = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()[:12]


LOOK = f"/look/{digest(STATIC)}"

# --- the widget ---------------------------------------------------------------------------

LOADER = STATIC / "embed-loader.js"  # served at /embed.js
WIDGET = STATIC / "embed.js"
WIDGETS = "/embed/js"
NEWEST = "now.js"  # the name under which the present widget is served, whatever it is


def widget_name(path: Path) -> str:
    """Return the name under which a widget is served for as long as it is kept: it is that of its content."""
    return f"{hashlib.sha256(path.read_bytes()).hexdigest()[:16]}.js"


def widgets(released: Path = RELEASED) -> Mapping[str, Path]:
    """Return the widgets that are served, by name: the present one, and those of the last releases."""
    return {NEWEST: WIDGET, **{widget_name(path): path for path in (WIDGET, *sorted(released.glob("*.js")))}}
