"""One root for all that can go wrong with documents and indices."""

from index import errors
from index.errors import ReportError


def test_every_error_is_for_people() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)]
    assert all(issubclass(kind, ReportError) for kind in kinds)
