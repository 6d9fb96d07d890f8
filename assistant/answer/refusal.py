"""A refusal that helps: what is missing, the statement that comes nearest, what was searched, where more stands.

Nothing is cited beside it, so it holds no figure, of its own or from the documents: a statement with one is shown
beside the text alone (``Answer.nearest``).
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from assistant.answer.extract import plain
from assistant.answer.verify import figures
from assistant.evidence.answerability import Judgement
from assistant.evidence.choice import Evidence
from assistant.evidence.finding import OPEN, Gap
from assistant.language.schema import Language
from assistant.prompt import Sayings, Unread
from assistant.schema import NearTerm
from index.schema import Hit

NEAREST = 3  # passages named
MISSING = 4  # words named


def refuse(
    sayings: Sayings, judgement: Judgement, evidence: Sequence[Evidence], hits: Sequence[Hit], language: Language,
    gap: Gap = OPEN, shelf: str = "",
) -> str:  # fmt: skip
    """Return the text of an answer that is none; ``shelf`` is what the language in ``gap`` is called."""
    places = nearest_places(hits, language)
    if judgement.reason == "vague" and places:
        return sayings.say("readings", places=places)
    said = first_sentence(sayings, judgement, evidence, language, gap, shelf)
    if judgement.reason == "vague" or not hits:
        return said
    near = without_figures(statement_of(judgement, gap), language)
    told = [said, *([nearest_statement(sayings, near, language)] if near and not is_premise(judgement) else [])]
    others = nearest_places(hits, language, near.passage.place.heading if near else "")
    saying = ("further" if near else "nearest") if others else "searched"
    return "\n\n".join([*told, sayings.say(saying, **({"places": others} if others else {}))])


def statement_of(judgement: Judgement, gap: Gap) -> Evidence | None:
    """Return the statement that is shown with a refusal: none beside a place of which no reason is given."""
    return None if judgement.asks_why or judgement.status != "not_in_report" else gap.nearest


def without_figures(item: Evidence | None, language: Language) -> Evidence | None:
    """Return a statement that may stand in the text; None where it has a figure, or there is none."""
    return item if item and not figures(item.sentence.text, language) else None


def is_premise(judgement: Judgement) -> bool:
    """True where the first sentence itself tells what the documents say instead."""
    return judgement.reason == "false_premise" and not judgement.is_claim


def nearest_statement(sayings: Sayings, near: Evidence, language: Language) -> str:
    """Return the statement that comes nearest, said to be no answer, with where it stands."""
    quote, place = quoted(near), near.passage.place.heading or near.passage.place.title
    if place and not figures(place, language):
        return sayings.say("statement_under", nearest=quote, place=plain(place))
    return sayings.say("statement", nearest=quote)


def quoted(item: Evidence) -> str:
    return " ".join(plain(item.sentence.text).split())


def ask_back(sayings: Sayings, near: Sequence[NearTerm], language: Language) -> str:
    """Return the question which of several things is meant; "" where not two can be named without a figure."""
    terms = [f"“{plain(one.term)}”" for one in near if not figures(one.term, language)]
    return sayings.say("which_one", terms=", ".join(terms)) if len(terms) > 1 else ""


def offer(sayings: Sayings, near: Sequence[NearTerm], language: Language) -> str:
    """Return the line before a refusal that asks whether a term of the documents is meant; "" where none is near."""
    terms = ", ".join(f"“{plain(one.term)}”" for one in near if not figures(one.term, language))
    return f"{sayings.say('near_terms', terms=terms)}\n\n" if terms else ""


def refuse_language(unread: Mapping[str, Unread], tongue: str | None, spoken: str, read_in: Sequence[str]) -> str:
    """Return what a question in a language that is not read is told: in that language, else in the page's."""
    return unread[tongue if tongue and tongue in unread else spoken].say(read_in)


def left_open(sayings: Sayings, judgement: Judgement, language: Language, gap: Gap = OPEN) -> str:
    """Return the line that ends a partial answer: what of the question it leaves open."""
    missing = in_quotes(judgement.missing, language)
    if missing:
        return f"\n\n{sayings.say('left_open', missing=missing)}"
    return f"\n\n{unfound(sayings, gap) or sayings.say('part_open')}"


def in_quotes(words: Sequence[str], language: Language) -> str:
    """Return a few words, each once and quoted; none that holds a figure, which would be one without a source."""
    told = dict.fromkeys(plain(word) for word in words if not figures(word, language))
    return ", ".join(f"“{word}”" for word in list(told)[:MISSING])


def first_sentence(
    sayings: Sayings, judgement: Judgement, evidence: Sequence[Evidence], language: Language, gap: Gap, shelf: str
) -> str:
    """Return what is missing: what no document has, else the sort of value that was asked for, else that it is."""
    reason, unmentioned = judgement.reason, absent(sayings, gap, language, shelf)
    if judgement.is_claim:
        return " ".join(filter(None, [sayings.say("verdict_open"), unmentioned]))
    if judgement.asks_why:
        return no_reason(sayings, evidence[0], language)
    if reason == "false_premise":
        return said_instead(sayings, evidence, language, gap)
    if unmentioned:
        return unmentioned
    if reason == "other_time_or_place":
        missing = in_quotes(judgement.missing, language)
        return sayings.say(reason, missing=missing) if missing else sayings.say("other_year")
    if reason in ("attribute_missing", "entity_missing"):
        return unfound(sayings, gap) or sayings.say("not_found")
    return sayings.say(reason or "not_found")


def absent(sayings: Sayings, gap: Gap, language: Language, shelf: str) -> str:
    """Return that the documents, or those in the language ``shelf``, do not mention what is named; "" if they do."""
    missing = in_quotes(gap.absent, language)
    if missing and shelf:
        return sayings.say("unmentioned_in", missing=missing, language=shelf)
    return sayings.say("unmentioned", missing=missing) if missing else ""


def unfound(sayings: Sayings, gap: Gap) -> str:
    """Return that the sort of value which was asked for was not found: an amount, a reason; "" where it has no name."""
    name = f"wanted_{gap.kind}"
    return sayings.say("unfound", wanted=sayings.say(name)) if name in sayings.templates else ""


def said_instead(sayings: Sayings, evidence: Sequence[Evidence], language: Language, gap: Gap) -> str:
    """Return what the documents say instead of what a question takes for granted, or where they do."""
    if near := without_figures(gap.nearest, language):
        return sayings.say("false_premise", nearest=quoted(near))
    known = gap.nearest or next(iter(evidence), None)
    place = known.passage.place.heading if known else ""
    told = place and not figures(place, language)
    return sayings.say("says_elsewhere", place=plain(place)) if told else sayings.say("not_found")


def no_reason(sayings: Sayings, item: Evidence, language: Language) -> str:
    """Return that no reason is given, where it stands of what one was asked, and how it goes on there."""
    place, said = item.passage.place.heading, [sayings.say("no_reason")]
    after = next((other.text for one, other in pairwise(item.passage.sentences) if one.id == item.sentence.id), "")
    if place and not figures(place, language):
        said.append(sayings.say("under", topic=plain(place)))
    if after and not figures(after, language):
        said.append(sayings.say("goes_on", next=" ".join(plain(after).split())))
    return " ".join(said)


def nearest_places(hits: Sequence[Hit], language: Language, besides: str = "") -> str:
    """Return the topics or sections of the best passages ``besides`` one, those with a figure left out."""
    found = (hit.passage.place.heading for hit in hits)
    names = dict.fromkeys(name for name in found if name and name != besides and not figures(name, language))
    return ", ".join(f"“{plain(name)}”" for name in list(names)[:NEAREST])
