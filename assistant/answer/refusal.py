"""A refusal that helps: what is missing, what was searched, under which topics the nearest passages stand.

Nothing is cited beside it, so it holds no figure, of its own or from the report.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from assistant.answer.extract import plain
from assistant.answer.verify import figures
from assistant.evidence.answerability import Judgement
from assistant.evidence.choice import Evidence
from assistant.language.schema import Language
from assistant.prompt import Sayings, Unread
from assistant.schema import NearTerm
from index.schema import Hit
from index.words import STOP_WORDS, stem

NEAREST = 3  # passages named
MISSING = 4  # words named


def refuse(
    sayings: Sayings, judgement: Judgement, evidence: Sequence[Evidence], hits: Sequence[Hit], language: Language
) -> str:
    """Return the text of an answer that is none."""
    places = nearest_places(hits, language)
    if judgement.reason == "vague" and places:
        return sayings.say("readings", places=places)
    said = first_sentence(sayings, judgement, evidence, language)
    if judgement.reason == "vague" or not hits:
        return said
    searched = sayings.say("nearest", places=places) if places else sayings.say("searched")
    return f"{said}\n\n{searched}"


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


def left_open(sayings: Sayings, judgement: Judgement, language: Language) -> str:
    """Return the line that ends a partial answer: what of the question it leaves open."""
    missing = words_missing(judgement, language)
    return f"\n\n{sayings.say('left_open', missing=missing)}" if missing else ""


def words_missing(judgement: Judgement, language: Language) -> str:
    """Return the words without a counterpart, quoted, those that tell a subject before the general ones.

    A figure among them would be one without a source.
    """
    missing = [word for word in judgement.missing if tells(word, language)]
    telling = [word for word in missing if stem(word.lower()) not in language.framing.general]
    words = dict.fromkeys(plain(word) for word in telling or missing)
    return ", ".join(f"“{word}”" for word in list(words)[:MISSING])


def tells(word: str, language: Language) -> bool:
    """True for a word of the subject: no letter or figure, none of the way of asking, none that only joins."""
    ways = language.framing.words | language.question.frame | STOP_WORDS
    is_letter = word.isascii() and len(word) == 1  # of "e-mail"
    return not is_letter and not figures(word, language) and word.lower() not in ways


def first_sentence(sayings: Sayings, judgement: Judgement, evidence: Sequence[Evidence], language: Language) -> str:
    """Return what is missing, in the words for its reason; nothing of the documents that holds a figure."""
    reason = judgement.reason
    if judgement.is_claim:
        return sayings.say("verdict_open")
    if judgement.asks_why:
        return no_reason(sayings, evidence[0], language)
    missing = words_missing(judgement, language)
    nearest = " ".join(plain(evidence[0].sentence.text).split()) if evidence else ""
    if reason in ("attribute_missing", "entity_missing", "other_time_or_place"):
        alone = "other_year" if reason == "other_time_or_place" else "not_found"
        return sayings.say(reason, missing=missing) if missing else sayings.say(alone)
    if reason == "false_premise":
        place = evidence[0].passage.place.heading if evidence else ""
        if nearest and not figures(nearest, language):
            return sayings.say(reason, nearest=nearest)
        return (
            sayings.say("says_elsewhere", place=plain(place))
            if place and not figures(place, language)
            else sayings.say("not_found")
        )
    return sayings.say(reason or "not_found")


def no_reason(sayings: Sayings, item: Evidence, language: Language) -> str:
    """Return that no reason is given, where it stands of what one was asked, and how it goes on there."""
    place, said = item.passage.place.heading, [sayings.say("no_reason")]
    after = next((other.text for one, other in pairwise(item.passage.sentences) if one.id == item.sentence.id), "")
    if place and not figures(place, language):
        said.append(sayings.say("under", topic=plain(place)))
    if after and not figures(after, language):
        said.append(sayings.say("goes_on", next=" ".join(plain(after).split())))
    return " ".join(said)


def nearest_places(hits: Sequence[Hit], language: Language) -> str:
    """Return the topics or sections of the best passages, those with a figure left out."""
    found = (hit.passage.place.heading for hit in hits)
    names = dict.fromkeys(name for name in found if name and not figures(name, language))
    return ", ".join(f"“{plain(name)}”" for name in list(names)[:NEAREST])
