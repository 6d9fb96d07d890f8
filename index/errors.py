"""What can go wrong between the documents and a ranked passage, as one small tree.

ReportError               any error whose message is meant for a person
├── SeedsError            documents are missing, empty or cannot be read as text
├── ModelError            the embedding model is missing, altered or not usable
├── IndexMissing          nothing has been built yet
├── IndexDamaged          a build is there but cannot be read; building again mends it
└── IndexBusy             another process is building on the same data folder

Every message is one sentence that says what to do.
"""


class ReportError(Exception):
    """An error to be shown as it is, without a traceback."""


class SeedsError(ReportError):
    """The documents are missing, empty or not readable as text."""


class ModelError(ReportError):
    """The embedding model is missing, altered or not usable."""


class IndexMissing(ReportError):
    """There is no index in the data folder yet."""


class IndexDamaged(ReportError):
    """The index in the data folder cannot be read."""


class IndexBusy(ReportError):
    """Another process holds the data folder's writer lock."""
