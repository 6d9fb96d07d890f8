"""Documents in: every file of the seeds folder that can be read as a LlamaIndex ``Document``; the rest set aside.

What a file is tells its content, not its name. How a format becomes text is told in ``formats``; what its headings
look like belongs to ``outline``.
"""

import hashlib
import logging
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from llama_index.core.schema import BaseNode, Document

from index.documents.formats.recognise import read_content
from index.documents.layout import Layout
from index.documents.seeds import LARGEST, leads_out, name_of, printed, seed_files, unfit_name
from index.errors import SeedsError
from index.han import HAN

log = logging.getLogger(__name__)

OUTSIDE = "{name} is a link that leads out of the documents' folder: put the file itself in."
LINKED = "{name} is a link to a folder, which is not followed: put the folder itself in."
LONGEST_WORD = 5_000  # characters to a blank, on average
MOST_CHARACTERS = 20_000_000  # of a document's text


@dataclass(frozen=True, slots=True)
class Folder:
    """What a folder holds: the documents, and by name why a file is none."""

    documents: tuple[Document, ...]
    aside: Mapping[str, str] = field(default_factory=dict)
    layouts: Mapping[str, Layout] = field(default_factory=dict)  # of those with pages, by their ids


def load_file(path: Path, name: str | None = None) -> Document:
    """Read one file as ``read_file`` does, without its layout."""
    return read_file(path, name)[0]


def read_file(path: Path, name: str | None = None) -> tuple[Document, Layout | None]:
    """Read one file and where its words stand on pages; the document's id is its ``name``, else the file's.

    Raises SeedsError, naming the file, where it cannot be read, is no document or is empty.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise ValueError(f"it is too large (more than {LARGEST >> 20} MB); split it")
        raw = path.read_bytes()
        content = read_content(raw, path.suffix.lower())
        if len(content.text) > MOST_CHARACTERS:
            raise ValueError("its text is too long; split it")
    except (OSError, ValueError) as error:
        raise SeedsError(f"{path} cannot be read: {error}.") from error
    if len(re.findall(rf"[\s{HAN}]", content.text)) * LONGEST_WORD < len(content.text) - LONGEST_WORD:
        raise SeedsError(f"{path} cannot be read: it has hardly a blank between its characters.")
    if not re.search(r"[^\W_]", content.text):
        raise SeedsError(f"{path} is empty: put text in it or move it away.")
    metadata = {"sha256": hashlib.sha256(raw).hexdigest(), "form": content.form}
    if content.layout and content.layout.title:
        metadata["title"] = content.layout.title
    return Document(text=content.text, id_=name or path.name, metadata=metadata), content.layout


def read_folder(folder: Path) -> Folder:
    """Read all documents of ``folder``, in the order of their names; one that cannot be read does not stop the rest.

    Raises SeedsError where no document is left, with what is wrong with the first file.
    """
    documents: dict[str, Document] = {}
    aside: dict[str, str] = {}
    layouts: dict[str, Layout] = {}
    for path in seed_files(folder):
        name = name_of(folder, path)
        try:
            require_fit(folder, path, name)
            document, layout = read_file(path, name)
        except SeedsError as error:
            aside[printed(name)] = str(error).replace(f"{folder}{os.sep}", "")  # which may be a copy
            continue
        same = documents.setdefault(document.metadata["sha256"], document)
        if same is not document:
            aside[name] = f"{name} is the same as {same.id_}: one of them is enough."
        elif layout:
            layouts[name] = layout
    if not documents:
        raise SeedsError(next(iter(aside.values())))
    return Folder(tuple(documents.values()), aside, layouts)


def require_fit(folder: Path, path: Path, name: str) -> None:
    """Raise SeedsError for a name that no document may have, and for a link that leads out of the folder."""
    told = LINKED if path.is_dir() else OUTSIDE
    if reason := unfit_name(name) or told.format(name=name) * leads_out(folder, path):
        raise SeedsError(reason)


def with_passages(held: Folder, nodes: Sequence[BaseNode]) -> tuple[list[Document], dict[str, str]]:
    """Return the documents that gave a passage, and by name why other files are none; raises SeedsError where all are.

    ``nodes`` are those of all documents.
    """
    covered = {node.source_node.node_id for node in nodes if node.source_node}
    documents = [document for document in held.documents if document.id_ in covered]
    empty = [document.id_ for document in held.documents if document.id_ not in covered]
    aside = {**held.aside, **{name: f"{name} holds no paragraph: put text in it or move it away." for name in empty}}
    if not documents:
        raise SeedsError(next(iter(aside.values())))
    for reason in aside.values():
        log.warning("set aside: %s", reason)
    return documents, aside


def load(folder: Path) -> list[Document]:
    """Read all documents of ``folder``, in the order of their names."""
    return list(read_folder(folder).documents)
