"""Questions with their own documents: the corpus file, its folder and its index."""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.config import Config
from assistant.engine import Engine
from assistant.errors import QuestionFileError
from assistant.evaluation.inprocess import EngineSubject
from assistant.golden import corpus
from assistant.golden.cases import Case
from assistant.golden.corpus import corpus_beside, file_name, open_corpus, read_corpus
from index.folder import DataFolder

ROWS: list[dict[str, Any]] = [
    {"doc_id": "parks", "title": "Parks", "text": "We will plant 700 trees in May.\nEvery street gets a bench."},
    {"doc_id": "Trams/<2>", "title": "", "text": "Two tram lines will open in May. A ticket costs 3 yuan.", "url": "x"},
]
Write = Callable[[list[dict[str, Any]]], Path]


def lines(rows: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


@pytest.fixture
def write_rows(tmp_path: Path) -> Write:
    def write(rows: list[dict[str, Any]]) -> Path:
        path = tmp_path / corpus.NAME
        path.write_text(lines(rows), "utf-8")
        return path

    return write


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("corpus")


@pytest.fixture(scope="module")
def opened(home: Path) -> Engine:
    (home / corpus.NAME).write_text(lines(ROWS), "utf-8")
    return open_corpus(home / corpus.NAME, Config(data=home / "data"))


# --- the index ----------------------------------------------------------------------------


def test_the_documents_are_the_rows_with_their_titles(opened: Engine) -> None:
    texts = {file_name(row["doc_id"]): row for row in ROWS}
    assert opened.store.documents.keys() == texts.keys()
    assert opened.store.documents["parks.txt"] == f"Parks\n\n{ROWS[0]['text']}"
    assert opened.store.documents[file_name("Trams/<2>")] == ROWS[1]["text"]


def test_its_questions_are_answered_within_their_scope(opened: Engine) -> None:
    subject = EngineSubject(opened, file_name)
    case = Case("a", "What does a ticket cost?", True, scope=("Trams/<2>",))
    assert "3 yuan" in subject.ask(case).quotes[0].text
    elsewhere = subject.ask(Case("b", "What does a ticket cost?", False, scope=("parks",)))
    assert {read.document_id for read in elsewhere.passages or ()} == {"parks.txt"}
    assert not any("3 yuan" in quote.text for quote in elsewhere.quotes)


def test_a_second_run_builds_nothing(opened: Engine, home: Path) -> None:
    told: list[Any] = []
    again = open_corpus(home / corpus.NAME, Config(data=home / "data"), told.append)
    assert again.manifest == opened.manifest
    assert told == []


def test_an_edited_corpus_is_brought_up_to_date_in_its_own_folder(opened: Engine, home: Path) -> None:
    path, told = home / corpus.NAME, []
    path.write_text(lines([ROWS[0], {"doc_id": "new", "text": "The harbour closes in June."}]), "utf-8")
    edited = open_corpus(path, Config(data=home / "data"), told.append)
    assert sorted(edited.store.documents) == ["new.txt", "parks.txt"]
    assert max(step.total for step in told) == 2 * 1, "the only sentence that is new, for each of the two encoders"
    assert len(list((home / "data" / "corpora").iterdir())) == 1


def test_corpora_that_nobody_asked_for_a_month_are_cleared(opened: Engine, home: Path) -> None:
    old, young = (home / "data" / "corpora" / name for name in ("old", "young"))
    for folder, days in ((old, 31), (young, 29)):
        folder.mkdir()
        then = time.time() - days * 24 * 60 * 60
        os.utime(folder, (then, then))
    open_corpus(home / corpus.NAME, Config(data=home / "data"))
    assert (old.exists(), young.exists()) == (False, True)


# --- the file -----------------------------------------------------------------------------


def test_a_corpus_is_found_beside_the_questions(tmp_path: Path, write_rows: Write) -> None:
    assert corpus_beside(tmp_path / "questions.jsonl") is None
    path = write_rows(ROWS)
    assert corpus_beside(tmp_path / "questions.jsonl") == path


@pytest.mark.parametrize(
    ("second", "field"),
    [
        ({"text": "Words."}, "doc_id"),
        ({"doc_id": "", "text": "Words."}, "doc_id"),
        ({"doc_id": ["b"], "text": "Words."}, "doc_id"),
        ({"doc_id": "b"}, "text"),
        ({"doc_id": "b", "text": 5}, "text"),
        ({"doc_id": "b", "text": " \n—"}, "text"),
        ({"doc_id": "b", "text": "a\0b"}, "text"),
        ({"doc_id": "b", "title": ["T"], "text": "Words."}, "title"),
        ({"doc_id": "parks", "text": "Words."}, "doc_id"),
    ],
)
def test_a_fault_is_told_with_file_line_and_field(write_rows: Write, second: dict[str, Any], field: str) -> None:
    path = write_rows([ROWS[0], second])
    with pytest.raises(QuestionFileError) as raised:
        read_corpus(path)
    assert (raised.value.file, raised.value.line, raised.value.field) == (str(path), 2, field)


def test_an_empty_corpus_is_refused(write_rows: Write) -> None:
    with pytest.raises(QuestionFileError, match="no document"):
        read_corpus(write_rows([]))


def test_a_broken_corpus_leaves_nothing_behind(tmp_path: Path, write_rows: Write) -> None:
    with pytest.raises(QuestionFileError):
        open_corpus(write_rows([{"doc_id": "a"}]), Config(data=tmp_path / "data"))
    assert not (tmp_path / "data").exists()


def test_what_cannot_be_split_names_the_corpus(tmp_path: Path, write_rows: Write) -> None:
    path = write_rows([{"doc_id": "a", "text": "Fellow deputies,"}])
    with pytest.raises(QuestionFileError, match=r"corpus\.jsonl: a\.txt holds no paragraph"):
        open_corpus(path, Config(data=tmp_path / "data"))
    assert DataFolder(tmp_path / "data").current_id() is None


# --- file names ---------------------------------------------------------------------------

ODD = [
    "a",
    "A",
    "a/b",
    "a\\b",
    "../a",
    ".",
    "..",
    ".a",
    "a\nb",
    "北京",
    "x" * 300,
    "x" * 301,
    "a b",
    "a-b",
    "",
    "é",
    "con:",
]


def test_any_id_gives_a_safe_name_of_its_own(tmp_path: Path) -> None:
    names = [file_name(doc_id) for doc_id in ODD]
    assert len({name.casefold() for name in names}) == len(ODD)
    for name in names:
        assert Path(name).name == name
        assert name.isascii()
        assert not name.startswith(".")
        (tmp_path / name).write_text("x")
    assert len(list(tmp_path.iterdir())) == len(ODD)


def test_a_plain_id_stays_readable() -> None:
    assert file_name("sq-002-000") == "sq-002-000.txt"
    assert file_name("ibmcld<::>4").startswith("ibmcld-4-")
