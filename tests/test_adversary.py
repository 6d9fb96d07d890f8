"""Whatever a model does, no answer breaks a promise. benchmarks/adversary.py asks a thousand times."""

from collections.abc import Iterator

import pytest
from adversary import ASKINGS, SECONDS, Trial, trying

from assistant.engine import Engine


@pytest.fixture(scope="module")
def trial(engine: Engine) -> Iterator[Trial]:
    with trying(engine) as made:
        yield made


@pytest.mark.parametrize("seeds", [range(start, 60, len(ASKINGS)) for start in range(len(ASKINGS))])
def test_no_answer_of_an_adversarial_model_breaks_a_promise(trial: Trial, seeds: range) -> None:
    for seed in seeds:
        outcome = trial.ask(seed)
        assert outcome.faults == [], f"seed {seed}"
        assert outcome.seconds < SECONDS + 10, f"seed {seed}"  # a hanging answer, not a slow machine
