"""The verifier of Chinese questions: over Chinese sentences and over English ones."""

import pytest

from index.vectors.e5.encoder import E5Encoder
from index.vectors.e5.file import packaged_file
from index.vectors.e5.graph import export
from index.verifying.chinese import ChineseVerifier
from index.verifying.verifier import Placed

pytestmark = pytest.mark.skipif(packaged_file() is None, reason="the package of multilingual-e5-small is not installed")

POOL = Placed("游泳馆", "平日开放时间为7:00至21:00，周末18:00闭馆。")
LIBRARY = Placed("Library", "Readers may borrow up to eight books for four weeks.")


@pytest.fixture(scope="module")
def verifier(tmp_path_factory: pytest.TempPathFactory) -> ChineseVerifier:
    folder = tmp_path_factory.mktemp("e5")
    encoder = E5Encoder(folder, export(folder), 1)
    return ChineseVerifier(lambda: encoder, threads=1)


@pytest.mark.parametrize(
    ("sentence", "answered", "missed"),
    [
        (POOL, "周六游泳馆开到几点", "游泳馆的水有多深？"),
        (POOL, "平日里几点能进去游泳？", "桑拿房平日几点开放"),
        (LIBRARY, "一次能借几本书？", "图书馆有多少本书？"),
        (POOL, "When does the swimming pool close on Saturdays?", "How deep is the swimming pool?"),
    ],
)
def test_a_question_that_a_sentence_answers_is_told_from_a_near_miss(
    verifier: ChineseVerifier, sentence: Placed, answered: str, missed: str
) -> None:
    (right,), (wrong,) = verifier.score(answered, [sentence]), verifier.score(missed, [sentence])
    assert right > wrong


def test_it_reads_what_is_in_chinese_on_one_side(verifier: ChineseVerifier) -> None:
    assert verifier.reads("zh", "zh")
    assert verifier.reads("zh", "en")
    assert verifier.reads("en", "zh")
    assert not verifier.reads("en", "en")
