"""What is known of a language to answer about a document as a whole, about all of a kind, about claims and times."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from assistant.language.forms import NOTHING, Pattern, Stems, Words


@dataclass(frozen=True, slots=True)
class Outline:
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
    whole: Pattern = NOTHING  # the document, where it is meant as a whole
    show: Pattern = NOTHING
    says: Pattern = NOTHING  # what a section says is asked for, not what it is called
    held: Pattern = NOTHING  # which documents there are
    paragraph: Pattern = NOTHING  # groups after, before
    part: Pattern = NOTHING  # as a document's title has it
    on: Pattern = NOTHING  # group subject: "the section on science"
    points: Pattern = NOTHING  # group count: "in three points"
    mentioned: Pattern = NOTHING  # group subject
    report: Pattern = NOTHING  # the title of one
    document: str = ""  # stands for a title: "who published the Climate Strategy"


@dataclass(frozen=True, slots=True)
class Inventory:
    figures: Pattern = NOTHING  # all figures are asked for; group about
    counting: Pattern = NOTHING  # all things of a kind with their figures; group about
    shares: Pattern = NOTHING
    names: Pattern = NOTHING  # all names of a kind are asked for; group noun
    unit: Pattern = NOTHING  # what a figure counts, where "targets" has no pattern for it; group unit
    attached: Pattern = NOTHING  # a unit joined by a dash: "three-year"
    rate: Pattern = NOTHING  # "one issue per month"; group unit
    total: Pattern = NOTHING  # "bringing the total to 8,000"; groups unit, number
    ahead: Pattern = NOTHING  # what is counted, named before the figure; group unit
    in_name: Pattern = NOTHING  # before a figure that is part of a name: "Line 22"
    in_name_on: Pattern = NOTHING  # behind such a figure
    relative: Pattern = NOTHING  # a year that is told by another
    dated: Pattern = NOTHING  # a year, at its start
    chain: Pattern = NOTHING  # a name's words
    titled: Pattern = NOTHING  # what follows the word that tells the kind: "Forum on …"
    code: Pattern = NOTHING  # "Line 22"
    several_named: Words = frozenset()  # nouns whose plural may be one name: "Mountains"
    such_as: Pattern = NOTHING
    article: Pattern = NOTHING
    between: Pattern = NOTHING  # the items of a list


@dataclass(frozen=True, slots=True)
class Verdicts:
    opening: Pattern = NOTHING
    closing: Pattern = NOTHING
    link: Pattern = NOTHING  # before a claim that only a closing tells: "So … , right?"
    no_claim: Pattern = NOTHING  # what is asked in other words than a claim
    only: Pattern = NOTHING  # before a figure: no more than that
    only_there: Pattern = NOTHING  # nowhere else, or at no other time
    article: Pattern = NOTHING  # a figure that only says "a"
    clause: Pattern = NOTHING  # where one thing that a sentence says ends
    pairs: tuple[tuple[Stems, Stems], ...] = ()  # opposites beside those that hold everywhere
    contraries: tuple[tuple[Pattern, Pattern], ...] = ()  # what excludes one another of one thing at one time


Side = Literal["against", "abstained", "absent", "present", "for", "chair", "minutes"]


@dataclass(frozen=True, slots=True)
class Votes:
    asked: tuple[tuple[Side, Pattern], ...] = ()  # which side a question asks for
    told: tuple[tuple[Side, Pattern], ...] = ()  # which side a word of minutes means
    entry: Pattern = NOTHING  # groups name, vote: "Okafor nay"
    group: Pattern = NOTHING  # "Nays: Okafor, Chu"; groups vote, names, or with one ending: "two against (Chu)"
    name: Pattern = NOTHING
    speech: Pattern = NOTHING  # what somebody said is asked for; groups who, about
    saying: Pattern = NOTHING  # a verb of saying
    words: Words = frozenset()  # of such a question, beside those that tell what was voted on


@dataclass(frozen=True, slots=True)
class EditionWords:
    named: Pattern = NOTHING  # an edition is named; groups before, after
    changed: Pattern = NOTHING  # it is asked what changed
    since: Pattern = NOTHING  # group label: with which edition it is compared
    words: Words = frozenset()  # of such a question, beside its subject


@dataclass(frozen=True, slots=True)
class Periods:
    told: Pattern = NOTHING  # from when, until when; groups that begin with first and last, and then
    asked: Pattern = NOTHING  # groups before, after, first, last, at
    lasting: Pattern = NOTHING  # what is so all the time
