"""A follow-up into a question that stands alone, with the fewest words from the conversation.

Works by rule, without a model and without the index. Earlier turns are used only where the
question needs them: gluing them onto every question makes retrieval worse.
"""

from collections.abc import Iterator, Sequence

from assistant.language.schema import Conversation, Language
from assistant.question.reading import YEAR
from assistant.schema import Turn
from index.han import RUN, simplified
from index.words import Word, read_words, stems_of

END = "?!. ？！。；"  # marks that a question ends with
RICH = 5  # words of its own with which a question stands, whatever it begins with


def standalone(question: str, history: Sequence[Turn], language: Language) -> str:
    """Return the question as it is where it stands alone, else completed from the last one that was asked."""
    return readings(question, history, language)[0]


def readings(question: str, history: Sequence[Turn], language: Language) -> tuple[str, ...]:
    """Return how a question may be meant after a conversation, the likeliest first.

    Completed from the last question; and where it may bring a new subject, with no more of it than how it asked,
    and as it stands: "What about parking spaces?" after a question for lifts in old buildings.
    """
    last = ""
    for asked in (turn.content for turn in history if turn.role == "user"):
        last = read_after(with_year(simplified(asked.strip()), last, language), last, language)
    question = with_year(question.strip(), last, language)
    plain = simplified(question)
    completed = read_after(plain, last, language)
    if completed == plain:
        return (question,)
    if not last or not leans(plain, language) or not may_be_new(plain, language):
        return (completed,)
    own = opened(plain, own_part(last, language), language)
    without = opened(plain, unmeasured(own_part(last, language), language), language)
    mark = language.question.mark
    return tuple(dict.fromkeys([completed, f"{own}{mark}", f"{without}{mark}", question]))


def unmeasured(last: str, language: Language) -> str:
    """Return a question that asks for things, not for a measure of them: for kilometers of roads, but for gardens."""
    told = language.conversation
    opening = told.opening.search(last)
    measure = told.measured.search(last, 0, opening.end()) if opening else None
    return f"{last[: measure.start()]}{last[measure.end() :].lstrip()}" if measure else last


def may_be_new(question: str, language: Language) -> bool:
    """True where a follow-up names something of its own, no mere place or time that narrows the last question."""
    told = language.conversation
    core = told.link.sub("", question, count=1).strip()
    own = any(is_content(word, told) for word in read_words(core))
    return own and not told.narrowing.search(core) and not told.pointing.search(question)


def read_after(question: str, last: str, language: Language) -> str:
    """Return one question as it reads after ``last``, itself already complete; "" where there was none."""
    fresh = language.conversation.change_of_topic.sub("", question, count=1).strip()
    if fresh != question:
        return fresh or question
    if last and leans(question, language):
        return complete(question, own_part(last, language), language)
    return question


def with_year(question: str, last: str, language: Language) -> str:
    """Return a question with the year that it means where it only relates it to the last one: "the year before"."""
    told, years = language.conversation, set(YEAR.findall(last))
    for step, pattern in ((-1, told.year_before), (1, told.year_after)):
        if len(years) == 1:
            question = pattern.sub(told.year.format(year=int(min(years)) + step), question)
    return question


def own_part(completed: str, language: Language) -> str:
    """Leave out what an earlier completion added, where the question still has a subject without it: no mere place."""
    told = language.conversation
    own = told.added.sub(language.question.mark, completed)
    core = told.opening.sub("", own, count=1).strip()
    if own != completed and (told.narrowing.search(core) or told.preposition.match(core)):
        return completed
    return own if any(is_content(word, told) for word in read_words(own)) else completed


def leans(question: str, language: Language) -> bool:
    """True where the question cannot be understood without what was said before."""
    told = language.conversation
    words = read_words(question)
    own = sum(is_content(word, told) for word in words)
    linked, pointing = told.link.match(question), told.pointing.search(question)
    bare = own < 2 and len(words) <= told.bare and any(word.text in told.question_words for word in words)
    leaning = (own < RICH and linked is not None) or (own < RICH - 1 and pointing is not None)
    return not own or bare or leaning or narrows(question, told)


def narrows(question: str, told: Conversation) -> bool:
    """True for a few words that only name a place or a time: "In Tongzhou?"."""
    words = read_words(question)
    asks = told.whole_question.match(question) or any(word.text in told.question_words for word in words)
    return len(words) <= told.bare and not asks and told.narrowing.search(question) is not None


def complete(question: str, last: str, language: Language) -> str:
    """Return a leaning question with the last one's opening, where it has none, and its subject."""
    told, asked = language.conversation, language.question
    core = opened(question, last, language)
    subject = topic(last, core, told)
    ending = f"{asked.context}{subject}{asked.context_end}" if subject else asked.mark
    return f"{core}{ending}"


def opened(question: str, last: str, language: Language) -> str:
    """Return what a leaning question asks, with the last one's opening where it has none, without its mark."""
    told = language.conversation
    core = told.tail.sub("", told.link.sub("", question, count=1).rstrip(END)).strip()
    opening = told.opening.search(last.strip().rstrip(END))
    asks = told.whole_question.match(core) or any(word.text in told.question_words for word in read_words(core))
    if opening and not asks:
        frame = told.what_about if told.no_noun_after.match(opening.group()) else framed(opening.group(), told)
        if told.preposition.match(core):
            frame, core = told.last_preposition.sub("", frame), f"{core[:1].lower()}{core[1:]}"
        core = told.asked.format(opening=frame, core=core)
    return f"{core[:1].upper()}{core[1:]}"


def framed(opening: str, told: Conversation) -> str:
    """Return how the last question asked, worded for another subject: "多少" becomes "有多少"."""
    found = (pattern.sub(new, opening) for pattern, new in told.frames if pattern.search(opening))
    return next(found, opening)


def topic(question: str, without: str, told: Conversation) -> str:
    """Return the words that tell what ``question`` is about, leaving out those of ``without``."""
    known = set(stems_of(without))
    known |= set(YEAR.findall(question)) if YEAR.search(without) else set()  # another year is asked about
    every = [word for word in read_words(question) if not is_exchanged(question, word, without, told)]
    words = [word for word in every if is_content(word, told) and word.stem not in known]
    subject = [word for word in words if not is_participle(question, word, told)] or words
    if len(subject) == 1:
        subject += [word for word in every if word.text in told.document]
    kept = [word for word in every if word in subject or touches(word, subject, told)]
    return "".join(gap(question, one, other, told) + question[other.start : other.end] for one, other in steps(kept))


def is_exchanged(question: str, word: Word, without: str, told: Conversation) -> bool:
    """True for the name of a day, month or season in whose place ``without`` names another."""
    spans = (match.span() for match in told.time.finditer(question))
    return told.time.search(without) is not None and any(start <= word.start < end for start, end in spans)


def touches(word: Word, others: Sequence[Word], told: Conversation) -> bool:
    """True for a word written together with one of the others: "路" of "断头路"; no English word is."""
    return is_content(word, told) and any(word.end == other.start or other.end == word.start for other in others)


def steps(words: Sequence[Word]) -> Iterator[tuple[Word | None, Word]]:
    """Yield each word with the one before it."""
    return zip([None, *words], words, strict=False)


def gap(question: str, one: Word | None, other: Word, told: Conversation) -> str:
    """Return what stands between two words of a subject: one Chinese character as it is, else a space."""
    between = question[one.end : other.start] if one else ""
    return between if len(between) < 2 and between == "".join(RUN.findall(between)) else told.space


def is_participle(question: str, word: Word, told: Conversation) -> bool:
    """True for the verb of a passive: "completed" in "will be completed"."""
    before = told.before_participle.search(question[: word.start])
    return word.text.endswith(told.participle_ends) and before is not None


def is_content(word: Word, told: Conversation) -> bool:
    """True for a word that tells what a question is about."""
    return not word.is_stop and word.text not in told.empty
