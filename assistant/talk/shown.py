"""What of the documents was shown in a conversation: recovered from the replies' texts, which quote them."""

from collections.abc import Iterable, Sequence

from assistant.answer.verify import MARKUP
from assistant.evidence.choice import Evidence
from assistant.schema import MARKER
from index.schema import Passage, Sentence

SHORTEST = 3  # words of a sentence that can be told from its words


def shown(reply: str, passages: Iterable[Passage], ranked: Sequence[Evidence]) -> list[Evidence]:
    """Return the sentences that a reply quotes, in its order; with their score and decisive words where ranked."""
    text = bare(reply)
    known = {item.sentence.id: item for item in ranked}
    found: dict[int, Evidence] = {}
    for passage in passages:
        if passage.kind == "heading" and not MARKER.search(reply):  # a place that a refusal names
            continue
        for sentence in passage.sentences:
            at = position(sentence, text)
            if at >= 0:
                found.setdefault(at, known.get(sentence.id) or Evidence(sentence, passage, 1.0))
    return [found[at] for at in sorted(found)]


def position(sentence: Sentence, text: str) -> int:
    words = sentence.text.split()
    return text.find(" ".join(words)) if len(words) >= SHORTEST or len(sentence.text) > SHORTEST * 2 else -1


def bare(reply: str) -> str:
    """Return a reply's text without markup, as the documents have it but for white space."""
    return " ".join(MARKUP.sub("", MARKER.sub("", reply)).split())
