"""What somebody said: every sentence of minutes in which he says, asks or proposes something, in their order."""

from assistant.evidence.whole.scope import plain_text
from assistant.evidence.whole.told import Pair, Told, lines, sentences_of, stems_around
from assistant.question.reading import Question
from index.schema import Passage
from index.vectors.store import Store
from index.words import content_stems, read_words, stems_of

APART = 4  # words that may stand between a name and its verb of saying: "Ruiz, the chair, said"


def answer_speech(question: Question, store: Store) -> Told | None:
    """Return what is told of a person's saying, on a subject where one is named; None where nothing is, or asked."""
    match = question.language.votes.speech.match(plain_text(question))
    if not match or question.people.has_stranger:
        return None
    who = {word.text: word.stem for word in read_words(match["who"]) if not word.is_stop}
    known = [stem for word, stem in who.items() if is_name(word, question)]
    if not known:
        return None
    said = [pair for pair in sentences_of(store.passages) if says(known[-1], pair, question)]
    about = set(content_stems(match["about"] or ""))
    found = [pair for pair in said if about <= stems_around(pair)]
    return Told(lines([[pair] for pair in found])) if found else None


def is_name(text: str, question: Question) -> bool:
    """True for a word that the question writes with a capital; one behind "Dr." opens no sentence."""
    return any(word.text == text and question.text[word.start].isupper() for word in read_words(question.text))


def says(who: str, pair: Pair, question: Question) -> bool:
    """True where the name stands right before a verb of saying, or opens the paragraph as who speaks."""
    sentence, passage = pair
    if speaks(who, passage):
        return True
    words = read_words(sentence.text)
    verbs = [match.start() for match in question.texts.votes.saying.finditer(sentence.text)]
    named = [number for number, word in enumerate(words) if word.stem == who and sentence.text[word.start].isupper()]
    after = (word.start for number in named for word in words[number + 1 : number + 1 + APART])
    return any(start in verbs for start in after)


def speaks(who: str, passage: Passage) -> bool:
    """True for a paragraph that begins with the speaker's name: "MR. SAYRE: I want …"."""
    label, colon, _ = passage.text.partition(":")
    topic = passage.place.topic or ""
    return bool(colon) and label.strip() == topic and who in stems_of(topic)
