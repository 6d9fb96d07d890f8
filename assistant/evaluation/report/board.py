"""A run on a terminal, in the words of the reports."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from assistant.evaluation.measures import HEADLINE
from assistant.evaluation.report import digest, labels
from assistant.evaluation.results import Run
from assistant.evaluation.summary import ALL
from assistant.page.tables import table_of

SHOWN = (*HEADLINE, "balanced", "ms_p50", "errors")


def show_run(console: Console, run: Run) -> None:
    """Print values with intervals, the outcomes by type, what the baseline and the thresholds say, and the folder."""
    verdicts, comparison = run.summary.verdicts, run.summary.comparison
    console.print(headline(run))
    console.print(by_type(run))
    if comparison:
        console.print(Text(labels.comparison_words(comparison)), soft_wrap=True)
    if said := labels.judged_words(run.summary.judge):
        console.print(Text(said), soft_wrap=True)
    if failed := labels.failed_words(verdicts):
        console.print(Text(failed, style="red"), soft_wrap=True)
    elif verdicts:
        console.print(f"{labels.verdict_title(verdicts)}.")
    console.print(Text(f"{run.summary.questions} questions; the whole run is in {run.folder}."), soft_wrap=True)


def headline(run: Run) -> Table:
    """Return the headline figures, measured or not, and others where they were measured."""
    compared = run.summary.comparison is not None
    table = table_of("measure", "value", "95 % interval", "n", *(["baseline", ""] if compared else []))
    for name in dict.fromkeys([*SHOWN, *(verdict.measure for verdict in run.summary.verdicts)]):
        line = digest.line(run, name)
        if line.found.value is not None or name in HEADLINE:
            cells = [line.measure.label, line.value, line.interval, str(line.found.n)]
            table.add_row(*cells, *([line.baseline, line.p] if compared else []))
    return table


def by_type(run: Run) -> Table:
    table = table_of("type", "n", "right or rightly refused", "wrong", "refused wrongly")
    for name, group in run.summary.groups.items():
        if name != ALL:
            shown = [group[key].value for key in ("good", "wrong", "refused_wrongly")]
            cells = ["-" if value is None else labels.written(value, "share") for value in shown]
            table.add_row(Text(name), str(sum(run.summary.outcomes[name].values())), *cells)
    return table
