"""A request's body read as JSON before the application sees it, with a bound on its depth.

Parsers count levels on the stack and trip over a body that is nothing but brackets.
"""

import json
from typing import Any

from starlette.types import Message, Receive

DEEPEST = 64  # levels; no body of this server has more than ten


async def read_json(receive: Receive) -> tuple[Any, Receive]:
    """Return the body's value and a ``receive`` that gives the body again; raises ValueError for anything else."""
    pieces = []
    more = True
    while more:
        message = await receive()
        pieces.append(message.get("body", b""))
        more = message.get("more_body", False)
    body = b"".join(pieces)
    try:
        value = json.loads(body)
    except RecursionError as error:
        raise ValueError("too deep") from error
    if is_deep(value):
        raise ValueError("too deep")
    return value, again(body, receive)


def again(body: bytes, receive: Receive) -> Receive:
    given = False

    async def receiving() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receiving


def is_deep(value: Any, deepest: int = DEEPEST) -> bool:
    """True where lists and objects stand in one another over more levels than that."""
    level = [value]
    for _ in range(deepest + 1):
        level = [inner for outer in level for inner in within(outer)]
        if not level:
            return False
    return True


def within(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
