"""Bytes into text, whichever encoding they are in."""

from charset_normalizer import from_bytes

# Guessed among these only: of the many one-byte code pages a short text fits several, and letters would be wrong.
ENCODINGS = ["utf_16", "utf_32", "gb18030", "big5", "cp1252"]


def decode_text(raw: bytes) -> str:
    """Return the text, line ends and non-breaking spaces untouched.

    Raises ValueError where the bytes are not text in any known encoding.
    """
    if b"\0" in raw and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ValueError("it is not a text file")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        guess = None if is_broken_utf8(raw) else from_bytes(raw, cp_isolation=ENCODINGS).best()
    if guess is None:
        raise ValueError("its encoding is unknown; save it as UTF-8")
    return str(guess)


def is_broken_utf8(raw: bytes) -> bool:
    """True for UTF-8 with a few bad bytes, which other encodings would take for letters."""
    text = raw.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return sum(not character.isascii() for character in text) > 2 * broken
