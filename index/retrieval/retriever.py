"""A question in, ranked passages out: dense passages, dense sentences and BM25, fused, then read word by word.

Knows ranks and scores; whether a passage answers the question is not its business.
"""

from collections.abc import Collection, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np

from index.han import simplified
from index.retrieval.counterparts import Glossary, read_glossary, read_synonyms
from index.retrieval.interaction import interaction, weighted_pieces, weighted_words
from index.retrieval.keyword import KeywordIndex
from index.retrieval.lexicon import Lexicon, Wording, kept_stems
from index.retrieval.likeness import KeptQuestions, Likeness
from index.schema import Hit, Passage
from index.vectors.encoder import Encoder, Encoding, Floats, WordEncoder
from index.vectors.space import Space
from index.vectors.store import Store
from index.vectors.view import Part, only

RRF_K = 60  # Cormack, Clarke and Büttcher 2009; ranks count from 1
DEPTH = 50  # how far down each ranking is read, and how many of the fused passages are read word by word
# What the passage's cosine adds to the late interaction. On six development sets (two over the report, SQuAD 2.0,
# CLAP NQ, a long document) fusion alone found the evidence among five passages in 0.92 of the questions, with
# late interaction in 0.98; values from 0.1 to 0.5 differ by less than 0.005.
COSINE_SHARE = 0.3
READ = 32  # questions whose encoding is kept
ASKED_SHARE = 0.3  # what the likeness to the best kept question adds


class Reranker(Protocol):
    """Anything that scores passages against a question, higher is better."""

    def score(self, question: str, passages: Sequence[Passage]) -> list[float]: ...


@dataclass(frozen=True, slots=True)
class Query:
    """A question and its encoding, made once and used by every later stage."""

    text: str
    encoding: Encoding
    space: Space  # of the encoder that read it
    likeness: Likeness
    is_foreign: bool = False  # read by the encoder of other languages
    background: Floats | None = None  # how like each token is to any sentence, (tokens,), where that is much
    has_kept: bool = False  # whether most sentences carry kept questions that this encoder reads


class Retriever:
    """Ranks the passages of one opened store."""

    def __init__(
        self, store: Store, encoder: WordEncoder, reranker: Reranker | None = None, foreign: Encoder | None = None,
        glossary: Path | None = None,
    ) -> None:  # fmt: skip
        """``foreign`` encodes questions in languages that ``encoder`` does not read, where the store has its space.

        Raises SeedsError where the ``glossary`` cannot be read.
        """
        self.encoder = encoder
        self.foreign = foreign if store.foreign else None
        self.reranker = reranker
        self.glossary = Glossary.of(read_glossary(glossary), read_synonyms())
        self.wording = Wording.of(store)
        self.encode = lru_cache(READ)(self.encoding_of)  # views take it over: they have the same encoders
        self.open(store, KeywordIndex.of([searchable(passage) for passage in store.passages]))

    def open(self, store: Store, keyword: KeywordIndex) -> None:
        """Rank the passages of a store, whose wording is known."""
        self.store, self.keyword = store, keyword
        self.read = lru_cache(READ)(self.encoded)  # read again as it stands alone, and in the conversation after it
        self.lexicon = Lexicon.of(store, self.glossary, self.wording)
        self.kept = [KeptQuestions.of(store, space) for space in store.spaces]
        numbers = [store.passage_numbers[sentence.passage_id] for sentence in store.sentences]
        self.passage_of_sentence = np.array(numbers)
        self.document_of_passage = np.array([passage.place.document_id for passage in store.passages])

    def over(self, documents: Collection[str]) -> "Retriever":
        """Return a retriever of these documents alone: it ranks, weighs and knows what their own index would.

        What the encoder made of them, and their words, are taken over, so that this is cheap.
        """
        part = Part.of(self.store, documents)
        view = copy(self)
        view.wording = self.wording.only(part.sentences)
        view.open(only(self.store, documents, part), self.keyword.only(part.passages))
        return view

    def without_kept(self, left_out: Collection[int]) -> "Retriever":
        """Return a retriever that does not know some of the kept questions, named by their numbers in the store.

        So a kept question can be asked as one that nobody has kept.
        """
        everything = Part.of(self.store, self.store.documents)
        part = replace(everything, kept=everything.kept[~np.isin(everything.kept, list(left_out))])
        view, store = copy(self), only(self.store, self.store.documents, part)
        view.wording = replace(self.wording, kept=kept_stems(store))
        view.open(store, self.keyword)
        return view

    def encoded(self, question: str, is_foreign: bool = False) -> Query:
        """Encode a question, one that ``is_foreign`` with the encoder of other languages where there is one."""
        # JSON can carry half a surrogate pair, which no tokenizer takes; a "?" keeps the offsets.
        question = question.encode("utf-8", "replace").decode("utf-8")
        by_foreign = is_foreign and self.foreign is not None
        kept, encoding = self.kept[by_foreign], self.encode(question, by_foreign)
        likeness = kept.compare(encoding.vector)
        background = kept.space.background(encoding.tokens) if by_foreign else None
        return Query(question, encoding, kept.space, likeness, by_foreign, background, kept.are_usual)

    def encoding_of(self, question: str, by_foreign: bool) -> Encoding:
        encoder = self.foreign if by_foreign and self.foreign else self.encoder
        return encoder.encode([simplified(question)], is_question=True)[0]  # same offsets

    def retrieve(self, query: Query, top_k: int = 8, documents: Collection[str] | None = None) -> list[Hit]:
        """Return at most ``top_k`` passages, best first; ties keep the documents' order.

        Headings and header lines come last: they are near to much and state nothing.
        Where ``documents`` are named, only their passages are ranked; a name that is not there gives none.
        """
        passages = query.space.search_passages(query.encoding.vector)
        sentences = self.best_sentence(query.space.search_sentences(query.encoding.vector))
        asked = self.best_sentence(query.likeness.asked)
        fused = reciprocal_rank_fusion(self.rankings(query, passages, sentences, asked, documents))
        numbers = sorted(sorted(fused, key=lambda number: -fused[number])[:DEPTH])
        words = interaction(*self.weighted(query), numbers, query.space, self.store)
        hits = [
            Hit(
                self.store.passages[number],
                score=float(words[position] + COSINE_SHARE * passages[number] + ASKED_SHARE * asked[number]),
                similarity=float(max(passages[number], sentences[number])),
            )
            for position, number in enumerate(numbers)
        ]
        hits.sort(key=lambda hit: (hit.passage.kind != "paragraph", -hit.score))
        return self.rerank(query.text, hits)[:top_k]

    def weighted(self, query: Query) -> tuple[Floats, Floats]:
        """Return the vectors of the question's words, and what each tells."""
        if query.is_foreign:
            return weighted_pieces(query.text, query.encoding)
        return weighted_words(query.text, query.encoding, self.lexicon)

    def rankings(
        self, query: Query, passages: Floats, sentences: Floats, asked: Floats, documents: Collection[str] | None
    ) -> list[list[int]]:
        """Return the passages' numbers by their own cosine, by their best sentence's, by kept questions, by BM25."""
        depth = DEPTH if documents is None else len(passages)
        added = self.lexicon.counterparts.added(query.text)
        keyword = [number for number, _ in self.keyword.search(query.text, depth, added)]
        known = [number for number in best(asked, depth) if asked[number] > 0]
        rankings = [best(passages, depth), best(sentences, depth), known, keyword]
        if documents is None:
            return rankings
        wanted = np.isin(self.document_of_passage, list(documents))
        return [[number for number in ranking if wanted[number]][:DEPTH] for ranking in rankings]

    def best_sentence(self, scores: Floats) -> Floats:
        """Return for every passage the best score of its sentences, (passages,)."""
        found = np.full(len(self.store.passages), -1.0, np.float32)
        np.maximum.at(found, self.passage_of_sentence, scores)
        return found

    def rerank(self, question: str, hits: list[Hit]) -> list[Hit]:
        """Return the hits in the reranker's order and with its scores, where there is one; ties as they were."""
        if self.reranker is None or not hits:
            return hits
        scores = self.reranker.score(question, [hit.passage for hit in hits])
        order = sorted(range(len(hits)), key=lambda number: (-scores[number], number))
        return [Hit(hits[number].passage, scores[number], hits[number].similarity) for number in order]


def searchable(passage: Passage) -> str:
    """Return the passage's words with its section's and topic's."""
    section = passage.place.section.title if passage.place.section else ""
    return " ".join([section, passage.place.topic or "", passage.text])


def best(scores: Floats, depth: int) -> list[int]:
    """Return the positions of the highest scores, best first, ties in order."""
    return [int(number) for number in np.argsort(-scores, kind="stable")[:depth]]


def reciprocal_rank_fusion(rankings: Sequence[Sequence[int]]) -> dict[int, float]:
    """Return for every ranked item the sum of 1 / (k + rank) over the rankings."""
    fused: dict[int, float] = {}
    for ranking in rankings:
        for rank, item in enumerate(ranking, 1):
            fused[item] = fused.get(item, 0.0) + 1 / (RRF_K + rank)
    return fused
