"""The documents' folder over HTTP: who may change it, and what becomes of what is sent."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr
from served import Opened

from assistant.access.caller import Access, keyring_of
from assistant.config import Config
from assistant.engine import Engine
from assistant.feedback.rating import Rating
from assistant.feedback.ratings import Ratings
from assistant.library import folder as folder_module
from assistant.library import renewal
from assistant.serving.server import create_app
from index.errors import SeedsError

ADMIN = ("anybody", "let me in")
TEXT = "Ferries\n\n1. Boats\n\nThree ferries will run."


@pytest.fixture
def home(shelf: Engine, shelf_built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A client, keys by scope, and the folder; no index is built, only asked for."""
    asked: list[str] = []
    monkeypatch.setattr(renewal.Renewal, "ask", lambda self: asked.append("renew"))
    monkeypatch.setattr(folder_module, "require_readable", lambda path, name: None)
    seeds = Path(shutil.copytree(shelf_built / "seeds", tmp_path / "seeds"))
    config = Config(data=tmp_path, seeds=seeds, admin_key=SecretStr(ADMIN[1]))
    ready = Opened(config)
    ready.opened = shelf
    keys = {
        name: {"authorization": f"Bearer {keyring_of(config).new(name, [scope])}"}
        for name, scope in (("writer", "documents"), ("board", "documents"), ("reader", "ask"), ("all", "admin"))
    }
    client = TestClient(
        create_app(config, ready, Access(config)), raise_server_exceptions=False, follow_redirects=False
    )
    return client, keys, seeds, asked, config


def test_only_the_scope_documents_changes_the_folder(home: Any) -> None:
    client, keys, seeds, asked, _ = home
    for headers, status in ((keys["reader"], 403), ({}, 401)):
        assert client.put("/api/library/a.txt", content=TEXT, headers=headers).status_code == status
        assert client.delete("/api/library/parks.txt", headers=headers).status_code == status
        assert client.get("/api/library", headers=headers).status_code == status
    assert not asked
    put = client.put("/api/library/boats/a.txt", content=TEXT, headers=keys["writer"])
    assert (put.status_code, put.json()) == (202, {"done": "added"})
    assert (seeds / "boats/a.txt").read_text() == TEXT
    assert client.delete("/api/library/parks.txt", headers=keys["all"]).status_code == 202
    assert not (seeds / "parks.txt").exists()
    assert asked == ["renew", "renew"]


def test_states_are_told(home: Any) -> None:
    client, keys, seeds, _, _ = home
    (seeds / "new.txt").write_text(TEXT)
    (seeds / "parks.txt").unlink()
    found = client.get("/api/library", headers=keys["writer"]).json()
    states = {one["name"]: one["state"] for one in found["documents"]}
    assert states == {
        "new.txt": "waiting", "parks.txt": "leaving",
        "report/2025/report.md": "read", "report/2026/report.md": "read",
    }  # fmt: skip


def test_a_closed_collection_is_kept_from_other_keys(home: Any) -> None:
    client, keys, seeds, _, _ = home
    name = "board/minutes.md"
    for act in (client.get, client.delete):
        assert act(f"/api/library/{name}", headers=keys["writer"]).status_code in (404, 422)
    assert client.put(f"/api/library/{name}", content=TEXT, headers=keys["writer"]).status_code == 422
    assert "Quillfeather" in (seeds / name).read_text()
    assert name not in client.get("/api/library", headers=keys["writer"]).text
    assert name in client.get("/api/library", headers=keys["board"]).text


@pytest.mark.parametrize("name", ["%2e%2e/x.txt", "a/collection.toml", ".env", "a.txt.questions.jsonl"])
def test_odd_names_are_refused(name: str, home: Any) -> None:
    client, keys, seeds, asked, _ = home
    assert client.put(f"/api/library/{name}", content=TEXT, headers=keys["all"]).status_code in (404, 405, 422)
    assert not asked
    assert not (seeds.parent / "x.txt").exists()


def test_larger_bodies_are_taken_here_only(home: Any) -> None:
    client, keys, _, _, config = home
    content = b"word " * 100_000
    assert len(content) > config.max_body
    assert client.put("/api/library/long.txt", content=content, headers=keys["all"]).status_code == 202
    assert client.post("/api/ask", content=content, headers=keys["all"]).status_code == 413
    too_long = {**keys["all"], "content-length": str(200 * 1024 * 1024)}
    assert client.put("/api/library/long.txt", content=b"a", headers=too_long).status_code == 413


def test_the_page_takes_files_and_removes_them(home: Any) -> None:
    client, _, seeds, _, _ = home
    assert client.get("/admin/documents").status_code == 401
    page = client.get("/admin/documents", auth=ADMIN).text
    assert "board/minutes.md" in page
    sent = [("files", ("../<b>.txt", TEXT.encode())), ("files", ("b.txt", TEXT.encode()))]
    done = client.post("/admin/documents", files=sent, data={"folder": "boats/"}, auth=ADMIN)
    assert (done.status_code, done.headers["location"]) == (303, "/admin/documents")
    assert {path.name for path in (seeds / "boats").iterdir()} == {"<b>.txt", "b.txt"}
    shown = client.get("/admin/documents", auth=ADMIN).text
    assert "&lt;b&gt;.txt" in shown
    assert "<b>.txt" not in shown
    assert client.post("/admin/documents/remove", data={"name": "boats/b.txt"}, auth=ADMIN).status_code == 303
    refused = client.post("/admin/documents/remove", data={"name": "boats/b.txt"}, auth=ADMIN)
    assert refused.status_code == 422
    assert "There is no document" in refused.text


def test_pages_of_other_sites_change_nothing(home: Any) -> None:
    client, keys, seeds, asked, _ = home
    foreign = {"origin": "https://evil.test"}
    for path in ("/admin/documents", "/admin/documents/remove", "/admin/documents/renew"):
        assert client.post(path, data={"name": "parks.txt"}, headers=foreign, auth=ADMIN).status_code == 403
    assert client.put("/api/library/x.txt", content=TEXT, headers={**keys["all"], **foreign}).status_code == 403
    assert not asked
    assert (seeds / "parks.txt").exists()


def test_questions_that_cite_a_document_are_told(home: Any) -> None:
    client, keys, _, _, config = home
    quote = "We will plant 700 trees along 5 streets."
    cited = (("parks.txt", quote), ("parks.txt", "We will fell 3 trees."))
    said = ("one", "a1", "How many trees?", (), "How many trees?", "answered", "good", "", cited, "700 [1]", "build")
    Ratings.of(config).add(Rating(*said, "2026-03-01T09:30:00Z"))
    uses = client.get("/api/library/parks.txt", headers=keys["all"]).json()["cited_by"]
    assert [(use["quote"], use["is_there"]) for use in uses] == [(quote, True), ("We will fell 3 trees.", False)]
    assert quote in client.get("/admin/documents/about?name=parks.txt", auth=ADMIN).text


def test_changes_are_noted(home: Any, caplog: pytest.LogCaptureFixture) -> None:
    client, keys, _, _, _ = home
    with caplog.at_level("INFO"):
        client.put("/api/library/parks.txt", content=TEXT, headers=keys["writer"])
    assert 'document replaced: document "parks.txt", by "key writer"' in caplog.text


def test_an_empty_folder_takes_its_first_document(home: Any) -> None:
    client, keys, seeds, asked, config = home
    shutil.rmtree(seeds)
    seeds.mkdir()
    ready = Opened(config)
    ready.failure = SeedsError(f"The folder {seeds} is empty.")
    app = create_app(config, ready, Access(config))
    client = TestClient(app, raise_server_exceptions=False, follow_redirects=False)
    assert client.get("/api/library", headers=keys["writer"]).json()["documents"] == []
    assert client.put("/api/library/a.txt", content=TEXT, headers=keys["writer"]).status_code == 202
    sent = client.post("/admin/documents", files={"files": ("b.txt", TEXT)}, auth=ADMIN)
    assert (sent.status_code, (seeds / "b.txt").read_text(), asked) == (303, TEXT, ["renew", "renew"])
    assert "b.txt" in client.get("/admin/documents", auth=ADMIN).text
