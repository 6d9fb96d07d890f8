"""What a web team pastes into a page: the widget as a script or as a frame, and the policy it needs."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from assistant.access.sites import Site, Sites
from assistant.config import Config, web_address
from assistant.errors import SettingsError
from assistant.page.look import LOADER, WIDGET, WIDGETS, widget_name
from assistant.web.hosts import Hosts, is_loopback

HERE = "http://127.0.0.1:7860"  # where `assistant serve` is when nothing else is said
LINES = {"en": "Ask the report", "zh": "查询报告"}  # what stands there where no script runs


@dataclass(frozen=True, slots=True)
class Snippets:
    script: str  # pinned: stays for three releases
    newest: str  # always the widget as it is now
    frame: str
    policy: str  # what the page's content security policy must allow


def integrity(script: Path) -> str:
    """Return the hash by which a browser knows that a script is the one that was meant (SRI)."""
    return "sha384-" + base64.b64encode(hashlib.sha384(script.read_bytes()).digest()).decode()


def snippets(site: Site, server: str, shown: str = "/") -> Snippets:
    """Return what stands in the pages of a site; ``server`` is the assistant's address as browsers see it.

    ``shown`` is the address below it that a link leads to where no script runs.
    """
    server = escape(server.rstrip("/"))
    line = escape(site.title or LINES.get(site.language, LINES["en"]))
    language = f' language="{escape(site.language)}"' if site.language else ""
    tag = f'<report-assistant site="{site.id}"{language}><a href="{server}{shown}">{line}</a></report-assistant>'
    frame = (
        f'<iframe src="{server}/embed?site={site.id}" title="{line}" width="420" height="640" frameborder="0" '
        'allow="clipboard-write" sandbox="allow-scripts allow-same-origin allow-popups '
        'allow-popups-to-escape-sandbox"></iframe>'
    )
    allowed = f"{server}/" if urlsplit(server).path else server  # a path without its slash would be that one file
    return Snippets(
        script=f"{script_tag(f'{server}{WIDGETS}/{widget_name(WIDGET)}', WIDGET)}\n{tag}",
        newest=f"{script_tag(f'{server}/embed.js', LOADER)}\n{tag}",
        frame=frame,
        policy=f"script-src {allowed}; connect-src {allowed}  (as a frame: frame-src {allowed})",
    )


def script_tag(address: str, script: Path) -> str:
    return f'<script src="{address}" integrity="{integrity(script)}" crossorigin="anonymous" defer></script>'


def find_site(sites: Sites, site_id: str, origin: str | None) -> Site:
    """Return the site; raises SettingsError where there is none, or where it does not allow the origin."""
    site = sites.find(site_id)
    if site is None:
        known = ", ".join(sites.sites) or "none: name a file of sites in ASSISTANT_SITES"
        raise SettingsError(f"There is no site {site_id!r}: there are {known}.")
    if origin is not None and origin not in site.origins:
        raise SettingsError(
            f"{origin} is not allowed for {site_id}: add it to its origins ({', '.join(site.origins)})."
        )
    return site


# --- what cannot work ---------------------------------------------------------------------


def reachable(server: str | None, origins: Sequence[str], config: Config) -> str:
    """Return the assistant's address as browsers see it: the one named, else the public one, else this machine's.

    Raises SettingsError where nothing on pages of these origins could come from there.
    """
    try:
        address = web_address(server or config.public_url or HERE)
    except ValueError as error:
        raise SettingsError(f"The server cannot be {server!r}: {error}.") from error
    faults = [fault_between(address, origin) for origin in origins]
    if fault := fault_of(address, config) or (all(faults) and faults[0]):
        raise SettingsError(fault)
    return address


def fault_of(address: str, config: Config) -> str:
    """Return why a server with these settings cannot be reached there; empty where it can."""
    parts, public = urlsplit(address), urlsplit(config.public_url or address)
    hosts = Hosts.of(config.hosts, None, config.public_url)
    if hosts.named and not hosts.know(parts.hostname or ""):
        return f"The assistant does not answer to {parts.hostname}: add it to ASSISTANT_HOSTS ({config.hosts})."
    if parts.path != public.path:
        return f"{address} leads elsewhere: ASSISTANT_PUBLIC_URL is {config.public_url}."
    if parts.path and not config.public_url and not config.trusted_proxies:
        return f"Nothing tells the assistant of the path {parts.path}: set ASSISTANT_PUBLIC_URL={address}."
    return ""


def fault_between(address: str, origin: str) -> str:
    """Return why pages of an origin can load nothing from an address; empty where they can."""
    server, page = urlsplit(address), urlsplit(origin)
    if is_loopback(server.hostname or "") and not is_loopback(page.hostname or ""):
        return (
            f"On pages of {origin}, {server.netloc} is each reader's own machine: name the assistant's address as "
            "browsers see it, with --server or in ASSISTANT_PUBLIC_URL."
        )
    if page.scheme == "https" and server.scheme == "http" and not is_loopback(server.hostname or ""):
        return f"Browsers load nothing over http into pages of {origin}: the assistant needs an address with https."
    return ""
