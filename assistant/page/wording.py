"""The fixed words of the chat page and the terminal: ``prompts/page.<language>.toml``, checked when it is read."""

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from string import Formatter

from assistant.config import shipped
from assistant.errors import SettingsError
from assistant.locale import DEFAULT
from assistant.schema import Reason, Status

DATE = {"day", "month", "month_name", "year"}  # what every date may be made of


@dataclass(frozen=True, slots=True)
class Wording:
    """What the page says itself; what the report says is never here."""

    # masthead and empty chat
    skip: str
    pages: str
    open_report: str
    figures: str
    theme: str
    conversations: str
    welcome: str
    promise: str
    contents: str
    starter_figure: str
    starter_list: str
    starter_name: str
    starter_topic: str
    documents: str
    date: str

    # asking
    ask_label: str
    which_documents: str
    every_document: str
    ask: str
    stop: str
    hint: str
    hint_keys: str
    next_questions: str
    editing: str
    too_long: str
    server_away: str
    too_many: str
    not_taken: str
    signed_out: str
    cancel: str

    # an answer
    own_words: str
    model_words: str
    read_as: str
    edit: str
    edit_question: str
    whole: str
    less: str
    retry: str
    not_answered: str
    stopped: str
    answered: str
    partly_answered: str
    not_in_report: str
    needs_clarification: str
    conversation: str
    rejected: str
    other_language: str
    nearest: str
    copy_answer: str
    copied: str
    not_copied: str
    contact: str
    table: str
    table_figure: str
    table_unit: str
    table_name: str
    table_where: str
    download: str

    # its sources
    sources: str
    source: str
    one_source: str
    some_sources: str
    no_source: str
    earlier_answer: str
    later_answer: str
    word_for_word: str
    as_it_reads: str
    states: str
    supports: str
    touches: str
    open_source: str
    copy_source: str
    one_uncited: str
    some_uncited: str

    # places
    section: str
    page: str
    recognised: str
    paragraph: str
    one_part: str
    some_parts: str

    # rating an answer
    helps: str
    does_not_help: str
    what_is_wrong: str
    wrong: str
    incomplete: str
    wrong_source: str
    should_have_refused: str
    should_have_answered: str
    other: str
    comment: str
    send: str
    thanks: str
    withdraw: str
    withdrawn: str
    rating_not_kept: str

    # conversations
    new_conversation: str
    kept_here: str
    not_kept_here: str
    more: str
    rename: str
    delete: str
    deleted: str
    undo: str
    save: str
    as_markdown: str
    as_word: str
    not_saved: str
    close: str

    # signing in
    sign_in: str
    who_may: str
    key: str
    unknown_key: str
    expired_key: str
    too_many_attempts: str
    sign_out: str
    sign_out_there: str
    logins: str
    signed_in: str
    this_browser: str
    login_times: str

    # the ratings, for whoever has the admin key
    ratings: str
    documents_folder: str
    ratings_found: str
    newer: str
    older: str
    no_rating: str
    this_page: str
    verdict: str
    status_of_answer: str
    text: str
    any: str
    good: str
    show: str
    as_question_file: str
    as_row: str
    quotes: str
    said_before: str

    def counted(self, one: str, some: str, count: int) -> str:
        return one if count == 1 else some.format(count=count)

    def asks_for(self, label: str) -> str:
        """Return what kind of thing a starter question asks for."""
        words: str = getattr(self, f"starter_{label}")
        return words

    def status(self, status: Status, reason: Reason | None = None) -> str:
        """Return the status of an answer in words."""
        words: str = getattr(self, "other_language" if reason == "language" else status)
        return words


@cache
def wording(language: str) -> Wording:
    """Return the words of a language; raises SettingsError that names the text at fault."""
    path = shipped("prompts") / f"page.{language}.toml"
    try:
        texts = tomllib.loads(path.read_text("utf-8"))
        words = Wording(**texts)
    except (OSError, ValueError, TypeError) as error:
        raise SettingsError(f"{path} cannot be used: {error}.") from error
    if language != DEFAULT:
        check(words, wording(DEFAULT), str(path))
    return words


def check(words: Wording, model: Wording, path: str) -> None:
    """Raise SettingsError where a text has other places to be filled than in the default language."""
    for field in fields(Wording):
        if blanks(getattr(words, field.name)) - blanks(getattr(model, field.name)) - DATE:
            raise SettingsError(f"{path}: “{field.name}” has other braces than in {DEFAULT}.")


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


ENGLISH = wording(DEFAULT)
