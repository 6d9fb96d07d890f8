"""Of which document something is told, where there are several: those that are named, else all, unless that is a crowd.

"How many sections are there?" over a dozen documents is answered with none of their hundred headings, but asked back.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from assistant.evidence.answerability import Judgement
from assistant.evidence.finding import Finding, cited_first
from assistant.evidence.whole.answers import answer_whole
from assistant.evidence.whole.outline import documents_titled, summarised
from assistant.evidence.whole.scope import plain_text
from assistant.evidence.whole.told import Told
from assistant.question.reading import Question
from assistant.schema import NearTerm
from index.retrieval.retriever import Query, Retriever
from index.schema import Hit
from index.vectors.store import Store

MOST = 12  # sentences of several works that are told at once
OFFERED = 3  # documents that are proposed
PART = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")  # of a title: "(Part V)"


def answer_meant(
    question: Question, query: Query, retriever: Retriever, documents: Collection[str] | None
) -> Told | Finding | None:
    """Return what answers a question about documents as a whole: about those chosen, else those named, else all.

    A finding that asks back where the answer would be a crowd; None where the question asks no such.
    """
    chosen = documents if documents is not None else documents_titled(plain_text(question), retriever.store)
    if chosen and len(chosen) < len(retriever.store.documents):
        part = retriever.over(chosen)
        read_by = next(number for number, space in enumerate(retriever.store.spaces) if space is query.space)
        space = part.store.spaces[read_by]
        return answer_whole(question, replace(query, space=space), part.store, part.lexicon)
    told = answer_whole(question, query, retriever.store, retriever.lexicon)
    return ask_back(question, works_of(told)) if told and is_crowd(told) else told


def found_whole(told: Told, question: Question, store: Store, hits: Sequence[Hit]) -> Finding:
    """Return as a finding what is told of the documents as a whole."""
    judgement, read = Judgement("answered", None, told.evidence[0].score), cited_first(told.evidence, hits)
    return Finding(judgement, told.evidence, read, summarised(question, store), lead=told.lead, table=told.table)


def is_crowd(told: Told) -> bool:
    return told.table is None and told.lead != "holds" and len(told.evidence) > MOST and len(works_of(told)) > 1


def works_of(told: Told) -> list[str]:
    """Return the titles of the documents that are told of, each work once; its parts share a title."""
    return list(dict.fromkeys(PART.sub("", item.passage.place.title).strip() for item in told.evidence))


def ask_back(question: Question, titles: Sequence[str]) -> Finding:
    asked = question.text.rstrip(" ?？.。")
    mark = question.text[len(asked) :].strip()
    near = tuple(NearTerm("", title, f"{asked}: {title}{mark}") for title in titles[:OFFERED])
    return Finding(Judgement("needs_clarification", "vague", 0.0), near=near)
