"""Which addresses cost something: all but those listed as free count for quotas; some have a question answered."""

from starlette.types import Scope

READ = ("/api/search", "/api/table")  # what a GET costs too
ASKING = ("/api/ask", *READ, "/v1/chat/", "/mcp", "/gradio_api/queue/join")
# Files that lie ready, answers of a line, and what an open chat page asks by itself.
FREE = (
    "/healthz", "/readyz", "/metrics", "/favicon.ico", "/look", "/assets", "/static", "/theme.css", "/embed.js",
    "/embed/js", "/manifest.json", "/v1/models", "/gradio_api/queue/data", "/gradio_api/heartbeat",
    "/gradio_api/cancel",
)  # fmt: skip


def is_counted(scope: Scope) -> bool:
    """True for a request that is kept within the caller's quota."""
    path: str = scope["path"]
    return not any(path == free or path.startswith(f"{free}/") for free in FREE)


def is_costly(scope: Scope) -> bool:
    """True for a request that has a question answered or passages searched: it is timed and traced."""
    path: str = scope["path"]
    return path.startswith(ASKING) and (scope["method"] == "POST" or path.startswith(READ))
