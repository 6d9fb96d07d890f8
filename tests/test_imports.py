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
    "chromadb": {"index.store"},
    "torch": {"index.embedder"},
    "sentence_transformers": {"index.embedder", "index.reranker"},
    "transformers": {"index.embedder"},
    "llama_index": {
        "index.loader",
        "index.splitter",
        "index.writer",
        "index.llamaindex",
        "assistant.llm",
        "assistant.evaluation.judge",
    },
    "onnxruntime": {"index.encoder"},
    "openai": {"assistant.llm"},
    "xllamacpp": {"assistant.local"},
    "bm25s": {"index.keyword", "index.words"},
    "nltk": {"index.sentences"},
    "markdown_it": {"index.outline", "assistant.render"},
    "gradio": {"assistant.ui", "assistant.server"},
    "uvicorn": {"assistant.server", "assistant.cli"},
    "fastapi": {
        "assistant.server",
        "assistant.ui",
        "assistant.admin",
        "assistant.report_site",
        "assistant.api",
        "assistant.openai_api",
        "assistant.login",
        "assistant.embed",
        "assistant.metrics",
    },
    "openpyxl": {"assistant.sheets"},
    "mcp": {"assistant.mcp_server"},
    "prometheus_client": {"assistant.metrics"},
    "opentelemetry": {"assistant.tracing"},
    "limits": {"assistant.quotas", "assistant.sites"},
    "typer": {"assistant.cli", "assistant.access_commands", "assistant.evaluation.commands"},
    "httpx": {"assistant.evaluation.target"},
    "sqlalchemy": {"assistant.ratings"},
    "docx": {"assistant.export"},
    "jinja2": {"assistant.evaluation.page"},
    "sklearn": {"assistant.fit"},
    "scipy": {"assistant.fit", "assistant.evaluation.compare"},
    "pytest": {"assistant.evaluation.pytest_plugin"},
}


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
    slow = {"torch", "llama_index", "sentence_transformers", "transformers", "nltk", "sklearn", "gradio", "openai"}
    assert slow.isdisjoint(modules)
