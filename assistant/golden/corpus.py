"""Questions that come with their own documents: ``corpus.jsonl`` beside the question file.

Its rows (``doc_id``, ``title``, ``text``; more fields are passed over) become text files with
an index of their own:

    <ASSISTANT_DATA>/corpora/<key>/documents/    one file a row
    <ASSISTANT_DATA>/corpora/<key>/index/        a data folder like any other

The key stands for the corpus's address, so that an edited corpus keeps the vectors of the
texts that stayed the same. Corpora that were not asked for a month are cleared away.
"""

import os
import re
import shutil
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ValidationError
from pydantic_core import PydanticCustomError

from assistant.config import Config
from assistant.engine import Engine
from assistant.errors import QuestionFileError
from assistant.golden.questions import Text, first_fault, read_jsonl
from index.build import build
from index.errors import SeedsError
from index.folder import DataFolder
from index.progress import Report

NAME = "corpus.jsonl"
KEPT = 30 * 24 * 60 * 60  # seconds since a corpus was last asked
LONGEST_NAME = 80  # characters of a document id that its file's name keeps; file systems take 255 bytes
PLAIN_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*")


def corpus_beside(question_file: Path) -> Path | None:
    """Return the corpus that comes with a question file, None where there is none."""
    beside = question_file.parent / NAME
    return beside if beside.is_file() else None


def open_corpus(path: Path, config: Config, report: Report = lambda progress: None) -> Engine:
    """Return an engine over a corpus file, with an index that is built or brought up to date first.

    Raises QuestionFileError for a fault in the file, and what ``index.build.build`` raises.
    """
    documents = read_corpus(path)
    home = corpus_home(path, config)
    here = config.model_copy(update={"seeds": home / "documents", "data": home / "index"})
    with DataFolder(home).writer(config.build_wait):
        write_documents(here.seeds, documents)
        try:
            build(
                here.seeds,
                here.data,
                here.embed_model,
                report,
                here.build_wait,
                foreign=here.embed_multilingual,
            )
        except SeedsError as error:
            raise QuestionFileError(str(path), 0, None, str(error)) from error
        os.utime(home)
    clear_old(home)
    return Engine.from_config(here)


def file_name(doc_id: str) -> str:
    """Return the name of a document's file, which is the document's name in answers: of one id only, and always safe.

    A short id in lower case is kept as it is; of any other the readable part, and a digest of the whole.
    """
    if PLAIN_NAME.fullmatch(doc_id) and len(doc_id) <= LONGEST_NAME:
        return f"{doc_id}.txt"
    readable = re.sub(r"[^A-Za-z0-9._-]+", "-", doc_id).strip(".-")[:LONGEST_NAME]
    return f"{readable or 'document'}-{sha256(doc_id.encode()).hexdigest()[:12]}.txt"


# --- the corpus file ----------------------------------------------------------------------


def readable(text: str) -> str:
    if not re.search(r"[^\W_]", text):
        raise PydanticCustomError("blank", "there is no word in it: put text in or take the row out")
    if "\0" in text:
        raise PydanticCustomError("blank", "there is a NUL character in it: take it out")
    return text


class Row(BaseModel):
    doc_id: Text
    title: str | None = None
    text: Annotated[str, AfterValidator(readable)]


def read_corpus(path: Path) -> dict[str, str]:
    """Return the documents' texts by file name; raises QuestionFileError with file, line and field."""
    documents: dict[str, str] = {}
    lines: dict[str, int] = {}
    for line, row in read_rows(path):
        name = file_name(row.doc_id)
        if name in lines:
            message = f"{row.doc_id!r} is the id of line {lines[name]} too."
            raise QuestionFileError(str(path), line, "doc_id", message)
        title = " ".join((row.title or "").split())
        documents[name] = f"{title}\n\n{row.text}" if title else row.text
        lines[name] = line
    if not documents:
        raise QuestionFileError(str(path), 0, None, "there is no document in it: write one a line.")
    return documents


def read_rows(path: Path) -> Iterator[tuple[int, Row]]:
    for line, record in read_jsonl(path):
        try:
            yield line, Row.model_validate(record)
        except ValidationError as error:
            raise QuestionFileError(str(path), line, *first_fault(error)) from error


# --- its folder ---------------------------------------------------------------------------


def corpus_home(path: Path, config: Config) -> Path:
    return config.data / "corpora" / sha256(os.fsencode(path.resolve())).hexdigest()[:12]


def write_documents(folder: Path, documents: dict[str, str]) -> None:
    """Make the folder hold just these documents; files that stay the same are not touched."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        if path.name not in documents:
            path.unlink()
    for name, text in documents.items():
        path, content = folder / name, text.encode()
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)


def clear_old(home: Path) -> None:
    """Delete the corpora beside ``home`` that nobody asked for a month."""
    for other in home.parent.iterdir():
        if other != home and time.time() - other.stat().st_mtime > KEPT:
            shutil.rmtree(other, ignore_errors=True)
