"""What a web team pastes."""

import base64
import gzip
import hashlib

import pytest

from assistant.access.sites import Site, Sites
from assistant.access.snippets import SCRIPT, find_site, snippets
from assistant.errors import SettingsError

SITE = Site(id="intranet", origins=("https://intranet.example",), title='Ask "us" <b>')


def test_the_script_carries_its_hash() -> None:
    digest = base64.b64encode(hashlib.sha384(SCRIPT.read_bytes()).digest()).decode()
    made = snippets(SITE, "https://report.example/")
    assert f'integrity="sha384-{digest}" crossorigin="anonymous"' in made.script
    assert 'src="https://report.example/embed.js"' in made.script
    assert '<report-assistant site="intranet">' in made.script


def test_the_frame_is_escaped_and_sandboxed() -> None:
    frame = snippets(SITE, "https://report.example").frame
    assert 'src="https://report.example/embed?site=intranet"' in frame
    assert 'title="Ask &quot;us&quot; &lt;b&gt;"' in frame
    assert "sandbox=" in frame


def test_the_widget_is_small_and_loads_nothing() -> None:
    script = SCRIPT.read_text("utf-8")
    assert len(gzip.compress(script.encode())) < 15 * 1024
    assert not any(word in script for word in ("innerHTML", "eval(", "new Function", "document.write", "import("))
    assert [part for part in script.split('"') if part.startswith("http")] == ["http://www.w3.org/2000/svg"]


def test_sites_and_origins_are_checked() -> None:
    sites = Sites({"intranet": SITE})
    assert find_site(sites, "intranet", "https://intranet.example") is SITE
    with pytest.raises(SettingsError, match="is not allowed for intranet"):
        find_site(sites, "intranet", "https://evil.example")
    with pytest.raises(SettingsError, match="There is no site 'x'"):
        find_site(sites, "x", None)
    with pytest.raises(SettingsError, match="ASSISTANT_SITES"):
        find_site(Sites({}), "x", None)
