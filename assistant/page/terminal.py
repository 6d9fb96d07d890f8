"""Answers, progress and rows for review on a terminal."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markdown import Markdown
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Column, Table
from rich.text import Text

from assistant.errors import EvaluationError, meaning
from assistant.explanation import AskedPart, Explanation, Weighed
from assistant.page.references import paragraph_label
from assistant.page.wording import ENGLISH
from assistant.schema import Answer, Citation, Turn
from index.errors import ReportError

if TYPE_CHECKING:
    from assistant.engine import Engine
    from index.progress import Progress as Step

LONGEST_SENTENCE = 200  # characters of a sentence in an explanation
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")  # moves the cursor, or turns the text
PASSWORD = re.compile(r"//[^/\s@]{1,300}@")  # before the host of an address
MANNER = {"extractive": ", in the report's own words.", "generative": ", in a model's words, checked."}


@contextmanager
def errors_as_one_line() -> Iterator[None]:
    """Turn an error for people into one line on standard error and its exit status."""
    try:
        yield
    except ReportError as error:
        Console(stderr=True).print(shown(f"assistant: {' '.join(str(error).split())}"), soft_wrap=True)
        raise SystemExit(meaning(error).exit_code) from error


def shown(text: str, style: str = "") -> Text:
    """Return text of whatever origin for a terminal: no character in it is an order to that, no password is told."""
    return Text(CONTROL.sub("", PASSWORD.sub("//…@", text)), style=style)


def show_answer(console: Console, answer: Answer) -> None:
    """Print an answer and its sources; plain Markdown where the output is no terminal."""
    if answer.standalone_question != answer.question:
        console.print(shown(f"Read as: {answer.standalone_question}", style="dim"), soft_wrap=True)
    text = shown(answer.answer)
    console.print(Markdown(text.plain) if console.is_terminal else text, soft_wrap=True)
    if answer.citations:
        console.print()
    for citation in answer.citations:
        console.print(shown(f"[{citation.number}] {describe_place(citation)}", style="dim"), soft_wrap=True)
    if answer.nearest:
        place = f"\n{ENGLISH.nearest}: {describe_place(answer.nearest)}: “{answer.nearest.quote}”"
        console.print(shown(place, style="dim"), soft_wrap=True)
    if answer.contact:
        console.print(shown(ENGLISH.contact.format(contact=answer.contact)), soft_wrap=True)
    for notice in answer.notices:
        console.print(shown(notice.text, style="dim"), soft_wrap=True)
    manner = MANNER[answer.mode] if answer.citations else ""
    console.print(shown(f"{ENGLISH.status(answer.status, answer.reason)}{manner}"))


def show_explanation(console: Console, explanation: Explanation) -> None:
    """Print how an answer came about: how it was read, and for each sentence what decided against it."""
    console.print(shown(f"\nRead in: {explanation.language}. Wants: {explanation.wants}. By: {explanation.route}."))
    if len(explanation.readings) > 1:
        readings = Table("Read as", "Status", right("Score"), "Taken", box=None, pad_edge=False)
        for one in explanation.readings:
            readings.add_row(shown(one.question), one.status, f"{one.score:.2f}", "yes" if one.taken else "")
        console.print(readings)
    for part in explanation.parts:
        words = ", ".join(part.words)
        console.print(shown(f"\n{part.question}\nKind: {part.kind}. Words: {words}. Cut-off: {part.cutoff:.2f}."))
        console.print(weighed_table(part))


def weighed_table(part: AskedPart) -> Table:
    table = Table(right("Score"), right("Judged"), "Against it", "Sentence and signals", box=None, pad_edge=False)
    for one in part.weighed:
        judged = "" if one.confidence is None else f"{one.confidence:.2f}"
        signals = " ".join(f"{name} {value:.2f}" for name, value in one.signals.items())
        sentence = shown(shorten(one.sentence, LONGEST_SENTENCE, placeholder=" …"))
        table.add_row(f"{one.score:.2f}", judged, shown(against(one)), sentence.append(f"\n{signals}", style="dim"))
    return table


def against(one: Weighed) -> str:
    """Return the stage that decided against a sentence, and why; "cited" where none did."""
    if one.against is None:
        return "cited"
    missing = f": {', '.join(one.against.missing)}" if one.against.missing else ""
    return f"{one.against.stage} {one.against.reason or ''}".strip() + missing


def right(title: str) -> Column:
    return Column(title, justify="right")


def describe_place(citation: Citation) -> str:
    """Return where a quote stands: title, section, topic, paragraph, and its offsets."""
    standing = " · ".join(filter(None, [citation.place, paragraph_label(citation)]))
    return f"{standing} · characters {citation.start}-{citation.end} of {citation.document_id}"


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
            console.print(shown(str(error)))
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
        console.print(shown(in_words(step)), soft_wrap=True)


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
    Console().print(shown(f"{len(rows)} rows for review are in {out}."), soft_wrap=True)
