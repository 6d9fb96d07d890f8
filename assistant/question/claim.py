"""A claim that somebody wants confirmed: "Is it true that …?", "So it is …, right?", "I read that …"."""

from assistant.language.schema import Language
from assistant.question.reading import own_end


def read_claim(text: str, language: Language) -> str | None:
    """Return the claim without the words around it; None where the text claims nothing.

    What it lacked and the conversation gave stays behind it.
    """
    told, words = language.verdict, " ".join(text.replace("’", "'").split())
    begun = own_end(words, language.question)
    words, context = words[:begun], words[begun:]
    closing, opening = told.closing.search(words), told.opening.match(words)
    if not closing and not opening:
        return None
    claim = words[opening.end() if opening else 0 : closing.start() if closing else len(words)]
    claim = (claim if opening else told.link.sub("", claim)).strip(" ,;.?!")
    return None if told.no_claim.search(claim) else f"{claim}{context}"
