"""The tools, called with the official client over both transports."""

import asyncio
import os
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client
from served import Opened

from assistant.access.caller import Access, keyring_of
from assistant.config import Config
from assistant.engine import Engine
from assistant.serving.server import create_app

QUESTION = "How many elevators will be installed in old residential buildings?"
ROOT = Path(__file__).parent.parent.parent


async def use(session: ClientSession) -> dict[str, Any]:
    """Return what every tool says."""
    await session.initialize()
    tools = (await session.list_tools()).tools
    asked = await session.call_tool("ask_report", {"question": QUESTION})
    found = await session.call_tool("search_report", {"query": "elevators", "limit": 2})
    passages = (found.structuredContent or {})["passages"]
    read = await session.call_tool("read_passage", {"passage": passages[0]["id"]})
    missing = await session.call_tool("read_passage", {"passage": "none"})
    empty = await session.call_tool("ask_report", {"question": " "})
    return {"tools": tools, "asked": asked, "passages": passages, "read": read, "missing": missing, "empty": empty}


def check(said: dict[str, Any]) -> None:
    assert {tool.name for tool in said["tools"]} == {"ask_report", "search_report", "list_documents", "read_passage"}
    assert all(tool.annotations.readOnlyHint for tool in said["tools"])
    assert "800 elevators" in said["asked"].structuredContent["citations"][0]["quote"]
    assert len(said["passages"]) == 2
    assert said["read"].structuredContent["text"] == said["passages"][0]["text"]
    assert said["missing"].isError
    assert "There is no passage" in said["missing"].content[0].text
    assert "There is no question" in said["empty"].content[0].text


@pytest.fixture
def running(engine: Engine, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """The address of a server that is closed, and a key."""
    config = Config(data=tmp_path)
    ready = Opened(config)
    ready.opened = engine
    app = create_app(config, ready, Access(config))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=3))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/mcp", keyring_of(config).new("tools", ["ask"])
        server.should_exit = True
        thread.join()


async def over_http(address: str, headers: dict[str, str]) -> dict[str, Any]:
    async with (
        httpx.AsyncClient(headers=headers, timeout=60) as client,
        streamable_http_client(address, http_client=client) as (read, write, _),
        ClientSession(read, write) as session,
    ):
        return await use(session)


async def over_stdio(data: Path, seeds: Path) -> dict[str, Any]:
    environment = {**os.environ, "ASSISTANT_DATA": str(data), "ASSISTANT_SEEDS": str(seeds)}
    command = StdioServerParameters(command=sys.executable, args=["-m", "assistant", "mcp"], env=environment, cwd=ROOT)
    async with stdio_client(command) as (read, write), ClientSession(read, write) as session:
        return await use(session)


def wait_until_loaded(address: str, headers: dict[str, str]) -> None:
    for _ in range(300):
        try:
            if httpx.post(address, headers=headers, timeout=20).status_code != 503:
                return
        except httpx.ConnectError:
            pass
        time.sleep(0.1)


def test_tools_over_http_need_a_key(running: tuple[str, str]) -> None:
    address, key = running
    headers = {"authorization": f"Bearer {key}"}
    wait_until_loaded(address, headers)
    assert httpx.post(address, timeout=20).status_code == 401
    assert httpx.post(address, headers={**headers, "origin": "http://evil.example"}, timeout=20).status_code == 403
    for body in (b"[" * 100_000, b'{"a":' * 40_000, b"[" * 80 + b"]" * 80, b"{", b""):
        odd = httpx.post(address, content=body, headers={**headers, "content-type": "application/json"}, timeout=20)
        assert (odd.status_code, odd.headers["content-type"]) == (400, "application/problem+json")
    check(asyncio.run(over_http(address, headers)))


def test_tools_over_stdio(data: Path, seeds: Path) -> None:
    check(asyncio.run(over_stdio(data, seeds)))
