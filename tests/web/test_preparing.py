"""An index that fits, built by a child process where there is none."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.cli import app
from assistant.config import Config
from assistant.errors import BuildFailed
from assistant.web import preparing
from assistant.web.preparing import Say, build_apart, open_engine
from index.errors import SeedsError
from index.folder import DataFolder


@pytest.fixture
def config(tiny: Path) -> Config:
    return Config(seeds=tiny / "seeds", data=tiny / "data")


def test_index_that_fits_is_only_opened(config: Config) -> None:
    said: list[str] = []
    assert open_engine(config, said.append).answer("How many trees will be planted?").citations
    assert said == ["Opening the index."]


def test_missing_index_is_built_and_progress_is_told(config: Config) -> None:
    shutil.rmtree(config.data)
    said: list[str] = []
    answer = open_engine(config, said.append).answer("How many trees will be planted?")
    assert "700" in answer.answer
    assert said[0] == "Building the index, since there is no index yet."
    assert any(line.startswith("Embedding: ") for line in said)


@pytest.fixture
def built_here(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The same command, run in this process, where the model need not be loaded again; lists its options."""
    given: list[str] = []

    def build_here(config: Config, say: Say, *options: str) -> None:
        given.extend(options)
        done = CliRunner().invoke(app, ["index", *options], env=config.environment())
        assert done.exit_code == 0, done.output

    monkeypatch.setattr(preparing, "build_apart", build_here)
    return given


def test_changed_document_is_indexed_again(config: Config, built_here: list[str]) -> None:
    path = config.seeds / "parks.txt"
    path.write_text(path.read_text("utf-8").replace("700", "900"), "utf-8")
    assert "900" in open_engine(config, lambda line: None).answer("How many trees will be planted?").answer
    assert built_here == []


def test_damaged_index_is_built_again(config: Config, built_here: list[str]) -> None:
    (DataFolder(config.data).current() / "token_vectors.npy").unlink()
    said: list[str] = []
    assert open_engine(config, said.append).answer("How many trees will be planted?").citations
    assert any("cannot be read" in line for line in said)
    assert built_here == ["--rebuild"]


def test_failed_build_is_told_in_its_own_words(config: Config) -> None:
    """One bad file is set aside; where there is no other, the first is told, by its name in the folder."""
    for path in config.seeds.iterdir():
        path.unlink()
    (config.seeds / "photo.png").write_bytes(b"\x89PNG\0")
    with pytest.raises(BuildFailed, match=r"^photo\.png cannot be read: it is not a text file\."):
        build_apart(config, lambda line: None)


def test_missing_seeds_are_named(config: Config, tmp_path: Path) -> None:
    with pytest.raises(SeedsError, match="none"):
        open_engine(Config(seeds=tmp_path / "none", data=config.data), lambda line: None)


def test_where_building_fails_the_last_good_index_answers(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(config: Config, say: Say, *options: str) -> None:
        raise BuildFailed("The index cannot be written (No space left on device).")

    monkeypatch.setattr(preparing, "build_apart", full)
    good = DataFolder(config.data).current()
    bad = shutil.copytree(good, good.with_name("0123456789ab"))
    DataFolder(config.data).path.joinpath("current").write_text(bad.name)
    with (bad / "chroma" / "chroma.sqlite3").open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * 4096)
    said: list[str] = []
    assert "700" in open_engine(config, said.append).answer("How many trees will be planted?").answer
    assert said[-2].startswith(f"{bad / 'chroma' / 'chroma.sqlite3'} is damaged")
    assert said[-1].startswith("The index cannot be written (No space left on device). The index of 20")
    shutil.rmtree(good)
    with pytest.raises(BuildFailed, match="No space left"):
        open_engine(config, said.append)
