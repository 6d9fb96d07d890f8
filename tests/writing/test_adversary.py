"""Whatever a model does, no answer breaks a promise. benchmarks/adversary.py asks a thousand times."""

from collections.abc import Iterator

import pytest
from adversary import ASKINGS, Trial, trying

from assistant.engine import Engine

ANSWERS, SECONDS = 40, 1.0


@pytest.fixture(scope="module")
def trial(engine: Engine) -> Iterator[Trial]:
    with trying(engine, SECONDS) as made:
        yield made


@pytest.mark.parametrize("numbers", [range(start, ANSWERS, len(ASKINGS)) for start in range(len(ASKINGS))])
def test_no_answer_of_an_adversarial_model_breaks_a_promise(trial: Trial, numbers: range) -> None:
    for seed in numbers:
        outcome = trial.ask(seed)
        assert outcome.faults == [], f"seed {seed}"
        assert outcome.seconds < SECONDS + 5, f"seed {seed}"  # a hanging answer, not a slow machine
