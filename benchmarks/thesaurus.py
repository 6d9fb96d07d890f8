"""Packs the thesaurus that comes along: python -m benchmarks.thesaurus WORDNET.

WORDNET is the folder of the WordNet 3.0 database, as wndb(5WN) describes it (Debian's package wordnet-base, or nltk's
corpus "wordnet"). Kept are single words, what part of speech each mostly is, what it may mean, what a meaning is a
kind of, and what it is derived from or hardly differs from. What a name is an example of, and glosses are left out.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.text.thesaurus import FOLDER

PARTS = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
SORTS = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}  # of a sense's key, see senseidx(5WN)
Uses = Counter[tuple[str, str]]  # of a word as a part of speech
KIND = "@"  # the pointer to what a meaning is a kind of
# Pointers to meanings that one word may stand for where the other is asked: derived from, similar to, belonging to,
# participle of, group of verbs.
AKIN = ("+", "&", "\\", "<", "$")


@dataclass(frozen=True, slots=True)
class Meaning:
    above: tuple[str, ...]
    akin: tuple[str, ...]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("wordnet", type=Path, help="folder of the WordNet 3.0 database")
    parser.add_argument("--out", type=Path, default=FOLDER / "en" / "thesaurus.npz")
    options = parser.parse_args()
    meanings = {name: one for part in PARTS for name, one in read_meanings(options.wordnet, part)}
    words = dict(sorted(read_words(options.wordnet)))
    numbers = {name: number for number, name in enumerate(sorted(reachable(words, meanings)))}
    kept = [meanings[name] for name in numbers]
    rows = {
        "meanings": [[numbers[name] for name in names] for names in words.values()],
        "above": [[numbers[name] for name in one.above] for one in kept],
        "akin": [[numbers[name] for name in one.akin] for one in kept],
    }
    packed = {name: np.array([number for own in table for number in own], np.int32) for name, table in rows.items()}
    sizes = {f"{name}_sizes": np.array([len(own) for own in table], np.uint16) for name, table in rows.items()}
    joined = np.frombuffer("\n".join(words).encode(), np.uint8)
    mostly = read_parts(options.wordnet)
    parts = np.array([mostly[word] for word in words], np.uint8)
    np.savez_compressed(options.out, words=joined, parts=parts, **packed, **sizes)  # type: ignore[arg-type]
    print(f"{len(words):,} words, {len(numbers):,} meanings, {options.out.stat().st_size:,} bytes: {options.out}")


def read_meanings(folder: Path, part: str) -> Iterator[tuple[str, Meaning]]:
    """Yield the name and the pointers of each meaning of a part of speech; "s" marks some adjectives."""
    for line in lines(folder / f"data.{part}"):
        offset, _, _, count, *rest = line.partition("|")[0].split()
        start = 2 * int(count, 16) + 1
        pointers = [rest[start + 4 * n : start + 4 * n + 3] for n in range(int(rest[start - 1]))]
        named = [(sign, f"{kind.replace('s', 'a')}{target}") for sign, target, kind in pointers]
        above = tuple(name for sign, name in named if sign == KIND)
        yield f"{PARTS[part]}{offset}", Meaning(above, tuple(name for sign, name in named if sign in AKIN))


def read_words(folder: Path) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield each single word of letters alone with its meanings, those of an irregular form too: "children"."""
    found: dict[str, list[str]] = {}
    for part, letter in PARTS.items():
        for line in lines(folder / f"index.{part}"):
            word, _, count, *rest = line.split()
            if word.isascii() and word.isalpha():
                found.setdefault(word, []).extend(f"{letter}{offset}" for offset in rest[-int(count) :])
    irregular = [line.split() for part in PARTS for line in lines(folder / f"{part}.exc")]
    forms = {form: base for form, base, *_ in irregular if base in found and form.isascii() and form.isalpha()}
    for form, base in forms.items():
        names = dict.fromkeys([*found.get(form, ()), *found[base]])
        yield form, tuple(names)
    yield from ((word, tuple(names)) for word, names in found.items() if word not in forms)


def read_parts(folder: Path) -> dict[str, int]:
    """Return of each word the part of speech that it is most often; where no use was counted, in most of its meanings.

    The number is that in PARTS; of several alike the first, a noun.
    """
    meanings: Uses = Counter()
    for part, letter in PARTS.items():
        for word, _, count, *_ in (line.split() for line in lines(folder / f"index.{part}")):
            meanings[word, letter] = int(count)
    counted: Uses = Counter()
    for key, _, count in (line.split() for line in lines(folder / "cntlist.rev")):
        word, _, sense = key.partition("%")
        counted[word, SORTS[sense[0]]] += int(count)
    words = {word for word, _ in meanings}
    uses = {word: shares(word, counted if any(shares(word, counted)) else meanings) for word in words}
    found = {word: list(own) for word, own in uses.items()}
    for number, part in enumerate(PARTS):
        for form, base, *_ in (line.split() for line in lines(folder / f"{part}.exc")):
            found.setdefault(form, [0] * len(PARTS))[number] += uses.get(base, [0] * len(PARTS))[number]
    return {word: own.index(max(own)) for word, own in found.items()}


def shares(word: str, uses: Uses) -> list[int]:
    """Return how often a word is each part of speech, a noun first."""
    return [uses[word, letter] for letter in PARTS.values()]


def reachable(words: dict[str, Sequence[str]], meanings: dict[str, Meaning]) -> set[str]:
    """Return the names of the meanings that the words have, and of all that can be come to from them."""
    found: set[str] = set()
    layer = {name for names in words.values() for name in names}
    while layer:
        found |= layer
        layer = {name for one in layer for name in (*meanings[one].above, *meanings[one].akin)} - found
    return found


def lines(path: Path) -> Iterator[str]:
    """Yield the lines of a file without its licence, which is indented."""
    return (line for line in path.read_text("ascii").splitlines() if not line.startswith(" "))


if __name__ == "__main__":
    main()
