import json

import pytest

from index.errors import IndexDamaged
from index.manifest import FILE, FORMAT, Manifest, fingerprint, library_versions


def spoil(folder, **changes):
    record = json.loads((folder / FILE).read_text("utf-8"))
    (folder / FILE).write_text(json.dumps(record | changes), "utf-8")


def test_what_is_written_is_read(manifest, tmp_path):
    manifest.write(tmp_path)
    assert Manifest.read(tmp_path) == manifest


@pytest.mark.parametrize("content", ["", "{", "[]", "null", "{}", f'{{"format": {FORMAT}}}', "\udcff"])
def test_half_a_manifest_is_damage(tmp_path, content):
    (tmp_path / FILE).write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(IndexDamaged, match="cannot be read"):
        Manifest.read(tmp_path)


def test_no_manifest_is_damage(tmp_path):
    with pytest.raises(IndexDamaged):
        Manifest.read(tmp_path)


def test_another_format_is_damage(manifest, tmp_path):
    manifest.write(tmp_path)
    spoil(tmp_path, format=99)
    with pytest.raises(IndexDamaged, match="another version"):
        Manifest.read(tmp_path)


def test_an_unknown_field_is_damage(manifest, tmp_path):
    manifest.write(tmp_path)
    spoil(tmp_path, more=1)
    with pytest.raises(IndexDamaged):
        Manifest.read(tmp_path)


def test_the_fingerprint_does_not_depend_on_the_order():
    assert fingerprint({"a": "1", "b": "2"}, "m", 1) == fingerprint({"b": "2", "a": "1"}, "m", 1)


@pytest.mark.parametrize(
    "other", [({"a": "2"}, "m", 1), ({"b": "1"}, "m", 1), ({"a": "1"}, "n", 1), ({"a": "1"}, "m", 2)]
)
def test_the_fingerprint_depends_on_all_that_goes_in(other):
    assert fingerprint(*other) != fingerprint({"a": "1"}, "m", 1)


def test_library_versions_are_the_installed_ones():
    assert all(version[0].isdigit() for version in library_versions().values())
