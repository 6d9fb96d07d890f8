"""Whether the best evidence answers the question, and if not, why not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from assistant.evidence.choice import Evidence, choose
from assistant.evidence.mismatch import (
    is_contrary,
    is_counted,
    is_of_other_year,
    is_past,
    is_unnamed,
    is_unsaid,
    is_whole,
    numbered,
)
from assistant.evidence.signals import Candidate
from assistant.evidence.slots import slot_signals
from assistant.evidence.verdict import bears_figures, is_refuted, lacks_values
from assistant.evidence.weights import Weights
from assistant.language.schema import Language
from assistant.question import expected
from assistant.question.reading import Question
from assistant.schema import Reason, Status
from index.retrieval.lexicon import Lexicon, place_words
from index.words import Word, read_words, stems_of

# For the reason of a refusal only; whether to answer is decided by the learned weights.
COUNTERPART = 0.5  # cosine or match from which a word counts as present
FAR = 0.3  # cosine below which a sentence is about something else
FEW = 0.4  # share of the question's words, or how well one is met, below which they count as absent
REVERSED = 0.4  # share of the question's words that a sentence on the same thing has; the verb is not among them
BARE = ("topic", "other")  # kinds of a noun alone: "a family?", "what about a family?"
POINTED = 2  # words from which a question with "it" or "they" says enough by itself

# A statement of three words or more beside what is asked: it need not have a counterpart.
TOLD = re.compile(r"^(?=.*\?)(?:.*[.!?]\s+)?[^.!?\s]+(?:\s+[^.!?\s]+){2,}[.!](?:\s|$)", re.DOTALL)


# The other signals help to rank; for judging they add nothing on questions held out.
JUDGED = (
    "sentence", "asked", "meaning", "weakest", "explained", "figure_missing", "name_missing", "year_missing",
    "entity_missing", "number_missing", "akin", "wider", "rival", "least",
)  # fmt: skip
# What may only speak for an answer, and what only against one: learned weights of the other sign are chance.
FOR = frozenset((
    "sentence", "asked", "meaning", "weakest", "explained", "ranked", "answers", "verified", "figure_stated", "akin",
    "least",
))  # fmt: skip
AGAINST = frozenset((
    "figure_missing", "name_missing", "year_missing", "entity_missing", "number_missing", "nearer_miss", "past",
    "whole", "counted", "unnamed", "rare_person", "rare_reason", "organisation_missing",
    "figure_unstated", "name_unstated", "reason_unstated", "noun_unmet", "role_unmet", "uncounted",
    "opposed", "rival", "doubted",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judgement:
    status: Status
    reason: Reason | None
    confidence: float  # probability that the evidence answers the question, 0 to 1
    missing: tuple[str, ...] = ()  # the words of the question that have no counterpart
    is_claim: bool = False  # whether it was asked if something is true
    asks_why: bool = False  # whether the reason was asked of what was said before, where the evidence stands
    tongue: str | None = None  # the code of the question's language, where it is one that is not read


def screen(text: str, language: Language) -> Judgement | None:
    """Return a rejection of what is no question but an order or abuse, before anything is retrieved."""
    if language.judging.orders.search(text):
        return Judgement("rejected", "instruction", 0.0)
    if language.judging.abuse.search(text):
        return Judgement("rejected", "abuse", 0.0)
    return None


def judge(question: Question, ranked: Sequence[Evidence], lexicon: Lexicon, weights: Weights) -> Judgement:
    """Decide whether to answer from the ranked evidence, best first."""
    if is_vague(question):
        return Judgement("needs_clarification", "vague", 0.0)
    best = ranked[0].candidate if ranked else None
    if best is None:
        return Judgement("not_in_report", "off_topic", 0.0)
    signals = question_signals(question, best, rarity_of(question, lexicon), weights.evidence.total(best.signals))
    confidence = weights.answerable.probability(signals)
    if is_refuted(question, best):
        return Judgement("not_in_report", "false_premise", weights.unsure(confidence))
    is_another = asks_another(question, best, bool(signals["opposed"]))
    unsaid = is_unsaid(question, best.sentence.text) or reverses(question, best) or is_another
    is_other = bool(best.signals["year_missing"]) and is_of_other_year(question, best.sentence, best.passage)
    if unsaid or is_other or lacks_own_words(question, best) or unknown_names(question, lexicon):
        confidence = weights.unsure(confidence)
    if strays(question, best):
        place = tuple(question.text[word.start : word.end] for word in own_words(question))
        return Judgement("not_in_report", "other_time_or_place", weights.unsure(confidence), place)
    missing = words_without_counterpart(question, best)
    if confidence >= weights.cutoff:
        return answered(question, ranked, confidence)
    return Judgement("not_in_report", find_reason(question, best, missing, lexicon), confidence, missing)


def open_claim(question: Question, ranked: Sequence[Evidence], lexicon: Lexicon) -> Judgement:
    """Judge a claim of which no sentence says whether it is so."""
    best = ranked[0].candidate if ranked and question.words else None
    missing = words_without_counterpart(question, best) if best else ()
    reason = find_reason(question, best, missing, lexicon) if best else "off_topic"
    return Judgement("not_in_report", reason, 0.0, missing, is_claim=True)


def is_vague(question: Question) -> bool:
    """True where nothing is asked about, or only "it" with no conversation to tell what it is."""
    points = question.language.conversation.pointing.search(question.text) is not None
    return not question.words or (len(question.words) < POINTED and all(question.own) and points)


def answered(question: Question, ranked: Sequence[Evidence], confidence: float) -> Judgement:
    """Return "answered", or "partly_answered" where one of several things asked for is met by no chosen sentence."""
    chosen = [item.candidate.counterparts for item in choose(question, ranked) if item.candidate]
    met = [max(values) for values in zip(*chosen, strict=True)]
    asked = asked_parts(question)
    open_parts = [part for part in asked if max(met[number] for number in part) < FEW]
    if not open_parts or len(open_parts) == len(asked):
        return Judgement("answered", None, confidence)
    words = [question.words[number] for part in open_parts for number in part]
    missing = tuple(question.text[word.start : word.end] for word in words)
    return Judgement("partly_answered", "attribute_missing", confidence, missing)


def asked_parts(question: Question) -> list[list[int]]:
    """Return the numbers of the words of each thing that "and" joins, up to its verb; none where nothing is joined."""
    told = question.language.judging
    joints = [match.span() for match in told.joint.finditer(question.text)]
    starts, ends = [0, *(end for _, end in joints)], [*(start for start, _ in joints), len(question.text)]
    parts = []
    for start, end in zip(starts, ends, strict=True):
        verb = told.verb.search(question.text, start, end)
        stop = verb.start() if verb else end
        parts.append([n for n, word in enumerate(question.words) if question.own[n] and start <= word.start < stop])
    return [part for part in parts if part]


def question_signals(question: Question, best: Candidate, rarity: float, ranked: float) -> dict[str, float]:
    """Return what tells whether the best sentence answers, and what the question asks for, 0 or 1.

    The same likeness means less where a figure, a name or a reason is asked for: there a sentence
    on the right subject is often not the answer. ``ranked`` is the sum that it was ranked by.
    """
    text, kind = best.sentence.text, question.kind
    return {
        **{name: best.signals[name] for name in JUDGED},
        "nearer_miss": max(0.0, best.signals["near"] - best.signals["asked"]),
        "ranked": ranked,
        "answers": float(bool(best.answers)),
        "verified": max(0.0, best.verified),
        "doubted": max(0.0, -best.verified),
        "unnamed": float(is_unnamed(question, best.passage, best.counterparts if question.is_foreign else None)),
        "past": float(is_past(question, text)),
        "whole": float(is_whole(question, text)),
        "counted": float(is_counted(question, text)),
        "told": float(TOLD.search(question.text) is not None),
        "personal": float(question.language.judging.personal.search(question.text) is not None),
        "rare_person": rarity * (kind == "person"),
        "rare_reason": rarity * (kind == "reason"),
        "asks_figure": float(expected.is_hard(kind, question.texts)),
        "organisation_missing": best.signals["name_missing"] * (kind == "organisation"),
        **slot_signals(question, best),
    }


def asks_another(question: Question, best: Candidate, is_opposed: bool) -> bool:
    """True where it is asked in another language if a figure is so that the sentence lacks, or about what it excludes.

    Or about what a number tells apart, "people over 85", whose number it lacks. Too few such questions are learned from
    for the weights to tell.
    """
    if not question.is_foreign:
        return False
    is_figure_missing = question.kind == "yes_no" and not bears_figures(question, best.sentence.text)
    is_another = bool(numbered(question.text, question.language)) and lacks_values(question, best.sentence.text)
    return is_figure_missing or is_another or is_opposed


def rarity_of(question: Question, lexicon: Lexicon) -> float:
    """Return how rarely the documents have what is asked for: -log of the share of sentences with words that tell it.

    0 for kinds of question that no words tell. "Who" is a hard question for a plan that names nobody.
    """
    telling = question.texts.judging.telling.get(question.kind)
    return -log(lexicon.share(telling)) if telling else 0.0


def lacks_own_words(question: Question, best: Candidate) -> bool:
    """True for a follow-up of whose own words the best sentence has none: it only repeats the old subject.

    And for a bare noun, "and a family?", that the sentence has nothing like.
    """
    own = [value for value, is_own in zip(best.counterparts, question.own, strict=True) if is_own]
    is_bare = len(question.words) == 1 and question.kind in BARE and not question.is_foreign
    return (is_bare or not all(question.own)) and bool(own) and max(own) < COUNTERPART


@dataclass(frozen=True, slots=True)
class Earlier:
    """Of the parts of a message before this one: the sentences that answered them, and the words they asked with."""

    sentences: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()


FIRST = Earlier()  # before the first part


def unless_known(question: Question, ranked: list[Evidence], earlier: Earlier) -> list[Evidence]:
    """Leave out the sentences that answered an earlier part and have nothing of what this one asks besides."""
    new = [is_own and word.stem not in earlier.stems for word, is_own in zip(question.words, question.own, strict=True)]

    def repeats(candidate: Candidate | None) -> bool:
        values = candidate.counterparts if candidate else ()
        met = [value for value, is_new in zip(values, new, strict=False) if is_new]
        return bool(met) and max(met) < COUNTERPART

    return [item for item in ranked if item.sentence.id not in earlier.sentences or not repeats(item.candidate)]


def own_words(question: Question) -> list[Word]:
    return [word for word, is_own in zip(question.words, question.own, strict=True) if is_own]


def strays(question: Question, best: Candidate) -> bool:
    """True for a follow-up that only names a place, where the sentence lacks some of the old subject."""
    added = [value for value, is_own in zip(best.counterparts, question.own, strict=True) if not is_own]
    names = all(named for named, is_own in zip(question.named, question.own, strict=True) if is_own)
    return bool(added) and any(question.own) and names and min(added) < COUNTERPART


def unknown_names(question: Question, lexicon: Lexicon) -> bool:
    """True where a proper name of the question stands nowhere in the documents: "in Guangzhou"; or is another's.

    Abbreviations and months are left out: they may stand there in other words.
    """
    names = (word for word, named in zip(question.words, question.named, strict=True) if named)
    return question.people.has_stranger or any(
        not lexicon.knows(word, question.stems, is_name=True) and not is_common(question, word) for word in names
    )


def is_common(question: Question, word: Word) -> bool:
    name = question.text[word.start : word.end]
    return name.isupper() or name.capitalize() in question.language.answers.months


def reverses(question: Question, best: Candidate) -> bool:
    """True where the sentence says of the same thing the opposite: that it will be created, not cut.

    A figure or date that is asked of an end ("will close") is not that of a beginning, whatever the thing. Right
    below a heading that speaks of the same end nothing is reversed.
    """
    undone = expected.is_hard(question.kind, question.texts) and question.language.mismatch.undone.search(question.text)
    above = set(stems_of(best.passage.place.heading))
    if not above.isdisjoint(question.language.mismatch.undoing & {word.stem for word in question.words}):
        return False
    return (bool(undone) or best.signals["placed"] >= REVERSED) and is_contrary(question, best.sentence.text)


def words_without_counterpart(question: Question, best: Candidate) -> tuple[str, ...]:
    """Return the words of the question that the best sentence has nothing like, as they were written.

    None that stands around it, in its passage or its place: there is something on that. Where proper names are among
    them, these alone: they are what the reader has to look at.
    """
    around = {word.stem for word in [*read_words(best.passage.text), *place_words(best.passage)]}
    lacking = [
        (question.text[word.start : word.end], is_name)
        for word, is_name, value in zip(question.words, question.named, best.counterparts, strict=True)
        if value < COUNTERPART and word.stem not in around
    ]
    names = tuple(word for word, is_name in lacking if is_name)
    return names or tuple(word for word, _ in lacking)


def find_reason(question: Question, best: Candidate, missing: Sequence[str], lexicon: Lexicon) -> Reason:
    signals = best.signals
    known = sum(lexicon.knows(word, question.stems) for word in question.words) / len(question.words)
    if signals["sentence"] < FAR and min(known, signals["words"]) < FEW:
        return "off_topic"
    if signals["year_missing"]:
        return "other_time_or_place"
    if reverses(question, best):
        return "false_premise"
    names = {
        question.text[word.start : word.end]
        for word, named in zip(question.words, question.named, strict=True)
        if named
    }
    return "entity_missing" if names.intersection(missing) else "attribute_missing"
