"""What is served under /report/."""

from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.config import Config
from assistant.engine import Engine
from assistant.errors import NotFound
from assistant.reader import report_site
from assistant.reader.report_site import add_report
from assistant.web.readiness import Readiness
from assistant.web.workers import Workers
from index.schema import Passage

DOCUMENT = "001_dde04a10043766fe"


@pytest.fixture(scope="module")
def client(engine: Engine) -> Iterator[TestClient]:
    ready = Readiness(Config())
    ready.opened = engine
    app = FastAPI()
    add_report(app, ready, Workers(Config()))
    return TestClient(app, headers={"accept-language": "en"})


@pytest.fixture(scope="module")
def passage(engine: Engine) -> Passage:
    return next(p for p in engine.store.passages if p.place.document_id.startswith(DOCUMENT) and len(p.sentences) > 2)


def test_a_sentence_by_its_offsets_leads_to_its_link(client: TestClient, passage: Passage) -> None:
    sentence = passage.sentences[1]
    reply = client.get(f"/report/{DOCUMENT}/c{sentence.start}-{sentence.end}", follow_redirects=False)
    assert reply.is_redirect
    assert reply.headers["location"].startswith(f"/report/{DOCUMENT}?t=")
    assert reply.headers["location"].endswith(f"#c{sentence.start}-{sentence.end}")


@pytest.mark.parametrize("span", ["c0-1", "c999999-1000000", "c-1", "x", "c1-2-3", "<script>"])
def test_unknown_offsets_show_the_documents_outline(client: TestClient, span: str) -> None:
    reply = client.get(f"/report/{DOCUMENT}/{span}")
    assert reply.status_code == 404
    assert "There is no such place in this document" in reply.text
    assert "Advance urban renewal" in reply.text
    assert "<script>" not in reply.text


@pytest.mark.parametrize("path", ["nothing", "nothing/c1-2", "figures.pdf", "%3Cscript%3E", ".."])
def test_unknown_document_shows_all_outlines(client: TestClient, path: str) -> None:
    reply = client.get(f"/report/{path}".replace("/..", "/%2e%2e"))
    assert reply.status_code == 404
    assert "There is no such document" in reply.text or path == ".."
    assert "<script>" not in reply.text


def test_link_whose_words_are_there_says_nothing(client: TestClient, engine: Engine, passage: Passage) -> None:
    from assistant.text.links import check

    page = client.get(f"/report/{DOCUMENT}?t={check(passage.sentences[0].text)}").text
    assert "no longer in the document" not in page


@pytest.mark.parametrize("check", ["00000000", "x", '"><script>alert(1)</script>'])
def test_link_whose_words_are_gone_says_so(client: TestClient, check: str) -> None:
    page = client.get(f"/report/{DOCUMENT}", params={"t": check}).text
    assert "data-lost" in page
    assert "no longer in the document word for word" in page
    assert "<script>alert" not in page


def test_language_by_the_browser_by_the_switch_and_kept(engine: Engine, client: TestClient) -> None:
    with TestClient(client.app) as own:
        assert 'lang="en"' in own.get("/report/").text[:60]
        assert "内容一览" in own.get("/report/", headers={"accept-language": "zh-CN"}).text
        asked = own.get("/report/?lang=zh")
        assert asked.headers["content-language"] == "zh-Hans"
        assert "内容一览" in own.get("/report/").text
        assert "set-cookie" not in own.get("/report/?lang=fr").headers


@pytest.mark.parametrize(("kind", "begins"), [("csv", b'\xef\xbb\xbf"Number"'), ("xlsx", b"PK")])
def test_figures_can_be_downloaded(client: TestClient, kind: str, begins: bytes) -> None:
    reply = client.get(f"/report/figures.{kind}")
    assert reply.content.startswith(begins)
    assert f'filename="figures.{kind}"' in reply.headers["content-disposition"]


def test_document_of_the_same_name_is_still_reached(engine: Engine) -> None:
    passages = [p for p in engine.store.passages if p.place.document_id.startswith(DOCUMENT)]
    renamed = [replace(p, place=replace(p.place, document_id="figures.txt")) for p in passages]
    text = engine.store.documents[f"{DOCUMENT}.txt"]
    ready: Any = Readiness(Config())
    store = copy(engine.store)
    store.passages, store.documents, store.layouts = renamed, {"figures.txt": text}, {}
    ready.engine = lambda: SimpleNamespace(store=store)
    app = FastAPI()
    add_report(app, ready, Workers(Config()))
    page = TestClient(app).get("/report/figures.txt")
    assert page.status_code == 200
    assert 'data-document="figures.txt"' in page.text


def test_pages_stay_small(client: TestClient) -> None:
    assert len(client.get(f"/report/{DOCUMENT}").content) < 150_000


def test_a_documents_file_is_sent_as_an_attachment(client: TestClient) -> None:
    reply = client.get(f"/report/{DOCUMENT}/original")
    assert reply.content == Path("seeds", f"{DOCUMENT}.txt").read_bytes()
    assert reply.headers["content-type"] == "application/octet-stream"
    assert reply.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize("path", ["pages/1.png", "quotes/0-9.png"])
def test_a_text_has_no_pages(client: TestClient, path: str) -> None:
    with pytest.raises(NotFound, match="no pages"):
        client.get(f"/report/{DOCUMENT}/{path}")


def test_a_document_that_is_read_from_its_beginning_is_drawn_once(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = client.get(f"/report/{DOCUMENT}").text
    monkeypatch.setattr(report_site, "document_page", lambda *args: "drawn again")
    assert client.get(f"/report/{DOCUMENT}").text == first
    assert (
        client.get(f"/report/{DOCUMENT}?t=0a").text == client.get(f"/report/{DOCUMENT}?lang=zh").text == "drawn again"
    )
