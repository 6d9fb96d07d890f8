"""The documentation names every command, setting, file and field."""

from dataclasses import fields
from pathlib import Path

import pytest
import typer

from assistant.cli import app
from assistant.config import PREFIX, Config
from assistant.evaluation.measures import MEASURES
from assistant.golden.cases import Case
from assistant.schema import Answer, Citation, PassageRef

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
ANSWERS = (ROOT / "docs" / "answers.md").read_text("utf-8")
EVALUATION = (ROOT / "docs" / "evaluation.md").read_text("utf-8")


@pytest.mark.parametrize("command", sorted(typer.main.get_command(app).commands))  # type: ignore[attr-defined]
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"assistant {command}" in README


@pytest.mark.parametrize(("name", "field"), Config.model_fields.items())
def test_every_setting_is_in_the_readme_with_its_default(name: str, field) -> None:  # type: ignore[no-untyped-def]
    row = next((line for line in README.splitlines() if line.startswith(f"| `{PREFIX}{name.upper()}`")), "")
    default = "none" if field.default is None else str(field.default)
    assert row == f"| `{PREFIX}{name.upper()}` | {default} | {field.description} |"


MODULES = sorted(path for package in ("assistant", "index") for path in (ROOT / package).rglob("*.py"))


@pytest.mark.parametrize("name", sorted({f.name for kind in (Answer, Citation, PassageRef) for f in fields(kind)}))
def test_every_field_of_an_answer_is_described(name: str) -> None:
    assert f"`{name}`" in ANSWERS


@pytest.mark.parametrize("path", sorted(ROOT.glob("prompts/*")))
def test_every_prompt_file_is_in_the_readmes_tree(path: Path) -> None:
    assert path.name in README


def test_links_of_the_readme_lead_somewhere() -> None:
    import re

    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target


@pytest.mark.parametrize("path", MODULES)
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
