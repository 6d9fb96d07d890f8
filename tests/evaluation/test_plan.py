"""Files read and checked before anything is opened."""

from pathlib import Path

import pytest

from assistant.errors import EvaluationError, QuestionFileError
from assistant.evaluation.plan import Batch, Choice, read_documents, read_files
from index.documents.seeds import seed_files

ROW = '{"id": "%s", "question": "How many?", "answerable": false, "type": "%s"}\n'


def test_files_are_chosen_from(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(ROW % ("one", "list") + ROW % ("two", "date"), "utf-8")
    assert [case.id for case in read_files([path], Choice(types=["date"]))[path]] == ["two"]


def test_a_type_that_no_file_has_is_told(tmp_path: Path) -> None:
    path, other = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    path.write_text(ROW % ("one", "list"), "utf-8")
    other.write_text(ROW % ("two", "date"), "utf-8")
    assert [len(cases) for cases in read_files([path, other], Choice(types=["date"])).values()] == [0, 1]
    with pytest.raises(EvaluationError, match="'lists': there are date, list"):
        read_files([path, other], Choice(types=["lists"]))


def test_a_fault_in_any_file_stops_all(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.jsonl", tmp_path / "bad.jsonl"
    good.write_text(ROW % ("one", "list"), "utf-8")
    bad.write_text("{}\n", "utf-8")
    with pytest.raises(QuestionFileError, match=r"bad\.jsonl:1"):
        read_files([good, bad], Choice())


def test_a_batch_knows_the_faults_of_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"id": "a", "question": "How many?", "answerable": true, "evidence": [{"quote": "Seven."}]}', "utf-8"
    )
    cases = read_files([path], Choice())[path]
    assert [*Batch(path, cases, None, None).faults()] == []  # type: ignore[arg-type]
    assert [fault.field for fault in Batch(path, cases, None, {"a": "Six."}).faults()] == ["evidence.0.quote"]  # type: ignore[arg-type]


def test_nothing_left_to_ask_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "drafts.jsonl"
    path.write_text(ROW.replace("}", ', "review": "draft"}') % ("one", "list"), "utf-8")
    with pytest.raises(EvaluationError, match="--drafts"):
        read_files([path], Choice())
    assert len(read_files([path], Choice(drafts=True))[path]) == 1


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    paths = [tmp_path / "a" / "q.jsonl", tmp_path / "b" / "q.jsonl"]
    for path in paths:
        path.parent.mkdir()
        path.write_text(ROW % ("one", "list"), "utf-8")
    with pytest.raises(EvaluationError, match="same name"):
        read_files(paths, Choice())


def test_documents_behind_an_address_come_from_a_folder(seeds: Path) -> None:
    documents = read_documents(seeds)
    assert {name: text.encode() for name, text in documents.items()} == {
        path.name: path.read_bytes() for path in seed_files(seeds)
    }
