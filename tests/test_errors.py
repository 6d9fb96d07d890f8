"""One tree, one table."""

import pytest

from assistant import errors as assistant_errors
from assistant.errors import MEANING, NotFound, QuestionError, meaning
from index import errors as index_errors
from index.errors import ReportError

ALL = [
    kind
    for module in (index_errors, assistant_errors)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, ReportError)
]


@pytest.mark.parametrize("kind", ALL)
def test_every_error_has_a_status_and_an_exit_code(kind: type[ReportError]) -> None:
    found = meaning(kind.__new__(kind))
    assert 400 <= found.http_status < 600
    assert found.exit_code in (1, 2)


@pytest.mark.parametrize("kind", ALL)
def test_every_error_is_in_its_module_docstring(kind: type[ReportError]) -> None:
    assert kind.__name__ in f"{index_errors.__doc__} {assistant_errors.__doc__}"


def test_a_new_kind_of_known_error_means_the_same() -> None:
    class TooOdd(QuestionError):
        """A question of a kind that has no entry of its own."""

    assert meaning(TooOdd("Odd.")) == MEANING[QuestionError]


def test_bad_question_is_the_askers_fault_and_a_missing_page_is_404() -> None:
    assert meaning(QuestionError("No.")).http_status == 422
    assert meaning(NotFound("No.")).http_status == 404
