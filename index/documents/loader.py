"""Documents in: every readable file of the seeds folder as a LlamaIndex ``Document``.

Knows file formats and encodings, not what the text means. A new format is one more
entry in ``DECODERS`` and in ``seeds.SUFFIXES``; what its headings look like belongs to ``outline``.
"""

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

from charset_normalizer import from_bytes
from llama_index.core.schema import Document

from index.documents.seeds import seed_files
from index.errors import SeedsError

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


DECODERS: dict[str, Callable[[bytes], str]] = {".txt": decode_text, ".md": decode_text}


def load_file(path: Path) -> Document:
    """Read one file; the document's id is the file's name.

    Raises SeedsError, naming the file, where it cannot be read, is not text or is empty.
    """
    try:
        raw = path.read_bytes()
        text = DECODERS[path.suffix.lower()](raw)
    except (OSError, ValueError) as error:
        raise SeedsError(f"{path} cannot be read: {error}.") from error
    if not re.search(r"[^\W_]", text):
        raise SeedsError(f"{path} is empty: put text in it or move it away.")
    return Document(text=text, id_=path.name, metadata={"sha256": hashlib.sha256(raw).hexdigest()})


def load(folder: Path) -> list[Document]:
    """Read all documents of ``folder``, in the order of their names."""
    return [load_file(path) for path in seed_files(folder)]
