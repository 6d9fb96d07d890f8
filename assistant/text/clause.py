"""A sentence turned round so that it asks for one of its parts.

Turns words as English does, by rule: a clause is subject, auxiliary, predicate, and what is
asked for stands in one of them. Whatever does not fit that shape gives no question.
Knows no documents; which words are verbs is told to it, and so are the words that join and bound.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from assistant.language.made import Clauses
from assistant.language.schema import Language

LONGEST_SUBJECT = 14  # words; a longer one most often has a verb of its own
FEWEST_WORDS, MOST_WORDS = 5, 34  # of a question


@dataclass(frozen=True, slots=True)
class Clause:
    """A main clause, its parts as written; ``introduction`` stood before it ("In 1705")."""

    subject: str
    auxiliary: str
    predicate: str
    introduction: str = ""

    @property
    def text(self) -> str:
        return f"{self.subject} {self.auxiliary} {self.predicate}"

    @property
    def is_promise(self) -> bool:
        """True where "we" act: the question puts it in the passive, for who asks is not who acts."""
        return self.subject.lower() == "we"


@dataclass(frozen=True, slots=True)
class Usage:
    """How the documents use their words."""

    verbs: frozenset[str]  # base forms: what follows "will" and its like
    common: frozenset[str]  # words written in lower case
    named: frozenset[str]  # words written with a capital within a sentence, in lower case here
    language: Language = field(repr=False)

    @property
    def told(self) -> Clauses:
        return self.language.clause

    @classmethod
    def of(cls, sentences: Iterable[str], language: Language) -> "Usage":
        texts, told = list(sentences), language.clause
        found = {word for text in texts for pair in told.behind_modal.findall(text) for word in pair if word}
        found |= {word for text in texts if told.promise.search(text) for word in told.in_a_row.findall(text)}
        verbs = {word for word in found if not word.endswith(("ing", "ed", "ly"))}
        common = {word for text in texts for word in re.findall(r"\b[a-z]{2,}\b", text)}
        named = {word.lower() for text in texts for word in re.findall(r"(?<=[a-z,] )[A-Z]\w+", text)}
        return cls(frozenset(verbs - told.no_verbs), frozenset(common), frozenset(named), language)


def read_clauses(sentence: str, usage: Usage) -> Iterator[Clause]:
    """Yield the clauses of a sentence, without what is in brackets; a subject with several verbs gives one for each."""
    plain = re.sub(r"\s*[(\[][^)\]]*[)\]]", "", sentence).rstrip(" .;:!")
    opening = usage.told.introduction.match(plain)
    plain, introduction = (plain[opening.end() :], opening["words"]) if opening else (plain, "")
    for part in usage.told.breaks.split(plain):
        for piece in usage.told.new_subject.split(part):
            yield from read_clause(piece.strip(" ,"), introduction, usage)


def read_clause(text: str, introduction: str, usage: Usage) -> Iterator[Clause]:
    match = usage.told.clause.match(text)
    if not match or not is_subject(match["subject"], usage):
        return
    clause = Clause(match["subject"], match["auxiliary"], match["predicate"], introduction)
    if clause.is_promise:
        yield from (replace(clause, predicate=phrase) for phrase in verb_phrases(clause.predicate, usage))
    else:
        yield replace(clause, predicate=first_part(clause.predicate))


def is_subject(words: str, usage: Usage) -> bool:
    """True for a noun phrase, as far as its first word, its length and its joining words tell."""
    first = words.split()[0].lower()
    return (
        len(words.split()) <= LONGEST_SUBJECT
        and first not in usage.verbs
        and first not in usage.told.prepositions
        and not usage.told.no_subject.match(first)
        and not first.endswith("ing")
        and not usage.told.not_in_subject.search(words)
    )


def verb_phrases(predicate: str, usage: Usage) -> list[str]:
    """Return what a subject does, one verb with all that belongs to it each: "inspect …", "install …"."""
    verbs = "|".join(sorted(map(re.escape, usage.verbs)))
    verb = rf"{usage.told.adverbs.pattern}(?:{verbs}) (?!{usage.told.no_object.pattern})"
    return re.split(rf",? and (?={verb})|, (?={verb})", predicate) if verbs else [predicate]


def first_part(words: str) -> str:
    """Return the words before the first comma or dash."""
    return re.split(r"[,;:] |—| [–-] ", words)[0].rstrip(" ,;:")


def ask(clause: Clause, start: int, end: int, asked: str, usage: Usage) -> str | None:
    """Return the clause as a question for ``clause.text[start:end]``, for which ``asked`` ("which park") stands.

    None where the clause has not the shape for it, or the question would not stand for itself.
    """
    if end <= len(clause.subject):
        before = clause.text[:start]
        if before and (before.split()[-1] not in usage.told.prepositions | {"of"} or re.search(r"\w+ed\b", before)):
            return None
        words = f"{clause.text[:start]}{asked}{clause.text[end : len(clause.subject)]} {clause.auxiliary} "
        return finish(words + first_part(clause.predicate), clause, usage)
    begins = len(clause.subject) + len(clause.auxiliary) + 2
    if start < begins:
        return None
    before, after = clause.text[begins:start], first_part(clause.text[end:])
    if before.endswith((" and ", " or ")):
        return None
    if re.match(r" \w+(?:ed|ing)\b", after):  # "spaces tailored to …": what follows belongs to the noun
        asked, after = asked + after, ""
    turned = passive(clause, before, asked, usage) if clause.is_promise else inverted(clause, before, asked, usage)
    rest = "" if re.match(r" (?:and|or)\b", after) else after
    return finish(turned + rest, clause, usage) if turned else None


def ask_when(clause: Clause, date: str, usage: Usage) -> str | None:
    """Return a passive clause as a question for ``date``, which it holds; None where it is not passive."""
    if (
        clause.is_promise
        or clause.auxiliary not in ("was", "were", "will")
        or not usage.told.passive.match(clause.predicate)
    ):
        return None
    bare = replace(clause, introduction="" if clause.introduction == date else clause.introduction)
    rest = first_part(clause.predicate.replace(f" {date}", ""))
    return finish(f"when {clause.auxiliary} {lower_first(clause.subject, usage)} {rest}", bare, usage)


def ask_what(clause: Clause, usage: Usage) -> tuple[str, str] | None:
    """Return a question for what a passive clause ends with, and that: "What was the town named after?", "the lake"."""
    match = usage.told.passive_end.fullmatch(first_part(clause.predicate))
    if clause.is_promise or clause.introduction or clause.auxiliary in ("has", "have", "had") or not match:
        return None
    who = match["preposition"] == "by" and re.fullmatch(r"[A-Z]\S+(?: (?:of |and )?[A-Z]\S+)+", match["end"])
    end = match["end"]
    if set(end.split()) & usage.told.prepositions or (end[0].isupper() and not who) or usage.told.pointing.search(end):
        return None
    words = f"{'by whom' if who else 'what'} {clause.auxiliary} {lower_first(clause.subject, usage)} {match['verb']}"
    question = finish(words if who else f"{words} {match['preposition']} ", clause, usage, ends_open=True)
    return (question, end) if question else None


def passive(clause: Clause, before: str, asked: str, usage: Usage) -> str | None:
    """ "install more than" + "how many lifts": "how many lifts will be installed"."""
    told = usage.told
    before = told.striving.sub("", before)
    match = re.match(
        rf"{told.adverbs.pattern}(?P<verb>[a-z-]+)(?P<particle>{told.particles.pattern}) (?P<object>.*)$", before
    )
    if not match or match["verb"] not in usage.verbs or not told.modal.fullmatch(clause.auxiliary):
        return None
    done = f"be {past_participle(match['verb'], told)}{match['particle']}"
    moved = move_front(match["object"], told)
    if moved is None or (not moved[0] and moved[1]):
        return None
    stays, front = moved
    first, space, _ = stays.partition(" ")
    if stays.endswith("ed") or (space and first in told.prepositions):
        return None
    if not match["object"] or stays == "of":
        owner = told.series.sub("", match["object"])
        return f"{owner}{asked} {clause.auxiliary} {done}"
    return f"{front} {asked} {clause.auxiliary} {stays} {done}"


def inverted(clause: Clause, before: str, asked: str, usage: Usage) -> str | None:
    """ "Services" "will" "be brought to" + "which towns": "to which towns will services be brought"."""
    subject = lower_first(clause.subject, usage)
    words = before.split()
    there_are = subject == "there" and not words
    has_done = clause.auxiliary in ("has", "have", "had") and len(words) == 1 and words[0].endswith(("ed", "en"))
    is_modal = usage.told.modal.fullmatch(clause.auxiliary) is not None
    ends_in_verb = is_modal and bool(words) and words[-1] in usage.verbs and not usage.told.nested.search(before)
    if there_are or has_done or ends_in_verb:
        return f"{asked} {clause.auxiliary} {subject} {before}".rstrip()
    moved = move_front(before, usage.told) if is_modal or usage.told.passive.match(before) else None
    if not moved or not moved[1] or moved[0] == "of" or not moved[0]:
        return None
    return f"{moved[1]} {asked} {clause.auxiliary} {subject} {moved[0]}"


def move_front(before: str, told: Clauses) -> tuple[str, str] | None:
    """Cut what stands before the asked words into what stays and what goes to the front with them.

    ("traffic signals", "at") of "traffic signals at "; ("of", "the building of") where all goes to the
    front; ("", "") where nothing stands there. None where it cannot be cut.
    """
    words = before.split()
    if not words:
        return "", ""
    if told.nested.search(before) or re.search(r"\bto \w+ .*\b(?:to|of|in)\b", before):
        return None
    places = [number for number, word in enumerate(words) if word in told.prepositions]
    if words[-1] == "of" and not places:
        return "of", " ".join(words)
    if places and (places[-1] == len(words) - 1 or words[-1] == "of"):
        stays, goes = words[: places[-1]], words[places[-1] :]
        return (" ".join(stays), " ".join(goes)) if "and" not in goes else None
    return None


def finish(words: str, clause: Clause, usage: Usage, ends_open: bool = False) -> str | None:
    """Return the words as a question with a capital and a mark; None where it would not stand for itself."""
    intro = f" {lower_first(clause.introduction, usage)}" if clause.introduction else ""
    tidy = " ".join(f"{words}{intro}".split()).rstrip(" ,;:")
    fits = FEWEST_WORDS <= len(tidy.split()) <= MOST_WORDS
    dangling = not ends_open and usage.told.dangling.search(tidy)
    whole = tidy.count('"') % 2 == 0 and tidy.count("“") == tidy.count("”")
    unclear = any(pattern.search(tidy) for pattern in (usage.told.pointing, usage.told.second_verb, usage.told.unnamed))
    if not fits or dangling or not whole or unclear:
        return None
    return f"{tidy[0].upper()}{tidy[1:]}?"


def lower_first(words: str, usage: Usage) -> str:
    """Return the words as they stand within a sentence: the first keeps its capital where it is, or opens, a name."""
    first, _, rest = words.partition(" ")
    lower = re.sub(r"['’]s$", "", first.lower())
    is_name = lower in usage.named and lower not in usage.common
    opens_name = rest[:1].isupper() and lower not in usage.told.prepositions | usage.told.determiners
    plain = first[1:] == first[1:].lower() and not re.search(r"\d", first)
    return f"{first.lower()} {rest}".rstrip() if plain and not is_name and not opens_name else words


# --- forms of verbs ---------------------------------------------------------------------


def past_participle(verb: str, told: Clauses) -> str:
    irregular = [form for form, base in told.participles.items() if base == verb]
    if irregular:
        return irregular[0]
    stem = doubled(verb, told)
    if stem.endswith("e"):
        return f"{stem}d"
    return f"{stem[:-1]}ied" if re.search(r"[^aeiou]y$", stem) else f"{stem}ed"


def gerund(verb: str, told: Clauses) -> str:
    stem = doubled(verb, told)
    return f"{stem[:-1]}ing" if re.search(r"[^eoy]e$", stem) else f"{stem}ing"


def doubled(verb: str, told: Clauses) -> str:
    """Return the verb with its last consonant doubled where an ending asks for it: "plan" gives "plann"."""
    short = re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", verb)
    return f"{verb}{verb[-1]}" if short or verb.endswith(told.doubling) else verb
