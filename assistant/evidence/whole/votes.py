"""Who voted how, who was there: read from the roll calls and lists of names of minutes."""

from collections.abc import Iterator, Sequence

from assistant.evidence.choice import Evidence
from assistant.evidence.whole.scope import plain_text
from assistant.evidence.whole.told import CERTAIN, Pair, Told
from assistant.language.forms import Pattern
from assistant.language.whole import Side, Votes
from assistant.question.reading import Question
from index.retrieval.retriever import Query
from index.schema import Passage, Span
from index.vectors.store import Store
from index.words import read_words, stems_of

LEAST_ENTRIES = 2  # names with a vote that make a roll call
THERE: tuple[Side, ...] = ("present", "absent")  # told once a meeting, in several lists: members, in attendance
FITS = 0.5  # share of what is asked about that stands in or around a roll call on it


def answer_votes(question: Question, query: Query, store: Store) -> Told | None:
    """Return the roll call on what is asked about, its names in bold; None where none is asked for, or none fits.

    Of who was there all lists of the document are returned.
    """
    asked = plain_text(question)
    side = next((side for side, pattern in question.language.votes.asked if pattern.search(asked)), None)
    if side is None:
        return None
    rolls = rolls_of(store, side, question.language.votes) or rolls_of(store, side, question.texts.votes)
    about = subject_of(question)
    fitting = [(pair, names) for pair, names in rolls if fits(about, words_around(pair[1], store))]
    if not fitting:
        return None

    def nearness(found: tuple[Pair, tuple[Span, ...]]) -> tuple[int, float]:
        passage = found[0][1]
        vector = query.space.passages[store.passage_numbers[passage.id]]
        return len(about & words_around(passage, store)), float(vector @ query.encoding.vector)

    best = max(fitting, key=nearness)
    document = best[0][1].place.document_id
    told = [one for one in fitting if one[0][1].place.document_id == document] if side in THERE else [best]
    return Told(tuple(Evidence(sentence, passage, CERTAIN, names) for (sentence, passage), names in told))


def rolls_of(store: Store, side: Side, told: Votes) -> list[tuple[Pair, tuple[Span, ...]]]:
    """Return the sentences that name somebody on a side, each with the spans of the names."""
    return [(pair, names) for pair in every(store) if (names := names_of(pair[0].text, side, told))]


def every(store: Store) -> Iterator[Pair]:
    return ((sentence, passage) for passage in store.passages for sentence in passage.sentences)


def subject_of(question: Question) -> set[str]:
    """Return the stems of what is voted on."""
    own = question.language.votes.words
    return {word.stem for word in read_words(question.text) if not word.is_stop and word.text not in own}


def fits(about: set[str], around: set[str]) -> bool:
    """True where all figures of what is asked about, and half of its words, stand around a roll call."""
    return figures(about) <= around and len(about & around) >= FITS * len(about)


def figures(stems: set[str]) -> set[str]:
    return {stem for stem in stems if stem.isdigit()}


def words_around(passage: Passage, store: Store) -> set[str]:
    """Return the stems of a passage, its place, and the other passages of its section."""
    place = passage.place
    home = (place.document_id, place.section)
    same = [one.text for one in store.passages if (one.place.document_id, one.place.section) == home]
    section = f"{place.section.number or ''} {place.section.title}" if place.section else ""
    return set(stems_of(" ".join([place.title, str(place.date), section, *same])))


def names_of(text: str, side: Side, told: Votes) -> tuple[Span, ...]:
    """Return the spans of the names on one side, from a roll call ("Okafor nay") or a list ("Nays: Okafor, Chu")."""
    entries = list(told.entry.finditer(text))
    if len(entries) >= LEAST_ENTRIES:
        return tuple(match.span("name") for match in entries if side_of(match["vote"], told.told) == side)
    return tuple(
        name.span()
        for match in told.group.finditer(text)
        for vote, word in match.groupdict().items()
        if vote.startswith("vote") and word and side_of(word, told.told) == side
        for name in told.name.finditer(text, *match.span(vote.replace("vote", "names")))
    )


def side_of(vote: str, told: Sequence[tuple[Side, Pattern]]) -> Side | None:
    return next((side for side, pattern in told if pattern.fullmatch(vote)), None)
