"""HEAD answers wherever GET does."""

import pytest
from fastapi.testclient import TestClient
from served import client_for

from assistant.access.caller import Access
from assistant.config import Config
from assistant.engine import Engine


@pytest.fixture(scope="module")
def client(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """Somebody on this machine, who may also read the numbers."""
    access = Access(Config(data=tmp_path_factory.mktemp("heads")), local=True)
    return client_for(engine, access=access, base_url="http://localhost", client=("127.0.0.1", 50000))


@pytest.mark.parametrize(
    "path",
    ["/healthz", "/readyz", "/embed.js", "/report/", "/report/001_dde04a10043766fe", "/api/documents", "/metrics"],
)
def test_the_head_is_that_of_the_page(client: TestClient, path: str) -> None:
    head, whole = client.head(path), client.get(path)
    assert (head.status_code, head.headers["content-type"]) == (whole.status_code, whole.headers["content-type"])
    assert head.status_code == 200
    assert head.content == b""


def test_where_nothing_is_to_be_got_there_is_no_head(client: TestClient) -> None:
    assert client.head("/api/ask").status_code == client.get("/api/ask").status_code
