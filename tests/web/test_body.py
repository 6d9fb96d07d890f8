"""A body read before the application sees it."""

import asyncio
from typing import Any

import pytest
from starlette.types import Message, Receive

from assistant.web.body import is_deep, read_json


def coming(*pieces: bytes) -> Receive:
    left = list(pieces)

    async def receive() -> Message:
        if not left:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": left.pop(0), "more_body": bool(left)}

    return receive


async def twice(*pieces: bytes) -> tuple[Any, Message, Message]:
    value, receive = await read_json(coming(*pieces))
    return value, await receive(), await receive()


def test_a_body_is_read_and_given_again() -> None:
    value, message, after = asyncio.run(twice(b'{"a": ', b"[1]}"))
    assert value == {"a": [1]}
    assert message["body"] == b'{"a": [1]}'
    assert after["type"] == "http.disconnect"


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff", b"[" * 100_000, b'{"a":' * 100_000, b"[" * 100 + b"]" * 100], ids=range(6)
)
def test_what_is_no_json_or_too_deep_is_one_kind_of_error(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        asyncio.run(twice(body))


def test_depth_is_counted_through_lists_and_objects() -> None:
    assert not is_deep([{"a": [1]}], 3)
    assert is_deep([{"a": [1]}], 2)
    assert not is_deep(1, 0)
