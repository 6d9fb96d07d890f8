"""Which sentences answer a question: scored, best first, and the shortest complete choice of them.

Knows signals and their learned weights; whether the best is good enough is not its business.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from assistant.evidence.cells import cells_of, together, with_rows
from assistant.evidence.decisive import decisive_spans
from assistant.evidence.mismatch import is_counted, is_unsaid
from assistant.evidence.polarity.denied import asks_denied, denies
from assistant.evidence.signals import Candidate, read_candidates
from assistant.evidence.weights import Weights
from assistant.question.reading import YEAR, Question
from assistant.question.times import is_of_other_period
from assistant.text.inventory import read_amounts
from index.retrieval.lexicon import Lexicon
from index.retrieval.retriever import Query
from index.schema import Hit, Passage, Sentence
from index.vectors.store import Store
from index.verifying.verifier import COMPARED, Placed, Verifier
from index.words import stems_of

Span = tuple[int, int]

FACT = (3, 0.7)  # sentences at most, and how surely the answer is to be among them
TOPIC = (6, 0.45)  # sentences at most, and the least score of each; of 0.25 to 0.55
BESIDE, MOST_BESIDE = 0.2, 2  # least score of a sentence that answers another part of the question, and how many
MET = 0.7  # how well a sentence has a word that it is added for: the same one, or a related form
OTHER_YEAR = 0.05  # of its probability that a sentence on another year keeps
READ_AGAIN = 3  # best sentences that verifiers read
OF_A_ROW = 0.5  # what its word counts of a table's row, which is no sentence
LEAST = 0.05  # share of belief below which a sentence adds more to read than to know


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of the report as an answer."""

    sentence: Sentence
    passage: Passage
    score: float  # 0 to 1, the probability that it answers, comparable across questions
    decisive: tuple[Span, ...] = ()  # spans of sentence.text that are the answer proper, once it is told
    candidate: Candidate | None = None  # the signals behind the score; None where the outline answers
    joined: bool = False  # whether it stands on one line with the one before


def rank(
    question: Question, query: Query, hits: Sequence[Hit], store: Store, lexicon: Lexicon, weights: Weights,
    verifiers: Sequence[Verifier] = (),
) -> list[Evidence]:  # fmt: skip
    """Return the sentences of the hits, best first, the best of them read by verifiers; ties keep the hits' order."""
    scored = by_belief(read_candidates(question, query, hits, store, lexicon), weights)
    if verifiers and scored:
        scored = by_belief(verified(question, [candidate for _, candidate in scored], verifiers), weights)
    return with_rows(question, [Evidence(c.sentence, c.passage, score, candidate=c) for score, c in scored])


def by_belief(candidates: Sequence[Candidate], weights: Weights) -> list[tuple[float, Candidate]]:
    """Return the candidates with their probabilities, the likeliest first."""
    scored = [(belief_in(candidate, weights), candidate) for candidate in candidates]
    return sorted(scored, key=lambda pair: -pair[0])


def verified(question: Question, ranked: Sequence[Candidate], verifiers: Sequence[Verifier]) -> list[Candidate]:
    """Return the ranked sentences, the first of them with what verifiers say of each.

    What compares reads those right behind them too. The rest is held to answer no better than the worst of these. Of
    the row of a table their word counts less.
    """
    best, known = list(ranked[:READ_AGAIN]), list(ranked)
    for verifier in verifiers:
        read = [*best, *followers(best, ranked[READ_AGAIN:])] if verifier.signal == COMPARED else best
        told = verifier.score(question.text, [placed(one) for one in read])
        scores = {one.sentence.id: score for one, score in zip(read, told, strict=True)}
        known = [one.read_by(verifier.signal, counted(one, scores, min(0.0, *told))) for one in known]
    return known


def counted(candidate: Candidate, scores: Mapping[str, float], least: float) -> float:
    """Return what a verifier says of a sentence, ``least`` where it has not read it."""
    return scores.get(candidate.sentence.id, least) * (OF_A_ROW if cells_of(candidate.sentence) else 1.0)


def followers(best: Sequence[Candidate], others: Sequence[Candidate]) -> list[Candidate]:
    """Return the sentences that stand right behind one of the best: what is asked about is often named only there."""
    ids = {one.sentence.id for one in best}
    return [one for one in others if (before := one.before) and before.id in ids]


def placed(candidate: Candidate) -> Placed:
    """Return a sentence with what it stands below and behind; what tells nothing by itself is not read before it."""
    before = candidate.before
    return Placed(candidate.passage.place.heading, candidate.sentence.text, before.text if before else "")


def belief_in(candidate: Candidate, weights: Weights) -> float:
    """Return the probability that a sentence answers; one on another year than the question's hardly does."""
    return weights.evidence.probability(candidate.signals) * (OTHER_YEAR if is_other_year(candidate) else 1.0)


def is_other_year(candidate: Candidate) -> bool:
    """True for a sentence on another year than the one that is asked about."""
    return bool(candidate.signals["year_missing"]) and YEAR.search(candidate.sentence.text) is not None


def pointed(question: Question, items: Sequence[Evidence]) -> list[Evidence]:
    """Return sentences that are told with what in each is the answer proper."""
    return [
        replace(item, decisive=decisive_spans(question, item.candidate)) if item.candidate else item for item in items
    ]


def held(question: Question, items: Sequence[Evidence]) -> list[Evidence]:
    """Return the sentences without those on what holds only before or after the time that is asked for."""
    return [item for item in items if not is_of_other_period(question, item.sentence.text)]


def denying(question: Question, items: list[Evidence]) -> list[Evidence]:
    """Return the sentences that deny something where it is asked what is not so, if there are any; else all."""
    if not asks_denied(question):
        return items
    return [item for item in items if denies(question, item.sentence.text)] or items


def choose(question: Question, ranked: Sequence[Evidence]) -> list[Evidence]:
    """Return the shortest complete answer, best first: for a fact the sentences among which it surely is,
    for a topic those that speak of it."""
    chosen = together(question, ranked, choose_topic(ranked) if question.several else choose_fact(ranked))
    chosen += complements(question, ranked, chosen)
    return [*chosen, *those_counted(question, ranked, chosen)]


def those_counted(question: Question, ranked: Sequence[Evidence], chosen: Sequence[Evidence]) -> list[Evidence]:
    """Return what follows a sentence that only counts what is to be named, "Three schools will be built", and names it.

    As many sentences as it counts at most, each with the noun.
    """
    best = chosen[0] if chosen else None
    if best is None or not question.focus or not is_counted(question, best.sentence.text):
        return []
    *_, noun = stems_of(question.text[slice(*question.focus)])
    text, start = best.sentence.text, best.sentence.start
    amounts = read_amounts(text, question.texts)
    count = next((int(one.figure.value) for one in amounts if noun in stems_of(one.unit_of(text))), 0)
    after = [item for item in ranked if item.passage.id == best.passage.id and item.sentence.start > start]
    named = [item for item in after if noun in stems_of(item.sentence.text) and item not in chosen]
    return sorted(named, key=lambda item: item.sentence.start)[: min(count, TOPIC[0])]


def with_others(told: Sequence[Evidence], others: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Return what is told with those of the others that it has not."""
    known = {item.sentence.id for item in told}
    return (*told, *(item for item in others if item.sentence.id not in known))


def speaks_of(question: Question, ranked: Sequence[Evidence]) -> list[Evidence]:
    """Return the sentences that have every word and figure of a subject, where it is asked what is said of that."""
    asked = {word.stem for word in question.words} | {*question.numbers, *question.years}
    if question.kind != "topic" or not asked:
        return []
    said = [item for item in ranked if asked <= set(stems_of(item.sentence.text))]
    return [item for item in said if not is_unsaid(question, item.sentence.text)][: TOPIC[0]]


def complements(question: Question, ranked: Sequence[Evidence], chosen: Sequence[Evidence]) -> list[Evidence]:
    """Return the best sentence for what a question that joins several things asks beside what is chosen.

    "Elevators and parking spaces": each sentence that has a word in full which no earlier one has.
    """
    if not question.language.judging.joins.search(question.text):
        return []
    met = {number for item in chosen for number in words_met(item)}
    added: list[Evidence] = []
    for item in ranked:
        if item.score >= BESIDE and item not in chosen and words_met(item) - met and len(added) < MOST_BESIDE:
            added.append(item)
            met |= words_met(item)
    return added


def words_met(item: Evidence) -> set[int]:
    """Return the numbers of the question's words that the sentence has."""
    values = item.candidate.counterparts if item.candidate else ()
    return {number for number, value in enumerate(values) if value >= MET}


def choose_fact(ranked: Sequence[Evidence]) -> list[Evidence]:
    most, sure = FACT
    beliefs = belief(ranked)
    before = [0.0, *accumulate(beliefs)]
    return [
        item
        for item, own, sum_before in zip(ranked[:most], beliefs, before, strict=False)
        if item is ranked[0] or (sum_before < sure and own >= LEAST)
    ]


def choose_topic(ranked: Sequence[Evidence]) -> list[Evidence]:
    """Several sentences may be right at once, so each is judged by its own score; the second also by its share."""
    most, own = TOPIC
    second = [item for item, share in zip(ranked[1:2], belief(ranked)[1:2], strict=True) if share >= LEAST]
    told = [item for item in ranked[1:most] if item.score >= own or item in second]
    return [*ranked[:1], *told]


def belief(ranked: Sequence[Evidence]) -> list[float]:
    """Return for each sentence the probability that it is the evidence, given that one of them is.

    The odds of the scores, normalised: the same as a softmax over the model's sums.
    """
    odds = [item.score / max(1 - item.score, 1e-6) for item in ranked]
    total = sum(odds) or 1.0
    return [odd / total for odd in odds]
