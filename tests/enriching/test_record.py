"""The file of what a model wrote: one line a sentence, mended where it does not fit any more."""

import json
from pathlib import Path

import pytest

from assistant.enriching.record import Made, Record
from assistant.enriching.reply import Proposed

MADE = Made("m", "abc", "2026-01-01")
TREES = Proposed("How many trees?", "en", True)


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return Record.of(tmp_path, "parks.txt")


def test_a_line_tells_questions_and_who_made_them(record: Record, tmp_path: Path) -> None:
    record.add("We plant 700 trees.", [TREES, Proposed("几棵树？", "zh", True), Proposed("Why so?", "en", False)], MADE)
    text = (tmp_path / "questions" / "parks.txt.questions.jsonl").read_text("utf-8")
    assert json.loads(text) == {
        "quote": "We plant 700 trees.",
        "asks": {"en": ["How many trees?"], "zh": ["几棵树？"]},
        "does_not_answer": {"en": ["Why so?"]},
        "made": {"model": "m", "prompt": "abc", "date": "2026-01-01"},
    }
    assert text.endswith("\n")


def test_what_is_done_is_known_again(record: Record) -> None:
    assert record.mended({"One."}, MADE) == set()
    record.add("One.", [TREES], MADE)
    assert record.mended({"One.", "Two."}, MADE) == {"One."}


def test_lines_of_a_changed_document_and_half_lines_are_dropped(record: Record) -> None:
    record.add("Gone.", [TREES], MADE)
    record.add("One.", [TREES], MADE)
    record.path.write_text(record.path.read_text("utf-8") + '{"quote": "Tw', "utf-8")
    assert record.mended({"One.", "Two."}, MADE) == {"One."}
    assert [json.loads(line)["quote"] for line in record.path.read_text("utf-8").splitlines()] == ["One."]


def test_a_sentence_without_questions_is_asked_again_of_another_model_only(record: Record) -> None:
    record.add("One.", [], MADE)
    assert record.mended({"One."}, Made("m", "abc", "2026-02-02")) == {"One."}
    assert record.mended({"One."}, Made("better", "abc", "2026-02-02")) == set()
