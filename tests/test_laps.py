"""When the stages of an answer begin and end."""

import pytest

from assistant.laps import Laps


def test_stages_are_in_order_and_do_not_overlap() -> None:
    laps = Laps()
    for stage in ("retrieve", "judge", "retrieve"):
        with laps.of(stage):  # type: ignore[arg-type]
            pass
    times = [laps.begun, *(time for lap in laps.taken for time in (lap.begun, lap.ended)), laps.now()]
    assert [lap.stage for lap in laps.taken] == ["retrieve", "judge", "retrieve"]
    assert times == sorted(times)


def test_seconds_are_of_the_stages_named_or_of_all_until_now(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = iter(range(0, 100_000_000_000, 1_000_000_000))
    monkeypatch.setattr("assistant.laps.perf_counter_ns", lambda: next(ticks))
    laps = Laps()  # reads the clock twice
    with laps.of("retrieve"), laps.of("judge"):
        pass
    assert laps.seconds("judge") == 1
    assert laps.seconds("judge", "retrieve") == 4
    assert laps.seconds("write") == 0
    assert laps.seconds() == 5


def test_a_stage_that_fails_is_timed_too() -> None:
    laps = Laps()
    with pytest.raises(ZeroDivisionError), laps.of("judge"):
        raise ZeroDivisionError
    assert [lap.stage for lap in laps.taken] == ["judge"]
