"""The fixed words of the pages, in one place, so that another language is one more object."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """What the pages say themselves; what the report says is never here."""

    # masthead and empty chat
    open_report: str = "Open the report"
    theme: str = "Light or dark"
    welcome: str = "What would you like to know from the report?"
    promise: str = (
        "Every answer quotes the report and shows where the words stand. "
        "What the report does not say is said to be not there."
    )
    contents: str = "What is in the report"
    documents: str = "{count} documents"

    # asking
    ask_label: str = "Ask about the report"
    ask: str = "Ask"
    hint: str = "Answers come from this report alone."
    hint_keys: str = "Enter asks, Shift and Enter starts a new line."
    next_questions: str = "You could ask next"

    # an answer
    own_words: str = "In the report’s own words"
    read_as: str = "Read as:"
    not_answered: str = "Not answered"
    answered: str = "Answered"
    partly_answered: str = "Partly answered"
    not_in_report: str = "Not in the report"
    needs_clarification: str = "What do you mean?"
    rejected: str = "Not a question for the report"
    nearest: str = "Nearest passages"
    copy_answer: str = "Copy with references"

    # its sources
    sources: str = "Sources"
    source: str = "Source {number}"
    one_source: str = "1 source"
    some_sources: str = "{count} sources"
    no_source: str = "No passage is cited."
    word_for_word: str = "Word for word in the report"
    states: str = "States it directly"
    supports: str = "Supports it"
    touches: str = "Touches on it"
    open_source: str = "Open in report"
    copy_source: str = "Copy with reference"
    one_uncited: str = "Read but not cited: 1 passage"
    some_uncited: str = "Read but not cited: {count} passages"

    # places
    section: str = "Section {number}"
    page: str = "page {number}"
    paragraph: str = "paragraph {number}"
    one_part: str = "Part {part}"
    some_parts: str = "Parts {first} and {last}"

    def counted(self, one: str, some: str, count: int) -> str:
        return one if count == 1 else some.format(count=count)


ENGLISH = Wording()
