"""What can go wrong on the way to an answer, and what each error means to a program.

ReportError (index.errors)
├── SettingsError     a setting is missing or has a value that cannot be used
├── QuestionError     the request is not a question that can be read
├── BuildFailed       the process that builds the index ended with an error
├── NotReady          the index or the model is still being loaded
├── NotFound          no such document
└── InvariantError    an answer failed its own check and is withheld

``MEANING`` is the one place where errors get their HTTP status and exit code.
"""

from dataclasses import dataclass

from index.errors import IndexBusy, IndexDamaged, IndexMissing, ModelError, ReportError, SeedsError


class SettingsError(ReportError):
    """A setting is missing or has a value that cannot be used."""


class QuestionError(ReportError):
    """The request is not a question that can be read."""


class BuildFailed(ReportError):
    """The process that builds the index ended with an error; the message is its last line."""


class NotReady(ReportError):
    """The index or the model is still being loaded."""


class NotFound(ReportError):
    """There is no such document."""


class InvariantError(ReportError):
    """An answer failed its own check and is withheld."""


@dataclass(frozen=True, slots=True)
class Meaning:
    http_status: int
    exit_code: int


BAD_INPUT_EXIT = 2
MEANING: dict[type[ReportError], Meaning] = {
    QuestionError: Meaning(422, BAD_INPUT_EXIT),
    NotFound: Meaning(404, BAD_INPUT_EXIT),
    SettingsError: Meaning(500, BAD_INPUT_EXIT),
    SeedsError: Meaning(503, BAD_INPUT_EXIT),
    ModelError: Meaning(503, BAD_INPUT_EXIT),
    IndexMissing: Meaning(503, BAD_INPUT_EXIT),
    IndexDamaged: Meaning(503, BAD_INPUT_EXIT),
    IndexBusy: Meaning(503, BAD_INPUT_EXIT),
    BuildFailed: Meaning(503, BAD_INPUT_EXIT),
    NotReady: Meaning(503, BAD_INPUT_EXIT),
    ReportError: Meaning(500, BAD_INPUT_EXIT),
}


def meaning(error: ReportError) -> Meaning:
    """Return the meaning of the nearest class in the error's ancestry."""
    return next(MEANING[kind] for kind in type(error).__mro__ if kind in MEANING)
