"""The file of sites."""

from pathlib import Path

import pytest

from assistant.access.sites import Sites
from assistant.errors import SettingsError


def load(tmp_path: Path, text: str) -> Sites:
    path = tmp_path / "sites.toml"
    path.write_text(text, "utf-8")
    return Sites.load(path)


def test_no_file_is_no_site() -> None:
    assert Sites.load(None).find("intranet") is None


def test_a_site_has_its_origins_and_defaults(tmp_path: Path) -> None:
    sites = load(tmp_path, '[intranet]\norigins = ["https://intranet.example/", "http://127.0.0.1:8000"]\n')
    site = sites.find("intranet")
    assert site is not None
    assert (site.id, site.theme, site.language, site.per_visitor) == ("intranet", "auto", "", "10/minute")
    assert sites.origins == {"https://intranet.example", "http://127.0.0.1:8000"}
    assert sites.find("other") is None
    assert sites.find(None) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[a]\n", "a.origins"),
        ('[a]\norigins = ["*"]', "a.origins.0: an origin is https"),
        ('[a]\norigins = ["https://x.example/path"]', "an origin is https"),
        ('[a]\norigins = ["https://*.example"]', "an origin is https"),
        ('[a]\norigins = ["https://x.example; script-src *"]', "an origin is https"),
        ('[a]\norigins = ["https://x.example"]\nper_site = "often"', "a.per_site"),
        ('[a]\norigins = ["https://x.example"]\ncolour = "red"', "a.colour"),
        ('[a]\norigins = ["https://x.example"]\nlanguage = "fr"', "a.language"),
        ('[A]\norigins = ["https://x.example"]', "cannot be named"),
        ("a = 3", "a: "),
        ("[", "cannot be read"),
    ],
)
def test_faults_are_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SettingsError, match=r"sites\.toml") as caught:
        load(tmp_path, text)
    assert said in str(caught.value)
