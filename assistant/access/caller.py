"""Who is calling, and what that caller may do.

A key, a name that a trusted proxy vouches for, the cookie of a login, a visitor's token, or,
where the server is open, anybody. Knows headers and addresses; refusing is the gate's business.
"""

import secrets
from dataclasses import dataclass

from starlette.requests import HTTPConnection

from assistant.access.addresses import Proxies, counted, plain
from assistant.access.keys import SCOPES, Key, Keyring, Scope, digest_of
from assistant.access.ledger import FILE, Ledger, Login
from assistant.access.sites import Site, Sites
from assistant.access.tokens import Signer
from assistant.config import Config
from assistant.errors import SettingsError
from assistant.web.hosts import Hosts, called, is_loopback, is_own
from assistant.web.readiness import Reader

COOKIE = "report_session"
VISIT = 10 * 60  # seconds that a visitor's token lasts; the widget asks for another by itself
USES: frozenset[Scope] = frozenset({"ask", "search", "feedback"})
HERE = ("localhost", "127.0.0.1", "::1")  # names under which a browser on this machine calls
FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")  # a proxy stands between


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody with scopes. ``name`` is what quotas count by; ``site`` is set for a widget's visitor."""

    name: str
    scopes: frozenset[Scope]
    site: Site | None = None
    unlimited: bool = False

    @property
    def reader(self) -> Reader:
        """For whom it reads: under its own name, a visitor under the site's; with the scope admin, everything."""
        return Reader(frozenset({reader_of(self.site) if self.site else self.name}), "admin" in self.scopes)


def reader_of(site: Site) -> str:
    """Return the name by which collections let the visitors of a site read."""
    return f"site {site.id}"


class Access:
    """Tells callers apart. ``public`` lets anybody in, ``local`` anybody on this machine until there is a key."""

    def __init__(self, config: Config, public: bool = False, local: bool = False, bound: str | None = None) -> None:
        """``bound`` is the address that is served.

        Raises SettingsError where keys, sites, hosts or networks cannot be read.
        """
        self.keyring = keyring_of(config)
        self.ledger = Ledger(config.data / FILE, config.login_idle * 60)
        self.sites = Sites.load(config.sites)
        self.hosts = Hosts.of(config.hosts, bound, config.public_url)
        secret = config.secret.get_secret_value().encode() if config.secret else secrets.token_bytes(32)
        self.signer = Signer(secret)
        self.header = config.identity_header
        self.proxies = Proxies.of(config.trusted_proxies, config.proxy_hops)
        self.public, self.local = public, local

    def caller(self, request: HTTPConnection) -> Caller | None:
        """Return who calls; None where that cannot be told and the server is not open to anybody."""
        if token := token_of(request):
            known = self.visitor(request, token) or self.holder(self.keyring.find(token), noted=True)
            if known:
                return known
        return self.vouched_for(request) or self.logged_in(request) or self.anybody(request)

    def holder(self, key: Key | None, noted: bool = False) -> Caller | None:
        if key is None:
            return None
        if noted:
            self.ledger.use(key.digest)
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
        return origin in site.origins or self.is_own(request, origin)

    def is_own(self, request: HTTPConnection, origin: str) -> bool:
        """True for a page that this server has served."""
        return is_own(origin, request.headers.get("host", ""), self.is_secure(request))

    def is_called(self, request: HTTPConnection) -> bool:
        """True for a request under a name of this server; without a list, proxies that are believed know its names."""
        name = called(request.headers)
        if name is None:  # only the oldest clients send none; more than one, or what is no name, nobody honest
            return request.scope.get("http_version") == "1.0" and "host" not in request.headers
        return self.hosts.know(name) or (not self.hosts.named and self.proxies.include(peer(request)))

    def is_proxied(self, request: HTTPConnection) -> bool:
        """True for a request that a believed proxy passes on."""
        return self.proxies.include(peer(request))

    def vouched_for(self, request: HTTPConnection) -> Caller | None:
        """Return the person whom a trusted proxy names; two names are no name: one may be smuggled in."""
        names = request.headers.getlist(self.header) if self.header else []
        if len(names) != 1 or not names[0].strip() or not self.proxies.include(peer(request)):
            return None
        return Caller(f"user {names[0].strip()}", USES)

    def logged_in(self, request: HTTPConnection) -> Caller | None:
        login = self.login(request)
        return self.holder(self.keyring.get(login.key)) if login else None

    def login(self, request: HTTPConnection) -> Login | None:
        """Return the login whose cookie a browser sends, as long as it and its key last."""
        token = request.cookies.get(self.cookie(request))
        login = self.ledger.find(self.signer.mark("login", token)) if token else None
        return login if login and self.keyring.get(login.key) else None

    def cookie(self, request: HTTPConnection) -> str:
        """Return the cookie's name: over TLS one that a browser takes from this very host alone.

        Another assistant may stand under another path of the host, so the path is part of the name.
        """
        name = COOKIE + request.scope.get("root_path", "").replace("/", "-")
        return f"__Host-{name}" if self.is_secure(request) else name

    def begin(self, request: HTTPConnection, key: Key) -> str:
        """Sign a browser in and return its cookie, in place of one that it had."""
        if before := self.login(request):
            self.ledger.end(before.id, before.key)
        token = secrets.token_urlsafe(32)
        self.ledger.open(self.signer.mark("login", token), key.digest, request.headers.get("user-agent", ""))
        self.ledger.use(key.digest)
        return token

    @property
    def lets_people_in(self) -> bool:
        """True where the chat page can be opened without a key: by everybody, or by whom a proxy names."""
        return self.public or bool(self.header) or (self.local and not self.keyring.current())

    def fault(self, request: HTTPConnection) -> str:
        """Return what is wrong with the key that a request brings; empty where it brings none, or a good one."""
        token = token_of(request)
        key = self.keyring.current().get(digest_of(token)) if token else None
        if not token or self.visitor(request, token) or (key and not key.has_expired):
            return ""
        if key:
            return f"That key ran out on {key.expires[:10]}: ask for another."
        return "That key is not known here: it is mistyped, revoked or another server's."

    def anybody(self, request: HTTPConnection) -> Caller | None:
        if self.local and is_here(request) and not self.keyring.current():
            return Caller("here", frozenset(SCOPES), unlimited=True)
        return Caller(f"address {self.address(request)}", USES) if self.public else None

    def address(self, request: HTTPConnection) -> str:
        """Return what quotas count as the caller's address, which trusted proxies pass on."""
        return counted(self.proxies.caller(peer(request), request.headers.getlist("x-forwarded-for")))

    def is_secure(self, request: HTTPConnection) -> bool:
        """True where the request has come over TLS, be it that a proxy or the server's own list of names says so."""
        told = request.headers.get("x-forwarded-proto") if self.proxies.include(peer(request)) else None
        scheme = told or request.scope.get("scheme", "http")
        return scheme == "https" or called(request.headers) in self.hosts.secure


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
        return Access(config, public, bound=host)
    if not is_loopback(host):
        raise SettingsError(
            f"{host} can be reached by others: make a key (assistant key new NAME), name a proxy that tells who "
            "people are (ASSISTANT_IDENTITY_HEADER, ASSISTANT_TRUSTED_PROXIES), or open it to everybody (--public)."
        )
    return Access(config, local=True, bound=host)


def keyring_of(config: Config) -> Keyring:
    return Keyring(config.keys or config.data / "keys.json")


def is_here(request: HTTPConnection) -> bool:
    """True for a request from this machine, under a name of this machine, that no proxy passed on.

    The name guards against pages whose host name was made to point here (DNS rebinding).
    """
    proxied = any(name in request.headers for name in FORWARDED)
    return is_loopback(plain(peer(request))) and called(request.headers) in HERE and not proxied


def peer(request: HTTPConnection) -> str:
    return request.client.host if request.client else ""


def token_of(request: HTTPConnection) -> str:
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else request.headers.get("x-api-key", "")
