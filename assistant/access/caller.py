"""Who is calling, and what that caller may do.

A key, a name that a trusted proxy vouches for, the cookie of a login, a visitor's token, or,
where the server is open, anybody. Knows headers and addresses; refusing is the gate's business.
"""

import ipaddress
import secrets
from dataclasses import dataclass

from starlette.requests import HTTPConnection

from assistant.access.keys import SCOPES, Key, Keyring, Scope
from assistant.access.sites import Site, Sites
from assistant.access.tokens import Signer
from assistant.config import Config
from assistant.errors import SettingsError

COOKIE = "report_session"
SESSION = 12 * 60 * 60  # seconds that a login lasts
VISIT = 10 * 60  # seconds that a visitor's token lasts; the widget asks for another by itself
USES: frozenset[Scope] = frozenset({"ask", "search", "feedback"})
HERE = ("localhost", "127.0.0.1", "[::1]")  # names under which a browser on this machine calls
FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")  # a proxy stands between

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody with scopes. ``name`` is what quotas count by; ``site`` is set for a widget's visitor."""

    name: str
    scopes: frozenset[Scope]
    site: Site | None = None
    unlimited: bool = False


class Access:
    """Tells callers apart. ``public`` lets anybody in, ``local`` anybody on this machine until there is a key."""

    def __init__(self, config: Config, public: bool = False, local: bool = False) -> None:
        """Raises SettingsError where keys, sites or networks cannot be read."""
        self.keyring = keyring_of(config)
        self.sites = Sites.load(config.sites)
        secret = config.secret.get_secret_value().encode() if config.secret else secrets.token_bytes(32)
        self.signer = Signer(secret)
        self.header = config.identity_header
        self.proxies = networks(config.trusted_proxies)
        self.public, self.local = public, local

    def caller(self, request: HTTPConnection) -> Caller | None:
        """Return who calls; None where that cannot be told and the server is not open to anybody."""
        if token := token_of(request):
            known = self.visitor(request, token) or self.holder(self.keyring.find(token))
            if known:
                return known
        return self.vouched_for(request) or self.logged_in(request) or self.anybody(request)

    def holder(self, key: Key | None) -> Caller | None:
        if key is None:
            return None
        return Caller(f"key {key.name}", frozenset(SCOPES if "admin" in key.scopes else key.scopes))

    def visitor(self, request: HTTPConnection, token: str) -> Caller | None:
        """Return the visitor whom a token was given to, as long as the page is still one of the site's."""
        site = self.sites.find(self.signer.read("visit", token))
        if site is None or not self.may_show(request, site):
            return None
        return Caller(f"visitor {self.address(request)}", frozenset({"ask", "feedback"}), site)

    def may_show(self, request: HTTPConnection, site: Site) -> bool:
        """True where the browser says that a page of the site, or our own frame for it, is calling."""
        origin = request.headers.get("origin", "")
        return origin in site.origins or is_own(request, origin)

    def vouched_for(self, request: HTTPConnection) -> Caller | None:
        """Return the person whom a trusted proxy names; two names are no name: one may be smuggled in."""
        names = request.headers.getlist(self.header) if self.header else []
        if len(names) != 1 or not names[0].strip() or not self.is_proxy(peer(request)):
            return None
        return Caller(f"user {names[0].strip()}", USES)

    def logged_in(self, request: HTTPConnection) -> Caller | None:
        digest = self.signer.read("session", request.cookies.get(COOKIE, ""))
        return self.holder(self.keyring.current().get(digest)) if digest else None

    def anybody(self, request: HTTPConnection) -> Caller | None:
        if self.local and is_here(request) and not self.keyring.current():
            return Caller("here", frozenset(SCOPES), unlimited=True)
        return Caller(f"address {self.address(request)}", USES) if self.public else None

    def address(self, request: HTTPConnection) -> str:
        """Return the caller's address: behind trusted proxies the last one that is not theirs."""
        hops = [hop.strip() for hop in request.headers.get("x-forwarded-for", "").split(",") if hop.strip()]
        address = peer(request)
        while hops and self.is_proxy(address):
            address = hops.pop()
        return address

    def is_secure(self, request: HTTPConnection) -> bool:
        forwarded = request.headers.get("x-forwarded-proto") if self.is_proxy(peer(request)) else None
        return (forwarded or request.url.scheme) == "https"

    def is_proxy(self, address: str) -> bool:
        try:
            return any(ipaddress.ip_address(address) in network for network in self.proxies)
        except ValueError:
            return False


def is_admin(request: HTTPConnection) -> bool:
    """True for a caller whom the gate has let in with every scope."""
    caller = request.scope.get("caller")
    return isinstance(caller, Caller) and "admin" in caller.scopes


def open_access(config: Config, host: str, public: bool) -> Access:
    """Return the access of a server at ``host``.

    Open to this machine at a loopback address as long as neither keys nor an identity header are set.
    Raises SettingsError at any other address where nothing says who may come in.
    """
    guarded = bool(keyring_of(config).keys()) or bool(config.identity_header)
    if config.identity_header and not config.trusted_proxies:
        raise SettingsError("ASSISTANT_IDENTITY_HEADER needs ASSISTANT_TRUSTED_PROXIES: whose word is believed?")
    if public or guarded:
        return Access(config, public)
    if not is_loopback(host):
        raise SettingsError(
            f"{host} can be reached by others: make a key (assistant key new NAME), name a proxy that tells who "
            "people are (ASSISTANT_IDENTITY_HEADER, ASSISTANT_TRUSTED_PROXIES), or open it to everybody (--public)."
        )
    return Access(config, local=True)


def keyring_of(config: Config) -> Keyring:
    return Keyring(config.keys or config.data / "keys.json")


def networks(text: str | None) -> tuple[Network, ...]:
    try:
        return tuple(ipaddress.ip_network(part.strip()) for part in (text or "").split(",") if part.strip())
    except ValueError as error:
        raise SettingsError(f"ASSISTANT_TRUSTED_PROXIES cannot be {text!r}: {error}.") from error


def is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_here(request: HTTPConnection) -> bool:
    """True for a request from this machine, under a name of this machine, that no proxy passed on.

    The name guards against pages whose host name was made to point here (DNS rebinding).
    """
    name = request.headers.get("host", "").rpartition(":")[0] if has_port(request) else request.headers.get("host", "")
    return is_loopback(peer(request)) and name in HERE and not any(name in request.headers for name in FORWARDED)


def has_port(request: HTTPConnection) -> bool:
    return request.headers.get("host", "").rpartition(":")[2].isdigit()


def is_own(request: HTTPConnection, origin: str) -> bool:
    return origin.partition("://")[2] == request.headers.get("host") != ""


def peer(request: HTTPConnection) -> str:
    return request.client.host if request.client else ""


def token_of(request: HTTPConnection) -> str:
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else request.headers.get("x-api-key", "")
