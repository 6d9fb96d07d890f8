import re

import pytest

from index.documents.loader import load, load_file, read_folder
from index.documents.seeds import seed_digests
from index.documents.snapshot import snapshot
from index.errors import SeedsError


def test_text_is_kept_to_the_letter(write):
    text = "\ufeffA\u00a0b.\r\n\r\nC \n"
    assert load_file(write(a__txt=text) / "a.txt").text == text


def test_id_is_the_files_name_in_order(write):
    assert [document.id_ for document in load(write(b__txt="b", a__md="a"))] == ["a.md", "b.txt"]


@pytest.mark.parametrize("raw", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "Hi".encode("utf-16-le"), b"GIF89a\0"])
def test_a_binary_file_is_named(write, raw):
    with pytest.raises(SeedsError, match=r"a\.txt cannot be read: it is not a text file"):
        load(write(a__txt=raw))


@pytest.mark.parametrize("text", ["", " \r\n\u00a0", "\ufeff", "\f\u200b", "***\n---"])
def test_a_file_without_words_is_empty(write, text):
    with pytest.raises(SeedsError, match=r"a\.md is empty"):
        load(write(a__md=text))


def test_a_file_that_went_away_is_named(tmp_path):
    with pytest.raises(SeedsError, match=r"gone\.txt cannot be read"):
        load_file(tmp_path / "gone.txt")


def test_one_bad_file_does_not_stop_the_rest(write):
    folder = write(a__txt="We go on.", b__png=b"\x89PNG\0", c__txt="We go on.", d__txt="x" * 20_000)
    held = read_folder(folder)
    assert [document.id_ for document in held.documents] == ["a.txt"]
    assert {
        name: re.search(r"not a text|same as a.txt|hardly a blank", why)[0] for name, why in held.aside.items()
    } == {
        "b.png": "not a text",
        "c.txt": "same as a.txt",
        "d.txt": "hardly a blank",
    }


def test_a_link_that_leads_out_of_the_folder_is_set_aside(write, tmp_path):
    folder, outside = write(a__txt="One."), tmp_path / "outside.txt"
    outside.write_text("Not yours.")
    (folder / "b.txt").symlink_to(outside)
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "d.txt").write_text("Not yours either.")
    (folder / "c").symlink_to(tmp_path / "more")
    (tmp_path / "linked").symlink_to(folder)
    with snapshot(tmp_path / "linked", tmp_path) as (copies, data):
        held = read_folder(copies)
        assert seed_digests(copies, data) == seed_digests(folder, tmp_path)
    assert [document.id_ for document in held.documents] == ["a.txt"]
    assert held.aside == {
        "b.txt": "b.txt is a link that leads out of the documents' folder: put the file itself in.",
        "c": "c is a link to a folder, which is not followed: put the folder itself in.",
    }
