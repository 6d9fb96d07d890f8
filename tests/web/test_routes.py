"""What costs an answer is told from what only reads, and all is counted that is not listed as free."""

import pytest

from assistant.web.routes import is_costly, is_counted


@pytest.mark.parametrize(
    ("method", "path", "costly"),
    [
        ("POST", "/api/ask", True),
        ("GET", "/api/search", True),
        ("GET", "/api/documents", False),
        ("GET", "/mcp", False),
    ],
)
def test_answers_and_searches_cost(method: str, path: str, costly: bool) -> None:
    assert is_costly({"method": method, "path": path}) is costly


@pytest.mark.parametrize(
    ("path", "counted"),
    [
        ("/api/ask", True),
        ("/api/export", True),
        ("/api/feedback", True),
        ("/report/figures.xlsx", True),
        ("/report/001_dde04a10043766fe", True),
        ("/embed/token", True),
        ("/what/nobody/thought/of", True),
        ("/healthzz", True),
        ("/", True),
        ("/healthz", False),
        ("/look/page.css", False),
        ("/gradio_api/queue/join", True),
        ("/gradio_api/queue/data", False),
    ],
)
def test_all_is_counted_but_what_is_free(path: str, counted: bool) -> None:
    assert is_counted({"method": "GET", "path": path}) is counted
