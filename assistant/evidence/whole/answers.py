"""The one way in: what is told of the documents as a whole, or nothing where a question asks no such."""

from assistant.evidence.whole.inventory import answer_inventory
from assistant.evidence.whole.mentions import answer_mentions
from assistant.evidence.whole.outline import answer_holdings, answer_structure
from assistant.evidence.whole.overview import answer_overview
from assistant.evidence.whole.speech import answer_speech
from assistant.evidence.whole.told import Told
from assistant.evidence.whole.votes import answer_votes
from assistant.question.reading import Question
from index.retrieval.lexicon import Lexicon
from index.retrieval.retriever import Query
from index.vectors.store import Store


def answer_whole(question: Question, query: Query, store: Store, lexicon: Lexicon) -> Told | None:
    """Return what answers a question about the documents' shape, a part of them, or all of a kind."""
    for told in (
        answer_votes(question, query, store),
        answer_speech(question, store),
        answer_holdings(question, store),
        answer_inventory(question, query, store),
        answer_mentions(question, store, lexicon),
        answer_overview(question, query, store),
    ):
        if told:
            return told
    found = answer_structure(question, query, store)
    return Told(tuple(found)) if found else None
