"""Documents into nodes: paragraph-sized passages and their sentences, offsets exact.

A passage is a paragraph; a paragraph longer than the embedding model reads is cut at
sentence ends into parts of about equal length. Every passage and every sentence is a
LlamaIndex ``TextNode`` with its place as metadata; a sentence's PARENT is its passage.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from llama_index.core.node_parser import NodeParser
from llama_index.core.schema import BaseNode, Document, NodeRelationship, RelatedNodeInfo, TextNode
from pydantic import Field

from index.documents.layout import Layout
from index.documents.outline import Block, Outline, Unit, read_outline, tidy, units_of
from index.documents.readings import to_record
from index.documents.shape.headings import CLOSING
from index.schema import Span

SHORT_TITLE = 40  # characters; a long title says too much of what a sentence without a topic is about
HEADS = ("header", "heading")  # whose words are titles themselves
LONGEST = 4000  # characters of a sentence, cut before its tokens are counted: a line may be of a million

# The topic, else the section's short title, stands before the words when they are embedded: a sentence such as
# "We will set up 20 centers" says little without it.
TEMPLATE = "{metadata_str} {content}"


class OutlineParser(NodeParser):
    """Splits by the document's own outline. ``max_tokens`` is the longest passage, place included."""

    max_tokens: int = Field(default=240, description="longest passage in the embedding model's tokens")
    count_tokens: Callable[[str], int] = Field(exclude=True, description="the embedding model's token count")

    def _parse_nodes(self, nodes: Sequence[BaseNode], show_progress: bool = False, **kwargs: Any) -> list[BaseNode]:
        return [made for node in nodes if isinstance(node, Document) for made in self.split(node)]

    def _postprocess_parsed_nodes(self, nodes: list[BaseNode], parent_doc_map: dict[str, Document]) -> list[BaseNode]:
        """Keep our offsets and relations: the base class would look for each text again and can find another place."""
        return nodes

    def split(self, document: Document) -> list[BaseNode]:
        """Return a document's passages in its order, each followed by its sentences; words of address are left out."""
        outline = read_outline(document.text, document.id_, *map(document.metadata.get, ("form", "title")))
        made: list[BaseNode] = []
        for block in outline.blocks:
            if block.kind != "address":
                made += self.split_block(document, outline, self.with_short_topic(block))
        return made

    def with_short_topic(self, block: Block) -> Block:
        """Leave out a topic that would take more than half of what the model reads."""
        return replace(block, topic=None) if self.count_tokens(block.topic or "") > self.max_tokens // 2 else block

    def split_block(self, document: Document, outline: Outline, block: Block) -> list[BaseNode]:
        """Return the passages of one block, each followed by its sentences."""
        above = block.topic or short_title(block.section.title if block.section else None)
        budget = self.max_tokens - self.count_tokens(above)
        units = [part for unit in units_of(document.text, block) for part in self.fitting(document.text, unit, budget)]
        sizes = [self.count_tokens(unit.words(document.text)) for unit in units]
        made: list[BaseNode] = []
        for group in balanced_groups(sizes, budget):
            members = [units[number] for number in group]
            passage = passage_node(document, outline, block, members)
            made += [passage, *(sentence_node(document, passage, unit) for unit in members)]
        return made

    def fitting(self, text: str, unit: Unit, budget: int) -> list[Unit]:
        """Return the unit as it is, or cut to what the model reads; a part is no more read with what stands above."""
        if len(unit.words(text)) <= LONGEST and self.count_tokens(unit.words(text)) <= budget:
            return [unit]
        pieces = [(low, min(low + LONGEST, unit.end)) for low in range(unit.start, unit.end, LONGEST)]
        return [Unit(*part) for piece in pieces for part in cut_to_fit(text, piece, budget, self.count_tokens)]


def cut_to_fit(text: str, span: Span, budget: int, count: Callable[[str], int]) -> list[Span]:
    """Halve a sentence at white space until each piece is within ``budget`` tokens."""
    start, end = span
    if count(text[start:end]) <= budget or end - start < 2:
        return [span]
    middle = (start + end) // 2
    space = text.rfind(" ", start + 1, middle)
    cut = space + 1 if space > start else middle
    return [
        *cut_to_fit(text, (start, cut), budget, count),
        *cut_to_fit(text, (cut, end), budget, count),
    ]


def balanced_groups(sizes: list[int], budget: int) -> list[list[int]]:
    """Group neighbours into the fewest runs of at most ``budget`` tokens, of about equal size."""
    if not sizes:
        return []
    parts = -(-sum(sizes) // budget)
    target = sum(sizes) / parts
    groups: list[list[int]] = [[]]
    filled = 0
    for number, size in enumerate(sizes):
        fits = filled + size <= budget
        if groups[-1] and (not fits or (filled + size / 2 > target and len(groups) < parts)):
            groups.append([])
            filled = 0
        groups[-1].append(number)
        filled += size
    return groups


def passage_node(document: Document, outline: Outline, block: Block, units: Sequence[Unit]) -> TextNode:
    """Return the passage that ``units``, one after another in a block, make, with its place and its document."""
    section = block.section
    start, end = units[0].start, units[-1].end
    read = "\n".join(unit.words(document.text) for unit in units) if any(unit.reading for unit in units) else None
    metadata = {
        "kind": block.kind,
        "title": outline.title,
        "publisher": outline.publisher,
        "date": outline.date,
        "section_number": section.number if section else None,
        "section_title": section.title if section else None,
        "topic": block.topic,
        "paragraph": block.paragraph,
        "page": outline.page(start),
    }
    node = make_node(document, (start, end), read, metadata)
    node.relationships[NodeRelationship.SOURCE] = document.as_related_node_info()
    return node


def add_pages(nodes: Sequence[BaseNode], layouts: Mapping[str, Layout]) -> None:
    """Tell passages of documents with pages what is printed on theirs, and how sure recognised words are."""
    for node in nodes:
        layout = layouts.get(node.source_node.node_id) if node.source_node else None
        page = node.metadata.get("page")
        if layout is None or page is None or not isinstance(node, TextNode):
            continue
        sure = layout.certainty(node.start_char_idx or 0, node.end_char_idx or 0)
        told = {"page_label": layout.label(page), "certainty": sure and round(sure, 2)}
        node.metadata.update(told)
        node.excluded_embed_metadata_keys += told


def sentence_node(document: Document, passage: TextNode, unit: Unit) -> TextNode:
    """Return a sentence, item or row of a passage, which is its PARENT."""
    metadata = {"kind": "sentence", **{key: passage.metadata[key] for key in ("topic", "section_title")}}
    if unit.reading:
        metadata["reading"] = to_record(unit.reading)
    node = make_node(document, (unit.start, unit.end), unit.words(document.text), metadata)
    node.id_ += "s"  # a passage of one sentence covers the same span
    node.relationships[NodeRelationship.SOURCE] = document.as_related_node_info()
    node.relationships[NodeRelationship.PARENT] = RelatedNodeInfo(node_id=passage.node_id)
    return node


def make_node(document: Document, span: Span, read: str | None, metadata: dict[str, Any]) -> TextNode:
    """Return a node of the words at ``span``, or as they are ``read``."""
    start, end = span
    words = document.text[start:end] if read is None else read
    above = key_above(tidy(words), metadata)
    return TextNode(
        id_=f"{document.id_}:{start}-{end}",
        text=words,
        start_char_idx=start,
        end_char_idx=end,
        metadata=metadata,
        excluded_embed_metadata_keys=[key for key in metadata if key != above],
        metadata_template="{value}.",
        text_template=TEMPLATE,
    )


def key_above(words: str, metadata: Mapping[str, Any]) -> str | None:
    """Return the key of what stands before words when they are embedded; None where they begin with it."""
    key = "topic" if metadata["topic"] else "section_title"
    above = metadata["topic"] or short_title(metadata["section_title"])
    return None if not above or words.startswith(above) or metadata["kind"] in HEADS else key


def short_title(title: str | None) -> str:
    """Return a section's title that is told to stand before its words; empty for a long one."""
    return title if title and title != CLOSING and len(title) <= SHORT_TITLE else ""
