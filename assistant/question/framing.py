"""The words around a question: letters, greetings, purposes. What is asked stands without them."""

from assistant.language.schema import Language
from assistant.question.conversation import is_content
from index.words import read_words


def without_framing(message: str, language: Language) -> str:
    """Return the question of a message; the whole message where nothing of its own would be left."""
    text = message.strip()
    for pattern, new in language.framing.around:
        shorter = pattern.sub(new, text, count=1).strip()
        if shorter != text and any(is_content(word, language.conversation) for word in read_words(shorter)):
            text = shorter
    return f"{text[:1].upper()}{text[1:]}" if text != message.strip() else text
