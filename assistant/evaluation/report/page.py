"""The report that a manager reads after a run: report.html, one file that needs neither network nor script.

Chooses and shortens what is shown; ``page.html.jinja`` lays it out and escapes every text.
Questions, answers and documents are never trusted: an address becomes a link only if it is
http or https.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from assistant.evaluation.measures import GOOD, HEADLINE, MEASURES
from assistant.evaluation.report import charts, digest, labels
from assistant.evaluation.results import Comparison, Interval, Run, Shift
from assistant.evaluation.summary import ALL
from assistant.page.look import STATIC
from assistant.page.render import answer_text_html
from assistant.page.tables import counted

HERE = Path(__file__).parent
STYLES = (STATIC / "tokens.css", HERE / "page.css")
WORST = 100  # cases shown
OPEN = 10  # of them shown unfolded
SHIFTS = 100  # questions shown of each kind of change
TYPES = 24  # types shown
QUOTES = 10  # citations, marked sentences and facts shown of a case


@dataclass(frozen=True, slots=True)
class TypeBar:
    """A type of question with its share of good outcomes."""

    name: str
    bar: Markup
    good: str  # the share
    counts: str  # good outcomes of the questions that the share rests on
    interval: str


@dataclass(frozen=True, slots=True)
class Source:
    number: int
    text: str
    place: str
    url: str
    link: str | None  # the address where it may be followed


@dataclass(frozen=True, slots=True)
class Card:
    """A case as it is shown."""

    key: int  # tells its sources from another card's
    what: str
    id: str
    type: str
    question: str
    history: Sequence[tuple[str, str]]  # role, words
    answer: Markup
    error: str
    expected: str
    evidence: Sequence[tuple[str, str]]  # sentence, document
    facts: Sequence[str]
    sources: Sequence[Source]
    confidence: str
    rank: str


@dataclass(frozen=True, slots=True)
class Shifts:
    """The questions that went one way against the baseline; ``more`` are not shown."""

    kind: str
    shown: Sequence[Shift]
    more: int


def write_page(run: Run) -> None:
    """Write report.html into the run's folder."""
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"type_label": labels.type_label, "clipped": clipped, "brief": brief, "short": short}
    page = environment.get_template("page.html.jinja").render(contents(run))
    # half a surrogate pair, which JSON allows, is no text: it becomes a question mark
    (run.folder / "report.html").write_text(page, "utf-8", errors="replace")


def contents(run: Run) -> dict[str, Any]:
    """Return what the template shows."""
    summary = run.summary
    return {
        "style": Markup("\n".join(path.read_text("utf-8") for path in STYLES)),  # nosec B704 # our own files
        "title": labels.run_title(run.config.get("name")),
        "particulars": list(digest.particulars(run)),
        "verdict": verdict(run),
        "headline": [(line, chart(line)) for line in digest.headline(run)],
        "types": [type_bar(run, name) for name in (*digest.types(run)[:TYPES], *digest.follow_ups(run))],
        "more_types": max(0, len(digest.types(run)) - TYPES),
        "summary": summary,
        "comparison": summary.comparison,
        "outcomes": labels.OUTCOMES,
        "tally": tally(run),
        **refusal_charts(run),
        "times": [(MEASURES[name].label, digest.line(run, name).value) for name in ("ms_p50", "ms_p95")],
        "histogram": charts.histogram(summary.seconds) if summary.seconds else None,
        "cards": list(cards(run)),
        "open": OPEN,
        "mistakes": digest.mistakes(run),
        "shifts": list(shifts(summary.comparison)),
        "same": same_words(run),
        "lines": [digest.line(run, name) for name in MEASURES if name not in HEADLINE],
        "judged": digest.judged(run),
        "matrix": matrix(run),
    }


def clipped(text: str) -> str:
    return labels.clipped(text, 1500)  # characters; results.jsonl has all of it


def brief(text: str) -> str:
    return labels.clipped(text, 500)


def short(text: str) -> str:
    return labels.clipped(text, 60)


# --- verdict and charts -----------------------------------------------------------------


def verdict(run: Run) -> dict[str, str]:
    verdicts = run.summary.verdicts
    state = "unset" if not verdicts else "met" if all(one.passed for one in verdicts) else "missed"
    comparison = run.summary.comparison
    said = [labels.failed_words(verdicts), labels.comparison_words(comparison)]
    said += [labels.common_words(comparison)] if comparison else []
    return {"state": state, "title": labels.verdict_title(verdicts), "words": " ".join(part for part in said if part)}


def chart(line: digest.Line) -> Markup:
    """Return the drawn interval of a share; other units have no common scale."""
    if line.measure.unit != "share" or line.found.value is None:
        return Markup()
    return charts.interval(line.found, line.verdict.limit if line.verdict else None)


def type_bar(run: Run, name: str) -> TypeBar:
    found, outcomes = digest.good(run, name), run.summary.outcomes[name]
    baseline = run.summary.comparison.types.get(name) if run.summary.comparison else None
    return TypeBar(
        name=name,
        bar=charts.bar(found, baseline.value if baseline else None),
        good=labels.written(found.value, "share"),
        counts=f"{sum(outcomes.get(good, 0) for good in GOOD)}/{found.n}",
        interval=labels.interval_words(found, "share"),
    )


def tally(run: Run) -> list[tuple[int, str]]:
    """Return how many questions ended how, the good outcomes first; what never happened is left out."""
    outcomes = run.summary.outcomes.get(ALL, {})
    return [(outcomes[name], words) for name, words in labels.OUTCOMES.items() if outcomes.get(name)]


def refusal_charts(run: Run) -> dict[str, Any]:
    """Return the charts that need a confidence, None where the assistant gives none."""
    summary, used = run.summary, digest.cutoff(run)
    answered, asked, wrong = digest.answers(run)
    earlier = summary.comparison.risk_coverage if summary.comparison else ()
    coverage = answered / asked if asked else None
    points = summary.risk_coverage
    return {
        "risk": charts.risk_coverage(points, earlier, coverage) if points else None,
        "stood": f"{answered:,} of {asked:,} answered, {wrong:,} of them wrong",
        "used": used,
        "sweep": charts.sweep(summary.sweep, summary.recommended_cutoff, used) if summary.sweep else None,
    }


# --- cases ------------------------------------------------------------------------------


def cards(run: Run) -> Iterator[Card]:
    """Yield the worst cases; those that got worse against the baseline say so."""
    comparison = run.summary.comparison
    worse = {(shift.file, shift.id) for shift in comparison.shifts if shift.kind == "worse"} if comparison else set()
    used, reader = digest.cutoff(run), run.config.get("reader")
    for key, row in enumerate(digest.worst(run, WORST), 1):
        yield card(key, row, (row["file"], row["id"]) in worse, used, reader)


def card(key: int, row: dict[str, Any], worse: bool, used: float | None, reader: str | None) -> Card:
    reply = row["reply"]
    what = labels.what_happened(row["outcome"], row["answerable"])
    own_words = digest.was_answered(row) and reply["mode"] == "extractive"
    return Card(
        key=key,
        what=f"{what}, got worse" if worse else what,
        id=row["id"],
        type=row["type"],
        question=row["question"],
        history=[(turn["role"], turn["content"]) for turn in row["history"]],
        answer=Markup(answer_text_html(clipped(reply["answer"]), str(key), own_words)),  # nosec B704 # escaped there
        error=reply["error"] or "",
        expected=digest.expected_words(row),
        evidence=[(gold["quote"], gold["doc"] or "") for gold in row["evidence"][:QUOTES]],
        facts=digest.fact_lines(row)[:QUOTES],
        sources=[source(number, quote, reader) for number, quote in enumerate(reply["quotes"][:QUOTES], 1)],
        confidence=digest.confidence_words(row, used),
        rank=digest.rank_words(row),
    )


def source(place: int, quote: dict[str, Any], reader: str | None) -> Source:
    return Source(
        number=quote["number"] or place,
        text=quote["text"],
        place=quote["place"] or quote["document_id"] or "",
        url=quote["url"] or "",
        link=link_to(quote["url"], reader),
    )


def link_to(url: str | None, reader: str | None) -> str | None:
    """Return the whole address of a quote, None where there is none that may be followed."""
    try:
        whole = urljoin(reader or "", url or "")
        parts = urlsplit(whole)
    except ValueError:  # such as a port that is no number
        return None
    return whole if url and parts.scheme in ("http", "https") and parts.netloc else None


# --- the baseline, and all the rest -----------------------------------------------------


def shifts(comparison: Comparison | None) -> Iterator[Shifts]:
    """Yield the questions that got worse, got better, or only have another answer."""
    for kind in ("worse", "better", "changed"):
        found = [shift for shift in comparison.shifts if shift.kind == kind] if comparison else []
        if found:
            yield Shifts(kind, found[:SHIFTS], max(0, len(found) - SHIFTS))


def same_words(run: Run) -> str:
    """Return how many questions the comparison does not list."""
    comparison = run.summary.comparison
    if comparison is None:
        return ""
    same = run.summary.questions - comparison.only_here - len(comparison.shifts)
    return f"{counted(same, 'question has', 'questions have')} the same outcome and the same answer."


def matrix(run: Run) -> dict[str, Any]:
    """Return every measure by type of question: the types, and a row of (value, n) for each measure."""
    groups = {name: group for name, group in run.summary.groups.items() if name != ALL}
    names = list(groups)[: TYPES + 1]  # follow-ups stand before the types
    rows = [
        (measure.label, [cell(groups[name].get(measure.name, digest.NOTHING), measure.unit) for name in names])
        for measure in MEASURES.values()
    ]
    return {"names": names, "rows": [(label, cells) for label, cells in rows if any(value for value, _ in cells)]}


def cell(found: Interval, unit: str) -> tuple[str, int]:
    return ("" if found.value is None else labels.written(found.value, unit)), found.n
