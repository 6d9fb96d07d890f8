from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from served import client_for

from assistant.engine import Engine


@pytest.fixture(scope="module")
def client(engine: Engine) -> Iterator[TestClient]:
    return client_for(engine)
