"""Under which names the server is called, and which pages are its own. Knows no caller.

A name that is not the server's own comes from a page whose host name was made to point here (DNS
rebinding), or from somebody who wants it put into links and redirects.
"""

import ipaddress
import re
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers

from assistant.errors import SettingsError

# What comes before and after the name in a Host or Origin header; the name itself is no pattern's business.
HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9_][a-z0-9_.-]*)(?::\d{1,5})?", re.IGNORECASE)
ORIGIN = re.compile(r"null|[a-z][a-z0-9+.-]*://(?:\[[0-9a-f:.]+\]|[^\s/?#@\[\]:]*)(?::\d{1,5})?", re.IGNORECASE)
EVERYWHERE = ("0.0.0.0", "::", "")  # nosec B104 # compared with, not bound to
PORTS = {"http": "80", "https": "443"}


@dataclass(frozen=True, slots=True)
class Hosts:
    """The server's own names. ``named`` is whether somebody has listed them; ``anything`` knows every name.

    ``secure`` are those that are listed with https: whatever comes under them has come over TLS.
    """

    names: frozenset[str] = frozenset()
    secure: frozenset[str] = frozenset()
    named: bool = False
    literals: bool = False  # any bare address is one of this machine, bound as it is to all of them
    anything: bool = False

    @classmethod
    def of(cls, listed: str | None, bound: str | None, public_url: str | None = None) -> "Hosts":
        """Return the names of a server bound to an address (None: not known, so any) or listed, with commas between.

        The name in ``public_url`` is one too. Raises SettingsError for what is no name.
        """
        entries = [entry.strip() for entry in (listed or "").split(",") if entry.strip()]
        public = [origin_of(public_url)] if public_url else []
        names = frozenset(map(name_in, entries + public))
        secure = frozenset(name_in(entry) for entry in entries + public if entry.startswith("https://"))
        if entries:
            return cls(names, secure, named=True)
        if bound is None:
            return cls(secure=secure, anything=True)
        own = {bound.lower()} if is_loopback(bound) else {bound.lower(), socket.gethostname().lower()}
        return cls(names | own, secure, literals=bound in EVERYWHERE)

    def know(self, name: str) -> bool:
        return self.anything or name in self.names or is_loopback(name) or (self.literals and is_literal(name))


def origin_of(address: str) -> str:
    """Return scheme, name and port of an address."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def name_in(entry: str) -> str:
    """Return the name of a listed entry: a host, or https:// and a host."""
    host = entry.removeprefix("https://").removeprefix("http://")
    name = name_of(f"[{host}]" if ":" in host and is_literal(host) else host)
    if name is None:
        raise SettingsError(f"ASSISTANT_HOSTS cannot hold {entry!r}: name hosts, such as report.example.")
    return name


def name_of(host: str) -> str | None:
    """Return the name in a Host header, in small letters and without port; None where there is none."""
    found = HOST.fullmatch(host)
    return found[1].lower().strip("[]").removesuffix(".") if found else None


def called(headers: Headers) -> str | None:
    """Return the one name under which a request has called; None where it gives none, several, or no name at all."""
    hosts = headers.getlist("host")
    return name_of(hosts[0]) if len(hosts) == 1 else None


def is_loopback(name: str) -> bool:
    return name == "localhost" or (is_literal(name) and ipaddress.ip_address(name).is_loopback)


def is_literal(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def is_own(origin: str, host: str, secure: bool) -> bool:
    """True where a page of that origin was served under that Host header: scheme, name and port compared together.

    A page over TLS is our own also where a proxy has ended TLS without a word; where TLS is known, one without is not.
    """
    scheme, _, rest = origin.lower().partition("://")
    if scheme not in PORTS or (secure and scheme != "https"):
        return False
    port = f":{PORTS[scheme]}"
    return rest.removesuffix(port) == host.lower().removesuffix(port) != ""


def are_well_formed(headers: Headers) -> bool:
    """True where Origin and Referer, as far as they are there, can be read as what they are to be."""
    origins = headers.getlist("origin")
    return (
        len(origins) <= 1
        and all(ORIGIN.fullmatch(origin) and is_address(origin) for origin in origins)
        and all(map(is_address, headers.getlist("referer")))
    )


def is_address(text: str) -> bool:
    try:
        urlsplit(text).port  # noqa: B018 - raises where the port is none
    except ValueError:
        return False
    return True
