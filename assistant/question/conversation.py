"""A follow-up into a question that stands alone, with the fewest words from the conversation.

Works by rule, without a model and without the index. Earlier turns are used only where the
question needs them: gluing them onto every question makes retrieval worse.
"""

from collections.abc import Sequence

from assistant.language.schema import Conversation, Language
from assistant.schema import Turn
from index.words import Word, read_words

BARE = 3  # words up to which a question with one word of its own asks on: "how much veg?"
RICH = 5  # words of its own with which a question stands, whatever it begins with


def standalone(question: str, history: Sequence[Turn], language: Language) -> str:
    """Return the question as it is where it stands alone, else completed from the last one that was asked."""
    last = ""
    for asked in [*(turn.content for turn in history if turn.role == "user"), question]:
        last = read_after(asked.strip(), last, language)
    return last


def read_after(question: str, last: str, language: Language) -> str:
    """Return one question as it reads after ``last``, itself already complete; "" where there was none."""
    fresh = language.conversation.change_of_topic.sub("", question, count=1).strip()
    if fresh != question:
        return fresh or question
    if last and leans(question, language):
        return complete(question, own_part(last, language.conversation), language)
    return question


def own_part(completed: str, told: Conversation) -> str:
    """Leave out what an earlier completion added, where the question still has a subject without it."""
    own = told.added.sub("?", completed)
    return own if any(is_content(word, told) for word in read_words(own)) else completed


def leans(question: str, language: Language) -> bool:
    """True where the question cannot be understood without what was said before."""
    told = language.conversation
    words = read_words(question)
    own = sum(is_content(word, told) for word in words)
    linked, pointing = told.link.match(question), told.pointing.search(question)
    bare = own < 2 and len(words) <= BARE and any(word.text in told.question_words for word in words)
    return not own or bare or (own < RICH and linked is not None) or (own < RICH - 1 and pointing is not None)


def complete(question: str, last: str, language: Language) -> str:
    """Return a leaning question with the last one's opening, where it has none, and its subject."""
    told = language.conversation
    core = told.link.sub("", question, count=1).rstrip("?!. ")
    opening = told.opening.match(last.strip())
    asks = told.whole_question.match(core) or any(word.text in told.question_words for word in read_words(core))
    if opening and not asks:
        frame = told.what_about if told.no_noun_after.match(opening.group()) else opening.group()
        if told.preposition.match(core):
            frame = told.last_preposition.sub("", frame)
        core = f"{frame} {core}"
    subject = topic(last, core, told)
    ending = f"{language.question.context}{subject}{language.question.context_end}" if subject else "?"
    return f"{core[:1].upper()}{core[1:]}{ending}"


def topic(question: str, without: str, told: Conversation) -> str:
    """Return the words that tell what ``question`` is about, leaving out those of ``without``."""
    known = {word.stem for word in read_words(without)}
    words = [word for word in read_words(question) if is_content(word, told) and word.stem not in known]
    subject = [word for word in words if not is_participle(question, word, told)] or words
    if len(subject) == 1:
        subject += [word for word in read_words(question) if word.text in told.document]
    return " ".join(question[word.start : word.end] for word in subject)


def is_participle(question: str, word: Word, told: Conversation) -> bool:
    """True for the verb of a passive: "completed" in "will be completed"."""
    before = told.before_participle.search(question[: word.start])
    return word.text.endswith(told.participle_ends) and before is not None


def is_content(word: Word, told: Conversation) -> bool:
    """True for a word that tells what a question is about."""
    return not word.is_stop and word.text not in told.empty
