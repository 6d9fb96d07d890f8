import pytest

from index.documents.formats.text import decode_text


def test_bytes_with_a_null_are_no_text():
    with pytest.raises(ValueError, match="not a text file"):
        decode_text(b"a\0b")
