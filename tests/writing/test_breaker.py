"""A model that fails is left alone for a while, then tried once."""

from assistant.writing.breaker import Breaker


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def opened(clock: Clock) -> Breaker:
    breaker = Breaker(failures=2, rest=10, clock=clock)
    breaker.failed()
    breaker.failed()
    return breaker


def test_some_failures_in_a_row_stop_the_calls() -> None:
    breaker = Breaker(failures=2, rest=10, clock=Clock())
    breaker.failed()
    assert breaker.allows()
    breaker.failed()
    assert not breaker.allows()


def test_a_success_in_between_starts_the_count_anew() -> None:
    breaker = Breaker(failures=2, rest=10, clock=Clock())
    breaker.failed()
    breaker.succeeded()
    breaker.failed()
    assert breaker.allows()


def test_after_the_rest_one_call_tries_for_all() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.now = 10
    assert [breaker.allows() for _ in range(3)] == [True, False, False]


def test_the_trial_decides() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.now = 10
    breaker.allows()
    breaker.succeeded()
    assert breaker.allows()
    breaker.failed()
    breaker.failed()
    assert not breaker.allows()
