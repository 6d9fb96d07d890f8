"""The report for a pull request: report.md, short enough for a comment.

Texts of questions, answers and documents are escaped: none of them becomes markup, a
mention of a person or a reference to an issue.
"""

import re
from collections.abc import Iterator
from typing import Any

from assistant.evaluation.report import digest, labels
from assistant.evaluation.results import Comparison, Run, Shift
from assistant.page.tables import counted

WORST = 10
SHIFTS = 40  # questions listed of each kind; a comment may have 65,536 characters
LONG, SHORT = 300, 120  # characters of an answer and of a question

MARKS = re.compile(r"([\\`*_{}\[\]()<>|~!$^])")  # what Markdown, its tables and its mathematics read as marks
NAMES_SOMETHING = re.compile(r"[@#:/](?=\S)|(?<=www)\.")  # @person, #12, https://, owner/name


def write_brief(run: Run) -> None:
    """Write report.md into the run's folder."""
    comparison = run.summary.comparison
    parts = [*verdict(run), *headline(run), *judged(run), *(shifts(comparison) if comparison else ()), *worst(run)]
    (run.folder / "report.md").write_text("\n".join(parts) + "\n", "utf-8", errors="replace")


def text(words: str, longest: int = SHORT) -> str:
    """Return words from outside as Markdown that shows them and does nothing else, for within a line."""
    marked = MARKS.sub(r"\\\1", labels.on_one_line(words, longest).replace("&", "&amp;")).replace("\\<", "&lt;")
    return NAMES_SOMETHING.sub(r"\g<0><!-- -->", marked)


def verdict(run: Run) -> Iterator[str]:
    verdicts, comparison = run.summary.verdicts, run.summary.comparison
    yield f"## {text(labels.run_title(run.config.get('name')))}"
    yield ""
    yield f"**{labels.verdict_title(verdicts)}.** {labels.failed_words(verdicts)}".rstrip()
    yield labels.comparison_words(comparison)
    if comparison:
        yield labels.common_words(comparison)
    yield ""
    yield " · ".join(f"{name}: {text(value)}" for name, value in digest.particulars(run))


def headline(run: Run) -> Iterator[str]:
    yield "\n| Measure | This run | 95 % interval | n | Baseline | Change | Threshold | |"
    yield "|---|---:|---|---:|---:|---|---|---|"
    for line in digest.headline(run):
        cells = [
            line.measure.label,
            line.value,
            line.interval,
            f"{line.found.n:,}",
            line.baseline,
            change(line),
            line.limit,
            "" if line.verdict is None else "met" if line.verdict.passed else "**not met**",
        ]
        yield f"| {' | '.join(cells)} |"


def judged(run: Run) -> Iterator[str]:
    """Yield what a judging model said, apart from what was measured."""
    for name, figures in digest.judged(run):
        said = ", ".join(f"{text(labels.type_label(key))} {text(value)}" for key, value in figures if value)
        yield f"\nJudged by a model: **{text(labels.type_label(name))}**: {said}"


def change(line: digest.Line) -> str:
    """Return "+6.1 (better, p = 0.03)"."""
    better = "" if line.better is None else "better" if line.better else "worse"
    said = ", ".join(part for part in (better, line.p) if part)
    return f"{line.change} ({said})" if said else line.change


def shifts(comparison: Comparison) -> Iterator[str]:
    """Yield the questions that got worse and better, folded."""
    for kind in ("worse", "better"):
        found = [shift for shift in comparison.shifts if shift.kind == kind]
        if found:
            yield from folded(f"{counted(len(found), 'question', 'questions')} got {kind}", found)


def folded(title: str, found: list[Shift]) -> Iterator[str]:
    yield f"\n<details><summary>{title}</summary>\n"
    yield "| | Question | Baseline | This run |\n|---|---|---|---|"
    for shift in found[:SHIFTS]:
        before, now = (labels.OUTCOMES.get(outcome, outcome) for outcome in (shift.before, shift.now))
        yield f"| {text(shift.id)} | {text(shift.question)} | {before} | {now} |"
    if len(found) > SHIFTS:
        yield f"\n{len(found) - SHIFTS:,} more are in report.html."
    yield "\n</details>"


def worst(run: Run) -> Iterator[str]:
    """Yield the worst cases, folded, and how many more there are."""
    count = digest.mistakes(run)
    if not count:
        yield "\nNo question went wrong."
        return
    yield f"\n<details><summary>Worst cases, {min(count, WORST)} of {count:,}</summary>\n"
    for number, row in enumerate(digest.worst(run, WORST), 1):
        yield from case(number, row, digest.cutoff(run))
    yield "\n</details>"


def case(number: int, row: dict[str, Any], used: float | None) -> Iterator[str]:
    reply = row["reply"]
    what = labels.what_happened(row["outcome"], row["answerable"])
    yield f"{number}. **{what}** · {text(row['id'])} · {text(row['question'])}"
    yield f"   - {'Error' if reply['error'] else 'Answer'}: {text(reply['error'] or reply['answer'], LONG)}"
    expected = digest.expected_words(row) or row["evidence"][0]["quote"]
    yield f"   - Expected: {text(expected, LONG)}"
    if said := digest.confidence_words(row, used):
        yield f"   - Confidence: {said}"
