"""A sentence turned round so that it asks for one of its parts.

Knows English word order, by rule: a clause is subject, auxiliary, predicate, and what is
asked for stands in one of them. Whatever does not fit that shape gives no question.
Knows no documents; which words are verbs is told to it.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

ADVERBS = r"(?:(?:\w+ly|further|also|always|better|now|soon|steadily|not only) )*"
MODAL = r"(?:will|shall|should|must|can|could|would|may|might)"
AUXILIARY = rf"(?:{MODAL}|is|are|was|were|has|have|had)"
PREPOSITIONS = frozenset(
    "in at to by for from into with along on within under across among near between above around over through".split()
)
DETERMINERS = frozenset("the a an another all some every each most more many several".split())
PARTICLES = r"(?: (?:up|out|off|down|in place|into place|ahead with|forward with)(?= ))?"
# What a question must not hold: words whose meaning stands in another sentence.
POINTING = re.compile(
    r"\b(?:it|its|itself|they|them|their|theirs|this|these|those|he|him|his|she|her|hers|we|us|our|ours|I|me|my|you|your"
    r"|such|here|former|latter|respectively|the same|that|one another|each other|both|aforementioned"
    r"|all (?:two|three|four|five|\d+))\b"
)
CLAUSE_BREAK = re.compile(r"; |,? (?:and |but |as well as )?(?:ensure|ensuring|see|so) that |, (?:but|while|whereas) ")
INTRODUCTION = re.compile(r"^(?P<words>(?:In|On|By|At|During|Since|After|Before|Under|From|As of|Until) [^,]{2,60}), ")
# Words that open a clause within a clause: what stands behind them cannot be moved alone.
NESTED = re.compile(r",|;|:|\b(?:that|which|who|whose|whom|where|when|while|if|because|although|than|as)\b|\b\w+ing\b ")
PAST_FORMS = dict(
    pair.split(":")
    for pair in (
        "build:built make:made put:put set:set keep:kept bring:brought hold:held take:taken give:given see:seen"
        " lead:led draw:drawn drive:driven write:written begin:begun find:found grow:grown win:won run:run cut:cut"
        " spend:spent send:sent teach:taught sell:sold leave:left meet:met choose:chosen know:known show:shown get:got"
        " do:done seek:sought pay:paid lay:laid buy:bought lend:lent break:broken speak:spoken rebuild:rebuilt"
        " undertake:undertaken forge:forged spread:spread let:let hit:hit lose:lost tell:told think:thought"
    ).split()
)
DOUBLING = ("mit", "fer", "quip", "ccur", "ntrol", "mpel", "xpel", "net")  # "commit", "refer": stressed at the end
# Where base forms stand: behind "will", behind "to", and in a row of what "we will" do.
BEHIND_MODAL = re.compile(rf"\b{MODAL} {ADVERBS}([a-z-]+)\b|\bto {ADVERBS}([a-z-]+) (?:the|an?|more)\b")
PROMISE = re.compile(rf"\b[Ww]e {MODAL} ")
IN_A_ROW = re.compile(rf"(?:,|and) {ADVERBS}([a-z-]+) (?=(?:the|an?|another|more|over|at|new|\d[\d,]*)\b)")
NO_VERBS = PREPOSITIONS | frozenset(
    "be have not also further and to do the of or that as so while both more one often then still later instead perhaps"
    " how which we such never thus therefore especially even".split()
)
# "When was the fort destroyed?": which one was said before
UNNAMED = re.compile(r"\b(?:was|were|had|has) the [a-z]+ (?!of\b|in\b|for\b|\w+ing\b)")
# "… is in York and holds 300 beds", "was killed but the war went on": more than one statement
SECOND_VERB = re.compile(
    r"\bbut\b| and (?:\w+s|\w+ed|is|are|was|were|has|had|have) (?:the|an?|nearly|about|in|out|at|by|to|for|\w+ed|\d)\b"
    r"| and \w+ed$"
)
PARTICIPLE = rf"(?:\w+ed|{'|'.join(sorted(set(PAST_FORMS.values())))}|born|known)"
PASSIVE = re.compile(rf"(?:be |been )?{PARTICIPLE}\b")
PASSIVE_END = re.compile(
    rf"(?P<verb>(?:be |been )?{ADVERBS}{PARTICIPLE}) (?P<preposition>by|on|for|as|into|after) "
    r"(?P<end>(?!\d|early|well|far|soon|long|much|each|an? \w+$)[^\s,]+(?: [^\s,]+){0,4})"
)
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

    @classmethod
    def of(cls, sentences: Iterable[str]) -> "Usage":
        texts = list(sentences)
        found = {word for text in texts for pair in BEHIND_MODAL.findall(text) for word in pair if word}
        found |= {word for text in texts if PROMISE.search(text) for word in IN_A_ROW.findall(text)}
        verbs = {word for word in found if not word.endswith(("ing", "ed", "ly"))}
        common = {word for text in texts for word in re.findall(r"\b[a-z]{2,}\b", text)}
        named = {word.lower() for text in texts for word in re.findall(r"(?<=[a-z,] )[A-Z]\w+", text)}
        return cls(frozenset(verbs - NO_VERBS), frozenset(common), frozenset(named))


def read_clauses(sentence: str, usage: Usage) -> Iterator[Clause]:
    """Yield the clauses of a sentence, without what is in brackets; a subject with several verbs gives one for each."""
    plain = re.sub(r"\s*[(\[][^)\]]*[)\]]", "", sentence).rstrip(" .;:!")
    opening = INTRODUCTION.match(plain)
    plain, introduction = (plain[opening.end() :], opening["words"]) if opening else (plain, "")
    for part in CLAUSE_BREAK.split(plain):
        for piece in re.split(rf"(?<=,) and (?=(?:[\w-]+ ){{1,9}}?{MODAL} )", part):
            yield from read_clause(piece.strip(" ,"), introduction, usage)


def read_clause(text: str, introduction: str, usage: Usage) -> Iterator[Clause]:
    match = re.match(rf"(?P<subject>[^,:]+?) (?P<auxiliary>{AUXILIARY}) {ADVERBS}(?P<predicate>.+)", text)
    if not match or not is_subject(match["subject"], usage.verbs):
        return
    clause = Clause(match["subject"], match["auxiliary"], match["predicate"], introduction)
    if clause.is_promise:
        yield from (replace(clause, predicate=phrase) for phrase in verb_phrases(clause.predicate, usage.verbs))
    else:
        yield replace(clause, predicate=first_part(clause.predicate))


def is_subject(words: str, verbs: Collection[str]) -> bool:
    """True for a noun phrase, as far as its first word, its length and its joining words tell."""
    first = words.split()[0].lower()
    return (
        len(words.split()) <= LONGEST_SUBJECT
        and first not in verbs
        and first not in PREPOSITIONS
        and not re.match(
            r"(?:when|while|if|as|although|though|because|since|after|before|how|what|and|or|not)\b", first
        )
        and not first.endswith("ing")
        and not re.search(r"\b(?:which|who|that|where|when|because|after|before|until|since)\b", words)
    )


def verb_phrases(predicate: str, verbs: Collection[str]) -> list[str]:
    """Return what a subject does, one verb with all that belongs to it each: "inspect …", "install …"."""
    verb = rf"{ADVERBS}(?:{'|'.join(sorted(map(re.escape, verbs)))}) (?!(?:of|and|or|in|for|with|is|are|will|that)\b)"
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
        if before and (before.split()[-1] not in PREPOSITIONS | {"of"} or re.search(r"\w+ed\b", before)):
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
    if clause.is_promise or clause.auxiliary not in ("was", "were", "will") or not PASSIVE.match(clause.predicate):
        return None
    bare = replace(clause, introduction="" if clause.introduction == date else clause.introduction)
    rest = first_part(clause.predicate.replace(f" {date}", ""))
    return finish(f"when {clause.auxiliary} {lower_first(clause.subject, usage)} {rest}", bare, usage)


def ask_what(clause: Clause, usage: Usage) -> tuple[str, str] | None:
    """Return a question for what a passive clause ends with, and that: "What was the town named after?", "the lake"."""
    match = PASSIVE_END.fullmatch(first_part(clause.predicate))
    if clause.is_promise or clause.introduction or clause.auxiliary in ("has", "have", "had") or not match:
        return None
    who = match["preposition"] == "by" and re.fullmatch(r"[A-Z]\S+(?: (?:of |and )?[A-Z]\S+)+", match["end"])
    end = match["end"]
    if set(end.split()) & PREPOSITIONS or (end[0].isupper() and not who) or POINTING.search(end):
        return None
    words = f"{'by whom' if who else 'what'} {clause.auxiliary} {lower_first(clause.subject, usage)} {match['verb']}"
    question = finish(words if who else f"{words} {match['preposition']} ", clause, usage, ends_open=True)
    return (question, end) if question else None


def passive(clause: Clause, before: str, asked: str, usage: Usage) -> str | None:
    """ "install more than" + "how many lifts": "how many lifts will be installed"."""
    before = re.sub(r"^(?:continue|work|strive|seek|aim|plan|move \w+) to ", "", before)
    match = re.match(rf"{ADVERBS}(?P<verb>[a-z-]+)(?P<particle>{PARTICLES}) (?P<object>.*)$", before)
    if not match or match["verb"] not in usage.verbs or not re.fullmatch(MODAL, clause.auxiliary):
        return None
    done = f"be {past_participle(match['verb'])}{match['particle']}"
    moved = move_front(match["object"])
    if moved is None or (not moved[0] and moved[1]):
        return None
    stays, front = moved
    if re.match(rf"(?:{'|'.join(PREPOSITIONS)}) |.*ed$", stays):
        return None
    if not match["object"] or stays == "of":
        owner = re.sub(r"^(?:an?|the) (?:number|series|host|portfolio|range|wave|group|set) of ", "", match["object"])
        return f"{owner}{asked} {clause.auxiliary} {done}"
    return f"{front} {asked} {clause.auxiliary} {stays} {done}"


def inverted(clause: Clause, before: str, asked: str, usage: Usage) -> str | None:
    """ "Services" "will" "be brought to" + "which towns": "to which towns will services be brought"."""
    subject = lower_first(clause.subject, usage)
    words = before.split()
    there_are = subject == "there" and not words
    has_done = clause.auxiliary in ("has", "have", "had") and len(words) == 1 and words[0].endswith(("ed", "en"))
    is_modal = re.fullmatch(MODAL, clause.auxiliary) is not None
    ends_in_verb = is_modal and bool(words) and words[-1] in usage.verbs and not NESTED.search(before)
    if there_are or has_done or ends_in_verb:
        return f"{asked} {clause.auxiliary} {subject} {before}".rstrip()
    moved = move_front(before) if is_modal or PASSIVE.match(before) else None
    if not moved or not moved[1] or moved[0] == "of" or not moved[0]:
        return None
    return f"{moved[1]} {asked} {clause.auxiliary} {subject} {moved[0]}"


def move_front(before: str) -> tuple[str, str] | None:
    """Cut what stands before the asked words into what stays and what goes to the front with them.

    ("traffic signals", "at") of "traffic signals at "; ("of", "the building of") where all goes to the
    front; ("", "") where nothing stands there. None where it cannot be cut.
    """
    words = before.split()
    if not words:
        return "", ""
    if NESTED.search(before) or re.search(r"\bto \w+ .*\b(?:to|of|in)\b", before):
        return None
    places = [number for number, word in enumerate(words) if word in PREPOSITIONS]
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
    dangling = not ends_open and re.search(rf"\b(?:{'|'.join(PREPOSITIONS)}|of|and|or|the|a|of \w+ed)$", tidy)
    whole = tidy.count('"') % 2 == 0 and tidy.count("“") == tidy.count("”")
    unclear = any(pattern.search(tidy) for pattern in (POINTING, SECOND_VERB, UNNAMED))
    if not fits or dangling or not whole or unclear:
        return None
    return f"{tidy[0].upper()}{tidy[1:]}?"


def lower_first(words: str, usage: Usage) -> str:
    """Return the words as they stand within a sentence: the first keeps its capital where it is, or opens, a name."""
    first, _, rest = words.partition(" ")
    lower = re.sub(r"['’]s$", "", first.lower())
    is_name = lower in usage.named and lower not in usage.common
    opens_name = rest[:1].isupper() and lower not in PREPOSITIONS | DETERMINERS
    plain = first[1:] == first[1:].lower() and not re.search(r"\d", first)
    return f"{first.lower()} {rest}".rstrip() if plain and not is_name and not opens_name else words


# --- forms of verbs ---------------------------------------------------------------------


def past_participle(verb: str) -> str:
    if verb in PAST_FORMS:
        return PAST_FORMS[verb]
    stem = doubled(verb)
    if stem.endswith("e"):
        return f"{stem}d"
    return f"{stem[:-1]}ied" if re.search(r"[^aeiou]y$", stem) else f"{stem}ed"


def gerund(verb: str) -> str:
    stem = doubled(verb)
    return f"{stem[:-1]}ing" if re.search(r"[^eoy]e$", stem) else f"{stem}ing"


def doubled(verb: str) -> str:
    """Return the verb with its last consonant doubled where an ending asks for it: "plan" gives "plann"."""
    short = re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", verb)
    return f"{verb}{verb[-1]}" if short or verb.endswith(DOUBLING) else verb
