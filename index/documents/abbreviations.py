"""Abbreviations of the documents: a question's words are brought to the form that the documents use.

A full form is known where a document gives it before its abbreviation in brackets (by initials
alone, after Schwartz and Hearst 2003).
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

SHORT = re.compile(r"\b([A-Z]{2,8})s?\b")
IN_BRACKETS = re.compile(r"((?:[\w’'-]+\s+){1,12})\(([A-Z]{2,8})s?\)")
WORD = re.compile(r"[^\W\d_]+")
SMALL = frozenset("a an and at by for in of on or the to with".split())
SHORTEST = 3  # letters of an abbreviation that initials alone may mean; "Apple Inc" is not AI
LONGEST = 6  # words that an abbreviation may stand for
MOST = 3  # abbreviations of a question that are looked for by initials: all texts are read for each
BETWEEN = rf"\s+(?:(?:{'|'.join(sorted(SMALL))})\s+){{0,2}}"

Words = list[re.Match[str]]


def read_abbreviations(texts: Collection[str]) -> dict[str, str]:
    """Return the abbreviations in ``texts``, each with its full form in lower case where that is used more often,
    else with ""."""
    counts = Counter(short for text in texts for short in SHORT.findall(text))
    found = dict.fromkeys(counts, "")
    for text in texts:
        for before, short in IN_BRACKETS.findall(text):
            full = full_form(before, short)
            if full and sum(one.lower().count(full) for one in texts) > counts[short]:
                found[short] = full
    return found


def full_form(before: str, short: str) -> str:
    """Return the last words of ``before`` whose initials are ``short``; "" where there are none."""
    words = WORD.findall(before.lower())
    sizes = range(2, min(LONGEST, len(words)) + 1)
    return next((" ".join(words[-size:]) for size in sizes if initials(words[-size:]) == short), "")


def initials(words: Iterable[str]) -> str:
    return "".join(word[0] for word in words if word not in SMALL).upper()


def as_documents_have_it(text: str, known: Mapping[str, str], texts: Collection[str]) -> str:
    """Return a question with abbreviations spelled out, or words abbreviated, where ``texts`` have only the other form.

    ``known`` is of ``read_abbreviations(texts)``.
    """
    unknown = [short for short in dict.fromkeys(SHORT.findall(text)) if short not in known and len(short) >= SHORTEST]
    full = {**known, **{short: in_full(short, texts) for short in unknown[:MOST]}}
    text = SHORT.sub(lambda match: full.get(match[1]) or match.group(), text)
    for run in runs(list(WORD.finditer(text))):
        start, end = run[0].start(), run[-1].end()
        short = initials(word.group().lower() for word in run)
        if (
            len(short) >= SHORTEST
            and known.get(short) == ""
            and not any(text[start:end].lower() in one.lower() for one in texts)
        ):
            return text[:start] + short + text[end:]
    return text


def in_full(short: str, texts: Iterable[str]) -> str:
    """Return the words with capitals of which an abbreviation that no text has is the initials, in lower case.

    "" where there are none, or others too.
    """
    pattern = re.compile(r"\b" + BETWEEN.join(rf"{letter}[\w’'-]+" for letter in short) + r"\b(?!\s+[A-Z])")
    found = {" ".join(match.group().lower().split()) for text in texts for match in pattern.finditer(text)}
    return found.pop() if len(found) == 1 else ""


def runs(words: Words) -> Iterator[Words]:
    """Yield the runs of words that may be abbreviated, long ones first: names, small words only inside.

    Words in lower case are left alone: "childcare policies continue" is not the CPC.
    """
    for size in range(LONGEST, 1, -1):
        for run in (words[start : start + size] for start in range(len(words) - size + 1)):
            capital = [word.group()[0].isupper() for word in run]
            if (
                capital[0]
                and capital[-1]
                and all(one or word.group() in SMALL for one, word in zip(capital, run, strict=True))
            ):
                yield run
