"""What can be asked for in a sentence: its figures, names and lists, with what a right answer holds.

How the question is worded around them is not its business.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.language.schema import Language
from assistant.text.clause import Usage

Fact = tuple[str, ...]  # alternatives: a right answer holds at least one


@dataclass(frozen=True, slots=True)
class Target:
    """``text[start:end]`` can be asked for; ``asked`` stands for it in the question ("how many lifts")."""

    start: int
    end: int
    asked: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name that says what it names: "Long Lake Park" is a park."""

    start: int
    end: int
    words: str
    noun: str  # in lower case
    has_article: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """What a sentence gives as examples of something; ``rest`` is the sentence without them."""

    noun: str  # "green industries"
    items: tuple[str, ...]
    rest: str


# --- figures ----------------------------------------------------------------------------


def figure_targets(text: str, language: Language) -> Iterator[Target]:
    """Yield the shares and the counted things of a text."""
    told = language.targets
    for match in told.figure.finditer(text):
        if match["percent"]:
            of = told.belonging.match(text, match.end())
            asked = f"what percentage{of.group() if of else ''}"
            yield Target(
                match.start(), of.end() if of else match.end(), asked, (percent_forms(match["number"], language),)
            )
        elif not told.uncounted.fullmatch(match["number"]) and (noun := told.counted.match(text, match.end())):
            of = told.belonging.match(text, noun.end())
            end = of.end() if of else noun.end()
            more = " more" if told.more.search(match["lead"]) else ""
            joined = "of " if told.order in match["lead"] else ""
            asked = f"{joined}how many{more}{text[match.end() : end]}"
            yield Target(match.start(), end, asked, (number_forms(match["number"], language),))


def uncounted_targets(text: str, language: Language) -> Iterator[Target]:
    """Yield the things of a verb phrase ("create new jobs in …") that no figure counts."""
    told = language.targets
    match = told.uncounted_noun.match(text)
    if match and match["noun"].split()[-1] not in told.vague:
        of = told.belonging.match(text, match.end())
        end = of.end() if of else match.end()
        yield Target(match.start("noun"), end, f"how many {text[match.start('noun') : end]}", ())


def number_forms(number: str, language: Language) -> Fact:
    """Return the ways to write a figure: "1,000" and "1000", "ten" and "10", "five million" and "5 million"."""
    values = language.answers.number_words
    first, *scale = number.split()
    word = first.lower()
    digits = str(values[word]) if word in values else first.replace(",", "")
    if digits.isdigit() and scale in (["hundred"], ["thousand"]):
        value = int(digits) * values[scale[0]]
        return tuple(dict.fromkeys((number, str(value), f"{value:,}")))
    spelled = {str(value): name for name, value in values.items() if value < 100}  # "hundred" alone says less
    forms = [first, digits, spelled.get(digits, "")]
    if word in values:  # facts are matched in any case
        forms = forms[:2]
    return tuple(dict.fromkeys(" ".join([form, *scale]) for form in forms if form))


def percent_forms(number: str, language: Language) -> Fact:
    signs = ("%", " percent", " per cent")
    return tuple(
        f"{form}{sign}" for form in number_forms(number, language) for sign in signs if form[0].isdigit() or sign != "%"
    )


def ratio_forms(number: str, language: Language) -> Fact:
    values, joint = language.answers.number_words, language.targets.ratio_joint
    figures = [str(values.get(word.lower(), word)) for word in joint.split(number)]
    return tuple(dict.fromkeys([number, re.sub(r"[\s-]", " ", number), ":".join(figures), "-to-".join(figures)]))


# --- names ------------------------------------------------------------------------------

CODE = re.compile(r"(?P<noun>.+) (?P<code>[A-Z]{0,2}\d+[A-Z]?)")


def find_names(text: str, usage: Usage) -> Iterator[Name]:
    """Yield the names of two words or more that end in what they are; those joined by "and" are left out."""
    told = usage.language.targets
    for match in told.name.finditer(text):
        words = match["words"].removeprefix("The ")
        before = text[: match.start()]
        leads = before.split()[-1].lower() if before else "of"
        noun = class_noun(words, usage)
        alone = told.boundary.match(text, match.end()) and not told.goes_on.search(f"{before}{match['article'] or ''}")
        if noun and alone and " " in words and (leads in told.leading or leads in usage.verbs):
            yield Name(match.start(), match.end(), words, noun, bool(match["article"]) or words != match["words"])


def class_noun(words: str, usage: Usage) -> str | None:
    """Return what a name says it names, "subway line" of "Subway Line M102"; None where it says nothing."""
    if code := CODE.fullmatch(words):
        nouns = [word.lower() for word in code["noun"].split()[-2:]]
        says = nouns[-1] in usage.common and (len(nouns) > 1 or not code["code"].isdigit())
        return " ".join(nouns) if says else None
    last = usage.language.targets.owned.split(words)[0].split()[-1].lower()
    is_noun = (
        {last, f"{last}s"} & usage.common
        and last not in usage.verbs
        and not usage.language.targets.no_class.search(last)
    )
    return last if is_noun and len(last) > 2 else None


def name_target(name: Name) -> Target:
    code = CODE.fullmatch(name.words)
    facts = (name.words, *([code["code"]] if code and not code["code"].isdigit() else []))
    return Target(name.start, name.end, f"which {name.noun}", (facts,))


# --- lists ------------------------------------------------------------------------------

MOST_ITEM_WORDS = 7


def find_listing(text: str, usage: Usage) -> Listing | None:
    """Return the first list of two items or more with the noun before it, which must be a plural."""
    told = usage.language.targets
    match = told.listed.search(text)
    noun = noun_before(text[: match.start()], usage) if match else ""
    if not match or not noun or told.listed.search(text, match.end()):
        return None
    end = items_end(text, match.end(), usage)
    items = split_items(text[match.end() : end])
    fit = all(1 <= len(item.split()) <= MOST_ITEM_WORDS and not told.no_item.match(item) for item in items)
    rest = f"{text[: match.start()]} {text[end:].lstrip(' ,')}".replace(" .", ".")
    return Listing(noun, items, rest) if len(items) > 1 and fit else None


def noun_before(text: str, usage: Usage) -> str:
    """Return the plural noun that ends a text with up to three words before it; nothing where it ends otherwise."""
    words = text.split()
    chosen: list[str] = []
    while words and len(chosen) < 4 and is_of_noun(words, usage):
        chosen.insert(0, words.pop())
    # behind a comma the first word may be a verb; "buildings along rivers, including schools" lists no rivers
    unsure = words and (
        words[-1].endswith(",") or words[-1] in usage.told.prepositions - {"in", "at", "on", "for", "over"}
    )
    plurals = [
        bool(usage.language.targets.plural.fullmatch(word)) for word in chosen
    ]  # one within may be a verb: "library lends toys"
    return " ".join(chosen) if plurals[-1:] == [True] and not any(plurals[:-1]) and not unsure else ""


def is_of_noun(words: list[str], usage: Usage) -> bool:
    """True where the last word can be part of a noun: no verb, no joining word, no "building" behind "in"."""
    *before, word = words
    shape = r"[a-z][\w-]*" if before else r"[A-Za-z][\w-]*"
    doing = word.endswith("ing") and bool(before) and before[-1] in usage.told.prepositions | {"of"}
    joins = usage.language.targets.joining.fullmatch(word) or word.lower() in usage.told.prepositions
    return bool(re.fullmatch(shape, word)) and word not in usage.verbs and not joins and not doing


def items_end(text: str, start: int, usage: Usage) -> int:
    """Return where a list that begins at ``start`` ends: where a new verb, a clause or a preposition begins."""
    stop = usage.language.targets.list_end.pattern
    if usage.verbs:
        verb = rf"{usage.told.adverbs.pattern}(?:{'|'.join(sorted(usage.verbs))})"
        stop = rf"{stop}|,? and {verb} (?!and\b|or\b|of\b)|,? to {verb}\b"
    found = re.search(stop, text[start:])
    return start + (found.start() if found else len(text) - start)


def split_items(text: str) -> tuple[str, ...]:
    """Cut "a, b, and c" or "a and b"; where commas cut, an "and" within an item does not."""
    parts = re.split(r",? and (?=[^,]*$)|, " if "," in text else r" and ", text.strip(" ,"))
    parts = re.split(r", (?:and )?", text.strip(" ,")) if re.search(r", and ", text) else parts
    return tuple(re.sub(r"^(?:and|or|the|an?) ", "", part).strip() for part in parts if part.strip())
