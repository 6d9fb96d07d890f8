"""Which language the pages speak: asked for in the address, kept in a cookie, else the browser's."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection

LANGUAGES: Mapping[str, str] = {"en": "English", "zh": "中文"}  # each named in itself
TAGS: Mapping[str, str] = {"en": "en", "zh": "zh-Hans"}  # for the lang attribute
DEFAULT = "en"
COOKIE = "report-language"


def choose(asked: str | None, kept: str | None, accepted: str) -> str:
    """Return the first language we have of: asked for, kept, accepted by the browser."""
    wanted = (asked, kept, *preferences(accepted))
    return next((language for language in wanted if language and language in LANGUAGES), DEFAULT)


def preferred(request: "HTTPConnection") -> str:
    """Return the language that a request asks for, has kept or accepts."""
    asked, kept = request.query_params.get("lang"), request.cookies.get(cookie(request))
    return choose(asked, kept, request.headers.get("accept-language", ""))


def cookie(request: "HTTPConnection") -> str:
    """Return the cookie's name: over TLS one that a browser takes from this very host alone."""
    return f"__Host-{COOKIE}" if request.scope.get("scheme") == "https" else COOKIE


def keeping(request: "HTTPConnection", language: str) -> str:
    """Return the header that has a browser keep a language for a year."""
    secure = "; Secure" if cookie(request) != COOKIE else ""
    return f"{cookie(request)}={language}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax{secure}"


def preferences(accepted: str) -> Iterator[str]:
    """Yield the primary tags of an Accept-Language header, the dearest first."""
    ranges = [part.partition(";q=") for part in accepted.replace(" ", "").lower().split(",")]
    for tag, _, weight in sorted(ranges, key=lambda entry: -quality(entry[2])):
        if quality(weight) > 0:
            yield tag.partition("-")[0]


def quality(weight: str) -> float:
    try:
        return float(weight or 1)
    except ValueError:
        return 0.0
