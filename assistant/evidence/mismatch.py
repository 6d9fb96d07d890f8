"""Signs that a sentence on the right subject does not answer: the opposite, another time, a part for the whole.

Compares a question with a sentence by their words alone; what a sign is worth is learned.
"""

from assistant.question import expected
from assistant.question.reading import Question
from index.words import read_words


def is_contrary(question: Question, text: str) -> bool:
    """True for a question about ending or lessening something, against a sentence that does neither."""
    told = question.language.mismatch
    asked = {word.stem for word in question.words}
    undoes = (told.undoing & asked and not told.no_undoing.search(question.text)) or told.phrases.search(question.text)
    return bool(undoes) and not question.texts.mismatch.lessening & {word.stem for word in read_words(text)}


def is_whole(question: Question, text: str) -> bool:
    """True for a question how much the whole is, against a sentence that tells what is added to it.

    "In total" of two things is no whole of either.
    """
    asked, told = question.language.mismatch, question.texts.mismatch
    if question.language.judging.joins.search(question.text):
        return False
    return expected.is_hard(question.kind, question.texts) and bool(
        asked.whole.search(question.text) and told.on_top.search(text) and not told.sum.search(text)
    )


def is_counted(question: Question, text: str) -> bool:
    """True for a question which things there are, against a sentence that only tells how many: "20 key areas"."""
    if question.kind not in ("name", "list") or not question.focus:
        return False
    told = question.texts.mismatch
    *_, noun = [word.stem for word in read_words(question.text[slice(*question.focus)])] or [""]
    return any(
        word.stem == noun and told.count.search(text, 0, word.start) and not told.naming.search(text, word.end)
        for word in read_words(text)
    )


def is_past(question: Question, text: str) -> bool:
    """True for a question about what was, against a sentence about what will be."""
    past, future = question.language.mismatch.past, question.texts.mismatch.future
    return bool(past.search(question.text) and future.search(text))
