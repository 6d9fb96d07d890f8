"""What a language may leave out, and what is a word and what a pattern."""

import shutil
from pathlib import Path

from assistant.language.loading import FOLDER, load_language
from assistant.language.schema import is_words


def test_what_a_language_need_not_have_is_nothing(tmp_path: Path) -> None:
    shutil.copytree(FOLDER / "en", tmp_path / "en")
    (tmp_path / "en" / "spelling.toml").write_text("", "utf-8")
    assert load_language("en", tmp_path).spelling.forms == ()


def test_words_and_patterns_are_told_apart() -> None:
    assert is_words("answers", "months")
    assert is_words("mismatch", "undoing")
    assert not is_words("answers", "number")
    assert not is_words("question", "aux")
