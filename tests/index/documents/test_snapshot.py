"""What is indexed and what it is called come from the same bytes."""

import pytest

from index.documents.snapshot import snapshot
from index.errors import SeedsError


def test_what_changes_meanwhile_does_not_change_the_copy(write, tmp_path):
    seeds = write(a__txt="One.", a__txt__questions__jsonl="{}")
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "a.txt.questions.jsonl").write_text("made")
    with snapshot(seeds, tmp_path) as (copies, data):
        (seeds / "a.txt").write_text("Two.")
        assert {path.name: path.read_text() for path in copies.iterdir()} == {
            "a.txt": "One.",
            "a.txt.questions.jsonl": "{}",
        }
        assert (data / "questions" / "a.txt.questions.jsonl").read_text() == "made"
    assert not copies.exists()


def test_errors_name_the_documents_not_their_copies(write, tmp_path):
    seeds = write(a__txt="One.")
    with pytest.raises(SeedsError, match=rf"^{seeds / 'a.txt'} is empty\.$"), snapshot(seeds, tmp_path) as (copies, _):
        raise SeedsError(f"{copies / 'a.txt'} is empty.")


def test_no_documents_are_told_as_ever(tmp_path):
    with pytest.raises(SeedsError, match="There is no folder"), snapshot(tmp_path / "none", tmp_path):
        pass
