"""Questions that the documents bring along, to learn by without a question file: kept with sentences, or made by rule.

A kept question is asked as if nobody had kept it; the others of its sentence stay, so that it stands to them as a
reader's question does. The same questions for the same index.
"""

from collections.abc import Iterator
from hashlib import sha256
from random import Random

from assistant.drafting.draft import near_misses, shuffled
from assistant.evidence.finder import Finder
from assistant.golden.cases import Case, Gold
from assistant.learning.samples import Asked
from assistant.offering.proposal import answered, read_corpus
from assistant.schema import ANSWERED
from index.progress import Progress, Report
from index.vectors.store import Store

PARTS = 5  # of the kept questions, each asked of an index without it
MOST = 300  # questions of each kind, with an answer and without, that are learned from
MOST_TRIED = 100  # made-up ones of each kind that are asked
SEED = 7
FACTS = ("numeric", "factoid", "date", "list")  # what made-up questions ask for; one for a topic names its heading
KEPT, FAIR = "kept questions", "fair"


def kept_questions(finder: Finder) -> Iterator[Asked]:
    """Yield the questions kept with sentences in parts, each with a finder that does not know them."""
    chosen = chosen_kept(finder.store)
    for part in range(PARTS):
        if numbers := chosen[part::PARTS]:
            other = finder.without_kept(numbers)
            yield Asked(KEPT, [kept_case(number, finder.store) for number in numbers], other)


def chosen_kept(store: Store) -> list[int]:
    """Return the numbers of kept questions, at most MOST of each kind; no near miss that another sentence answers."""
    asked = {kept.text for kept in store.kept if kept.answered}
    order = sorted(range(len(store.kept)), key=lambda number: sha256(store.kept[number].text.encode()).hexdigest())
    fair = [number for number in order if store.kept[number].answered]
    near = [number for number in order if not store.kept[number].answered and store.kept[number].text not in asked]
    return [*fair[:MOST], *near[:MOST]]


def kept_case(number: int, store: Store) -> Case:
    kept = store.kept[number]
    sentence = store.sentences[store.sentence_numbers[kept.sentence_id]].text
    return Case(f"kept-{number}", kept.text, kept.answered, evidence=(Gold(sentence),) if kept.answered else ())


def try_made_up(finder: Finder, report: Report = lambda progress: None) -> dict[str, dict[str, float]]:
    """Ask questions made by rule; return how many there were and the share answered, by how they were made.

    FAIR are those that a sentence answers. None in a language whose clauses are not read.
    """
    corpus = read_corpus(finder.store, finder.lexicon, finder.texts)
    chance = Random(SEED)  # nosec B311 # the same questions for the same index
    fair = [item for item in shuffled(answered(corpus), chance) if item.type in FACTS][:MOST_TRIED]
    near = shuffled(near_misses(fair, corpus), chance)[:MOST_TRIED]
    asked: dict[str, list[bool]] = {}
    for number, item in enumerate([*fair, *near], 1):
        report(Progress("asking made-up questions", number, len(fair) + len(near)))
        asked.setdefault(item.way or FAIR, []).append(finder.find(item.question).judgement.status in ANSWERED)
    return {way: {"n": len(found), "answered": round(sum(found) / len(found), 3)} for way, found in asked.items()}
