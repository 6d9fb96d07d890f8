"""Attacks on who is who: the server's names, pages, doors, sessions, addresses; two callers have keys."""

from collections.abc import Sequence
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from benchmarks.attack.target import Attack, Headers, Reply, Target, command

SITES = '[intranet]\norigins = ["https://intranet.example"]\n'
FORM = ("content-type", "application/x-www-form-urlencoded")
CLOSED = """
/login_check /logout /token /user /config /monitoring /monitoring/summary /gradio_api/openapi.json
/gradio_api/info /gradio_api/upload /gradio_api/file=/etc/passwd /gradio_api/proxy=http://evil.example
/gradio_api/process_recording /gradio_api/heartbeat/s1 /gradio_api/call/ask /gradio_api/component_server
/gradio_api/deep_link /gradio_api/runs //gradio_api/upload /gradio_api/queue/../upload
""".split()


def wrong_among(wanted: dict[str, tuple[object, object]]) -> str:
    """Say which of what was found is not what was wanted."""
    wrong = [f"{what}: {found} instead of {good}" for what, (found, good) in wanted.items() if found != good]
    return "; ".join(wrong)


def sign_in(target: Target, key: str, headers: Headers = ()) -> Reply:
    return target.call("POST", "/login", urlencode({"key": key}).encode(), headers=[FORM, *headers])


def cookie_of(reply: Reply) -> tuple[str, str]:
    """Return a request's header that sends a login's cookie back."""
    jar = SimpleCookie(reply.headers.get("set-cookie", ""))
    return "cookie", "; ".join(f"{name}={morsel.value}" for name, morsel in jar.items())


def other_names(target: Target) -> str:
    """Names that are not the server's own, two of them, none, and pages of another scheme."""
    here = target.url.removeprefix("http://")

    def asked(hosts: Sequence[str], *headers: tuple[str, str]) -> int:
        return target.call("GET", "/api/documents", None, target.keys[0], headers, hosts).status

    def token(host: str, origin: str) -> int:
        headers, path = [("origin", origin)], "/embed/token?site=intranet"
        return target.call("POST", path, b"", headers=headers, hosts=[host]).status

    return wrong_among(
        {
            "its own": (asked([here]), 200),
            "evil": (asked(["evil.example"]), 400),
            "two": (asked([here, "evil.example"]), 400),
            "the same twice": (asked([here, here]), 400),
            "forwarded": (asked([here], ("x-forwarded-host", "evil.example")), 200),
            "malformed Origin": (asked([here], ("origin", "http://[evil")), 400),
            "malformed Referer": (asked([here], ("referer", "http://[evil")), 400),
            "token for x://evil": (token("evil", "x://evil"), 400),
            "token for another scheme": (token(here, f"x://{here}"), 403),
            "token for another page": (token(here, "https://evil.example"), 403),
            "token for a listed page": (token(here, "https://intranet.example"), 200),
        }
    )


def headers_that_gradio_believed(target: Target) -> str:
    """A server's name that was once put into the page and into redirects."""
    for path in ("/", "/monitoring", "/login/", "/gradio_api/app_id"):
        for name in ("x-gradio-server", "x-forwarded-host", "forwarded"):
            value = "host=evil.example" if name == "forwarded" else "http://evil.example"
            reply = target.call("GET", path, None, target.keys[0], [(name, value)])
            if b"evil.example" in reply.body or "evil.example" in reply.headers.get("location", ""):
                return f"{path} repeats {name}"
    return ""


def other_doors(target: Target) -> str:
    """Every address of Gradio's that the page does not need, by every method and with a key."""
    open_doors = [
        f"{method} {path}"
        for path in CLOSED
        for method in ("GET", "POST", "PUT", "DELETE")
        if not (path == "/logout" and method == "POST")  # which is ours
        and target.call(method, path, b"{}" if method != "GET" else None, target.keys[0]).status not in (404, 405)
    ]
    return f"open: {open_doors}" if open_doors else ""


def strangers_answers(target: Target) -> str:
    """The answer of another caller by the name of its conversation, read and stopped."""
    ann, bob = target.keys
    body = {"session_hash": "guessed", "fn_index": 0, "data": ["How many trees?", ""]}
    stopping = {"session_hash": "guessed", "fn_index": 0, "event_id": "e"}
    data = "/gradio_api/queue/data?session_hash=guessed"
    return wrong_among(
        {
            "read before": (target.call("GET", data, None, bob).status, 404),
            "joined": (target.call("POST", "/gradio_api/queue/join", body, ann).status, 200),
            "read by another": (target.call("GET", data, None, bob).status, 404),
            "joined by another": (target.call("POST", "/gradio_api/queue/join", body, bob).status, 404),
            "stopped by another": (target.call("POST", "/gradio_api/cancel", stopping, bob).status, 404),
        }
    )


def cookies_that_were_kept(target: Target) -> str:
    """A cookie after logging out, after its login was ended from another browser, and one that is made up."""
    kept, other = (cookie_of(sign_in(target, target.keys[0])) for _ in range(2))

    def opens(cookie: tuple[str, str]) -> int:
        return target.call("GET", "/api/documents", headers=[cookie]).status

    before = opens(kept), opens(other)
    listed = target.call("GET", "/login/list", headers=[other]).body.decode()
    left = target.call("POST", "/logout", b"", headers=[kept]).status
    return wrong_among(
        {
            "signed in": (before, (200, 200)),
            "listed": (listed.count('name="id"') >= 2, True),
            "left": (left, 303),
            "the cookie of who left": (opens(kept), 401),
            "the other browser": (opens(other), 200),
            "a made up one": (opens(("cookie", "report_session=" + "A" * 43)), 401),
        }
    )


def revoked_keys(target: Target) -> str:
    """A key, and a login by it, after the key was revoked."""
    key = command(target.environment, "key", "new", "carl").stdout.strip()
    cookie = cookie_of(sign_in(target, key))
    before = target.ask(key=key).status, target.call("GET", "/api/documents", headers=[cookie]).status
    command(target.environment, "key", "revoke", "carl")
    after = target.ask(key=key).status, target.call("GET", "/api/documents", headers=[cookie]).status
    return wrong_among({"before": (before, (200, 200)), "after": (after, (401, 401))})


def addresses_by_the_dozen(target: Target) -> str:
    """Wrong keys from many addresses of one subscriber; the server believes its proxy, which is this machine."""

    def guessed(addresses: Sequence[str]) -> list[int]:
        return [sign_in(target, "ra_wrong", [("x-forwarded-for", address)]).status for address in addresses]

    locked = [401] * 10 + [429] * 2
    right = [sign_in(target, target.keys[0], [("x-forwarded-for", "192.0.2.77")]).status for _ in range(12)]
    return wrong_among(
        {
            "one /64": (guessed([f"2001:db8:1:2::{number:x}" for number in range(12)]), locked),
            "the next /64": (guessed(["2001:db8:1:3::1"]), [401]),
            "IPv4 in IPv6": (guessed(["192.0.2.1", "::ffff:192.0.2.1"] * 6), locked),
            "made up hops before": (guessed([f"10.0.0.{number}, 192.0.2.9" for number in range(12)]), locked),
            "right ones": (right, [303] * 12),
        }
    )


ATTACKS: tuple[Attack, ...] = (
    other_names, headers_that_gradio_believed, other_doors, strangers_answers, cookies_that_were_kept, revoked_keys,
    addresses_by_the_dozen,
)  # fmt: skip
