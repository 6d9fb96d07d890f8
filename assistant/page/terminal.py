"""Answers, progress and rows for review on a terminal."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markdown import Markdown
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from assistant.errors import EvaluationError, meaning
from assistant.page.wording import ENGLISH
from assistant.schema import Answer, Citation, Turn
from index.errors import ReportError

if TYPE_CHECKING:
    from assistant.engine import Engine
    from index.progress import Progress as Step

MANNER = {"extractive": ", in the report's own words.", "generative": ", in a model's words, checked."}


@contextmanager
def errors_as_one_line() -> Iterator[None]:
    """Turn an error for people into one line on standard error and its exit status."""
    try:
        yield
    except ReportError as error:
        Console(stderr=True).print(Text(f"assistant: {' '.join(str(error).split())}"), soft_wrap=True)
        raise SystemExit(meaning(error).exit_code) from error


def show_answer(console: Console, answer: Answer) -> None:
    """Print an answer and its sources; plain Markdown where the output is no terminal."""
    if answer.standalone_question != answer.question:
        console.print(Text(f"Read as: {answer.standalone_question}", style="dim"), soft_wrap=True)
    console.print(Markdown(answer.answer) if console.is_terminal else Text(answer.answer), soft_wrap=True)
    if answer.citations:
        console.print()
    for citation in answer.citations:
        console.print(Text(f"[{citation.number}] {describe_place(citation)}", style="dim"), soft_wrap=True)
    for notice in answer.notices:
        console.print(Text(notice.text, style="dim"), soft_wrap=True)
    manner = MANNER[answer.mode] if answer.citations else ""
    console.print(Text(f"{ENGLISH.status(answer.status, answer.reason)}{manner}"))


def describe_place(citation: Citation) -> str:
    """Return where a quote stands: title, section, topic, paragraph, and its offsets."""
    paragraph = f" · paragraph {citation.paragraph}" if citation.paragraph else ""
    return f"{citation.place}{paragraph} · characters {citation.start}-{citation.end} of {citation.document_id}"


def converse(engine: "Engine", console: Console) -> None:
    """Ask and answer until an empty line or the end of the input."""
    history: list[Turn] = []
    while True:
        try:
            question = console.input("[bold]?[/bold] ").strip()
        except (EOFError, KeyboardInterrupt):
            question = ""
        if not question:
            return
        try:
            answer = engine.answer(question, history)
        except ReportError as error:
            console.print(Text(str(error)))
            continue
        show_answer(console, answer)
        console.print()
        history += [Turn("user", question), Turn("assistant", answer.answer)]


@contextmanager
def show_progress() -> Iterator[Callable[["Step"], None]]:
    """Give a function that shows steps: a bar on a terminal, else a line for each tenth of a step."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield partial(print_tenths, console, {})
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Starting", total=None)
        yield lambda step: bar.update(task, description=step.step, completed=step.done, total=step.total or None)


def print_tenths(console: Console, told: dict[str, int], step: "Step") -> None:
    """Print a line where a step has come a tenth further than ``told``, which is brought up to date."""
    tenth = 10 * step.done // step.total if step.total else 0
    if told.get(step.step) != tenth:
        told[step.step] = tenth
        console.print(Text(in_words(step)), soft_wrap=True)


def in_words(step: "Step") -> str:
    count = f": {step.done} of {step.total}" if step.total else ""
    return f"{step.step[:1].upper()}{step.step[1:]}{count}"


def write_rows(rows: Sequence[dict[str, Any]], out: Path | None) -> None:
    """Write rows to a new file or print them; raises EvaluationError rather than overwrite a person's review."""
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    if out is None:
        Console().file.write(lines)
        return
    if out.exists():
        raise EvaluationError(f"{out} is there already: name another file with --out.")
    out.write_text(lines, "utf-8")
    Console().print(Text(f"{len(rows)} rows for review are in {out}."), soft_wrap=True)
