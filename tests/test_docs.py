"""The documentation names every command, setting, folder and field; what it names and links is there."""

import ast
import re
import tomllib
from dataclasses import fields
from itertools import pairwise
from pathlib import Path

import pytest
import typer

from assistant.cli import app
from assistant.config import PREFIX, Config
from assistant.evaluation.measures import MEASURES
from assistant.evaluation.target import KEY
from assistant.golden.cases import Case
from assistant.schema import Answer, Citation, PassageRef

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
ANSWERS = (ROOT / "docs" / "answers.md").read_text("utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
EVALUATION = (ROOT / "docs" / "evaluation.md").read_text("utf-8")
SETTINGS = (ROOT / "docs" / "settings.md").read_text("utf-8")
PAGES = [*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/*.md"))]
SOURCES = [path for package in ("assistant", "index") for path in sorted((ROOT / package).rglob("*.py"))]
TESTS = {path.relative_to(ROOT / "tests").as_posix(): path for path in (ROOT / "tests").rglob("test_*.py")}

LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
FENCED = re.compile(r"^ *```.*?^ *```", re.MULTILINE | re.DOTALL)
TOP = "assistant|benchmarks|deploy|docs|index|prompts|seeds|tests"
PATH = re.compile(rf"(?<![\w./-])(?:{TOP})/(?:[\w.-]+/)*[\w-]+(?:\.\w+)+")  # a file, by its path from the top
ROW = re.compile(r"^\| (`(?:assistant|index)/[^|]+) \|.*\| ([^|]*)\|$", re.MULTILINE)
NAME = re.compile(r"`([^`<>]+)`")
PROOF = re.compile(r"`tests/([\w/-]+\.py)(?:::(\w+))?`")
MOST_LINES = 120  # of the readme
# The requirements of levels 1 and 2 of the OWASP Application Security Verification Standard 5.0.0, by section.
ASVS = """
1.1:1-2 1.2:1-9 1.3:1-11 1.4:1-3 1.5:1-2 2.1:1-3 2.2:1-3 2.3:1-4 2.4:1-1 3.2:1-2 3.3:1-4 3.4:1-6 3.5:1-5 3.7:1-2 4.1:1-3
4.2:1-1 4.3:1-2 4.4:1-4 5.1:1-1 5.2:1-3 5.3:1-2 5.4:1-3 6.1:1-3 6.2:1-12 6.3:1-4 6.4:1-4 6.5:1-5 6.6:1-3 6.8:1-4 7.1:1-3
7.2:1-4 7.3:1-2 7.4:1-5 7.5:1-2 7.6:1-2 8.1:1-2 8.2:1-3 8.3:1-1 8.4:1-1 9.1:1-3 9.2:1-4 10.1:1-2 10.2:1-2 10.3:1-4
10.4:1-11 10.5:1-5 10.6:1-2 10.7:1-3 11.1:1-2 11.2:1-3 11.3:1-3 11.4:1-4 11.5:1-1 11.6:1-1 12.1:1-3 12.2:1-2 12.3:1-4
13.1:1-1 13.2:1-5 13.3:1-2 13.4:1-5 14.1:1-2 14.2:1-4 14.3:1-3 15.1:1-3 15.2:1-3 15.3:1-7 16.1:1-1 16.2:1-5 16.3:1-4
16.4:1-3 16.5:1-3 17.1:1-1 17.2:1-4 17.3:1-2
"""
RANGE = re.compile(r"(\d+\.\d+)[.:](\d+)[–-](?:\d+\.\d+\.)?(\d+)")
PINNED = re.compile(r"^([\w.-]+)==([^\s;]+)((?:.*\\\n +--hash=sha256:[0-9a-f]{64})*)", re.MULTILINE)


@pytest.mark.parametrize("command", sorted(typer.main.get_command(app).commands))  # type: ignore[attr-defined]
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"assistant {command}" in README


def test_the_readme_is_one_page() -> None:
    assert len(README.splitlines()) <= MOST_LINES


@pytest.mark.parametrize(("name", "field"), Config.model_fields.items())
def test_every_setting_stands_with_its_default(name: str, field) -> None:  # type: ignore[no-untyped-def]
    default = "none" if field.default is None else str(field.default)
    assert f"| `{PREFIX}{name.upper()}` | {default} | {field.description} |" in SETTINGS.splitlines()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_setting_that_is_named_exists(page: Path) -> None:
    named = set(re.findall(rf"\b{PREFIX}[A-Z_]*[A-Z]\b", page.read_text("utf-8")))
    assert named <= {KEY, *(PREFIX + name.upper() for name in Config.model_fields)}


@pytest.mark.parametrize("name", sorted({f.name for kind in (Answer, Citation, PassageRef) for f in fields(kind)}))
def test_every_field_of_an_answer_is_described(name: str) -> None:
    assert f"`{name}`" in ANSWERS


@pytest.mark.parametrize("path", sorted(ROOT.glob("prompts/*")), ids=lambda path: path.name)
def test_every_prompt_file_is_in_the_architecture(path: Path) -> None:
    assert f"`{path.name}`" in ARCHITECTURE


@pytest.mark.parametrize("folder", sorted({path.parent for path in SOURCES}))
def test_every_folder_is_in_the_architecture(folder: Path) -> None:
    assert f"`{folder.relative_to(ROOT).as_posix()}/`" in ARCHITECTURE


def named_in_the_tables() -> list[tuple[str, str]]:
    """Return each folder with each file that its row names."""
    rows = [(NAME.findall(row[1])[0], NAME.findall(row[2])) for row in ROW.finditer(ARCHITECTURE)]
    return [(folder, name) for folder, names in rows if folder.endswith("/") for name in names]


@pytest.mark.parametrize(("folder", "name"), named_in_the_tables())
def test_every_main_file_is_in_its_folder(folder: str, name: str) -> None:
    assert (ROOT / folder / name).exists()


def is_named(node: ast.Assign, name: str) -> bool:
    return ast.unparse(node.targets[0]) == name


def test_the_layers_are_told_as_the_code_has_them() -> None:
    tree = ast.parse((ROOT / "tests" / "test_imports.py").read_text("utf-8"))
    layers = next(node.value for node in tree.body if isinstance(node, ast.Assign) and is_named(node, "LAYERS"))
    height = {room: number for number, row in enumerate(ast.literal_eval(layers)) for room in row}
    told = [
        name.removesuffix(".py").strip("/").replace("/", ".")
        for row in ROW.finditer(ARCHITECTURE)
        for name in NAME.findall(row[1])
    ]
    rooms = [parent if (parent := name.rpartition(".")[0]) in height else name for name in told]
    assert set(rooms) == height.keys()
    for above, below in pairwise(rooms):
        assert height[above] >= height[below], (above, below)


@pytest.mark.parametrize("page", [page for page in PAGES if page.name != "CHANGELOG.md"], ids=lambda page: page.name)
def test_every_path_that_is_named_exists(page: Path) -> None:
    assert not [path for path in PATH.findall(page.read_text("utf-8")) if not (ROOT / path).exists()]


def anchors(page: Path) -> set[str]:
    """Return what a page's headings are linked by: lower case, without punctuation, hyphens for spaces."""
    headings = HEADING.findall(FENCED.sub("", page.read_text("utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for link in LINK.findall(FENCED.sub("", page.read_text("utf-8"))):
        target, _, anchor = link.partition("#")
        there = page.parent / target if target else page
        if "://" in link:
            continue
        assert there.exists(), link
        assert not anchor or anchor in anchors(there), link


@pytest.mark.parametrize(("file", "name"), PROOF.findall((ROOT / "docs" / "security.md").read_text("utf-8")))
def test_every_proof_of_the_threat_model_exists(file: str, name: str) -> None:
    assert f"def {name}" in TESTS[file].read_text("utf-8")


def numbers(text: str) -> list[str]:
    """Return the single requirements that a text names, ranges taken apart."""
    apart = RANGE.sub(lambda r: " ".join(f"{r[1]}.{last}" for last in range(int(r[2]), int(r[3]) + 1)), text)
    return re.findall(r"\d+\.[\d.*]+", apart)


def test_every_requirement_of_the_standard_is_told_once() -> None:
    _, _, table = (ROOT / "docs" / "security.md").read_text("utf-8").partition("## ASVS")
    told = [number for row in re.findall(r"^\| (\d[^|]*) \|", table, re.MULTILINE) for number in numbers(row)]
    chapters = {number.removesuffix("*") for number in told if number.endswith("*")}
    wanted = [number for number in numbers(ASVS) if not any(number.startswith(chapter) for chapter in chapters)]
    assert sorted(number for number in told if not number.endswith("*")) == sorted(wanted)


def test_every_locked_version_is_the_pinned_one_and_has_hashes() -> None:
    pinned = {plain(name): version for name, version, _ in PINNED.findall((ROOT / "constraints.txt").read_text())}
    locked = PINNED.findall((ROOT / "requirements.lock").read_text())
    assert len(locked) > 100
    assert all(hashes for _, _, hashes in locked)
    assert {plain(name): version for name, version, _ in locked}.items() <= pinned.items()
    dependencies = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    direct = {plain(re.split(r"[^\w.-]", dependency)[0]) for dependency in dependencies}
    assert direct - {plain(name) for name, _, _ in locked} == {"torch"}  # each index has a build of its own


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("path", SOURCES)
def test_every_module_has_its_tests(path: Path) -> None:
    package, *folders = path.relative_to(ROOT).parent.parts
    folder = Path("index" if package == "index" else "", *folders)
    assert path.stem.startswith("__") or (ROOT / "tests" / folder / f"test_{path.stem}.py").exists()


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_is_described(name: str) -> None:
    assert f"`{name}`" in EVALUATION


@pytest.mark.parametrize("name", sorted(f.name for f in fields(Case) if f.name not in ("extra", "file", "line")))
def test_every_field_of_a_question_is_described(name: str) -> None:
    assert f"| `{name}` |" in EVALUATION
