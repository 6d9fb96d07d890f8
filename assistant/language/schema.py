"""What a language consists of: a section for each file, a field for each key.

A field with a default may be left out: not every language has such a thing. What the words and
patterns are for stands in the files.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, get_type_hints

from pydantic import BeforeValidator, ConfigDict, ValidationInfo

from index.words import stem

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
Bound = Literal["", "least", "most", "about"]


def read_pattern(written: object, info: ValidationInfo) -> Any:
    return info.context.pattern(written)  # type: ignore[union-attr]


def read_words(written: object, info: ValidationInfo) -> Any:
    return info.context.words(written)  # type: ignore[union-attr]


def read_stems(written: object, info: ValidationInfo) -> Any:
    return frozenset(map(stem, read_words(written, info)))


Pattern = Annotated[re.Pattern[str], BeforeValidator(read_pattern)]
Words = Annotated[frozenset[str], BeforeValidator(read_words)]  # in lower case, one list of them or several
Stems = Annotated[frozenset[str], BeforeValidator(read_stems)]  # written as words
Replacement = tuple[Pattern, str]
NOTHING = re.compile(r"(?!)")  # for a pattern that a language has not: it is found nowhere
NONE: frozenset[str] = frozenset()


class Section:
    __pydantic_config__: ClassVar = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True)
class Questions(Section):
    kinds: tuple[tuple[Kind, Pattern], ...]
    frame: Words
    several: Pattern
    about_me: Pattern
    focus: Pattern  # group 1: the noun and what follows it
    focus_end: Pattern
    context: str
    context_end: str
    contracted: tuple[Replacement, ...] = ()


@dataclass(frozen=True, slots=True)
class Conversation(Section):
    change_of_topic: Pattern
    link: Pattern
    opening: Pattern
    whole_question: Pattern
    pointing: Pattern
    added: Pattern
    question_words: Words
    empty: Words
    document: Words
    what_about: str
    joined: Pattern
    first_of_two: Pattern
    no_noun_after: Pattern = NOTHING
    preposition: Pattern = NOTHING
    last_preposition: Pattern = NOTHING
    before_participle: Pattern = NOTHING
    participle_ends: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spelling(Section):
    forms: tuple[Replacement, ...] = ()
    abbreviations: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answers(Section):
    number_words: Mapping[str, int]
    months: Words
    hard: Mapping[Kind, Pattern]
    soft: Mapping[Kind, Pattern]
    not_a: Mapping[Kind, Pattern]
    number: Pattern
    qualifier: Pattern = NOTHING
    noun: Pattern = NOTHING
    items: Pattern = NOTHING  # group 1: what is listed


@dataclass(frozen=True, slots=True)
class Mismatch(Section):
    undoing: Stems
    lessening: Stems
    past: Pattern
    future: Pattern
    count: Pattern
    naming: Pattern
    whole: Pattern
    sum: Pattern
    on_top: Pattern
    phrases: Pattern = NOTHING
    no_undoing: Pattern = NOTHING


@dataclass(frozen=True, slots=True)
class Judging(Section):
    orders: Pattern
    abuse: Pattern
    verb: Pattern
    joint: Pattern
    joins: Pattern
    telling: Mapping[Kind, Stems]
    personal: Pattern


@dataclass(frozen=True, slots=True)
class Outline(Section):
    unit: Pattern
    ordinals: Mapping[str, int]
    numbered: Pattern  # groups after, before
    which: Pattern
    topics_of: Pattern
    first: Pattern
    final: Pattern
    last: Pattern
    all: Pattern
    how_many: Pattern
    header: tuple[tuple[Literal["publisher", "date", "title"], Pattern], ...]
    words: Words
    ending: Words
    wants_topics: Pattern
    summary: Pattern


@dataclass(frozen=True, slots=True)
class Names(Section):
    name: Pattern
    joiner: Pattern
    joiners_ahead: Pattern
    openers: Words = NONE
    possessive: Pattern = NOTHING


@dataclass(frozen=True, slots=True)
class Numbers(Section):
    small: Mapping[str, int]
    scales: Mapping[str, int]
    word: Pattern
    figure: Pattern  # groups digits, scale, words
    percent: Pattern
    before: tuple[tuple[Bound, Pattern], ...]
    after: tuple[tuple[Bound, Pattern], ...]
    spelled: Pattern


@dataclass(frozen=True, slots=True)
class Opposites(Section):
    negation: Pattern
    pairs: tuple[tuple[Stems, Stems], ...]
    phrase_end: Pattern
    no_negation: Pattern = NOTHING
    bound: Pattern = NOTHING
    undoing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Writing(Section):
    frame: Words
    nothing_said: Pattern
    about_passages: Pattern
    several_parts: Pattern
    comparing: Stems
    label: Pattern


@dataclass(frozen=True, slots=True)
class Clauses(Section):
    """What turns a clause into a question, in languages where that is done by moving words."""

    adverbs: Pattern
    modal: Pattern
    auxiliary: Pattern
    prepositions: Words
    determiners: Words
    particles: Pattern
    clause: Pattern  # groups subject, auxiliary, predicate
    breaks: Pattern
    new_subject: Pattern
    introduction: Pattern  # group words
    no_subject: Pattern
    not_in_subject: Pattern
    no_object: Pattern
    pointing: Pattern
    nested: Pattern
    unnamed: Pattern
    second_verb: Pattern
    dangling: Pattern
    passive: Pattern
    passive_end: Pattern  # groups verb, preposition, end
    striving: Pattern
    series: Pattern
    behind_modal: Pattern  # a group for each base form
    promise: Pattern
    in_a_row: Pattern  # group 1: a base form
    no_verbs: Words
    doubling: tuple[str, ...]
    participles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Targets(Section):
    figure: Pattern  # groups lead, number, percent
    more: Pattern
    order: str
    uncounted: Pattern
    counted: Pattern
    belonging: Pattern
    ratio: Pattern  # groups number, unit, between
    ratio_joint: Pattern
    uncounted_noun: Pattern  # group noun
    joining: Pattern
    plural: Pattern
    vague: Words
    name: Pattern  # groups article, words
    boundary: Pattern
    goes_on: Pattern
    leading: Words
    no_class: Pattern
    owned: Pattern
    listed: Pattern
    no_item: Pattern
    list_end: Pattern


@dataclass(frozen=True, slots=True)
class Promises(Section):
    promised: Pattern
    unsure: Pattern
    known_row: Pattern
    total: Pattern  # groups unit, number
    part: Pattern
    new_subject: Pattern
    modals: Pattern
    promise: Pattern
    no_object: Pattern


@dataclass(frozen=True, slots=True)
class Drafting(Section):
    asking: Words
    dated: Pattern  # group date
    article: Pattern
    ratio: str
    examples: str
    planned: str
    said: str
    section: str
    somewhere: str
    places: tuple[str, ...]
    inner_capital: Pattern
    placed: Pattern  # group place
    future: str
    promise: Pattern
    attributes: tuple[tuple[Words, Kind, str], ...]


@dataclass(frozen=True, slots=True)
class Alterations(Section):
    additions: tuple[str, ...]
    bounds: tuple[tuple[str, str], ...]
    helper: Pattern  # group 1
    negation: str
    percent: str
    told: str
    joined: str
    promise: Pattern
    speakers: tuple[str, ...]
    bounded: Pattern  # group 1, a key of same_bound
    same_bound: Mapping[str, str]
    turned: Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)  # read once, so it equals itself alone
class Language:
    """One language; its name is that of its folder."""

    name: str
    question: Questions
    conversation: Conversation
    spelling: Spelling
    answers: Answers
    mismatch: Mismatch
    judging: Judging
    outline: Outline
    names: Names
    numbers: Numbers
    opposites: Opposites
    writing: Writing
    clause: Clauses
    targets: Targets
    promises: Promises
    drafting: Drafting
    alterations: Alterations


SECTION_TYPES = {name: kind for name, kind in get_type_hints(Language).items() if name != "name"}


@cache
def is_words(section: str, key: str) -> bool:
    """True where a key holds words, not patterns."""
    return get_type_hints(SECTION_TYPES[section], include_extras=True).get(key) in (Words, Stems)
