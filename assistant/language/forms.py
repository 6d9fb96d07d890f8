"""What a value of a language is: a kind of question, a bound, a pattern, words."""

import re
from collections.abc import Mapping
from typing import Annotated, Literal, get_args

Kind = Literal[
    "quantity", "share", "money", "date", "duration", "length", "area", "contact", "expansion", "person",
    "organisation", "place", "name", "reason", "yes_no", "list", "topic", "comparison", "structure",
    "document", "other",
]  # fmt: skip
# Of some kinds there are several sorts of value.
Sort = Literal[
    Kind, "age", "often", "day", "month", "year", "clock", "rate", "extent", "weight", "count", "figure", "body",
    "named", "actor",
]  # fmt: skip
KINDS: Mapping[Sort, Kind] = {kind: kind for kind in get_args(Kind)} | {
    "age": "date", "day": "date", "month": "date", "year": "date", "clock": "date", "often": "other",
    "rate": "quantity", "weight": "quantity", "count": "quantity", "figure": "quantity", "extent": "length",
    "body": "organisation", "named": "name", "actor": "person",
}  # fmt: skip
Courtesy = Literal["greeting", "thanks", "farewell", "assent", "identity", "help", "yes", "no"]
Act = Literal[
    "shorter", "longer", "more", "figure", "list", "table", "where", "sure", "paragraph", "previous", "next",
    "translate", "summary",
]  # fmt: skip


Pattern = Annotated[re.Pattern[str], "pattern"]  # one text, or a list of alternatives
Words = Annotated[frozenset[str], "words"]  # one text of them, or a list
Stems = Annotated[frozenset[str], "stems"]  # written as words
Replacement = tuple[Pattern, str]
NOTHING = re.compile(r"(?!)")  # for a pattern that a language has not: it is found nowhere
