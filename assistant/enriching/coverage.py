"""How many sentences have questions kept with them, as the doctor tells it."""

from collections import Counter
from collections.abc import Mapping, Sequence

from assistant.enriching.checks import Line, lines_of
from index.documents.seeds import SIDECAR
from index.schema import Kept
from index.vectors.store import Store

LANGUAGES = {"en": "English", "zh": "Chinese"}
MOST_NAMED = 5  # documents, those with the least first


def coverage(store: Store) -> str:
    """Return it for the whole index and, where there are several documents, for each."""
    lines: dict[str, list[Line]] = {}
    for line in lines_of(store.passages):
        lines.setdefault(line.passage.place.document_id, []).append(line)
    owners = {kept.sentence_id for kept in store.kept}
    counts = {name: (sum(line.sentence.id in owners for line in own), len(own)) for name, own in sorted(lines.items())}
    have, every = (sum(pair[side] for pair in counts.values()) for side in (0, 1))
    told = f"for {have} of {every} sentences"
    told += f" ({in_languages(store.kept)})" if store.kept else ""
    if len(counts) > 1 and have:
        told += f": {by_document(counts)}"
    bare = [name for name, (some, _) in counts.items() if not some]
    return f"{told}. {advice(bare)}" if bare else told


def in_languages(kept: Sequence[Kept]) -> str:
    """Return "English 1,280, Chinese 515; near misses 510"."""
    asked = Counter(one.language for one in kept if one.answered)
    near = sum(not one.answered for one in kept)
    parts = (f"{LANGUAGES.get(code, code)} {count:,}" for code, count in asked.most_common())
    return f"{', '.join(parts)}; near misses {near:,}"


def by_document(counts: Mapping[str, tuple[int, int]]) -> str:
    least = sorted(counts, key=lambda name: counts[name][0] / counts[name][1])
    told = [f"{name} {counts[name][0]} of {counts[name][1]}" for name in least[:MOST_NAMED]]
    left = len(least) - len(told)
    return ", ".join([*told, *([f"{left} more"] if left else [])])


def advice(bare: Sequence[str]) -> str:
    who = bare[0] if len(bare) == 1 else f"{len(bare)} documents"
    has = "has" if len(bare) == 1 else "have"
    return f"{who} {has} none: write {bare[0]}{SIDECAR} beside the document, or run assistant index --enrich"
