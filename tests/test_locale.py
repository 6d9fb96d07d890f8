"""Which language the pages speak."""

import pytest
from starlette.requests import Request

from assistant.locale import choose, keeping, preferred


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-GB,en;q=0.9,zh;q=0.8", "en"),
        ("fr-FR, de;q=0.9, zh-Hant;q=0.5, en;q=0.1", "zh"),
        ("en;q=0.2, zh;q=0.7", "zh"),
        ("zh;q=0, en;q=0.1", "en"),
        ("fr", "en"),
        ("*;q=,;;q=x,zh;q=nonsense", "en"),
    ],
)
def test_browser_decides(accepted: str, language: str) -> None:
    assert choose(None, None, accepted) == language


def test_asked_for_goes_before_kept_before_the_browsers() -> None:
    assert choose("zh", "en", "en") == "zh"
    assert choose(None, "zh", "en") == "zh"


@pytest.mark.parametrize("unknown", ["fr", "", "../../etc/passwd", "<script>"])
def test_unknown_language_is_passed_over(unknown: str) -> None:
    assert choose(unknown, unknown, "zh") == "zh"


def test_request_says_its_language() -> None:
    scope = {"type": "http", "headers": [(b"accept-language", b"zh-CN")], "query_string": b""}
    assert preferred(Request(scope)) == "zh"
    assert preferred(Request({**scope, "query_string": b"lang=en"})) == "en"
    assert preferred(Request({**scope, "headers": [(b"cookie", b"report-language=zh")]})) == "zh"


def test_over_tls_a_language_is_kept_and_taken_for_this_host_alone() -> None:
    plain = Request({"type": "http", "scheme": "http", "headers": [], "query_string": b""})
    secure = Request({**plain.scope, "scheme": "https", "headers": [(b"cookie", b"report-language=zh")]})
    assert preferred(secure) == "en"
    assert keeping(plain, "zh").startswith("report-language=zh; Path=/;")
    assert keeping(secure, "zh").startswith("__Host-report-language=zh; Path=/;")
    assert "Secure" in keeping(secure, "zh")
    assert "Secure" not in keeping(plain, "zh")
