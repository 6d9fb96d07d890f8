"""What can be asked for in a sentence: its figures, names and lists, with what a right answer holds.

Knows patterns of English; how the question is worded around them is not its business.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.question import expected
from assistant.question.reading import NUMBER_WORDS
from assistant.text.clause import ADVERBS, AUXILIARY, PREPOSITIONS, Usage

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

MORE = r"(?:another|an additional|an extra|a further|additional)"
ABOUT = (
    r"(?:(?:no |not )?(?:more|less|fewer) than|over|under|at least|at most|a (?:total|minimum|maximum) of|up to|about"
    r"|around|roughly|nearly|almost|approximately|some|an estimated|on the order of|only)"
)
# Behind "the" a figure is known already ("the 14 churches"); with a letter or a dash it is part of a name.
KNOWN = "".join(
    rf"(?<!\b{word} )" for word in ("the", "all", "these", "those", "its", "their", "phase", "first", "last")
)
FIGURE = re.compile(
    rf"(?<![\w.,:$€£¥–-])(?<!['’]s ){KNOWN}(?P<lead>(?:(?:{MORE}|{ABOUT}) )*)(?P<number>{expected.NUMBER})"
    rf"(?P<percent>{expected.PERCENT}\b|%)?(?![\w–-]|[.,:]\d)",
    re.IGNORECASE,
)
UNCOUNTED = re.compile(r"one|zero|hundred|thousand|million|billion|(?:1\d|20)\d\d", re.IGNORECASE)
JOINING = (
    r"(?:of|in|on|at|to|for|and|or|by|with|from|will|is|are|was|were|has|have|had|that|which|who|as|than|per|a|an|the"
    r"|when|where|while|but|not|into|more|less|others?|such|these|those|its|his|her|their|times|years|some|many"
    r"|several|various|few|all|any|both|each|most|certain)"
)
PLURAL = r"(?:people|children|men|women|yuan|mu|staff|personnel|[a-z-]*[a-z](?<![sui])s)"
NOUN = rf"(?:(?!{JOINING}\b)[A-Za-z][\w’-]* ){{0,5}}?(?!{JOINING}\b){PLURAL}\b"
COUNTED = re.compile(rf" {NOUN}")
BELONGING = re.compile(
    r" (?:of|for) (?!the same)[^,;:()]+?"
    r"(?=$|[,;:()]| (?:will|is|are|was|were|to|in|at|by|from|into|on|through|and \d|across|under|during)\b)"
)
RATIO = re.compile(rf"(?P<number>{expected.RATIO}) ratio (?P<between>of [^,.;]+)", re.IGNORECASE)
UNCOUNTED_NOUN = re.compile(
    rf"[a-z-]+ (?P<noun>(?:(?!{JOINING}\b)[a-z][\w-]* ){{1,3}}?[a-z-]*[a-z](?<![sui])s)"
    rf"(?=$|[,;]| (?:{'|'.join(sorted(PREPOSITIONS))}|of|\w+ed)\b)"
)
# Plurals that nobody would count.
VAGUE = frozenset(
    "services systems efforts actions measures steps conditions mechanisms types sources resources capabilities ways"
    " means terms forms kinds parts foundations interests rights risks needs".split()
)


def figure_targets(text: str) -> Iterator[Target]:
    """Yield the shares and the counted things of a text."""
    for match in FIGURE.finditer(text):
        if match["percent"]:
            of = BELONGING.match(text, match.end())
            asked = f"what percentage{of.group() if of else ''}"
            yield Target(match.start(), of.end() if of else match.end(), asked, (percent_forms(match["number"]),))
        elif not UNCOUNTED.fullmatch(match["number"]) and (noun := COUNTED.match(text, match.end())):
            of = BELONGING.match(text, noun.end())
            end = of.end() if of else noun.end()
            more = " more" if re.search(MORE, match["lead"], re.IGNORECASE) else ""
            joined = "of " if "on the order" in match["lead"] else ""
            asked = f"{joined}how many{more}{text[match.end() : end]}"
            yield Target(match.start(), end, asked, (number_forms(match["number"]),))


def uncounted_targets(text: str) -> Iterator[Target]:
    """Yield the things of a verb phrase ("create new jobs in …") that no figure counts."""
    match = UNCOUNTED_NOUN.match(text)
    if match and match["noun"].split()[-1] not in VAGUE:
        of = BELONGING.match(text, match.end())
        end = of.end() if of else match.end()
        yield Target(match.start("noun"), end, f"how many {text[match.start('noun') : end]}", ())


def number_forms(number: str) -> Fact:
    """Return the ways to write a figure: "1,000" and "1000", "ten" and "10", "five million" and "5 million"."""
    first, *scale = number.split()
    word = first.lower()
    digits = str(NUMBER_WORDS[word]) if word in NUMBER_WORDS else first.replace(",", "")
    if digits.isdigit() and scale in (["hundred"], ["thousand"]):
        value = int(digits) * NUMBER_WORDS[scale[0]]
        return tuple(dict.fromkeys((number, str(value), f"{value:,}")))
    spelled = {str(value): name for name, value in NUMBER_WORDS.items() if value < 100}  # "hundred" alone says less
    forms = [first, digits, spelled.get(digits, "")]
    if word in NUMBER_WORDS:  # facts are matched in any case
        forms = forms[:2]
    return tuple(dict.fromkeys(" ".join([form, *scale]) for form in forms if form))


def percent_forms(number: str) -> Fact:
    signs = ("%", " percent", " per cent")
    return tuple(f"{form}{sign}" for form in number_forms(number) for sign in signs if form[0].isdigit() or sign != "%")


def ratio_forms(number: str) -> Fact:
    figures = [str(NUMBER_WORDS.get(word.lower(), word)) for word in re.split(r"[\s-]to[\s-]|:", number)]
    return tuple(dict.fromkeys([number, re.sub(r"[\s-]", " ", number), ":".join(figures), "-to-".join(figures)]))


# --- names ------------------------------------------------------------------------------

CAPITALS = re.compile(r"(?P<article>\b[Tt]he )?(?P<words>\b[A-Z][\w’'-]*(?: (?:of the |of |for )?[A-Z0-9][\w’'-]*)+)")
CODE = re.compile(r"(?P<noun>.+) (?P<code>[A-Z]{0,2}\d+[A-Z]?)")
# What may follow a name that is whole; "on Socialism", "to Public Complaints", "in Beijing program" go on with it.
BOUNDARY = re.compile(
    r"$|[,.;:?)]| (?:will|by|with|into|is|are|was|were|has|had|as|through|across|under)\b"
    r"| (?:to|on|at|for|from)\b(?! (?:the )?[A-Z])| in\b(?! [A-Z]\w+ [a-z]+ (?:and|will)\b)"
)
# Endings of words that class nothing: plurals ("Nations"), adjectives, teachings; "the Middle East" is no east.
NO_CLASS = re.compile(r"s$|ing$|ese$|ish$|al$|ic$|an$|ism$|^(?:north|south|east|west)$")
LEADING = PREPOSITIONS | {"of", "the", "and", "as", "a", "an", "or"}
GOES_ON = re.compile(r"[A-Z][\w’'-]* (?:and|or|of|on|to|for|at|in|with)(?: the)? $")  # before a name: it began earlier


def find_names(text: str, usage: Usage) -> Iterator[Name]:
    """Yield the names of two words or more that end in what they are; those joined by "and" are left out."""
    for match in CAPITALS.finditer(text):
        words = match["words"].removeprefix("The ")
        before = text[: match.start()]
        leads = before.split()[-1].lower() if before else "of"
        noun = class_noun(words, usage)
        alone = BOUNDARY.match(text, match.end()) and not GOES_ON.search(f"{before}{match['article'] or ''}")
        if noun and alone and " " in words and (leads in LEADING or leads in usage.verbs):
            yield Name(match.start(), match.end(), words, noun, bool(match["article"]) or words != match["words"])


def class_noun(words: str, usage: Usage) -> str | None:
    """Return what a name says it names, "subway line" of "Subway Line M102"; None where it says nothing."""
    if code := CODE.fullmatch(words):
        nouns = [word.lower() for word in code["noun"].split()[-2:]]
        says = nouns[-1] in usage.common and (len(nouns) > 1 or not code["code"].isdigit())
        return " ".join(nouns) if says else None
    last = re.split(r" (?:of|for) ", words)[0].split()[-1].lower()
    is_noun = {last, f"{last}s"} & usage.common and last not in usage.verbs and not NO_CLASS.search(last)
    return last if is_noun and len(last) > 2 else None


def name_target(name: Name) -> Target:
    code = CODE.fullmatch(name.words)
    facts = (name.words, *([code["code"]] if code and not code["code"].isdigit() else []))
    return Target(name.start, name.end, f"which {name.noun}", (facts,))


# --- lists ------------------------------------------------------------------------------

LISTED = re.compile(r",? (?:such as|including|namely) ")
MOST_ITEM_WORDS = 7


def find_listing(text: str, usage: Usage) -> Listing | None:
    """Return the first list of two items or more with the noun before it, which must be a plural."""
    match = LISTED.search(text)
    noun = noun_before(text[: match.start()], usage) if match else ""
    if not match or not noun or LISTED.search(text, match.end()):
        return None
    end = items_end(text, match.end(), usage)
    items = split_items(text[match.end() : end])
    fit = all(
        1 <= len(item.split()) <= MOST_ITEM_WORDS and not re.match(r"(?:those|that|the|its)\b", item) for item in items
    )
    rest = f"{text[: match.start()]} {text[end:].lstrip(' ,')}".replace(" .", ".")
    return Listing(noun, items, rest) if len(items) > 1 and fit else None


def noun_before(text: str, usage: Usage) -> str:
    """Return the plural noun that ends a text with up to three words before it; nothing where it ends otherwise."""
    words = text.split()
    chosen: list[str] = []
    while words and len(chosen) < 4 and is_of_noun(words, usage):
        chosen.insert(0, words.pop())
    # behind a comma the first word may be a verb; "buildings along rivers, including schools" lists no rivers
    unsure = words and (words[-1].endswith(",") or words[-1] in PREPOSITIONS - {"in", "at", "on", "for", "over"})
    plurals = [bool(re.fullmatch(PLURAL, word)) for word in chosen]  # one within may be a verb: "library lends toys"
    return " ".join(chosen) if plurals[-1:] == [True] and not any(plurals[:-1]) and not unsure else ""


def is_of_noun(words: list[str], usage: Usage) -> bool:
    """True where the last word can be part of a noun: no verb, no joining word, no "building" behind "in"."""
    *before, word = words
    shape = r"[a-z][\w-]*" if before else r"[A-Za-z][\w-]*"
    doing = word.endswith("ing") and bool(before) and before[-1] in PREPOSITIONS | {"of"}
    joins = re.fullmatch(JOINING, word, re.IGNORECASE) or word.lower() in PREPOSITIONS
    return bool(re.fullmatch(shape, word)) and word not in usage.verbs and not joins and not doing


def items_end(text: str, start: int, usage: Usage) -> int:
    """Return where a list that begins at ``start`` ends: where a new verb, a clause or a preposition begins."""
    verb = rf",? and {ADVERBS}(?:{'|'.join(sorted(usage.verbs))}) (?!and\b|or\b|of\b)" if usage.verbs else r"$^"
    joint = r"by|in|to|for|with|at|from|into|through|under|within|among|along|across|as|so|which|who|while|where"
    stop = rf"[;:.](?:\s|$)|{verb}|,? (?:{AUXILIARY}|that|which|who|while)\b|, (?:{joint})\b|,? (?:by|in) \w+ing\b"
    found = re.search(rf"{stop}|,? to {ADVERBS}(?:{'|'.join(sorted(usage.verbs)) or '$^'})\b", text[start:])
    return start + (found.start() if found else len(text) - start)


def split_items(text: str) -> tuple[str, ...]:
    """Cut "a, b, and c" or "a and b"; where commas cut, an "and" within an item does not."""
    parts = re.split(r",? and (?=[^,]*$)|, " if "," in text else r" and ", text.strip(" ,"))
    parts = re.split(r", (?:and )?", text.strip(" ,")) if re.search(r", and ", text) else parts
    return tuple(re.sub(r"^(?:and|or|the|an?) ", "", part).strip() for part in parts if part.strip())
