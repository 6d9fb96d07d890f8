"""What costs an answer is told from what only reads."""

import pytest

from assistant.web.routes import is_costly


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
