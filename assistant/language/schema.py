"""What a language consists of: a section for each file, a field for each key.

A field with a default may be left out: not every language has such a thing. What the words and
patterns are for stands in the files.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, get_type_hints

from assistant.language.forms import NOTHING, Act, Courtesy, Kind, Pattern, Replacement, Sort, Stems, Words
from assistant.language.made import Alterations, Clauses, Drafting, Targets
from assistant.language.whole import EditionWords, Inventory, Outline, Periods, Verdicts, Votes
from assistant.schema import Bound


@dataclass(frozen=True, slots=True)
class Questions:
    scripts: Words  # as Unicode names them
    kinds: tuple[tuple[Sort, Pattern], ...]
    frame: Words
    several: Pattern
    every: Pattern  # that all of something is asked for
    about_me: Pattern
    focus: Pattern  # group 1: the noun and what follows it
    focus_end: Pattern
    context: str
    context_end: str
    mark: str = "?"  # that ends a question
    contracted: tuple[Replacement, ...] = ()
    of_name: Pattern = NOTHING  # what leads to a name: "of the"
    in_year: Pattern = NOTHING  # a year that is asked about, with the words that lead to it
    definite: Pattern = NOTHING  # a thing that is named as if there were one alone, or a measure without of what; noun
    uncounted: Pattern = NOTHING  # a count of nothing that is named
    belongs: Pattern = NOTHING  # behind a thing: what it is of or for
    asked_of: Pattern = NOTHING  # of what place or thing something is asked, with the words before it


@dataclass(frozen=True, slots=True)
class Conversation:
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
    bare: int = 3  # words up to which a question with one word of its own asks on: "how much veg?"
    asked: str = "{opening} {core}"  # a follow-up with the last question's opening
    frames: tuple[Replacement, ...] = ()  # openings that are worded anew; the first that is found decides
    space: str = " "  # between the words of the last question's subject
    one_of_several: Pattern = NOTHING  # points to one thing, which may be any of those spoken of
    year_before: Pattern = NOTHING  # the year before the one that was asked about, and the year after it
    year_after: Pattern = NOTHING
    year: str = "{year}"  # in their place
    narrowing: Pattern = NOTHING  # a follow-up of a place or a time alone
    time: Pattern = NOTHING  # a day, month or season by its name: another one takes the place of the last question's
    tail: Pattern = NOTHING  # at a follow-up's end, left off with its mark
    no_noun_after: Pattern = NOTHING
    measured: Pattern = NOTHING  # the measure in an opening: "kilometers of" of "how many kilometers of"
    preposition: Pattern = NOTHING
    last_preposition: Pattern = NOTHING
    listing: Pattern = NOTHING
    repeated: Pattern = NOTHING  # before the last of things that all begin with one preposition; group by
    listed: Pattern = NOTHING
    last_two: Pattern = NOTHING  # between the last two things of a list
    in_a_row: Pattern = NOTHING  # where another question begins, in a sentence that joins several
    led: Pattern = NOTHING  # what a question begins with that lacks the verb of the one before it
    gap: Pattern = NOTHING  # a question of which only the end is said; group by: its first word
    coordinated: Pattern = NOTHING  # between things that share what is asked of them
    between: Pattern = NOTHING  # the same, and the marks of a longer list
    compared: Pattern = NOTHING  # two things held side by side; groups one and other, in this order
    shared_end: Pattern = NOTHING  # of the last thing, what all of them share
    each: Pattern = NOTHING  # that something is asked of each of them
    fronted: Pattern = NOTHING  # things, and what is asked of each; groups things, asks, rest
    edge: Pattern = NOTHING  # where such things begin and end
    before_participle: Pattern = NOTHING
    participle_ends: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Intents:
    likeness: float  # least score of a kind
    longest: int  # words of a message that may be no question
    words: Words
    polite: Words
    others: Words
    courtesy: Mapping[Courtesy, tuple[str, ...]]
    acts: Mapping[Act, tuple[str, ...]]
    contrast: Mapping[str, tuple[str, ...]]
    asking: Pattern = NOTHING  # how a message begins that asks something, and so is no courtesy
    seeking: Pattern = NOTHING  # how it asks whom to turn to, who is not the assistant


@dataclass(frozen=True, slots=True)
class Framing:
    around: tuple[Replacement, ...]  # what stands around a question, and what is put in its place
    words: Words  # that no refusal names as missing
    general: Stems = frozenset()  # that it names only where no other word is missing
    particles: Words = frozenset()  # without which a question says the same


@dataclass(frozen=True, slots=True)
class Spelling:
    forms: tuple[Replacement, ...] = ()
    abbreviations: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answers:
    number_words: Mapping[str, int]
    months: Words
    hard: Mapping[Kind, Pattern]
    soft: Mapping[Kind, Pattern]
    not_a: Mapping[Kind, Pattern]
    number: Pattern
    qualifier: Pattern = NOTHING
    noun: Pattern = NOTHING
    items: Pattern = NOTHING  # group 1: what is listed
    joined: Pattern = NOTHING  # figures that tell only together


@dataclass(frozen=True, slots=True)
class Mismatch:
    undoing: Stems
    lessening: Stems
    past: Pattern
    future: Pattern
    count: Pattern
    naming: Pattern
    whole: Pattern
    sum: Pattern
    on_top: Pattern
    phrases: Pattern = NOTHING  # that something is not done
    denial: Pattern = NOTHING  # that something is not so, in a document
    no_undoing: Pattern = NOTHING
    circumstance: Pattern = NOTHING  # under which something is asked: "while the wards were shut"
    undone: Pattern = NOTHING  # a verb that undoes
    before: Pattern = NOTHING  # an earlier time is asked about
    former: Pattern = NOTHING  # what was changed, or is to be, is asked for as it was before
    attributed: Pattern = NOTHING  # group who
    denied: Pattern = NOTHING  # of what something is not so is asked
    denying: Pattern = NOTHING  # what says without a "not" that something is not so, may not be, or is left out
    saying: Pattern = NOTHING
    numbered: Pattern = NOTHING  # things told apart by a number; groups head, number
    change: Pattern = NOTHING  # "from 3 to 4"; groups old, new
    changing: Pattern = NOTHING  # how much it changes is asked for
    renewed: Pattern = NOTHING  # what it has become is asked for


@dataclass(frozen=True, slots=True)
class Slots:
    stated: Mapping[str, Pattern]  # what states a value of a sort
    other: Mapping[str, Pattern]  # a name that is none of the sort
    noun: Pattern  # group noun: what is asked for beside what is counted
    measures: Words  # nouns that a value tells itself
    # Words of which one excludes the others; "night|evening" are one, in whatever language the documents say it.
    opposed: tuple[Words, ...]
    apart: Words = frozenset()  # each the characters of which one tells things of a name apart: 东里, 西里
    measured: Pattern = NOTHING  # what is counted by a measure word; group measure
    alike: tuple[Words, ...] = ()  # measure words that count the same things
    placed: Pattern = NOTHING  # what stands before the name of a place, and ends there
    asked: tuple[tuple[str, Pattern], ...] = ()  # sorts of its own instead of the kinds; the first found decides


@dataclass(frozen=True, slots=True)
class Judging:
    orders: Pattern
    abuse: Pattern
    verb: Pattern
    joint: Pattern
    joins: Pattern
    telling: Mapping[Kind, Stems]
    personal: Pattern


@dataclass(frozen=True, slots=True)
class Names:
    name: Pattern
    joiner: Pattern
    joiners_ahead: Pattern
    openers: Words = frozenset()
    possessive: Pattern = NOTHING
    known: Pattern = NOTHING  # whole words that are names without a capital
    titles: tuple[Words, ...] = ()  # before a person's name; those of a row mean the same


@dataclass(frozen=True, slots=True)
class Numbers:
    small: Mapping[str, int]
    scales: Mapping[str, int]
    word: Pattern
    figure: Pattern  # groups digits, scale, words
    percent: Pattern
    before: tuple[tuple[Bound, Pattern], ...]
    after: tuple[tuple[Bound, Pattern], ...]
    spelled: Pattern
    percent_ahead: Pattern = NOTHING  # ends where the figure begins
    whole: Pattern = NOTHING  # a word that is a number and nothing else
    telling: Pattern = NOTHING  # a figure in words that an answer must have, as it must have one in digits
    months: Mapping[str, int] = field(default_factory=dict)
    dates: tuple[Pattern, ...] = ()  # groups year, month, day, of which a pattern may have two


@dataclass(frozen=True, slots=True)
class Opposites:
    negation: Pattern
    pairs: tuple[tuple[Stems, Stems], ...]
    phrase_end: Pattern
    no_negation: Pattern = NOTHING
    bound: Pattern = NOTHING
    undoing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Writing:
    frame: Words
    nothing_said: Pattern
    about_passages: Pattern
    several_parts: Pattern
    comparing: Stems
    label: Pattern


@dataclass(frozen=True, slots=True)
class Latin:
    syllables: Words
    telling: Words


@dataclass(frozen=True, slots=True, eq=False)  # read once, so it equals itself alone
class Language:
    """One language; its name is that of its folder."""

    name: str
    question: Questions
    conversation: Conversation
    intents: Intents
    framing: Framing
    spelling: Spelling
    answers: Answers
    mismatch: Mismatch
    judging: Judging
    slots: Slots
    outline: Outline
    inventory: Inventory
    verdict: Verdicts
    votes: Votes
    periods: Periods
    editions: EditionWords
    names: Names
    numbers: Numbers
    opposites: Opposites
    writing: Writing
    clause: Clauses
    targets: Targets
    drafting: Drafting
    alterations: Alterations
    latin: Latin  # how it is typed in letters that are not its own


SECTIONS: Mapping[str, type[Any]] = {name: kind for name, kind in get_type_hints(Language).items() if name != "name"}


def is_words(section: str, key: str) -> bool:
    """True where a key holds words, not patterns."""
    found = SECTIONS[section].__dataclass_fields__.get(key)
    return found is not None and found.type in (Words, Stems)
