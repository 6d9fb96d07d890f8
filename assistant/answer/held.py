"""What is said of all that was read: that it is a report, another document, or several documents."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from assistant.evidence.whole.which import PART
from assistant.language.schema import Language
from assistant.prompt import Held
from index.schema import Passage


@dataclass(frozen=True, slots=True)
class Titles:
    """The documents' titles by name, and the languages that titles are read in."""

    by_document: Mapping[str, str]
    languages: tuple[Language, ...]

    @classmethod
    def of(cls, passages: Iterable[Passage], languages: tuple[Language, ...]) -> "Titles":
        return cls({one.place.document_id: one.place.title for one in passages}, languages)

    def held(self, documents: Collection[str] | None = None) -> Held:
        """Return what those named are, or all: one document, whether in parts ("(Part V)") or not, or several."""
        titles = [title for name, title in self.by_document.items() if documents is None or name in documents]
        works = {PART.sub("", title).strip() for title in titles}
        if len(works) != 1 or len(set(titles)) < len(titles):
            return "documents"
        return "report" if any(map(self.is_report, works)) else "document"

    def is_report(self, title: str) -> bool:
        return any(language.outline.report.search(title.lower()) for language in self.languages)
