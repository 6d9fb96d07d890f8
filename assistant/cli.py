"""The command ``assistant``: index, ask, chat, serve, doctor here, the evaluators' in evaluation.commands.

Translates between a terminal and the engine. Errors are one line on standard error; exit
status 0: done, 1: not answered as asked, 2: bad input or set-up.
"""

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from assistant.access.commands import add_access_commands
from assistant.config import Config
from assistant.drafting.commands import golden
from assistant.errors import BAD_INPUT_EXIT
from assistant.evaluation.commands import evaluate
from assistant.explanation import ExplainedAnswer
from assistant.feedback.commands import feedback
from assistant.learning.commands import calibrate
from assistant.page.terminal import errors_as_one_line, show_answer, show_explanation, show_progress, shown
from assistant.schema import ANSWERED

if TYPE_CHECKING:
    from assistant.engine import Engine
    from assistant.enriching.enrich import Tally
    from index.build import BuildReport

NOT_ANSWERED = 1

app = typer.Typer(
    help="Ask official documents; get their own sentences back, with the place.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
Json = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]


def open_engine(config: Config) -> "Engine":
    from assistant.web import preparing  # imports chromadb and onnxruntime, about a second

    console = Console(stderr=True)
    return preparing.open_engine(config, lambda sentence: console.print(shown(sentence, "dim"), soft_wrap=True))


def run_build(config: Config, rebuild: bool) -> "BuildReport":
    from index.build import build

    with show_progress() as report:
        return build(
            config.seeds_folder,
            config.data,
            config.embed_model,
            report,
            config.build_wait,
            rebuild,
            config.embed_multilingual,
        )


def run_enriched(config: Config, rebuild: bool) -> "tuple[BuildReport, Tally]":
    """Build, let the model write questions, which are checked against what was built, and build with them."""
    from assistant.enriching.enrich import enrich, require_model
    from index.progress import Progress

    require_model(config)
    made = run_build(config, rebuild)
    with show_progress() as report:
        tally = enrich(config, lambda done, total: report(Progress("writing questions", done, total)))
    again = run_build(config, rebuild=False)
    return (again if again.changed else made), tally


def show_build(made: "BuildReport", tally: "Tally | None") -> None:
    if tally:
        typer.echo(tally.in_words())
    for reason in made.aside.values():
        typer.echo(f"Set aside: {reason}")
    for name, gap in made.gaps.items():
        typer.echo(f"{name}: {gap}")
    state = "built" if made.changed else "up to date"
    typer.echo(
        f"Index {made.build_id} is {state}: {made.documents} documents, {made.passages} passages, "
        f"{made.sentences} sentences, {made.embedded} texts embedded, {made.seconds:.1f} s."
    )


@app.command()
def index(
    rebuild: Annotated[bool, typer.Option(help="Build even where the index seems to fit.")] = False,
    enrich: Annotated[
        bool, typer.Option("--enrich", help="Let the language model write questions to keep with sentences.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Build the index from the documents, or bring it up to date.

    Example: ASSISTANT_SEEDS=reports assistant index
    """
    with errors_as_one_line():
        config = Config.load()
        made, tally = run_enriched(config, rebuild) if enrich else (run_build(config, rebuild), None)
    if as_json:
        typer.echo(json.dumps(asdict(made) | ({"enriched": tally.to_dict()} if tally else {})))
    else:
        show_build(made, tally)
    if tally and tally.trouble:
        raise typer.Exit(BAD_INPUT_EXIT)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="The question; - reads it from standard input.")],
    as_json: Json = False,
    explain: Annotated[bool, typer.Option("--explain", help="Tell how the answer came about.")] = False,
) -> None:
    """Ask one question. Exit status 1 where the report does not answer it.

    Example: assistant ask "How many elevators will be installed?"
    """
    with errors_as_one_line():
        from assistant.explain import explained  # imports the engine, half a second

        config = Config.load()
        engine = open_engine(config)
        text = sys.stdin.read() if question == "-" else question
        answer = (explained(engine, text) if explain else engine.answer(text)).at(config.public_url or "")
    if as_json:
        typer.echo(json.dumps(answer.to_dict(), ensure_ascii=False))
    else:
        show_answer(Console(), answer)
        if isinstance(answer, ExplainedAnswer) and answer.explanation:
            show_explanation(Console(), answer.explanation)
    if answer.status not in ANSWERED:
        raise typer.Exit(NOT_ANSWERED)


@app.command()
def chat() -> None:
    """Ask in the terminal, with follow-ups; an empty line or Ctrl-D ends.

    Example: assistant chat
    """
    from assistant.page.terminal import converse

    with errors_as_one_line():
        converse(open_engine(Config.load()), Console())


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on.")] = 7860,
    public: Annotated[bool, typer.Option("--public", help="Let everybody in who can reach the address.")] = False,
) -> None:
    """Serve the chat, the reader and the API.

    Open on this machine; at any other address it needs keys, a trusted proxy or --public.

    Example: assistant serve --port 8080
    """
    from assistant.serving.running import serve as serve_all  # imports fastapi and uvicorn, half a second

    with errors_as_one_line():
        serve_all(Config.load(), host, port, public)


@app.command()
def mcp() -> None:
    """Offer the assistant as tools over standard input and output (MCP), for programs that start it themselves.

    Example: assistant mcp
    """
    with errors_as_one_line():
        from assistant.serving.mcp_server import mcp_server  # imports mcp, a second
        from assistant.web.workers import Workers

        config = Config.load()
        engine = open_engine(config)
        mcp_server(lambda: engine, Workers(config), config.public_url or "").run("stdio")


@app.command()
def doctor(as_json: Json = False) -> None:
    """Check documents, model, index and folders. Exit status 2 where something is wrong.

    Example: assistant doctor
    """
    from assistant.doctor import examine

    with errors_as_one_line():
        findings = examine(Config.load())
    if as_json:
        typer.echo(json.dumps([asdict(finding) for finding in findings]))
    else:
        for finding in findings:
            typer.echo(f"{'ok ' if finding.good else 'BAD'}  {finding.subject}: {finding.detail}")
    if not all(finding.good for finding in findings):
        raise typer.Exit(2)


app.command()(evaluate)
app.command()(calibrate)
app.add_typer(golden, name="golden")
app.add_typer(feedback, name="feedback")
add_access_commands(app)


def main() -> None:
    app()
