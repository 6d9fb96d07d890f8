"""report.md, for a pull request."""

import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt
from sample_run import sample_run

from assistant.evaluation.report.brief import text, write_brief
from assistant.evaluation.results import Run, Shift

EVIL = "<img src=x onerror=alert(1)> | a `b` [c](http://d) **e** @f #12 https://g.h\n\n# i &lt; $j$ ![k](l) ~~m~~ n_o_p"


def read(run: Run) -> str:
    write_brief(run)
    return (run.folder / "report.md").read_text("utf-8")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return sample_run(tmp_path_factory.mktemp("runs"), 60)


def test_verdict_comes_first_then_the_headline(run: Run) -> None:
    lines = read(run).splitlines()
    assert lines[0] == "## Answer quality, new"
    assert lines[2].startswith("**2 of 4 thresholds not met.** Not met: Right answers")
    assert lines[3].startswith("Against the baseline 11 questions got better")
    row = next(line for line in lines if line.startswith("| Right answers |"))
    assert row.count("|") == 9
    assert "better, p = 0.001" in row
    assert "**not met**" in row


def test_lists_are_folded_and_short(run: Run) -> None:
    written = read(run)
    assert "<summary>11 questions got better</summary>" in written
    assert "<summary>Worst cases, 10 of 15</summary>" in written
    assert written.count("<details>") == written.count("</details>") == 2
    assert len(re.findall(r"^\d+\. ", written, re.M)) == 10


def test_long_lists_end_with_how_many_more(run: Run) -> None:
    assert run.summary.comparison is not None
    shift = Shift("a.jsonl", "1", "t", "word " * 200, "right", "wrong", "a", "b", "worse")
    comparison = replace(run.summary.comparison, shifts=(shift,) * 500)
    written = read(replace(run, summary=replace(run.summary, comparison=comparison)))
    assert "460 more are in report.html." in written
    assert len(written) < 65_536


@pytest.mark.parametrize("frame", ["{}", "| {} | b |", "1. **x** · {}", "- Answer: {}"])
def test_text_from_outside_stays_text(frame: str) -> None:
    html = MarkdownIt("gfm-like", {"linkify": False}).render(frame.format(text(EVIL, 1000)))
    assert not re.search(r"<(img|a|code|em|strong>[^x]|h1|s)\b", html)
    shown = re.sub(r"<!-- -->", "", html)
    assert "&lt;img src=x onerror=alert(1)&gt; | a `b` [c](http://d) **e** @f #12" in shown
    assert "&amp;lt; $j$ ![k](l) ~~m~~ n_o_p" in shown


def test_nobody_is_mentioned_and_no_issue_is_linked() -> None:
    assert "@f" not in text(EVIL)
    assert "#12" not in text(EVIL)
    assert "://" not in text(EVIL)


def test_without_baseline_or_mistake(run: Run) -> None:
    none = {"all": {"right": 60}}
    summary = replace(run.summary, comparison=None, verdicts=(), outcomes=none)
    written = read(replace(run, summary=summary))
    assert "No thresholds were set" in written
    assert "No question went wrong." in written


def test_judgements_stand_apart(run: Run) -> None:
    judge = {"faithfulness": {"mean": 0.8333, "failed": 2}}
    written = read(replace(run, summary=replace(run.summary, judge=judge)))
    assert "Judged by a model: **Faithfulness**: Mean 0.83, Failed 2" in written
