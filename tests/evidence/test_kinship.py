from types import SimpleNamespace

import numpy as np
import pytest

from assistant.evidence.kinship import kinship, read_kin, relations, worth
from assistant.language.loading import load_language
from assistant.question.reading import read_question
from assistant.text.thesaurus import NARROWER, RIVAL, SAME, STRANGE, WIDER
from index.words import read_words

ENGLISH, CHINESE = load_language("en"), load_language("zh")


def names(question, sentence, texts=ENGLISH, language=ENGLISH):
    read, words = read_question(question, language, texts), read_words(sentence)
    lexicon = SimpleNamespace(written={word.stem: word.text for word in words})
    stems = frozenset(word.stem for word in words)
    placed = np.array([[float(word.stem in stems) for word in read.words]])
    return relations(read_kin(read, lexicon, stems), placed, [stems])[0].tolist()


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("How many kids swim?", "Forty children swim.", [SAME, SAME]),
        ("What is paid for a guitar?", "An instrument costs 5 euros.", [WIDER, WIDER]),
        ("Who owns the bicycle?", "Ada owns the car.", [SAME, RIVAL]),
        ("When does fall begin?", "Spring begins in May.", [STRANGE, SAME]),  # they exclude each other
        ("Who signed the invoice?", "The river is long.", [STRANGE, STRANGE]),
    ],
)
def test_how_a_sentence_is_related_to_each_word(question, sentence, expected):
    assert names(question, sentence) == expected


def test_nothing_is_related_across_languages_and_where_no_thesaurus_is():
    assert names("有多少名儿童？", "Forty children.", ENGLISH, CHINESE) == [STRANGE]
    assert names("有多少名儿童？", "四十名小孩。", CHINESE, CHINESE) == [STRANGE]


def test_signals_weigh_each_relation_by_its_word():
    [found] = kinship(np.array([[SAME, WIDER, RIVAL]]), np.array([[1.0, 0.5, 0.5]]), np.array([2.0, 1.0, 1.0]))
    assert (found["akin"], found["wider"], found["rival"]) == (0.5, 0.25, 0.25)


def test_the_least_is_near_the_worst_word_and_less_where_only_its_like_is_told():
    names, met = np.array([[SAME, SAME, RIVAL], [SAME, SAME, STRANGE]]), np.array([[1.0, 1.0, 0.4]] * 2)
    rival, far = (found["least"] for found in kinship(names, met, np.ones(3)))
    assert rival < far < 0.7


def test_one_of_a_kind_meets_a_word_less_than_the_same():
    assert worth(np.array([SAME, NARROWER, WIDER])).tolist() == pytest.approx([1, 0.8, 0])
