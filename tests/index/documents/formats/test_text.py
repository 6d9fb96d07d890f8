import random

import pytest

from index.documents.formats.text import decode_text


def test_bytes_with_a_null_are_no_text():
    with pytest.raises(ValueError, match="not a text file"):
        decode_text(b"a\0b")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("北京市政府工作报告。我们将坚持高质量发展。", "gb18030"),
        ("Café déjà vu, naïve façade. Ça va très bien, merci.", "latin-1"),
        ("It’s “fine” – 20 € or more.", "cp1252"),
        ("Hello wörld. 北京\r\n", "utf-16"),
        ("Hello wörld. 北京", "utf-8"),
    ],
)
def test_encodings_are_told_apart(text, encoding):
    assert decode_text(text.encode(encoding)) == text


def test_utf16_big_endian():
    assert decode_text(b"\xfe\xff" + "Hello wörld.".encode("utf-16-be")) == "Hello wörld."


def test_an_encoding_that_could_be_several_is_not_guessed():
    with pytest.raises(ValueError, match="save it as UTF-8"):
        decode_text("Zażółć gęślą jaźń, bardzo dobrze.".encode("cp1250"))


def test_utf8_with_a_bad_byte_is_not_taken_for_another_encoding():
    with pytest.raises(ValueError, match="save it as UTF-8"):
        decode_text(
            b"Caf\xc3\xa9. " * 3 + b"It went on and on for a very long time in the city. " * 20 + b"\xe9 more of it"
        )


def test_noise_is_not_text():
    noise = random.Random(7)
    with pytest.raises(ValueError, match="encoding is unknown"):
        decode_text(bytes(noise.randrange(1, 256) for _ in range(3000)))
