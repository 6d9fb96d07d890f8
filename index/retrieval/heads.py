"""What the head of each document names: its title and the lines below it, up to the first section.

"Larkspur Court Residents' Association, minutes of 4 June": all of such a document is about what that names. Not who
published it, nor what a label tells of it.
"""

import re
from collections.abc import Iterable

from index.documents.shape.header import BY
from index.documents.shape.labels import label_of
from index.schema import Passage

LINES = 4  # below the title
LABEL = re.compile(r"\W*[^\W\d_][\w ’'-]{0,30}[:：]")  # "**Present:** …"


def heads_of(passages: Iterable[Passage]) -> dict[str, str]:
    """Return the head of each document, by the document's id; ``passages`` in their order."""
    lines: dict[str, list[str]] = {}
    closed: set[str] = set()
    for passage in passages:
        place = passage.place
        found = lines.setdefault(place.document_id, [place.title])
        if place.section or place.document_id in closed:
            closed.add(place.document_id)
            continue
        found += [line for line in passage.text.splitlines() if names(line)]
    return {name: "\n".join(found[: LINES + 1]) for name, found in lines.items()}


def names(line: str) -> bool:
    """True for a line that tells neither by whom it is published nor, behind a label, anything else."""
    plain = line.strip("*_# ")
    return bool(plain) and label_of(plain) is None and not LABEL.match(plain) and not BY.match(plain)
