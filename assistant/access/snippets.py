"""What a web team pastes into a page: the widget as a script or as a frame, and the policy it needs."""

import base64
import hashlib
from dataclasses import dataclass
from html import escape

from assistant.access.sites import Site, Sites
from assistant.errors import SettingsError
from assistant.page.look import STATIC

SCRIPT = STATIC / "embed.js"


@dataclass(frozen=True, slots=True)
class Snippets:
    script: str
    frame: str
    policy: str  # what the page's content security policy must allow


def integrity() -> str:
    """Return the hash by which a browser knows that the script is the one that was meant (SRI)."""
    return "sha384-" + base64.b64encode(hashlib.sha384(SCRIPT.read_bytes()).digest()).decode()


def snippets(site: Site, server: str) -> Snippets:
    """Return what stands in the pages of a site; ``server`` is the assistant's address as browsers see it."""
    server, title = server.rstrip("/"), escape(site.title or "Ask the report")
    digest = integrity()
    script = (
        f'<script src="{escape(server)}/embed.js" integrity="{digest}" crossorigin="anonymous" defer></script>\n'
        f'<report-assistant site="{site.id}"></report-assistant>'
    )
    frame = (
        f'<iframe src="{escape(server)}/embed?site={site.id}" title="{title}" width="420" height="640" frameborder="0" '
        'allow="clipboard-write" sandbox="allow-scripts allow-same-origin allow-popups '
        'allow-popups-to-escape-sandbox"></iframe>'
    )
    return Snippets(script, frame, f"script-src {server}; connect-src {server}  (as a frame: frame-src {server})")


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
