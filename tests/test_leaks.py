"""Of a closed collection nobody hears a word, a number or a name who may not read it, at any address, in any form."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from served import PATIENCE, Opened

from assistant.access.caller import Access, keyring_of
from assistant.config import Config
from assistant.engine import Engine
from assistant.serving.server import create_app

CLOSED = "board/minutes.md"
# What only the closed collection has: words, figures, names, its file, title and folder.
SECRETS = ("quillfeather", "okonkwo", "zephyrine", "murkwater", "91,500", "91500", "44 million", "wharf", "board")
QUESTIONS = (
    "What is the director's salary?",
    "Which documents are there?",
    "How many sections are there?",
    "What is in section 7?",
    "List all figures",
    "List all names",
    "Summarise the documents",
    "Who voted against it?",
    "What is sold?",
    "Who are you, and what can you answer?",
    "What changed since 2025?",
)
SITES = """
[intranet]
origins = ["https://intranet.test"]
[news]
origins = ["https://news.test"]
"""


@pytest.fixture(scope="module")
def served(shelf: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A server over the closed collection, keys for it, and what gives a client with one of them."""
    home = tmp_path_factory.mktemp("leaks")
    (home / "sites.toml").write_text(SITES, "utf-8")
    config = Config(data=home, sites=home / "sites.toml", quota="10000/minute", admin_key="let me in", open_report=True)
    ready = Opened(config)
    ready.opened = shelf
    keys = {name: keyring_of(config).new(name, ["ask", "search", "feedback"]) for name in ("board", "clerk")}
    app = create_app(config, ready, Access(config, public=True))
    with TestClient(app, raise_server_exceptions=False) as client:
        assert app.state.chat.loaded.wait(PATIENCE)
        yield client, {name: {"authorization": f"Bearer {key}"} for name, key in keys.items()}


def told(replies: Sequence[Any]) -> str:
    return "\n".join([*(reply.text for reply in replies), *(str(reply.headers) for reply in replies)]).lower()


def asked_everywhere(client: TestClient, headers: dict[str, str]) -> str:
    """Return all that is told at every address, some of them asked what only the closed collection answers."""
    replies = [visited(client, headers, route) for route in routes(client) if "GET" in route.methods]
    for question in QUESTIONS:
        replies += [
            client.post("/api/ask", json={"question": question}, headers=headers),
            client.post("/api/ask", json={"question": question, "stream": True, "language": "zh"}, headers=headers),
            client.post("/api/ask", json={"question": question, "collection": "report/2025"}, headers=headers),
            client.get("/api/search", params={"q": question}, headers=headers),
            client.get("/api/table.csv", params={"question": question}, headers=headers),
            client.post(
                "/v1/chat/completions", json={"messages": [{"role": "user", "content": question}]}, headers=headers
            ),
            tool(client, headers, "ask_report", question=question),
            tool(client, headers, "search_report", query=question),
        ]
    replies += [tool(client, headers, "list_documents"), client.get("/", headers=headers)]
    replies += [client.get(f"/?lang={language}", headers=headers) for language in ("en", "zh")]
    return told(replies)


def routes(client: TestClient) -> list[APIRoute]:
    app: Any = client.app
    return [route for route in app.routes if isinstance(route, APIRoute)]


def visited(client: TestClient, headers: dict[str, str], route: APIRoute) -> Any:
    """Visit an address that a route has, a name in it being one of an open document."""
    path = route.path.replace("{span}", "c0-4")
    for part in ("{document:path}", "{document}", "{passage:path}", "{name}", "{rest:path}"):
        path = path.replace(part, "parks.txt")
    return client.get(path, params={"q": "salary", "question": "list all figures"}, headers=headers)


def tool(client: TestClient, headers: dict[str, str], name: str, **arguments: str) -> Any:
    call = {"name": name, "arguments": arguments}
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": call}
    accept = {"accept": "application/json, text/event-stream"}
    return client.post("/mcp", json=body, headers={**headers, **accept})


@pytest.mark.parametrize("who", ["clerk", "nobody"])
def test_nothing_of_a_closed_collection_is_told(served: Any, who: str) -> None:
    client, keys = served
    said = asked_everywhere(client, keys.get(who, {}))
    assert "benches" in said, "what is open is answered"
    assert [secret for secret in SECRETS if secret in said] == []


def test_who_may_read_it_is_told(served: Any) -> None:
    client, keys = served
    said = asked_everywhere(client, keys["board"])
    assert [secret for secret in ("quillfeather", "91,500", "murkwater", "board papers") if secret not in said] == []


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/ask", {"question": "What is sold?", "documents": [CLOSED]}),
        ("/api/ask", {"question": "What is sold?", "collection": "board"}),
        ("/v1/chat/completions", {"messages": [{"role": "user", "content": "sold?"}], "collection": "board"}),
        ("/api/search?q=sold&collection=board", None),
        (f"/api/search?q=sold&document={CLOSED}", None),
        (f"/api/documents/{CLOSED}/text", None),
        (f"/api/passages/{CLOSED}:0-28", None),
        ("/api/table.csv?question=list+all+figures&collection=board", None),
        ("/report/board/minutes.md", None),
        ("/report/minutes.md", None),
    ],
)
def test_what_is_closed_is_as_if_it_were_not_there(served: Any, path: str, body: Any) -> None:
    client, keys = served
    asked = (
        client.get(path, headers=keys["clerk"]) if body is None else client.post(path, json=body, headers=keys["clerk"])
    )
    other = json.loads(json.dumps([path, body]).replace("board/minutes.md", "no/such.md").replace('"board"', '"none"'))
    other[0] = other[0].replace("=board", "=none").replace("minutes.md", "such.md").replace("/board/", "/no/")
    missing = (
        client.get(other[0], headers=keys["clerk"])
        if body is None
        else client.post(other[0], json=other[1], headers=keys["clerk"])
    )
    assert asked.status_code == missing.status_code == 404
    assert bare(asked.text) == bare(missing.text)


def bare(text: str) -> str:
    for name in ("board/minutes.md", "no/such.md", "minutes.md", "such.md", "board", "none", "no"):
        text = text.replace(name, "")
    return text


def test_a_site_shows_what_it_may_read(served: Any) -> None:
    client, _ = served

    def ask(site: str) -> str:
        origin = {"origin": f"https://{site}.test"}
        token = client.post(f"/embed/token?site={site}", headers=origin).json()["token"]
        headers = {**origin, "authorization": f"Bearer {token}"}
        answer = client.post("/api/ask", json={"question": "What is the director's salary?"}, headers=headers)
        return str(answer.text)

    assert "91,500" in ask("intranet")
    assert "91,500" not in ask("news")
    assert "Okonkwo" not in ask("news")


def test_who_keeps_the_assistant_reads_all(shelf: Engine, tmp_path: Path) -> None:
    ready = Opened(Config())
    ready.opened = shelf
    access = Access(Config(data=tmp_path), local=True)
    here = TestClient(create_app(Config(), ready, access), base_url="http://localhost", client=("127.0.0.1", 1))
    assert CLOSED in here.get("/api/documents").text
    assert here.get("/api/collections").json()[0]["name"] == "board"


def test_words_of_a_closed_collection_are_not_known(shelf: Engine) -> None:
    view = shelf.over(["parks.txt"])
    assert "wharf" not in view.finder.lexicon.vocabulary
    assert view.collections.by_name == {}
    assert view.manifest.documents.keys() == {"parks.txt"}
    assert view.over(["parks.txt", CLOSED]).store.documents.keys() == {"parks.txt"}, "a view never widens"
