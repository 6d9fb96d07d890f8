"""Lines of the log that tell who came in and who did not."""

import pytest

from assistant.access.audit import Refusals, note


def test_a_line_stays_a_line(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    note("refused", path='/x"\nINFO login: key "root"', status=403)
    assert caplog.messages == ['refused: path "/x\\"\\nINFO login: key \\"root\\"", status 403']
    assert caplog.records[0].fields["status"] == 403  # type: ignore[attr-defined]


def test_of_many_refusals_the_first_are_told_and_how_many_more_there_were(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    now = 0.0
    refusals = Refusals(most=2, clock=lambda: now)
    for number in range(5):
        refusals.note(status=401, path=f"/{number}")
    now = 61
    refusals.note(status=401, path="/later")
    assert [message.partition("refused: ")[2] for message in caplog.messages] == [
        'status 401, path "/0"', 'status 401, path "/1"', "more 3", 'status 401, path "/later"',
    ]  # fmt: skip
