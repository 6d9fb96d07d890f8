"""What a web team pastes."""

import base64
import gzip
import hashlib
from pathlib import Path

import pytest

from assistant.access.sites import Site, Sites
from assistant.access.snippets import find_site, integrity, reachable, snippets
from assistant.config import Config
from assistant.errors import SettingsError
from assistant.page.look import LOADER, WIDGET, widget_name

SITE = Site(id="intranet", origins=("https://intranet.example",), title='Ask "us" <b>')
REPORT = "https://report.example"
UNDER = "https://intranet.example/assistant"


def sha384(path: Path) -> str:
    return base64.b64encode(hashlib.sha384(path.read_bytes()).digest()).decode()


def test_the_scripts_carry_their_hashes() -> None:
    made = snippets(SITE, f"{UNDER}/")
    assert f'integrity="sha384-{sha384(WIDGET)}" crossorigin="anonymous"' in made.script
    assert f'src="{UNDER}/embed/js/{widget_name(WIDGET)}"' in made.script
    assert f'src="{UNDER}/embed.js" integrity="sha384-{sha384(LOADER)}"' in made.newest
    assert '<report-assistant site="intranet">' in made.script
    assert f"script-src {UNDER}/; connect-src {UNDER}/ " in made.policy


def test_without_scripts_there_is_a_line_that_leads_on() -> None:
    line = f'<a href="{UNDER}/report/">Ask &quot;us&quot; &lt;b&gt;</a></report-assistant>'
    assert line in snippets(SITE, UNDER, "/report/").script


def test_the_sites_language_stands_in_the_tag() -> None:
    chinese = snippets(Site(id="a", origins=SITE.origins, language="zh"), REPORT)
    assert '<report-assistant site="a" language="zh"><a href="https://report.example/">查询报告</a>' in chinese.script
    assert "language=" not in snippets(SITE, REPORT).script


def test_the_frame_is_escaped_and_sandboxed() -> None:
    frame = snippets(SITE, REPORT).frame
    assert 'src="https://report.example/embed?site=intranet"' in frame
    assert 'title="Ask &quot;us&quot; &lt;b&gt;"' in frame
    assert "sandbox=" in frame


def test_the_widget_is_small_and_loads_nothing() -> None:
    script = WIDGET.read_text("utf-8")
    assert len(gzip.compress(script.encode())) < 15 * 1024
    assert not any(word in script for word in ("innerHTML", "eval(", "new Function", "document.write", "import("))
    assert [part for part in script.split('"') if part.startswith("http")] == ["http://www.w3.org/2000/svg"]


def test_the_loader_stays_as_it_is() -> None:
    assert integrity(LOADER) == PINNED  # by pages too: another loader is another address


def test_sites_and_origins_are_checked() -> None:
    sites = Sites({"intranet": SITE})
    assert find_site(sites, "intranet", "https://intranet.example") is SITE
    with pytest.raises(SettingsError, match="is not allowed for intranet"):
        find_site(sites, "intranet", "https://evil.example")
    with pytest.raises(SettingsError, match="There is no site 'x'"):
        find_site(sites, "x", None)
    with pytest.raises(SettingsError, match="ASSISTANT_SITES"):
        find_site(Sites({}), "x", None)


@pytest.mark.parametrize(
    ("server", "settings", "told"),
    [
        (None, {}, "own machine"),  # 127.0.0.1 from a page that others read
        ("http://report.example", {}, "with https"),
        ("report.example", {}, "https://report.example"),
        (f"{REPORT}/?a=b", {}, "nothing may follow"),
        (f"{REPORT}/assistant", {}, "set ASSISTANT_PUBLIC_URL=https://report.example/assistant"),
        (REPORT, {"hosts": "other.example"}, "add it to ASSISTANT_HOSTS"),
        ("https://intranet.example", {"public_url": UNDER}, f"ASSISTANT_PUBLIC_URL is {UNDER}"),
    ],
)
def test_what_cannot_work_is_refused(server: str | None, settings: dict[str, str], told: str) -> None:
    with pytest.raises(SettingsError, match=told.replace("?", r"\?")):
        reachable(server, SITE.origins, Config(**settings))


@pytest.mark.parametrize(
    ("server", "origin", "settings", "address"),
    [
        (f"{REPORT}/", "https://intranet.example", {}, REPORT),
        (None, "https://intranet.example", {"public_url": f"{UNDER}/"}, UNDER),
        (None, "http://localhost:3000", {}, "http://127.0.0.1:7860"),
        (f"{REPORT}/a", "https://intranet.example", {"trusted_proxies": "10.0.0.4"}, f"{REPORT}/a"),
        (UNDER, "https://intranet.example", {"public_url": UNDER, "hosts": "report.example"}, UNDER),
    ],
)
def test_what_can_work_is_not(server: str | None, origin: str, settings: dict[str, str], address: str) -> None:
    assert reachable(server, [origin], Config(**settings)) == address
    assert reachable(server, ["https://evil.example", origin], Config(**settings)) == address  # one page is enough


PINNED = "sha384-bmbB7UCE6kF5e8mR0rt9nWCdB+FbklMwKBZdfIfKA15nU7tDvR8+strx66oG8tJA"
