"""What makes a question file measure nothing, or measure against what is not there: found before anything is asked.

Knows rows and the documents' texts. A file that can be read may still have these faults; learning passes such rows
over, a measure would be flattered by them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from assistant.errors import QuestionFileError
from assistant.golden.cases import Case, Gold
from assistant.text.facts import normalise

Fault = tuple[str, str]  # the field, and what is wrong with it as a sentence


def check_rows(path: Path, cases: Iterable[Case]) -> Iterator[QuestionFileError]:
    """Yield the faults that the rows tell by themselves."""
    for case in cases:
        for field, message in row_faults(case):
            yield QuestionFileError(str(path), case.line, field, message)


def row_faults(case: Case) -> Iterator[Fault]:
    if case.answerable and not (case.evidence or case.facts or case.status):
        yield (
            "evidence",
            "nothing can be measured of the answer: mark evidence, give facts, or name the status expected.",
        )
    if not case.answerable and (case.evidence or case.facts):
        field = "evidence" if case.evidence else "facts"
        yield field, "the question is said to have no answer: take this out, or write answerable true."


def check_evidence(
    path: Path, cases: Iterable[Case], documents: Mapping[str, str], name_of: Callable[[str], str] = str
) -> Iterator[QuestionFileError]:
    """Yield what the rows name and the documents, texts by name, do not have.

    ``name_of`` turns a name in a row into the document's. White space, quotation marks and capitals are passed over.
    """
    texts = {name: normalise(text) for name, text in documents.items()}
    for case in cases:
        for number, gold in enumerate(case.evidence):
            for field, message in gold_faults(gold, texts, name_of):
                yield QuestionFileError(str(path), case.line, f"evidence.{number}.{field}", message)
        for name in case.scope or ():
            if name_of(name) not in texts:
                yield QuestionFileError(str(path), case.line, "scope", not_indexed(name, texts))


def gold_faults(gold: Gold, texts: Mapping[str, str], name_of: Callable[[str], str]) -> Iterator[Fault]:
    if gold.doc is not None and name_of(gold.doc) not in texts:
        yield "doc", not_indexed(gold.doc, texts)
        return
    quote = normalise(gold.quote)
    holders = [name for name, text in texts.items() if quote in text]
    if not holders:
        yield "quote", f"it stands in no document: {gold.quote[:60]!r}. Copy the sentence as it is written there."
    elif gold.doc is not None and name_of(gold.doc) not in holders:
        yield "quote", f"it stands in {holders[0]}, not in {gold.doc}."


def not_indexed(name: str, texts: Mapping[str, str]) -> str:
    shown = ", ".join(list(texts)[:3]) + (", …" if len(texts) > 3 else "")
    return f"there is no document {name!r} in the index: there are {shown}."


def require_none(faults: Iterable[QuestionFileError]) -> None:
    """Raise the first of the faults, if there is any, and say how many more there are."""
    found = [*faults]
    if not found:
        return
    first, others = found[0], found[1:]
    more = f" {len(others)} more: assistant evaluate --check lists them." if others else ""
    raise QuestionFileError(first.file, first.line, first.field, f"{first.message}{more}") from first
