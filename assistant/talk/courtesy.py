"""What is replied to courtesy: fixed words, what the documents are, and questions that work.

Nothing is cited beside it, so it holds no figure: a title, heading or question with one is left out.
"""

from collections.abc import Sequence

from assistant.answer.extract import plain
from assistant.answer.verify import figures
from assistant.language.forms import Courtesy
from assistant.language.schema import Language
from assistant.prompt import Sayings
from index.schema import Passage, Place

STARTERS = 3
TELLING: tuple[Courtesy, ...] = ("greeting", "identity", "help")  # to which starters are offered
HOLDING: tuple[Courtesy, ...] = ("identity", "help")  # to which is told what is held


def reply(
    kind: Courtesy, sayings: Sayings, passages: Sequence[Passage], starters: Sequence[str], language: Language
) -> str:
    """Return the whole reply."""
    parts = [sayings.say(kind)]
    if kind in HOLDING:
        parts += holdings(sayings, passages, language)
    if kind in TELLING and starters:
        parts.append(listed(sayings.say("try"), [f"“{plain(one)}”" for one in starters if not figures(one, language)]))
    return "\n\n".join(part for part in parts if part)


def holdings(sayings: Sayings, passages: Sequence[Passage], language: Language) -> list[str]:
    """Return the documents by title and publisher, and their sections by heading."""
    documents = dict.fromkeys(titled(passage.place, language) for passage in passages)
    sections = dict.fromkeys(passage.place.section.title for passage in passages if passage.place.section)
    return [
        listed(sayings.say(key), [plain(name) for name in names if name and not figures(name, language)])
        for key, names in (("holds", documents), ("sections", sections))
    ]


def titled(place: Place, language: Language) -> str:
    """Return title and publisher, the title without a year or another figure."""
    title = " ".join(word for word in place.title.split() if not figures(word, language))
    return " · ".join(part for part in (title, place.publisher) if part)


def listed(lead: str, items: Sequence[str]) -> str:
    return "\n".join([lead, "", *(f"- {item}" for item in items)]) if items else ""
