"""Questions offered on an empty chat and after an answer: each of the documents' own, and tried before.

A bounded number is tried for an answer, the same ones whenever it is given; what was tried is remembered, so that no
more is ever tried than the documents have offers.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Literal

from assistant.evidence.choice import Evidence
from assistant.evidence.finder import Finder
from assistant.offering.inventory import Inventory, Offer
from assistant.schema import Answer, Citation, PassageRef, Status
from assistant.text.names import proper_names
from assistant.text.quantities import read_figures
from index.schema import Passage

OFFERED = 3  # questions after an answer
TRIES = 5  # offers tried for an answer, and for each kind of starter
BESIDE = 2  # passages on each side of a cited one whose offers come before those of others
BEFORE = 1000  # offers tried before anybody asks, half a minute's work; others are tried when an answer needs them
EACH = 2  # offers of a passage that is not cited, so that one passage does not fill the list
ABOUT: tuple[Status, ...] = ("answered", "partly_answered", "not_in_report")  # replies that have a subject

Label = Literal["figure", "list", "name", "topic"]
STARTERS = 4  # one of each label where there are such


@dataclass(frozen=True, slots=True)
class Starter:
    """A question offered on an empty chat, and what it asks for."""

    label: Label
    question: str


class Offers:
    """What may be asked of one index. Shared by threads: what two of them try at once is tried twice."""

    def __init__(self, finder: Finder) -> None:
        self.finder = finder
        self.tried: dict[str, Label | None] = {}  # what the answer is; None where there is none
        self.numbers = {(one.place.document_id, one.start): at for at, one in enumerate(finder.store.passages)}
        self.inventory = cache(self.inventory_in)
        self.starters = cache(self.find_starters)

    # --- after an answer ------------------------------------------------------------------

    def after(self, answer: Answer, language: str) -> tuple[str, ...]:
        """Return at most OFFERED questions: those that the answer itself proposes, then those ``near`` it."""
        return tuple(dict.fromkeys([*answer.suggestions, *self.near(answer, language)]))[:OFFERED]

    def near(self, answer: Answer, language: str) -> tuple[str, ...]:
        """Return at most OFFERED questions near what was cited, else near what was read, in a language by its code.

        None for a reply that has no subject, and where the documents offer nothing in that language.
        """
        if answer.status not in ABOUT:
            return ()
        asked = {answer.question.casefold(), answer.standalone_question.casefold()}
        others = (one for one in self.around(answer, language) if one.question.casefold() not in asked)
        answered = (one.question for one in islice(others, TRIES) if self.answered_with(one))
        return tuple(islice(answered, OFFERED))

    def around(self, answer: Answer, language: str) -> Iterator[Offer]:
        """Yield the offers nearest to what is cited, which is known itself; then those beside it; what was read."""
        offers, passages = self.inventory(language), self.finder.store.passages
        cited = [at for item in answer.citations if (at := self.passage_of(item)) is not None]
        beside = [at for one in cited for at in self.beside(one)]
        read = [at for item in answer.passages if (at := self.passage_of(item)) is not None]
        told = {(item.document_id, item.start) for item in answer.citations}
        for at in dict.fromkeys([*cited, *beside, *read]):
            stands = {one: self.stands(one, passages[at]) for one in offers.of(passages[at])}
            fresh = [one for one in stands if stands[one] not in told]
            near = [start for name, start in told if name == passages[at].place.document_id]
            fresh.sort(key=lambda one: min((abs(stands[one][1] - start) for start in near), default=0))
            yield from fresh if at in cited else fresh[:EACH]

    def passage_of(self, item: Citation | PassageRef) -> int | None:
        """Return the number of the passage that holds a citation, or that was read."""
        starts = [start for name, start in self.numbers if name == item.document_id and start <= item.start]
        return self.numbers[item.document_id, max(starts)] if starts else None

    def beside(self, number: int) -> Iterator[int]:
        """Yield the passages of the same section around one, the nearest first."""
        passages = self.finder.store.passages
        for step in range(1, BESIDE + 1):
            for at in (number + step, number - step):
                if 0 <= at < len(passages) and same_section(passages[at], passages[number]):
                    yield at

    def stands(self, offer: Offer, passage: Passage) -> tuple[str, int]:
        [start] = (sentence.start for sentence in passage.sentences if sentence.id == offer.sentence_id)
        return passage.place.document_id, start

    # --- on an empty chat -----------------------------------------------------------------

    def find_starters(self, language: str) -> tuple[Starter, ...]:
        """Return questions from different parts of the documents, answered with different things if possible."""
        found: list[Starter] = []
        passages = self.finder.store.passages
        for number in range(STARTERS):
            begin = (2 * number + 1) * len(passages) // (2 * STARTERS)
            offers = (one for at in [*passages[begin:], *passages[:begin]] for one in self.inventory(language).of(at))
            tried = ((one, self.answered_with(one)) for one in islice(offers, TRIES))
            answered = [Starter(label, one.question) for one, label in tried if label]
            fresh = [one for one in answered if one.question not in {other.question for other in found}]
            new = [one for one in fresh if one.label not in {other.label for other in found}]
            found += [*new, *fresh][:1]
        return tuple(found)

    # --- both -----------------------------------------------------------------------------

    def try_all(self, languages: Iterable[str]) -> Iterator[Label | None]:
        """Try the offers in some languages, one a step, BEFORE at most: what is tried then no asker waits for."""
        passages = self.finder.store.passages
        offers = (one for name in languages for passage in passages for one in self.inventory(name).of(passage))
        yield from map(self.answered_with, islice(offers, BEFORE))

    def answered_with(self, offer: Offer) -> Label | None:
        """Return what answers a question: None where not the whole of it, or not with the sentence that it is of."""
        if offer.question not in self.tried:
            found = self.finder.find(offer.question)
            own = next((item for item in found.evidence if item.sentence.id == offer.sentence_id), None)
            answered = own is not None and found.judgement.status == "answered"
            self.tried[offer.question] = self.label_of(own) if own and answered else None
        return self.tried[offer.question]

    def label_of(self, evidence: Evidence) -> Label:
        """Return what kind of thing the decisive words of a sentence are."""
        parts = [evidence.sentence.text[start:end] for start, end in evidence.decisive]
        if any(True for part in parts for _ in read_figures(part, self.finder.texts)):
            return "figure"
        if len(parts) > 1:
            return "list"
        return "name" if any(proper_names(part, self.finder.texts) for part in parts) else "topic"

    def inventory_in(self, language: str) -> Inventory:
        """Return the offers in a language; in that of the documents where they have none in the other."""
        finder = self.finder
        wanted = finder.linguist.languages.named(language) or finder.texts
        made = Inventory(finder.store, finder.lexicon, wanted, finder.texts)
        has_any = wanted is finder.texts or bool(made.kept)
        return made if has_any else Inventory(finder.store, finder.lexicon, finder.texts, finder.texts)


def same_section(one: Passage, other: Passage) -> bool:
    return (one.place.document_id, one.place.section) == (other.place.document_id, other.place.section)
