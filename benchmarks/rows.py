"""Results kept a line each, so that a long run can be broken off and goes on where it stood."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Row = dict[str, Any]


class Rows:
    """The lines of one file, each with an ``id`` of its own."""

    def __init__(self, path: Path, fresh: bool = False) -> None:
        self.path = path
        path.parent.mkdir(exist_ok=True)
        if fresh:
            path.unlink(missing_ok=True)
        self.known = {row["id"] for row in self}

    def __contains__(self, id_: object) -> bool:
        return id_ in self.known

    def __iter__(self) -> Iterator[Row]:
        if self.path.exists():
            yield from map(json.loads, self.path.read_text("utf-8").splitlines())

    def add(self, row: Row) -> None:
        with self.path.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
        self.known.add(row["id"])
