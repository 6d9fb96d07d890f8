"""Reads a question: what kind of answer it wants, what it asks for, its words and numbers.

Knows English question words; knows nothing of any index. ``respell`` takes a vocabulary.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from index.words import STOP_WORDS, Word, read_words, stem

Kind = Literal[
    "quantity",
    "share",
    "money",
    "date",
    "duration",
    "length",
    "area",
    "contact",
    "expansion",
    "person",
    "organisation",
    "place",
    "name",
    "reason",
    "yes_no",
    "list",
    "topic",
    "comparison",
    "structure",
    "document",
    "other",
]

AUX = r"(?:is|are|was|were|will|would|do|does|did|can|could|should|has|have|must|may)"
LEAD = r"^(?:and |but |so )?"
WHO_ONE = (
    "(?:person|people|man|woman|minister|mayor|leader|director|author|architect|designer|engineer|artist|official"
    "|politician|professor|expert|singer|actor|coach)"
)
PRICE = r"(?:costs?|prices?|fees?|fares?|tolls?|fines?|penalt(?:y|ies)|salar(?:y|ies)|wages?|rents?)"
CONTACT = r"(?:(?:tele)?phone number|hotline number|e-?mail address|postal address|web address|website|url)"
# The first pattern that is found decides. They are read against the question in lower case.
PATTERNS: tuple[tuple[Kind, str], ...] = (
    ("reason", rf"{LEAD}(?:why|how come)\b|\bwhat (?:made|makes|led|drove|prompted)\b"),
    ("comparison", r"^compare\b"),
    ("share", r"\b(?:what|which|the) (?:share|proportion|percentage|percent|per cent|fraction|part) of\b"),
    ("share", r"\b(?:what|which) (?:share|proportion|percentage|percent|per cent|fraction)\b"),
    ("share", r"\b(?:percent|percentage|proportion|share) of\b|\bhow (?:large|big|high) a (?:share|part)\b"),
    ("money", r"\bhow (?:much|many) (?:\w+ )?(?:money|yuan|dollars?|euros?|funds?|funding|capital|investment)\b"),
    ("share", r"\b(?:what|which|how (?:high|much)) (?:\w+ ){0,3}interest\b|\binterest rate\b"),
    ("money", rf"\bhow expensive\b|\b(?:what|how much|how high|amount) (?:(?!about|done|said|planned)\w+ )*{PRICE}\b"),
    ("money", rf"\b(?:budget|{PRICE}) (?:of|for)\b|\bhow much\b.*\b(?:invest|spend|spent|pay|charge)"),
    ("money", rf"\bwhat {AUX} .*\b(?:invest|spend|pay|charge|chip in)(?! attention)\b"),
    ("contact", rf"\b(?:what|which|have|know|give me|need)\b.*\b{CONTACT}\b"),
    ("expansion", r"\b(?:stands?|short) for\b|\bspelled out\b"),
    ("duration", rf"\bhow long {AUX} (?:it|the \w+ (?:take|last))\b|\bhow many (?:years|months|weeks|days|hours)\b"),
    ("duration", r"\bhow much longer\b|\bfor how long\b|\bhow long (?:does|do|did|can|may|must)\b"),
    (
        "length",
        r"\bhow (?:long|tall|high|deep|wide|far)\b|\b(?:what|which|the) (?:length|height|width|depth|distance)\b",
    ),
    (
        "length",
        r"\bhow (?:many|much) (?!square)(?:\w+ )?(?:more )?"
        r"(?:km|kilomet(?:er|re)s?|met(?:er|re)s?|miles?|mileage)\b",
    ),
    (
        "area",
        r"\bhow (?:many|much) (?:square|hectares?|mu|acres?|land)\b|\b(?:what|how large an) (?:area|acreage|size)\b",
    ),
    ("area", r"\bhow (?:large|big)\b"),
    ("date", rf"{LEAD}(?:since |by |until )?when\b|\bwhen {AUX}\b|\bwhen\W*$|\b(?:know|me|ask|say|wonder) when\b"),
    ("date", r"\b(?:what|which) (?:exact )?(?:years?|dates?|month|day|season)\b"),
    ("date", r"\bhow (?:soon|old)\b|\bwhat (?:age|time)\b|\bdeadline\b|\bopening (?:hours|times)\b"),
    ("comparison", r"\b(?:compared? (?:to|with)|difference between|more .* than|less .* than|versus|vs)\b"),
    ("quantity", r"\bhow (?:many|much)\b"),
    ("quantity", r"\b(?:number|amount|total|quantity|ratio|rate|target|output|volume|population) (?:of|for)\b"),
    (
        "quantity",
        r"\bwhat(?: is| are| was| were)? (?:the )?(?:\w+ ){0,3}?"
        r"(?:number|amount|ratio|rate|total|target|quantity)\b",
    ),
    (
        "quantity",
        r"\bwhat(?: is| are)? (?:the )?(?:\w+ ){0,3}?"
        r"(?:volume|count|minimum|maximum|limit|floor|ceiling|output|capacity)\b",
    ),
    ("person", rf"{LEAD}(?:who|whom|whose)\b"),
    ("person", rf"\b(?:which|what) (?:\w+ )?{WHO_ONE}\b"),
    ("organisation", r"\b(?:which|what) (?:\w+ )?(?:company|companies|organi[sz]ation|agency|ministry|bureau|firm)\b"),
    ("organisation", r"\b(?:which|what) (?:\w+ )?(?:airline|institution|contractor|supplier|manufacturer|builder)s?\b"),
    (
        "reason",
        r"\bwhy\b|\b(?:what|which|for what) (?:is |was |are )?(?:the )?(?:reason|purpose|cause)s?\b|\bhow come\b",
    ),
    ("place", rf"{LEAD}where\b"),
    ("place", r"\b(?:in|at|to|from) (?:which|what) (?:place|city|district|country|town|area|site|region)s?\b"),
    ("list", r"\b(?:which|what) (?:\w+ ){0,3}(?:are|were) (?:named|listed|mentioned|given|cited)\b"),
    ("list", r"^(?:list|name|enumerate)\b|\b(?:which|what) (?:kinds?|types?|sorts?|examples?) of\b"),
    ("list", r"\bwhich (?:two|three|four|five|six|seven|eight|nine|ten)\b"),
    ("topic", r"\bwhat (?:does|do|did) .*\b(?:say|says|said|mention|plan|planned|promise)\b|\bsaid about\b"),
    ("topic", rf"{LEAD}(?:what|how) about\b|^(?:any|anything|plans?|policy|policies|measures?)\b"),
    ("topic", rf"^(?!(?:which|what|who|where|when|how|{AUX})\b).*\b(?:plans|policy|policies|measures|goals)\W*$"),
    ("topic", r"^(?:tell me|describe|explain|summari[sz]e|overview)\b|^how (?:is|are|will|should|do|does|can)\b"),
    (
        "topic",
        rf"{LEAD}what (?:else )?(?:is|are|will be|has been) (?:planned|done|being done|foreseen|proposed|the plans?)\b",
    ),
    ("name", r"\bwhat(?: is| are)? .*\b(?:called|named|the name|the title)\b|\bname of\b|\bunder (?:which|what)\b"),
    ("yes_no", rf"{LEAD}{AUX}\b"),
    ("name", rf"{LEAD}(?:\w+ )?(?:which|what)\b"),
)
RULES = tuple((kind, re.compile(pattern)) for kind, pattern in PATTERNS)

IS = re.compile(r"(?<=\bwhat)'s\b|(?<=\bwho)'s\b|(?<=\bwhere)'s\b|(?<=\bwhen)'s\b|(?<=\bhow)'s\b")

# Words that ask, or name the document that is asked; they need no counterpart in an answer.
FRAME = frozenset(
    "how many much long what which who whom whose when where why report reports document say says said tell mention"
    " mentioned mentions plan plans planned planning name named names called give given list listed kind kinds type"
    " types sort anything something any thing things please know want wants number amount total percentage percent"
    " share proportion ratio altogether exactly let there will would should shall be is are do does done"
    # verbs and pronouns that mean too little to be looked for
    " could might get gets got getting go goes going come comes coming become becomes happen happens take takes put"
    " bring brings brought somebody someone anybody anyone everybody everyone else still actually really currently"
    " kindly hello hi hey thanks thank ok okay wonder curious".split()
)
SEVERAL = re.compile(
    r"\bboth\b|\b(?:more|else) (?:is|are|will be) (?:planned|done|said)\b"
    r"|\bin (?:what|which) ways?\b|\bwhere (?:is|are|do|does) .*(?:mentioned|come|appear|treated|discussed)"
    r"|\b(?:in terms of|as well as|respectively|everything|all (?:the )?(?:places|mentions|measures|plans))\b",
    re.IGNORECASE,
)
ABOUT_ME = re.compile(r"\b(?:I am|I'm|we are|aged?)\s+(\d+)", re.IGNORECASE)
YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
FOCUS = re.compile(
    r"\b(?:how many|how much|number of|amount of|what|which)\s+(?:other |more |new |extra |additional )*(.+)"
)
FOCUS_END = re.compile(
    r"\b(?:is|are|was|were|will|would|should|shall|can|could|must|may|might|do|does|did|has|have|had|to|in|on|at|for|of"
    r"|by|with|from|under|that|who|which|be|been|get|gets|got|there|per|and|along|near|about)\b|[?,.;:]"
)
NUMBER_WORDS = {
    word: value
    for value, word in [
        *enumerate("zero one two three four five six seven eight nine ten eleven twelve".split()),
        (20, "twenty"), (30, "thirty"), (40, "forty"), (50, "fifty"), (60, "sixty"), (70, "seventy"), (80, "eighty"),
        (90, "ninety"), (100, "hundred"), (1000, "thousand"), (10**6, "million"), (10**9, "billion"),
    ]
}  # fmt: skip


# What a follow-up lacked stands in brackets at its end: "How many dead-end roads (about relief projects)?"
CONTEXT, CONTEXT_END = " (about ", ")?"


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was understood."""

    text: str
    kind: Kind
    words: tuple[Word, ...]  # the words that need a counterpart in an answer; none in "What will be done?"
    focus: tuple[int, int] | None  # span of what is counted or named: "parking spaces" of "how many parking spaces …"
    numbers: tuple[str, ...]  # figures, as written without separators; years are not among them
    years: tuple[str, ...]
    named: tuple[bool, ...]  # for each of ``words`` whether it is written as a proper name
    own: tuple[bool, ...]  # for each of ``words`` whether it was asked, or added from the conversation
    several: bool  # whether it takes several sentences: a subject or several places, no single fact


def read_question(text: str) -> Question:
    """Read one standalone question. Never fails: what is not understood is of kind "other"."""
    words = read_words(text)
    content = [word for word in words if not {word.text, word.text.removesuffix("'s")} & (STOP_WORDS | FRAME)]
    years = tuple(YEAR.findall(text))
    about_me = ABOUT_ME.findall(text)
    numbers = tuple(
        word.text.replace(",", "")
        for word in words
        if word.text[0].isdigit() and word.text not in years and word.text not in about_me
    )
    named = tuple(is_name(text, word) for word in content)
    kind = read_kind(text)
    several = kind in ("topic", "comparison") or SEVERAL.search(text) is not None
    own = tuple(word.end <= own_end(text) for word in content)
    return Question(text, kind, tuple(content), read_focus(text), numbers, years, named, own, several)


def own_end(text: str) -> int:
    """Return where a question's own words end and those from the conversation begin."""
    begun = text.rfind(CONTEXT)
    return begun if begun >= 0 and text.endswith(CONTEXT_END) else len(text)


def is_name(text: str, word: Word) -> bool:
    """True for a capitalised word that does not open a sentence, in a text that is not all capitals."""
    before = text[: word.start].rstrip("\"'“‘( ")
    opens = not before or before[-1] in ".?!:"
    return text[word.start].isupper() and not opens and not text.isupper()


def read_kind(text: str) -> Kind:
    """Return the kind of the last sentence, or of the whole where that asks nothing ("… Thanks.")."""
    lower = IS.sub(" is", " ".join(text.lower().replace("’", "'").split()))
    *_, last = [piece for piece in re.split(r"(?<=[.!?])\s", lower) if piece] or [""]
    kinds = (kind for part in (last, lower) for kind, pattern in RULES if pattern.search(part))
    return next(kinds, "other")


def read_focus(text: str) -> tuple[int, int] | None:
    """Return the span of the noun that is counted or asked for; None where the question names none."""
    match = FOCUS.search(text.lower())
    if not match:
        return None
    end = FOCUS_END.search(text.lower(), match.start(1))
    stop = end.start() if end else len(text)
    words = text[match.start(1) : stop].rstrip()
    return (match.start(1), match.start(1) + len(words)) if words else None


# --- spelling ---------------------------------------------------------------------------

BRITISH = (
    (r"(?<=\w{3})our(s|ed|ing|ful|able|hood|hoods|)$", r"or\1"),
    (r"(?<=\w{3})tre(s|d|)$", r"ter\1"),
    (r"is(e|es|ed|ing|ation|ations|er|ers)$", r"iz\1"),
    (r"ys(e|es|ed|ing)$", r"yz\1"),
    (r"ence(s|)$", r"ense\1"),
    (r"ogue(s|)$", r"og\1"),
    (r"mme(s|)$", r"m\1"),
    (r"ll(ed|ing|er|ers)$", r"l\1"),
    (r"ae", "e"),
)
ABBREVIATIONS = {
    word: full
    for words, full in [("rd", "road"), ("km kms", "kilometers"), ("sq", "square"), ("govt", "government")]
    for word in words.split()
}
CLOSE_ENOUGH = 0.85  # difflib's ratio: "chineese" and "chinese" 0.93, but "fairer" and "fire" 0.8
CLIPPED = 3  # letters that must be left of a clipped word
SHORTEST = 5  # letters; shorter words have too many neighbours


def respell(text: str, pieces: Sequence[tuple[int, int]], vocabulary: Collection[str], stems: Collection[str]) -> str:
    """Bring the question's words to the spelling of ``vocabulary``, the documents' words; ``stems`` are theirs.

    ``pieces`` are the spans of the encoder's tokens: a word it knows whole is a right word of
    the language and is left alone, unless it is only the British form.
    """
    for word in reversed(read_words(text)):
        if word.text in vocabulary or word.stem in stems or word.text[0].isdigit():
            continue
        broken = sum(word.start <= start < word.end for start, _ in pieces) > 1
        better = other_form(word.text, vocabulary)
        if broken and not better:
            better = unclipped(word.text, vocabulary) or closest(word.text, vocabulary)
        if better:
            text = text[: word.start] + better + text[word.end :]
    return text


def other_form(word: str, vocabulary: Collection[str]) -> str | None:
    """Return the American or full form of a word where the documents have it."""
    forms = [ABBREVIATIONS.get(word, ""), *(re.sub(pattern, new, word) for pattern, new in BRITISH)]
    return next((form for form in forms if form in vocabulary), None)


def unclipped(word: str, vocabulary: Collection[str]) -> str | None:
    """Return the word that is cut off in ``word``: "vegetable" for "veg"; None where several could be meant."""
    whole = sorted((other for other in vocabulary if other.startswith(word)), key=lambda other: (len(other), other))
    return whole[0] if len(word) >= CLIPPED and len({stem(other) for other in whole}) == 1 else None


def closest(word: str, vocabulary: Collection[str]) -> str | None:
    """Return the most similar word with the same first letter; None where none is close."""
    if len(word) < SHORTEST:
        return None
    near = [other for other in vocabulary if other[0] == word[0] and abs(len(other) - len(word)) <= 2]
    scored = [(SequenceMatcher(None, word, other).ratio(), other) for other in near]
    swapped = next((other for other in near if sorted(other) == sorted(word)), None)
    ratio, best = (1.0, swapped) if swapped else max(scored, default=(0.0, ""))
    return best if ratio >= CLOSE_ENOUGH else None
