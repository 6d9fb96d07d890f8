"""Whether a pattern may take exponential time: a repeat within a repeat that can match the same text in many ways.

Reads the structure alone. Slowness that only grows with a power of the text is not its business.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

Node = tuple[Any, Any]
Characters = frozenset[str]

REPEATED_GROUP = re.compile(r"\)(?:[*+]|\{\d*,\})")  # without one there is no repeat within a repeat
SAMPLE = frozenset([*map(chr, range(128)), *"\u00a0é’–—中。"])  # characters that stand for all
CATEGORIES: dict[Any, Callable[[str], bool]] = {
    op.CATEGORY_DIGIT: str.isdigit, op.CATEGORY_SPACE: str.isspace, op.CATEGORY_WORD: lambda c: c.isalnum() or c == "_",
}  # fmt: skip
OPPOSITE = {
    op.CATEGORY_NOT_DIGIT: op.CATEGORY_DIGIT, op.CATEGORY_NOT_SPACE: op.CATEGORY_SPACE,
    op.CATEGORY_NOT_WORD: op.CATEGORY_WORD,
}  # fmt: skip


def is_explosive(text: str) -> bool:
    """True where an endless repeat holds another, and one gets from this one round to itself by its own characters."""
    if not REPEATED_GROUP.search(text):
        return False
    tree = parser.parse(text)
    for outer in endless(tree):
        for body, around in held(outer):
            known = characters(body)
            if tree.state.flags & re.IGNORECASE:
                known |= {character.swapcase() for character in known}
            if all(is_passable(node, known) for node in around):
                return True
    return False


def endless(nodes: Iterable[Node]) -> Iterator[Sequence[Node]]:
    """Yield the bodies of all repeats without an upper bound."""
    for node in nodes:
        if is_endless(node):
            yield node[1][2]
        for part in parts(node):
            yield from endless(part)


def held(nodes: Sequence[Node]) -> Iterator[tuple[Sequence[Node], list[Node]]]:
    """Yield the body of each endless repeat in a sequence, and what stands around it on the way through."""
    for number, node in enumerate(nodes):
        beside = [*nodes[:number], *nodes[number + 1 :]]
        if is_endless(node):
            yield node[1][2], beside
        for part in parts(node):
            for body, around in held(part):
                yield body, [*around, *beside]


def is_endless(node: Node) -> bool:
    return node[0] in (op.MAX_REPEAT, op.MIN_REPEAT) and node[1][1] == op.MAXREPEAT


def parts(node: Node) -> list[Sequence[Node]]:
    """Return the sequences within a node that take up text; what only looks ahead or back takes up none."""
    kind, value = node
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT):
        return [value[2]]
    if kind is op.SUBPATTERN:
        return [value[3]]
    return list(value[1]) if kind is op.BRANCH else []


def is_passable(node: Node, known: Characters) -> bool:
    """True where a node can be passed with nothing, or with the characters ``known``."""
    kind, value = node
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT) and value[0] == 0:
        return True
    if inner := parts(node):
        return any(all(is_passable(item, known) for item in part) for part in inner)
    return kind in (op.AT, op.ASSERT, op.ASSERT_NOT, op.GROUPREF) or bool(characters([node]) & known)


def characters(nodes: Iterable[Node]) -> Characters:
    """Return the characters of the sample that stand anywhere in what the nodes match."""
    found: set[str] = set()
    for node in nodes:
        kind, value = node
        if kind is op.LITERAL:
            found.add(chr(value))
        elif kind is op.NOT_LITERAL:
            found |= SAMPLE - {chr(value)}
        elif kind is op.ANY:
            found |= SAMPLE
        elif kind is op.IN:
            found |= of_class(value)
        for part in parts(node):
            found |= characters(part)
    return frozenset(found)


def of_class(items: Sequence[Node]) -> Characters:
    inside = {c for c in SAMPLE for item in items if is_in(c, item)}
    return frozenset(SAMPLE - inside if items[0][0] is op.NEGATE else inside)


def is_in(character: str, item: Node) -> bool:
    kind, value = item
    if kind is op.CATEGORY:
        return CATEGORIES[OPPOSITE.get(value, value)](character) != (value in OPPOSITE)
    low, high = value if kind is op.RANGE else (value, value)
    return kind is not op.NEGATE and low <= ord(character) <= high
