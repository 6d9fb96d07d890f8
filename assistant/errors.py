"""What can go wrong on the way to an answer, and what each error means to a program.

ReportError (index.errors)
├── SettingsError     a setting is missing or has a value that cannot be used
├── QuestionError     the request is not a question that can be read
├── BuildFailed       the process that builds the index ended with an error
├── NotReady          the index or the model is still being loaded
├── StartFailed       what answers could not be opened, for a cause that nobody foresaw
├── Busy              too many questions at once
├── TooSlow           an answer took longer than it may
├── NotFound          no such document
├── LibraryError      a file cannot be put among the documents, or taken away
│   └── LibraryClosed nothing can be changed there
├── QuestionFileError a question file, or a corpus beside it, has a fault: file, line and field
├── TargetError       the assistant behind an address cannot be asked
├── CalibrationError  a calibration cannot be made, or does not fit the index
├── RatingError       the ratings cannot be read or written
│   └── RatingsFull   as many are kept as may be
├── WriterError       the language model did not write as it should; the report's own sentences answer
├── EvaluationError   a run cannot be made as asked: its folder, baseline, thresholds or measures
└── InvariantError    an answer failed its own check and is withheld

``MEANING`` is the one place where errors get their HTTP status and exit code.
"""

from dataclasses import dataclass

from assistant.schema import Trouble
from index.errors import IndexBusy, IndexDamaged, IndexMissing, ModelError, ReportError, SeedsError


class SettingsError(ReportError):
    """A setting is missing or has a value that cannot be used."""


class QuestionError(ReportError):
    """The request is not a question that can be read."""


class BuildFailed(ReportError):
    """The process that builds the index ended with an error; the message is its last line."""


class NotReady(ReportError):
    """The index or the model is still being loaded."""


class StartFailed(ReportError):
    """What answers could not be opened, for a cause that nobody foresaw: the log has it."""


class Busy(ReportError):
    """So many questions are waiting that no more are taken for a moment."""


class TooSlow(ReportError):
    """An answer took longer than it may."""


class NotFound(ReportError):
    """There is no such document."""


class LibraryError(ReportError):
    """A file cannot be put among the documents, or taken away: its name, size or content, or the disk."""


class LibraryClosed(LibraryError):
    """The documents' folder is read-only."""


class InvariantError(ReportError):
    """An answer failed its own check and is withheld."""


class QuestionFileError(ReportError):
    """A question file has a fault; ``line`` 0 means the whole file."""

    def __init__(self, file: str, line: int, field: str | None, message: str) -> None:
        self.file, self.line, self.field, self.message = file, line, field, message
        where = f"{file}:{line}" if line else file
        super().__init__(": ".join(part for part in (where, field, message) if part))


class TargetError(ReportError):
    """The assistant behind an address cannot be asked."""


class CalibrationError(ReportError):
    """A calibration cannot be made, or does not fit the index."""


class RatingError(ReportError):
    """The ratings cannot be read or written."""


class RatingsFull(RatingError):
    """As many ratings are kept as may be, or as much."""


class WriterError(ReportError):
    """The language model did not write as it should; ``code`` is what an answer notes of it.

    With ``is_ill`` False the model works, it only wrote too much.
    """

    def __init__(self, code: Trouble, is_ill: bool = True) -> None:
        self.code = code
        self.is_ill = is_ill
        super().__init__(f"The language model did not write an answer ({code}).")


class EvaluationError(ReportError):
    """A run cannot be made as asked: its folder, baseline, thresholds or measures."""


@dataclass(frozen=True, slots=True)
class Meaning:
    http_status: int
    exit_code: int


BAD_INPUT_EXIT = 2
MEANING: dict[type[ReportError], Meaning] = {
    QuestionError: Meaning(422, BAD_INPUT_EXIT),
    NotFound: Meaning(404, BAD_INPUT_EXIT),
    LibraryError: Meaning(422, BAD_INPUT_EXIT),
    LibraryClosed: Meaning(403, BAD_INPUT_EXIT),
    QuestionFileError: Meaning(422, BAD_INPUT_EXIT),
    TargetError: Meaning(502, BAD_INPUT_EXIT),
    CalibrationError: Meaning(500, BAD_INPUT_EXIT),
    RatingError: Meaning(503, BAD_INPUT_EXIT),
    RatingsFull: Meaning(507, BAD_INPUT_EXIT),
    WriterError: Meaning(502, BAD_INPUT_EXIT),
    EvaluationError: Meaning(422, BAD_INPUT_EXIT),
    SettingsError: Meaning(500, BAD_INPUT_EXIT),
    SeedsError: Meaning(503, BAD_INPUT_EXIT),
    ModelError: Meaning(503, BAD_INPUT_EXIT),
    IndexMissing: Meaning(503, BAD_INPUT_EXIT),
    IndexDamaged: Meaning(503, BAD_INPUT_EXIT),
    IndexBusy: Meaning(503, BAD_INPUT_EXIT),
    BuildFailed: Meaning(503, BAD_INPUT_EXIT),
    NotReady: Meaning(503, BAD_INPUT_EXIT),
    StartFailed: Meaning(503, BAD_INPUT_EXIT),
    Busy: Meaning(503, BAD_INPUT_EXIT),
    TooSlow: Meaning(504, BAD_INPUT_EXIT),
    ReportError: Meaning(500, BAD_INPUT_EXIT),
}


def meaning(error: ReportError) -> Meaning:
    """Return the meaning of the nearest class in the error's ancestry."""
    return next(MEANING[kind] for kind in type(error).__mro__ if kind in MEANING)
