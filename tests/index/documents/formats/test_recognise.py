import io
import zipfile

import pytest

from index.documents.formats.recognise import read_content


def archive(**parts):
    with zipfile.ZipFile(file := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/"), content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("raw", "suffix", "form"),
    [(b"# Plan\n", ".md", ".md"), (b"We go", ".log", ".txt"), (b"a,b\n1,2\n", ".csv", ".md")],
)
def test_kinds_of_text(raw, suffix, form):
    assert read_content(raw, suffix).form == form


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"PK\x03\x04 cut off", "cut off"),
        (archive(a__b="x"), "an archive"),
        (archive(word__document="x", **{"word/document.xml": b"0" * 60_000_000}), "far more than it is"),
        (archive(**{"word/document.xml": b"<w"}), "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "encrypted or of an old version"),
    ],
)
def test_what_is_no_document_is_told(raw, reason):
    with pytest.raises(ValueError, match=reason):
        read_content(raw, ".docx")
