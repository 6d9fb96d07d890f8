"""What is known of a language to make questions and altered sentences out of a document's own: clauses, targets."""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.language.forms import Kind, Pattern, Words


@dataclass(frozen=True, slots=True)
class Clauses:
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
class Targets:
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
class Drafting:
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
    done: Pattern  # group verb
    in_year: str
    further: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Alterations:
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
