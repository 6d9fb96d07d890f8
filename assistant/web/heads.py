"""HEAD wherever there is GET: routes know GET alone, and a server sends no body to who asked for the head."""

from starlette.types import ASGIApp, Receive, Scope, Send


class Heads:
    """Wraps the whole application."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asks_for_head = scope["type"] == "http" and scope["method"] == "HEAD"
        await self.app({**scope, "method": "GET"} if asks_for_head else scope, receive, send)
