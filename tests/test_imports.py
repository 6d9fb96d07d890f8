"""Who may import whom: read from the sources, and from what a question really loads."""

import ast
import subprocess
import sys
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts): path
    for package in ("assistant", "index")
    for path in sorted((ROOT / package).rglob("*.py"))
}
HEAVY = {
    "chromadb": {"index.vectors.store"},
    "torch": {"index.vectors.embedder"},
    "sentence_transformers": {"index.vectors.embedder", "index.retrieval.reranker"},
    "transformers": {"index.vectors.embedder"},
    "llama_index": {
        "index.documents.loader",
        "index.documents.splitter",
        "index.vectors.writer",
        "index.vectors.rows",
        "index.documents.kept",
        "index.llamaindex",
        "assistant.writing.llm",
        "assistant.evaluation.judge",
    },
    "onnxruntime": {"index.vectors.encoder", "index.vectors.e5.encoder"},
    "sentencepiece": {"index.vectors.e5.encoder", "index.vectors.e5.graph"},
    "openai": {"assistant.writing.llm"},
    "xllamacpp": {"assistant.writing.local"},
    "bm25s": {"index.retrieval.keyword", "index.words"},
    "nltk": {"index.documents.sentences"},
    "markdown_it": {"index.documents.shape.markdown", "index.documents.shape.inline", "assistant.page.render"},
    "gradio": {"assistant.chat.ui"},
    "uvicorn": {"assistant.serving.running", "assistant.cli"},
    "fastapi": {
        "assistant.serving.server",
        "assistant.chat.ui",
        "assistant.feedback.admin",
        "assistant.reader.report_site",
        "assistant.serving.api",
        "assistant.serving.ask",
        "assistant.serving.failures",
        "assistant.serving.late",
        "assistant.library.routes",
        "assistant.serving.state",
        "assistant.serving.streaming",
        "assistant.serving.table",
        "assistant.serving.openai_api",
        "assistant.access.login",
        "assistant.serving.widget",
        "assistant.web.metrics",
    },
    "openpyxl": {"assistant.reader.sheets", "index.documents.formats.sheets"},
    "mcp": {"assistant.serving.mcp_server"},
    "prometheus_client": {"assistant.web.metrics"},
    "opentelemetry": {"assistant.web.tracing"},
    "limits": {"assistant.access.quotas", "assistant.access.sites"},
    "typer": {
        "assistant.cli",
        "assistant.access.commands",
        "assistant.drafting.commands",
        "assistant.evaluation.commands",
        "assistant.feedback.commands",
        "assistant.learning.commands",
    },
    "httpx": {"assistant.evaluation.target", "assistant.writing.connection", "assistant.writing.llm"},
    "sqlalchemy": {"assistant.feedback.ratings"},
    "docx": {"assistant.page.export", "index.documents.formats.word"},
    "pypdfium2": {
        "index.documents.formats.pdf.pages",
        "index.documents.formats.pdf.picture",
        "index.documents.formats.pdf.recognition",
    },
    "trafilatura": {"index.documents.formats.web"},
    "jinja2": {"assistant.evaluation.report.page"},
    "sklearn": {"assistant.learning.models"},
    "scipy": {"assistant.learning.models", "assistant.evaluation.compare"},
    "pytest": {"assistant.evaluation.pytest_plugin"},
    "lingua": {"assistant.text.tongue"},
}

# From the bottom up: a room imports from the rows below its own, from itself, and from no other room of its row.
LAYERS = (
    ("index.errors", "index.schema", "index.han", "index.progress", "index.scratch"),
    ("index.words", "index.integrity"),
    ("index.documents", "index.manifest", "index.folder"),
    ("index.vectors",),
    ("index.verifying",),
    ("index.retrieval",),
    ("index.health", "index.llamaindex", "index.filling"),
    ("index.build",),
    ("assistant.schema", "assistant.laps", "assistant.locale"),
    ("assistant.errors", "assistant.explanation"),
    ("assistant.config", "assistant.prompt", "assistant.language"),
    ("assistant.text",),
    ("assistant.question",),
    ("assistant.intent",),
    ("assistant.evidence",),
    ("assistant.offering",),
    ("assistant.answer",),
    ("assistant.writing", "assistant.talk"),
    ("assistant.verifying",),
    ("assistant.answering",),
    ("assistant.engine",),
    ("assistant.explain",),
    ("assistant.page",),
    ("assistant.web",),
    ("assistant.access",),
    ("assistant.reader", "assistant.chat", "assistant.feedback", "assistant.golden"),
    ("assistant.library",),
    ("assistant.drafting", "assistant.enriching", "assistant.evaluation", "assistant.serving"),
    ("assistant.learning",),
    ("assistant.doctor",),
    ("assistant.cli",),
    ("assistant.__main__",),
)
ROW = {room: number for number, row in enumerate(LAYERS) for room in row}
MOST_FILES = 14  # in a folder: more than that nobody sees at a glance


def room_of(name):
    """Return the room that a module lies in; None for the packages themselves."""
    return next((room for room in ROW if name == room or name.startswith(f"{room}.")), None)


def is_type_checking(node):
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def inner(node, within_functions):
    """Yield the nodes that run, at import time or also within functions; not those for type checkers only."""
    for child in ast.iter_child_nodes(node):
        if is_type_checking(child):
            continue
        if within_functions or not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield child
            yield from inner(child, within_functions)


@cache
def imported(path, within_functions):
    found = set()
    for node in inner(ast.parse(path.read_text("utf-8")), within_functions):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_index_never_imports_assistant():
    for name, path in FILES.items():
        if name.startswith("index."):
            assert not any(module.split(".")[0] == "assistant" for module in imported(path, True)), name


@pytest.mark.parametrize("name", [name for name in FILES if not name.endswith("__init__")])
def test_a_room_imports_only_from_below(name):
    own = room_of(name)
    assert own, f"{name} lies in no layer"
    others = {room_of(module) for module in imported(FILES[name], True)} - {None, own}
    assert not [room for room in others if ROW[room] >= ROW[own]]


@pytest.mark.parametrize("folder", sorted({path.parent for path in FILES.values()}))
def test_a_folder_can_be_overlooked_and_says_what_it_knows(folder):
    assert len(list(folder.glob("*.py"))) <= MOST_FILES
    assert ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8")))


def test_no_import_cycles():
    graph = {name: imported(path, False) & FILES.keys() for name, path in FILES.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


@pytest.mark.parametrize("library", HEAVY)
def test_a_library_is_imported_in_its_own_files_only(library):
    users = {
        name for name, path in FILES.items() if library in {module.split(".")[0] for module in imported(path, True)}
    }
    assert users <= HEAVY[library]


def test_a_question_is_answered_without_the_libraries_that_build_or_learn(data):
    code = """
import sys
from pathlib import Path
from assistant.config import Config
from assistant.engine import Engine
answer = Engine.from_config(Config(data=Path(sys.argv[1]))).answer("How many lifts will be installed?")
print(answer.status, *sys.modules)
"""
    command = [sys.executable, "-c", code, data]
    status, *modules = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout.split()
    assert status == "answered"
    slow = {
        "lingua",
        "torch",
        "llama_index",
        "sentence_transformers",
        "transformers",
        "nltk",
        "sklearn",
        "gradio",
        "openai",
    }
    assert slow.isdisjoint(modules)
