"""The verifier that comes along: it tells what answers from what only looks so, and reads without torch."""

import pytest

from index.verifying.english import EnglishComparer, EnglishVerifier
from index.verifying.verifier import LONGEST, Placed

POOL = Placed("Swimming pool", "It is open from 7 am to 9 pm on weekdays and closes at 6 pm at weekends.")


@pytest.fixture(scope="module")
def verifier() -> EnglishVerifier:
    return EnglishVerifier(threads=1)


@pytest.mark.parametrize(
    ("answered", "missed"),
    [
        ("Until when can I swim on a Saturday?", "How deep is the swimming pool?"),
        ("when does the pool open in the week", "When does the sauna open on weekdays?"),
        ("Can I go for a swim at eight on a Tuesday evening?", "Why does the pool close at 6 pm at weekends?"),
    ],
)
def test_a_question_that_a_sentence_answers_is_told_from_a_near_miss(
    verifier: EnglishVerifier, answered: str, missed: str
) -> None:
    (right,), (wrong,) = verifier.score(answered, [POOL]), verifier.score(missed, [POOL])
    assert right > wrong


def test_a_heading_tells_what_a_sentence_speaks_of(verifier: EnglishVerifier) -> None:
    sentence = "It opens at ten and closes at five."
    scores = verifier.score("When does the library open?", [Placed("Library", sentence), Placed("Museum", sentence)])
    assert scores[0] > scores[1]


def test_the_sentence_before_tells_what_one_leans_on() -> None:
    sentence = "It was turned down, because nobody would have paid for the staff."
    cafe, bridge = "The council proposed a café in the park.", "The council proposed a bridge over the river."
    scores = EnglishComparer(threads=1).score(
        "Why is there no café in the park?", [Placed("", sentence, cafe), Placed("", sentence, bridge)]
    )
    assert scores[0] > scores[1]


def test_the_same_is_read_alike_every_time_and_a_long_text_to_its_bound(verifier: EnglishVerifier) -> None:
    long = "A word. " * LONGEST
    texts = [POOL, Placed("", long), Placed("", long + " The pool closes at nine.")]
    scores = verifier.score("Until when is the pool open?", texts)
    assert scores == verifier.score("Until when is the pool open?", texts)
    assert scores[1] == scores[2]


def test_it_reads_english_alone(verifier: EnglishVerifier) -> None:
    assert verifier.reads("en", "en")
    assert not verifier.reads("en", "zh")
