"""Which addresses cost an answer: they are counted, traced and kept within quotas."""

from starlette.types import Scope

READ = ("/api/search", "/api/table")  # what a GET costs too
COSTLY = ("/api/ask", *READ, "/v1/chat/", "/mcp", "/gradio_api/queue/join")


def is_costly(scope: Scope) -> bool:
    """True for a request that has a question answered or passages searched."""
    path: str = scope["path"]
    return path.startswith(COSTLY) and (scope["method"] == "POST" or path.startswith(READ))
