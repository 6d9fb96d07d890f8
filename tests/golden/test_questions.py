"""Question files in: what is taken, what is refused and how that is said."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import QuestionFileError
from assistant.golden.cases import Case, Gold
from assistant.golden.questions import read_cases, select
from assistant.schema import Turn

LEAST: dict[str, Any] = {"id": "a", "question": "How many trees?", "answerable": True}
File = Callable[..., Path]


@pytest.fixture
def file(tmp_path: Path) -> File:
    def write(content: str | bytes, name: str = "mine.jsonl") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def row(**fields: Any) -> str:
    return json.dumps({**LEAST, **fields}, ensure_ascii=False)


def fault(path: Path) -> QuestionFileError:
    with pytest.raises(QuestionFileError) as raised:
        read_cases(path)
    return raised.value


# --- what is taken ------------------------------------------------------------------------


def test_every_field_is_read(file: File) -> None:
    history = [{"role": "user", "content": "Which trees?"}, {"role": "assistant", "content": "Limes."}]
    evidence = [{"quote": "We\u00a0plant  700\ntrees.", "doc": "a.txt"}, {"quote": "Limes.", "doc_id": "b"}]
    facts, scope = [["700", "seven hundred"], ["limes"]], ["a.txt", "b"]
    text = row(
        type="numeric", history=history, evidence=evidence, facts=facts, scope=scope, note="n", review="accepted"
    )
    assert read_cases(file(text)) == [
        Case(
            id="a",
            question="How many trees?",
            answerable=True,
            type="numeric",
            history=(Turn("user", "Which trees?"), Turn("assistant", "Limes.")),
            evidence=(Gold("We plant 700 trees.", "a.txt"), Gold("Limes.", "b")),
            facts=(("700", "seven hundred"), ("limes",)),
            scope=("a.txt", "b"),
            note="n",
            file="mine.jsonl",
            line=1,
        )
    ]
    assert read_cases(file(text))[0].extra == {"review": "accepted"}


def test_what_is_missing_or_null_has_its_default(file: File) -> None:
    nothing = dict.fromkeys(["type", "history", "evidence", "facts", "scope", "note"])
    least, nulls = read_cases(file(row() + "\n" + row(id="b", **nothing)))
    assert (least.type, least.history, least.evidence, least.facts, least.scope) == ("untyped", (), (), (), None)
    assert (nulls.type, nulls.history, nulls.evidence, nulls.facts, nulls.scope) == ("untyped", (), (), (), None)


def test_evidence_without_a_quote_is_dropped(file: File) -> None:
    (case,) = read_cases(file(row(answerable=False, evidence=[{"doc": "a.txt"}, {"quote": " \n"}, {"quote": None}])))
    assert case.evidence == ()


def test_numbers_may_stand_for_ids_and_facts(file: File) -> None:
    (case,) = read_cases(file(row(id=7, facts=[[700]])))
    assert (case.id, case.facts) == ("7", (("700",),))


def test_byte_order_mark_line_ends_and_blank_lines(file: File) -> None:
    second = row(id="b", note="x|y").replace("|", "\u2028")  # a line end to Python, none in JSON
    cases = read_cases(file(f"\ufeff{row()}\r\n\r\n{second}\r\n"))
    assert [(case.id, case.line) for case in cases] == [("a", 1), ("b", 3)]


def test_our_own_files_are_read() -> None:
    golden = Path(__file__).parent / "report.jsonl"
    assert len(read_cases(golden)) == len(golden.read_text("utf-8").splitlines())


# --- what is refused ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("second", "field"),
    [
        ('{"id": "b", "question": ', None),
        ('["b"]', None),
        ('{"id": "b", "question": "\\ud800", "answerable": true}', None),
        (row(id="b", weight=float("nan")), None),
        ('{"id": "b", "question": "Why?"}', "answerable"),
        ('{"question": "Why?", "answerable": true}', "id"),
        (row(id="b", answerable="yes"), "answerable"),
        (row(id="b", answerable=1), "answerable"),
        (row(id="b", question=" \n"), "question"),
        (row(id="b", question=["Why?"]), "question"),
        (row(id=True), "id"),
        (row(id=""), "id"),
        (row(id="b", history=[{"role": "system", "content": "x"}]), "history.0.role"),
        (row(id="b", history=[{"role": "user"}]), "history.0.content"),
        (row(id="b", evidence=["We plant."]), "evidence.0"),
        (row(id="b", evidence=[{"quote": 5}]), "evidence.0.quote"),
        (row(id="b", facts=["700"]), "facts.0"),
        (row(id="b", facts=[["700"], []]), "facts.1"),
        (row(id="b", facts=[["700", " "]]), "facts.0.1"),
        (row(id="b", scope=[]), "scope"),
        (row(id="b", scope="a.txt"), "scope"),
        (row(id="b", question=3), "question"),
        (row(id="a"), "id"),
    ],
)
def test_a_fault_is_told_with_file_line_and_field(file: File, second: str, field: str | None) -> None:
    path = file(f"{row()}\n{second}\n")
    error = fault(path)
    assert (error.file, error.line, error.field) == (str(path), 2, field)
    assert str(error).startswith(f"{path}:2: {field}: " if field else f"{path}:2: it is no")
    assert "\n" not in str(error)


@pytest.mark.parametrize(
    ("second", "message"),
    [
        (row(id="b", answerable="yes"), 'write true or false, not "yes"'),
        (row(id="a"), "'a' is the id of line 1 too"),
    ],
)
def test_a_fault_says_what_to_do(file: File, second: str, message: str) -> None:
    assert message in str(fault(file(f"{row()}\n{second}\n")))


@pytest.mark.parametrize(("content", "message"), [(b"", "no question"), (b"\n \n", "no question")])
def test_an_empty_file_is_refused_whole(file: File, content: bytes, message: str) -> None:
    error = fault(file(content))
    assert (error.line, error.field) == (0, None)
    assert message in str(error)


def test_a_file_that_is_not_utf8_is_told_with_its_line(file: File) -> None:
    assert fault(file(row().encode() + b'\n{"id": "\xe9"}')).line == 2
    assert "save the file as UTF-8" in str(fault(file(b"\xe9")))


def test_utf16_with_a_byte_order_mark_is_read(file: File) -> None:
    assert read_cases(file(f"{row()}\n".encode("utf-16")))[0].id == "a"


@pytest.mark.parametrize(
    ("second", "field", "meant"),
    [
        (row(id="b", evidense=[]), "evidense", "evidence"),
        (row(id="b", Facts=[]), "Facts", "facts"),
        (row(id="b", evidence=[{"qoute": "x"}]), "evidence.0.qoute", "quote"),
    ],
)
def test_a_mistyped_field_is_told_with_what_was_meant(file: File, second: str, field: str, meant: str) -> None:
    error = fault(file(f"{row()}\n{second}\n"))
    assert (error.line, error.field) == (2, field)
    assert f"did you mean {meant}?" in str(error)


def test_fields_of_ones_own_are_kept(file: File) -> None:
    (case,) = read_cases(file(row(answers=["7"], notes="x", question_type="y")))
    assert set(case.extra) == {"answers", "notes", "question_type"}


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert "no such file" in str(fault(tmp_path / "none.jsonl"))
    assert "directory" in str(fault(tmp_path))


# --- CSV ----------------------------------------------------------------------------------

HEADER = "id,type,question,answerable,evidence,facts,history,note,doc,weight"


def test_csv_gives_the_same_cases(file: File) -> None:
    history = '"[{""role"": ""user"", ""content"": ""Which?""}]"'
    text = (
        f'\ufeff{HEADER}\r\na,numeric,"How many, then?",YES,"We plant\u00a0700 trees.\nLimes. || Oaks.",'
        f"700|seven hundred; limes ,{history},n,a.txt,3\r\n\r\nb,,Why?,0,,,,,,\r\n"
    )
    first, second = read_cases(file(text, "mine.csv"))
    assert first.question == "How many, then?"
    assert first.evidence == tuple(Gold(quote, "a.txt") for quote in ("We plant 700 trees.", "Limes.", "Oaks."))
    assert first.facts == (("700", "seven hundred"), ("limes",))
    assert first.history == (Turn("user", "Which?"),)
    assert (first.answerable, first.extra) == (True, {"weight": "3"})
    assert (second.type, second.answerable, second.facts) == ("untyped", False, ())
    assert (first.line, second.line) == (2, 5), "the first cell of evidence has two lines, and one line is blank"


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("b,,Why?,perhaps,,,,,,", "answerable"),
        ("b,,,yes,,,,,,", "question"),
        ("b,,Why?,yes,,|;7,,,,", "facts.0"),
        ("b,,Why?,yes,,,[broken,,,", "history"),
        ("b,,Why?,yes,,,,,,,too,many", None),
        ('b,,"Why?,yes', None),
    ],
)
def test_a_fault_in_csv_is_told_with_its_line(file: File, line: str, field: str | None) -> None:
    error = fault(file(f'{HEADER}\na,,"How\nmany?",yes,,,,,,\n{line}\n', "mine.csv"))
    assert (error.line, error.field) == (4, field)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [";", "\t", ","])
def test_csv_is_read_as_spreadsheets_write_it(file: File, separator: str, encoding: str) -> None:
    lines = [["id", "question", "answerable", "facts"], ["a", '"Why; so,\tthen?"', "TRUE", '"7|seven;8"']]
    text = "\r\n".join(map(separator.join, lines)) + "\r\n"
    (case,) = read_cases(file(text.encode(encoding), "mine.csv"))
    assert (case.question, case.facts) == ("Why; so,\tthen?", (("7", "seven"), ("8",)))


@pytest.mark.parametrize("text", ["", "id question answerable\na Why? yes\n"])
def test_csv_without_the_columns_says_which_there_are(file: File, text: str) -> None:
    error = fault(file(text, "mine.CSV"))
    assert (error.line, error.field) == (1, "id")
    assert "id,type,question,answerable" in str(error)


# --- what to ask --------------------------------------------------------------------------


def cases(count: int, **fields: Any) -> list[Case]:
    return [Case(f"{number:03}", "Why?", True, **fields) for number in range(count)]


def test_types_are_chosen() -> None:
    both = [*cases(2, type="list"), *cases(1, type="topic")]
    assert select(both) == both
    assert select(both, ["topic"]) == both[2:]


def test_drafts_are_left_out_unless_asked_for() -> None:
    rows = [*cases(1, extra={"review": "accepted"}), *cases(2, extra={"review": "draft"})]
    assert select(rows) == rows[:1]
    assert select(rows, drafts=True) == rows


def test_a_sample_is_fixed_and_keeps_the_order() -> None:
    rows = cases(100)
    drawn = select(rows, sample=10)
    assert drawn == select(rows, sample=10) == sorted(drawn, key=lambda case: case.id)
    assert len({case.id for case in drawn}) == 10
    assert drawn != rows[:10]
    assert drawn != select(rows, sample=10, seed=1)
    assert select(rows, sample=101) == rows
