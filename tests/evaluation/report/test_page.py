"""report.html: what it shows, and that nothing in it can do anything."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from sample_run import results, sample_run, write_run

from assistant.evaluation.measures import measure
from assistant.evaluation.report.page import link_to, write_page
from assistant.evaluation.results import Comparison, Quote, Read, Reply, Run, Shift
from assistant.golden.cases import Case, Gold
from assistant.schema import Turn

EVIL = "</style><script>alert(1)</script><img src=x onerror=alert(2)>\"'{{ 7*7 }}&amp;\ud800"
VOID = {"meta", "path", "rect", "circle", "br", "img"}


class Page(HTMLParser):
    """The elements of a page; an unbalanced one fails."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def values(self, attribute: str) -> list[str]:
        return [value for _, attributes in self.tags if (value := attributes.get(attribute))]


def read(run: Run) -> str:
    write_page(run)
    return (run.folder / "report.html").read_text("utf-8")


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.split("</style>")[1]).split())


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return sample_run(tmp_path_factory.mktemp("runs"), 60)


def test_page_needs_nothing_from_outside(run: Run) -> None:
    html = read(run)
    page = Page(html)
    assert {"script", "link", "img", "iframe"}.isdisjoint(tag for tag, _ in page.tags)
    assert page.values("src") == page.values("style") == []
    assert all(address.startswith("#") for address in page.values("href"))
    assert "url(" not in html
    assert "@import" not in html


def test_verdict_and_what_was_run(run: Run) -> None:
    shown = words(read(run))
    assert shown.startswith("Answer quality, new Questions 60 from report.jsonl Mode extractive Index 2f9c41d7")
    assert "2 of 4 thresholds not met Not met: Right answers 78.8% (≥ 80%);" in shown
    assert "11 questions got better and none got worse. That is unlikely to be chance" in shown


def test_all_thresholds_met(run: Run) -> None:
    verdicts = tuple(replace(verdict, passed=True) for verdict in run.summary.verdicts)
    html = read(replace(run, summary=replace(run.summary, verdicts=verdicts)))
    assert '<div class="verdict met">' in html
    assert "All 4 thresholds met" in html


def test_change_is_green_only_where_it_is_better(run: Run) -> None:
    row = re.search(r"<tr><th scope=\"row\">Wrong answers.*?</tr>", read(run), re.S)
    assert row is not None
    assert re.search(r'<span class="up">−\d', row[0])
    assert "better, p" in row[0]


def test_every_result_is_shown_or_counted(run: Run) -> None:
    shown = words(read(run))
    assert "41 right 4 rightly refused 2 wrongly refused 11 wrong 2 failed" in shown
    assert shown.count("Confidence 0.") == 13  # the mistakes; two errors have none
    assert "the passage that holds it was read 3rd" in shown


def test_links_lead_to_the_reader_only_where_it_is_known(run: Run) -> None:
    assert "Open in the reader" not in read(run)
    assert "/report/000_2e493997888fc89e#c" in words(read(run))
    linked = Page(read(replace(run, config=run.config | {"reader": "http://127.0.0.1:7860"})))
    assert any(address.startswith("http://127.0.0.1:7860/report/00") for address in linked.values("href"))


@pytest.mark.parametrize(
    ("url", "reader", "link"),
    [
        ("/report/a#c1-2", "https://x.org/base", "https://x.org/report/a#c1-2"),
        ("https://y.org/a", None, "https://y.org/a"),
        ("/report/a", None, None),
        ("javascript:alert(1)", "https://x.org", None),
        ("data:text/html,x", "https://x.org", None),
        ("//[bad", "https://x.org", None),
        ("/report/a", "javascript:alert(1)", None),
        (None, "https://x.org", None),
    ],
)
def test_only_web_addresses_become_links(url: str | None, reader: str | None, link: str | None) -> None:
    assert link_to(url, reader) == link


def evil_run(folder: Path, **changes: str) -> Run:
    """Return a run in which every text is hostile."""
    turn = Turn("user", EVIL)
    case = Case(EVIL, EVIL, True, EVIL, (turn,), (Gold(EVIL, EVIL),), ((EVIL,),), None, EVIL, file=EVIL)
    quote = Quote("other words", EVIL, 0, 1, 1, EVIL, "javascript:alert(3)")
    answered = Reply("answered", EVIL, None, EVIL, EVIL, (quote,), (Read(EVIL),), 0.9)
    measured = [measure(case, reply, None) for reply in (answered, Reply(error=EVIL))]
    measured.append(measure(replace(case, answerable=False, evidence=(), facts=()), answered, None))
    run = write_run(folder, list(results(8, 0.8)), name=EVIL, reader="https://x.org", created=EVIL)
    (run.folder / "results.jsonl").write_text("".join(json.dumps(one.to_dict()) + "\n" for one in measured), "utf-8")
    shift = Shift(EVIL, EVIL, EVIL, EVIL, EVIL, EVIL, EVIL, EVIL, "worse")
    kinds = (shift, replace(shift, kind="changed"))
    groups = run.summary.groups | {EVIL: run.summary.groups["all"]}
    outcomes = run.summary.outcomes | {EVIL: {"right": 1}, "all": {"wrong": 2, "error": 1}}
    comparison = Comparison(EVIL, {}, kinds, 0.5, 1, 1)
    return replace(run, summary=replace(run.summary, groups=groups, outcomes=outcomes, comparison=comparison))


def test_hostile_texts_stay_texts(tmp_path: Path) -> None:
    html = read(evil_run(tmp_path / "evil"))
    page = Page(html)
    assert {"script", "img"}.isdisjoint(tag for tag, _ in page.tags)
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)
    assert not any(address.startswith("javascript") for address in page.values("href"))
    assert html.count("<style>") == html.count("</style>") == 1
    assert "{{ 7*7 }}" in words(html)
    assert "javascript:alert(3)" in words(html)  # shown, not linked


def test_two_thousand_questions_stay_a_small_page(run: Run) -> None:
    rows = list(run.results())
    long = {"answer": "word " * 3000}
    many = [{**row, "id": f"{copy}-{row['id']}", "reply": row["reply"] | long} for copy in range(34) for row in rows]
    folder = run.folder.with_name("many")
    folder.mkdir()
    (folder / "results.jsonl").write_text("".join(json.dumps(row) + "\n" for row in many), "utf-8")
    outcomes = {name: {key: 34 * n for key, n in group.items()} for name, group in run.summary.outcomes.items()}
    assert run.summary.comparison is not None
    comparison = replace(run.summary.comparison, shifts=run.summary.comparison.shifts * 34)
    summary = replace(run.summary, questions=2040, outcomes=outcomes, comparison=comparison)
    html = read(replace(run, folder=folder, summary=summary))
    assert len(html.encode()) < 2_000_000
    assert html.count('<p class="what">') == 100
    assert "410 more are not shown here; results.jsonl has them all." in words(html)
    assert "274 more are not shown." in words(html)


def test_page_of_an_assistant_that_says_little(tmp_path: Path) -> None:
    case = Case("1", "How many?", True, evidence=(Gold("Twenty."),), file="q.jsonl")
    silent = measure(case, Reply("answered", "Nothing cited.", passages=None), None)
    run = write_run(tmp_path / "bare", [silent])
    shown = words(read(replace(run, config={})))
    assert "No thresholds were set" in shown
    assert "gives no confidence" in shown
    assert "Better and worse" not in shown


def test_types_have_their_share_and_follow_ups_stand_apart(run: Run) -> None:
    shown = words(read(run))
    bars = shown[shown.index("By type of question") : shown.index("Risk and coverage")]
    good = run.summary.groups["numeric"]["good"]
    assert good.value is not None
    assert f"Numeric {round(good.value * good.n)}/{good.n} " in bars
    assert bars.index("Numeric") < bars.index("Factoid") < bars.index("Follow-ups 7/7")


def test_measures_by_type_are_all_there(run: Run) -> None:
    shown = words(read(run))
    everything = shown[shown.index("Every measure by type") :]
    for name in ("Numeric", "Several places", "Follow-ups", "Citation precision", "Area under risk-coverage"):
        assert name in everything


def test_judgements_stand_apart_with_those_that_failed(run: Run) -> None:
    judge = {"faithfulness": {"mean": 0.8333, "valid": 30, "failed": 2, "first_failure": "No <score> in it."}}
    shown = words(read(replace(run, summary=replace(run.summary, judge=judge))))
    assert "Metric Faithfulness Mean 0.83 Valid 30 Failed 2 First failure No &lt;score&gt; in it." in shown
    assert "judging model" not in words(read(run))
