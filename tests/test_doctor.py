"""What the doctor finds."""

import json
from pathlib import Path

from assistant.config import Config
from assistant.doctor import examine
from index.folder import DataFolder


def findings(config: Config) -> dict[str, bool]:
    return {finding.subject: finding.good for finding in examine(config)}


def test_all_is_well_with_a_fitting_index(tiny: Path) -> None:
    assert all(findings(Config(seeds=tiny / "seeds", data=tiny / "data")).values())


def test_missing_documents_and_index_are_told_apart(tmp_path: Path) -> None:
    found = findings(Config(seeds=tmp_path / "none", data=tmp_path))
    assert (found["documents"], found["index"], found["embedding model"]) == (False, False, True)


def test_unknown_model_is_told(tiny: Path, tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    assert not findings(Config(seeds=tiny / "seeds", data=tiny / "data", embed_model=str(tmp_path / "model")))[
        "embedding model"
    ]


def test_nothing_is_written(tmp_path: Path, tiny: Path) -> None:
    examine(Config(seeds=tiny / "seeds", data=tmp_path / "new"))
    assert not (tmp_path / "new").exists()


def test_files_that_are_set_aside_are_told_with_the_reason(tiny: Path) -> None:
    file = DataFolder(tiny / "data").current() / "manifest.json"
    held = json.loads(file.read_text())
    file.write_text(json.dumps({**held, "aside": {"a.pdf": "a.pdf has no text."}}))
    (told,) = (one for one in examine(Config(seeds=tiny / "seeds", data=tiny / "data")) if one.subject == "documents")
    assert told.detail.endswith("1 of them set aside: a.pdf has no text.")


def test_coverage_of_kept_questions_is_told_and_never_wrong(tiny: Path, tmp_path: Path) -> None:
    (told,) = (
        one for one in examine(Config(seeds=tiny / "seeds", data=tiny / "data")) if one.subject == "kept questions"
    )
    assert told.good
    assert told.detail.startswith("for 0 of 5 sentences. 2 documents have none: write parks.txt.questions.jsonl")
    assert findings(Config(seeds=tiny / "seeds", data=tmp_path / "none"))["kept questions"]


def test_a_verifier_that_the_weights_do_not_know_is_told(tiny: Path) -> None:
    assert not findings(Config(seeds=tiny / "seeds", data=tiny / "data", verifier="some/model"))["verifier"]


def test_a_model_that_is_to_verify_and_is_not_set_is_told(tiny: Path) -> None:
    found = examine(Config(seeds=tiny / "seeds", data=tiny / "data", verifier="model"))
    (told,) = (one for one in found if one.subject == "verifier")
    assert not told.good
    assert "ASSISTANT_LLM_URL" in told.detail
