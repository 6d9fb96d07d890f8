"""Chinese characters: traditional ones read as simplified, and runs of them cut into words.

What it needs is loaded with the first Chinese text. Knows characters and words, no language's grammar.
"""

import re
from functools import lru_cache
from pathlib import Path

HAN = "\u3400-\u9fff"
RUN = re.compile(f"[{HAN}]+")
STOP_WORDS = frozenset(Path(__file__).with_name("stopwords.zh.txt").read_text("utf-8").split())
NUMERALS, MEASURES = (
    "零〇一二两三四五六七八九十百千万亿几",
    "年月日天周个条座家处项部台张名位人种类栋户套辆次场批届期岁倍亩元米株吨件支棵",
)
PLACE = re.compile(f"[{HAN}]{{2,}}(?:[省市县镇乡州]|(?<!城)[区村])")
NAMED = frozenset(("ns", "nr", "nrt", "nt"))  # the dictionary's tags of places, people and bodies
COUNTED = re.compile(f"(第?[{NUMERALS}]+)((?:平方|立方|公)?[{MEASURES}里])")

Span = tuple[int, int]


def is_han(text: str) -> bool:
    return RUN.search(text) is not None


def simplified(text: str) -> str:
    """Return the text with simplified characters, one for one, so that offsets hold."""
    return text.translate(simplified_forms()) if is_han(text) else text


@lru_cache(maxsize=1)
def simplified_forms() -> dict[int, str]:
    """Return the simplified form of each traditional character; a form of several characters is left out."""
    from opencc import OpenCC

    converter = OpenCC("t2s")
    every = [chr(code) for code in range(0x3400, 0xA000)]
    pairs = zip(every, map(converter.convert, every), strict=True)
    return {ord(old): new for old, new in pairs if new != old and len(new) == 1}


def cut(run: str) -> list[Span]:
    """Return the spans of the words of a run of Chinese characters; every character belongs to one.

    By the dictionary alone, so that a word is cut alike wherever it stands; single characters side by side that mean
    something are a name that the dictionary has not.
    """
    import rjieba  # 30 MB with its dictionary

    found: list[Span] = []
    joins = False
    for word, start, end in rjieba.tokenize(simplified(run), hmm=False):
        single = len(word) == 1 and word not in STOP_WORDS and word not in NUMERALS + MEASURES
        if single and joins:
            found[-1] = (found[-1][0], end)
        elif counted := COUNTED.fullmatch(word):
            found += [(start, start + counted.end(1)), (start + counted.end(1), end)]
        else:
            found.append((start, end))
        joins = single
    return found


@lru_cache(maxsize=4096)
def is_place(word: str, kind: str = "") -> bool:
    """True for a place by its last character, "郾城县", that the dictionary has as a name or has not at all.

    ``kind`` is the word right behind: "市" after "青陵".
    """
    import rjieba

    if not PLACE.fullmatch(word + kind):
        return False
    pieces = rjieba.tag(word, hmm=False)
    return len(pieces) > 1 or pieces[0][1] in NAMED


def is_person(word: str) -> bool:
    """True for two or three characters that the dictionary has as a name or has not at all, as it has few persons."""
    import rjieba

    if not 2 <= len(word) <= 3:
        return False
    pieces = rjieba.tag(word, hmm=False)
    return len(pieces) > 1 or pieces[0][1] in NAMED


def parts(word: str) -> list[str]:
    """Return the shorter words that the dictionary finds within a word."""
    import rjieba

    return [part for part in rjieba.cut_for_search(word, hmm=False) if 1 < len(part) < len(word)]
