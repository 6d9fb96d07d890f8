import hashlib

import pytest

from index.documents.seeds import name_of, seed_digests, seed_files, unfit_name
from index.errors import SeedsError


def test_files_come_sorted_and_hidden_ones_are_left_out(write):
    folder = write(b__txt="b", a__md="a", __hidden="x")
    (folder / "sub").mkdir()
    (folder / "sub" / "c.txt").write_text("c")
    (folder / ".git").mkdir()
    (folder / ".git" / "d.txt").write_text("d")
    assert [name_of(folder, path) for path in seed_files(folder)] == ["a.md", "b.txt", "sub/c.txt"]


def test_digests_are_of_the_bytes(write, tmp_path):
    assert seed_digests(write(a__txt=b"\xff"), tmp_path) == {"a.txt": hashlib.sha256(b"\xff").hexdigest()}


def test_digests_are_also_of_what_is_kept_beside_a_document_and_in_the_data_folder(write, tmp_path):
    folder = write(a__txt="a", b__txt="b")
    (tmp_path / "questions").mkdir()
    for place in (folder, tmp_path / "questions"):
        (place / "a.txt.questions.jsonl").write_text("", "utf-8")
    (tmp_path / "questions" / "gone.txt.questions.jsonl").write_text("", "utf-8")
    kept = {"a.txt.questions.jsonl", "questions/a.txt.questions.jsonl"}
    assert seed_digests(folder, tmp_path).keys() == {"a.txt", "b.txt"} | kept


def test_missing_folder_is_named(tmp_path):
    with pytest.raises(SeedsError, match="nowhere"):
        seed_files(tmp_path / "nowhere")


def test_empty_folder_says_what_to_do(write):
    with pytest.raises(SeedsError, match="put at least one document"):
        seed_files(write(__hidden="x"))


def test_suffix_may_be_in_capitals(write):
    assert [path.name for path in seed_files(write(A__TXT="a"))] == ["A.TXT"]


@pytest.mark.parametrize(
    ("name", "reason"), [("\udcff.txt", "not a name in UTF-8"), ("a\nb.txt", "a line break"), ("水务.txt", None)]
)
def test_names_that_cannot_stand_in_addresses(name, reason):
    told = unfit_name(name)
    assert told is None if reason is None else reason in told


def test_a_name_that_cannot_be_written_has_a_digest(tmp_path):
    (tmp_path / "\udcff.txt").write_text("a")
    assert list(seed_digests(tmp_path, tmp_path / "data")) == ["'\\udcff.txt'"]
