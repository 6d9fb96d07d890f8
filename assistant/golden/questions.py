"""Question files in: JSONL or CSV, read row by row, and the choice of what to ask.

Knows the format and nothing of answers. Whatever is wrong with a file is a QuestionFileError
with file, line and field. JSONL holds one object a line; CSV, for those who write in a
spreadsheet, has the columns of ``COLUMNS``, with commas, semicolons or tabs between the cells:

    evidence  quotes, one a line or separated by " || "; all of the document named in ``doc``
    facts     facts separated by ";", the alternatives of each by "|"
    history   JSON, as in JSONL
    status    what the reply's status must be one of, separated by "|"
    scope     document names, separated as the quotes are

In both, a field that is null or an empty cell counts as not given.
"""

import csv
import io
import json
import random
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    AliasChoices,
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError, from_json

from assistant.errors import QuestionFileError
from assistant.golden.cases import Case, Gold
from assistant.schema import Status, Turn

COLUMNS = ("id", "type", "question", "answerable", "evidence", "facts", "history", "status", "note", "doc")
REQUIRED = ("id", "question", "answerable")
DELIMITERS = ",;\t"  # a spreadsheet takes the one of its country
TABLES = (".csv", ".tsv", ".tab")
TRUTH = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
SEPARATOR = re.compile(r"\r?\n|\s\|\|\s")
SAID = {"missing": "it is missing", "too_short": "the list is empty", "bool_type": "write true or false"}
NEAR = 0.8  # likeness of two names, 0 to 1, from which one is the other mistyped: "evidense", not "answer"
DRAFT = "draft"  # in the field "review": proposed, and not accepted by a person yet

Record = dict[str, Any]


def read_cases(path: Path) -> list[Case]:
    """Read a question file, CSV or TSV by its suffix and JSONL otherwise; raises QuestionFileError for any fault."""
    records = read_csv if path.suffix.lower() in TABLES else read_jsonl
    cases: dict[str, Case] = {}
    for line, record in records(path):
        case = make_case(path, line, record)
        if first := cases.get(case.id):
            raise QuestionFileError(str(path), line, "id", f"{case.id!r} is the id of line {first.line} too.")
        cases[case.id] = case
    if not cases:
        raise QuestionFileError(str(path), 0, None, "there is no question in it: write one a line.")
    return list(cases.values())


def select(
    cases: Sequence[Case], types: Sequence[str] = (), sample: int | None = None, drafts: bool = False, seed: int = 0
) -> list[Case]:
    """Return the cases of these types (none named: all), at most ``sample`` of them, in the file's order.

    Drafts are left out unless they are asked for. The same seed always draws the same sample.
    """
    chosen = [case for case in cases if not types or case.type in types]
    if not drafts:
        chosen = [case for case in chosen if case.extra.get("review") != DRAFT]
    if sample is None or sample >= len(chosen):
        return chosen
    numbers = random.Random(seed).sample(range(len(chosen)), sample)  # nosec B311 # the same for the same seed
    return [chosen[number] for number in sorted(numbers)]


def describe_file(path: Path, cases: Sequence[Case]) -> dict[str, Any]:
    """Return what is recorded of a question file and the cases taken from it."""
    return {"name": path.name, "sha256": sha256(path.read_bytes()).hexdigest(), "rows": len(cases)}


# --- files into records -----------------------------------------------------------------


def read_text(path: Path) -> str:
    """Return the file's text, UTF-8 or by its byte order mark UTF-16; raises QuestionFileError where it has none."""
    try:
        raw = path.read_bytes()
        return raw.decode("utf-16" if raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig")
    except OSError as error:
        message = f"it cannot be read: {(error.strerror or 'unknown reason').lower()}."
        raise QuestionFileError(str(path), 0, None, message) from error
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise QuestionFileError(str(path), line, None, "it is not UTF-8: save the file as UTF-8.") from error


def read_jsonl(path: Path) -> Iterator[tuple[int, Record]]:
    """Yield (line, object) of a file with one JSON object a line; blank lines are passed over."""
    for number, line in enumerate(read_text(path).split("\n"), 1):  # other line ends may stand within a string
        if not line.strip():
            continue
        record = parse_json(path, number, None, line)
        if not isinstance(record, dict):
            raise QuestionFileError(str(path), number, None, "it is no JSON object: write one {…} a line.")
        yield number, record


def parse_json(path: Path, line: int, field: str | None, text: str) -> Any:
    try:
        return from_json(text, allow_inf_nan=False)  # refuses half a surrogate pair, which UTF-8 cannot write back
    except ValueError as error:
        where = re.sub(r" at line 1 column (\d+)$", r" at column \1", str(error))
        raise QuestionFileError(str(path), line, field, f"it is not JSON: {where}.") from error


def read_csv(path: Path) -> Iterator[tuple[int, Record]]:
    """Yield (line on which the row begins, record) of a CSV file with a header row."""
    rows = read_rows(path)
    line, header = next(rows, (1, []))
    header = [name.strip() for name in header]
    if missing := [name for name in REQUIRED if name not in header]:
        message = f"there is no such column: begin with a row of column names ({','.join(COLUMNS)})."
        raise QuestionFileError(str(path), line, missing[0], message)
    for line, row in rows:
        if len(row) > len(header):
            message = (
                f"it has {len(row)} cells, the first row {len(header)}: put a cell with a separator in quotation marks."
            )
            raise QuestionFileError(str(path), line, None, message)
        cells = {name: cell.strip() for name, cell in zip(header, row, strict=False) if cell.strip()}
        yield line, read_cells(path, line, cells)


def read_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield (line on which it begins, cells) of every row that is not blank."""
    text = read_text(path)
    header = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(DELIMITERS, key=header.count)  # the first where none is there
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter)
    begins = 1
    try:
        for row in reader:
            if any(map(str.strip, row)):
                yield begins, row
            begins = reader.line_num + 1
    except csv.Error as error:
        raise QuestionFileError(str(path), begins, None, f"it is not CSV: {error}.") from error


def read_cells(path: Path, line: int, cells: Mapping[str, str]) -> Record:
    """Return a row's cells as the record that JSONL would have."""
    record: Record = {name: cell for name, cell in cells.items() if name != "doc"}
    if truth := cells.get("answerable"):
        record["answerable"] = TRUTH.get(truth.lower(), truth)
    if quotes := cells.get("evidence"):
        record["evidence"] = [{"quote": quote, "doc": cells.get("doc")} for quote in SEPARATOR.split(quotes)]
    if facts := cells.get("facts"):
        record["facts"] = [alternatives(fact) for fact in facts.split(";") if fact.strip()]
    if history := cells.get("history"):
        record["history"] = parse_json(path, line, "history", history)
    if status := cells.get("status"):
        record["status"] = alternatives(status)
    if scope := cells.get("scope") or cells.get("documents"):
        record["scope"] = [name.strip() for name in SEPARATOR.split(scope)]
    return record


def alternatives(fact: str) -> list[str]:
    return [alternative.strip() for alternative in fact.split("|") if alternative.strip()]


# --- records into cases -----------------------------------------------------------------


def not_blank(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("blank", "it is empty")
    return text


Words = Annotated[str, AfterValidator(not_blank)]
Text = Annotated[
    str, Field(coerce_numbers_to_str=True), AfterValidator(not_blank)
]  # a number is taken as it is written


def without_mistyped(record: Record, known: Sequence[str]) -> Record:
    """Return the record; raises where a field is not known, but nearly is: it would be passed over in silence."""
    measured = [name for name in known if name != "note"]  # "notes" is somebody's own and does no harm
    for name in record.keys() - set(known):
        if near := get_close_matches(name.strip().lower(), measured, 1, NEAR):
            message = f"there is no field {name!r}: did you mean {near[0]}?"
            raise PydanticCustomError("mistyped", "{message}", {"message": message, "field": name})
    return record


class TurnRow(BaseModel):
    role: Literal["user", "assistant"]
    content: str


class GoldRow(BaseModel):
    quote: str | None = None
    doc: str | None = Field(None, validation_alias=AliasChoices("doc", "doc_id"))

    @model_validator(mode="before")
    @classmethod
    def without_mistyped(cls, record: Any) -> Any:
        return without_mistyped(record, ("quote", "doc", "doc_id")) if isinstance(record, dict) else record


class CaseRow(BaseModel):
    """A row as design and documentation describe it; unknown fields are kept."""

    model_config = ConfigDict(extra="allow")

    id: Text
    question: Words
    answerable: StrictBool
    type: Text = "untyped"
    history: list[TurnRow] = []
    evidence: list[GoldRow] = []
    facts: list[Annotated[list[Text], Field(min_length=1)]] = []
    scope: Annotated[list[Text], Field(min_length=1)] | None = Field(
        None, validation_alias=AliasChoices("scope", "documents")
    )
    collection: Text | None = None
    status: Annotated[list[Status], Field(min_length=1)] | None = None
    note: str = ""

    @model_validator(mode="before")
    @classmethod
    def without_mistyped(cls, record: Record) -> Record:
        return without_mistyped(record, (*cls.model_fields, "review"))

    @model_validator(mode="before")
    @classmethod
    def without_nulls(cls, record: Record) -> Record:
        return {name: value for name, value in record.items() if value is not None or name not in cls.model_fields}

    @field_validator("evidence")
    @classmethod
    def with_quotes(cls, evidence: list[GoldRow]) -> list[GoldRow]:
        return [gold for gold in evidence if gold.quote and gold.quote.strip()]


def make_case(path: Path, line: int, record: Record) -> Case:
    try:
        row = CaseRow.model_validate(record)
    except ValidationError as error:
        raise QuestionFileError(str(path), line, *first_fault(error)) from error
    return Case(
        id=row.id,
        question=row.question,
        answerable=row.answerable,
        type=row.type,
        history=tuple(Turn(turn.role, turn.content) for turn in row.history),
        evidence=tuple(Gold(" ".join((gold.quote or "").split()), gold.doc) for gold in row.evidence),
        facts=tuple(map(tuple, row.facts)),
        scope=tuple(row.scope) if row.scope else None,
        collection=row.collection,
        status=tuple(row.status or ()),
        note=row.note,
        extra=dict(row.model_extra or {}),
        file=path.name,
        line=line,
    )


def first_fault(error: ValidationError) -> tuple[str, str]:
    """Return the field and the sentence of the first fault that pydantic found."""
    first = error.errors(include_url=False)[0]
    field = ".".join(map(str, (*first["loc"], *([first["ctx"]["field"]] if first["type"] == "mistyped" else []))))
    message = SAID.get(first["type"]) or first["msg"][0].lower() + first["msg"][1:]
    value = first["input"]
    found = f", not {json.dumps(value, ensure_ascii=False)}" if isinstance(value, str | int | float) else ""
    if first["type"] == "mistyped":
        return field, first["msg"]
    return field, f"{message}{'' if first['type'] == 'blank' else found}."
