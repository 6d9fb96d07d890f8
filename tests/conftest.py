"""Real parts, made once: the index of ``seeds/`` and a tiny one that tests may copy and spoil.

What takes seconds to import is imported by the fixtures: the process that only hands out the tests needs none of it.
"""

import hashlib
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from typer.testing import Result

    from assistant.config import Config
    from assistant.engine import Engine
    from index.documents.outline import Outline
    from index.manifest import Manifest
    from index.retrieval.retriever import Retriever
    from index.schema import Passage
    from index.vectors.encoder import OnnxEncoder
    from index.vectors.store import Store

ROOT = Path(__file__).parent.parent
DAY = 24 * 60 * 60  # seconds
PATIENCE = 600  # seconds that another process may take to build
TINY = {
    "parks.txt": "Parks Plan\n\nParks Office\n2025-03-01\n\n1. Opening parks\n\n"
    "Plant trees. We will plant 700 trees along 5 streets. Every street gets a bench.\n\n"
    "2. Keeping parks\n\nWe will mend 12 fountains before the summer comes.\n",
    "trams.md": "# Tram Plan\n\n## Lines\n\nTwo tram lines will open in May.\n\n### Fares\n\nA ticket costs 3 yuan.\n",
}

REPORT = (
    "# City Report {year}\n\nCity Office\n{year}-02-01\n\n## 1. Streets\n\n{streets} benches were put up along the "
    "streets.{extra}\n\n## 2. Schools\n\n{schools} new schools opened. Every school has a library.\n"
)
# In folders: a closed collection, and two editions of one report. Each has words that no other has.
SHELF = {
    "parks.txt": TINY["parks.txt"],
    "board/collection.toml": 'title = "Board papers"\nreaders = ["key board", "site intranet"]\n',
    "board/minutes.md": "# Board Minutes Quillfeather\n\n## 7. Salaries\n\nThe director's salary rises to 91,500 yuan. "
    "Zephyrine Okonkwo voted against it.\n\n## 8. Wharf\n\nThe wharf at Murkwater is sold for 44 million yuan.\n",
    "report/2025/collection.toml": 'title = "City Report 2025"\nedition_of = "City Report"\nedition = "2025"\n',
    "report/2025/report.md": REPORT.format(
        year=2025,
        streets=340,
        schools=12,
        extra=" Night buses ran on 9 lines.",
    ),
    "report/2026/collection.toml": 'title = "City Report 2026"\nedition_of = "City Report"\nedition = "2026"\n',
    "report/2026/report.md": REPORT.format(year=2026, streets=520, schools=15, extra=""),
}

# Where several processes share the tests, these files are begun first: the longest, but among the first three only one
# that needs the index of ``seeds/``, so that the others do not wait until it is built.
FIRST = (
    "browser/test_report_pages.py",
    "golden/test_corpus.py",
    "evaluation/test_pytest_plugin.py",
    "index/test_build.py",
    "language/test_speed.py",
    "browser/test_axe.py",
    "browser/test_conversations.py",
    "browser/test_chat.py",
    "serving/test_process.py",
    "browser/test_widget.py",
    "evaluation/test_run.py",
    "test_golden.py",
    "golden/hard.jsonl",
    "browser/test_stop.py",
    "learning/test_calibrate.py",
    "learning/test_commands.py",
    "web/test_preparing.py",
    "serving/test_openapi.py",
    "reader/test_document.py",
)

os.environ.setdefault("HF_HUB_OFFLINE", "1")  # no test may reach for the network


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):
        ranks = {ROOT / "tests" / name: rank for rank, name in enumerate(FIRST)}
        items.sort(key=lambda item: ranks.get(item.path, len(ranks)))


@pytest.fixture(scope="session")
def seeds() -> Path:
    return ROOT / "seeds"


def kept(config: pytest.Config, name: str) -> Path:
    """Return a folder that all processes share, and the runs to come while the index's code stays the same."""
    assert config.cache is not None
    sources = b"".join(path.read_bytes() for path in [*sorted((ROOT / "index").rglob("*.py")), Path(__file__)])
    home = config.cache.mkdir(name)
    folder = home / hashlib.sha256(sources).hexdigest()[:12]
    for old in home.iterdir():
        if old != folder and time.time() - old.stat().st_mtime > DAY:  # another run may be using a younger one
            shutil.rmtree(old, ignore_errors=True)
    return folder


def built_index(config: pytest.Config) -> Path:
    """Return a data folder with the index of ``seeds/``."""
    from index.build import build

    data = kept(config, "index")
    build(ROOT / "seeds", data)
    return data


def pytest_golden_config(config: pytest.Config) -> "Config":
    from assistant.config import Config

    return Config(data=built_index(config), seeds=ROOT / "seeds")


@pytest.fixture(scope="session")
def data(pytestconfig: pytest.Config) -> Path:
    return built_index(pytestconfig)


@pytest.fixture(scope="session")
def manifest(data: Path) -> "Manifest":
    from index.folder import DataFolder
    from index.manifest import Manifest

    return Manifest.read(DataFolder(data).current())


@pytest.fixture(scope="session")
def store(data: Path) -> "Store":
    from index.folder import DataFolder
    from index.vectors.store import Store

    return Store(DataFolder(data).current())


@pytest.fixture(scope="session")
def encoder(data: Path, manifest: "Manifest") -> "OnnxEncoder":
    from index.folder import DataFolder
    from index.vectors.encoder import OnnxEncoder

    assert manifest.encoder_digest is not None
    return OnnxEncoder(DataFolder(data).current(), manifest.encoder_digest, manifest.max_tokens, threads=1)


@pytest.fixture(scope="session")
def retriever(store: "Store", encoder: "OnnxEncoder") -> "Retriever":
    from index.retrieval.retriever import Retriever

    return Retriever(store, encoder)


@pytest.fixture(scope="session")
def engine(data: Path, seeds: Path) -> "Engine":
    from assistant.config import Config
    from assistant.engine import Engine

    return Engine.from_config(Config(data=data, seeds=seeds))


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write files, text or bytes, into a fresh seeds folder and return the folder."""

    def write_files(**files: str | bytes) -> Path:
        folder = tmp_path / "written"
        folder.mkdir(exist_ok=True)
        for name, content in files.items():
            raw = content if isinstance(content, bytes) else content.encode()
            (folder / name.replace("__", ".")).write_bytes(raw)
        return folder

    return write_files


@pytest.fixture(scope="session")
def tiny_built(pytestconfig: pytest.Config) -> Path:
    """A home with ``seeds`` (two small documents) and ``data`` (their index). Not to be changed."""
    return home_of(pytestconfig, "tiny", TINY)


def home_of(config: pytest.Config, name: str, texts: dict[str, str], like: Path | None = None) -> Path:
    """Return a home with ``seeds`` of these texts, by their paths, and ``data``, their index.

    ``like`` is a home whose index holds the exported model already: exporting it takes longer than all else.
    """
    from index.build import build
    from index.folder import DataFolder

    home = kept(config, name)
    with DataFolder(home).writer(PATIENCE):
        if not (home / "seeds").exists():
            for path, text in texts.items():
                (home / "seeds" / path).parent.mkdir(parents=True, exist_ok=True)
                (home / "seeds" / path).write_text(text, "utf-8")
            if like:
                shutil.copytree(like / "data", home / "data")
        build(home / "seeds", home / "data")
    return home


@pytest.fixture(scope="session")
def shelf_built(pytestconfig: pytest.Config, tiny_built: Path) -> Path:
    """A home with ``seeds`` in folders (see ``SHELF``) and ``data`` (their index). Not to be changed."""
    return home_of(pytestconfig, "shelf", SHELF, tiny_built)


@pytest.fixture(scope="session")
def shelf(shelf_built: Path) -> "Engine":
    """An engine over all that ``SHELF`` has, closed collections too."""
    from assistant.config import Config
    from assistant.engine import Engine

    return Engine.from_config(Config(data=shelf_built / "data", seeds=shelf_built / "seeds"))


@pytest.fixture
def tiny(tiny_built: Path, tmp_path: Path) -> Path:
    """A copy of the tiny home, to be changed or spoiled."""
    return Path(shutil.copytree(tiny_built, tmp_path / "tiny"))


@pytest.fixture
def tiny_index(tiny: Path) -> Path:
    from index.folder import DataFolder

    return DataFolder(tiny / "data").current()


@pytest.fixture(scope="session")
def outlines(seeds: Path) -> "dict[str, tuple[str, Outline]]":
    """Every seed's text and outline by the part's number."""
    from index.documents.outline import read_outline
    from index.documents.seeds import seed_files

    texts = {path.name: path.read_bytes().decode() for path in seed_files(seeds)}
    return {name[:3]: (text, read_outline(text, name)) for name, text in texts.items()}


@pytest.fixture
def split() -> "Callable[..., list[Passage]]":
    """Split a text, counting words for tokens; return passages as (topic, text, sentences)."""
    from llama_index.core.schema import Document, MetadataMode

    from index.documents.splitter import OutlineParser

    def split_text(text: str, name: str = "a.txt", max_tokens: int = 40) -> list[tuple[str | None, str, list[str]]]:
        parser = OutlineParser(max_tokens=max_tokens, count_tokens=lambda words: len(words.split()))
        made: list[tuple[str | None, str, list[str]]] = []
        for node in parser.get_nodes_from_documents([Document(text=text, id_=name)]):
            words = node.get_content(MetadataMode.NONE)
            if "reading" not in node.metadata and not name.endswith(".md"):  # whose marks are not read
                assert text[node.start_char_idx : node.end_char_idx] == words
            if node.metadata["kind"] == "sentence":
                made[-1][2].append(words)
            else:
                made.append((node.metadata["topic"], words, []))
        return made

    return split_text


@pytest.fixture
def run(data: Path, seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Callable[..., Result]":
    """Run a command of the assistant in an empty folder, over the index of ``seeds/``."""
    from typer.testing import CliRunner

    from assistant.cli import app

    monkeypatch.setenv("ASSISTANT_DATA", str(data))
    monkeypatch.setenv("ASSISTANT_SEEDS", str(seeds))
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(app, [str(argument) for argument in arguments])
