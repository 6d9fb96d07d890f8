"""Where an answer's evidence is looked for; editions and shelves have tests of their own."""

from model_engine import GOOD, by_prompt, written_by

from assistant.engine import Engine
from assistant.laps import Laps
from assistant.verifying.once import Once


def test_a_part_without_an_answer_is_left_open(engine: Engine) -> None:
    parts = "How many elevators will be installed?\nHow many helicopters will be bought?"
    question = "How many elevators will be installed, and how many helicopters will be bought?"
    with written_by(engine, by_prompt(split=parts, answer=GOOD)) as (copy, _):
        finding = copy.search().find(question)
    assert finding.judgement.status == "partly_answered"
    assert "helicopters" in finding.judgement.missing


def test_an_edition_is_searched_with_the_answers_own_verifier_and_times(shelf: Engine) -> None:
    laps, once = Laps(), Once(None)  # type: ignore[arg-type] # it is not asked here
    search = shelf.search(laps, once)
    assert search.finder.verifiers == search.over(["report/2025/report.md"]).finder.verifiers == (once,)
    assert shelf.search(laps).find("How many new schools opened?").is_answered
    assert laps.seconds("retrieve") > 0
