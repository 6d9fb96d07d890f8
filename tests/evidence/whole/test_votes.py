from types import SimpleNamespace

import numpy as np
import pytest

from assistant.evidence.whole.votes import answer_votes, names_of
from assistant.language.loading import load_language
from assistant.question.reading import read_question
from index.schema import Passage, Place, Sentence

ROLL = "Roll call: Alvarez aye, Van der Berg abstained, Okafor nay."


@pytest.mark.parametrize(
    ("text", "side", "names"),
    [
        (ROLL, "against", ["Okafor"]),
        (ROLL, "for", ["Alvarez"]),
        ("Ayes: Alvarez, Brandt. Nays: Okafor, Chu.", "against", ["Okafor", "Chu"]),
        ("ABSENT: Councilmember Dietz (excused)", "absent", ["Councilmember Dietz"]),
        ("The motion was opposed by nobody.", "against", []),
        ("Members present: Mr. Vine, Ms. Osei\nAbsent: Dr. Chu", "present", ["Mr. Vine", "Ms. Osei"]),
        ("Chair: Dr. Amara Ruiz", "chair", ["Dr. Amara Ruiz"]),
        ("It was put to the vote: two in favour (Vine, Chu), two against (Osei).", "for", ["Vine", "Chu"]),
        ("In favour: 4. Against: 1 (Ms. Kessler).", "against", ["Ms. Kessler"]),
    ],
)
def test_names_on_a_side(text, side, names):
    assert [text[slice(*span)] for span in names_of(text, side, load_language("en").votes)] == names


@pytest.mark.parametrize(
    ("text", "side", "names"),
    [("表决：王芳赞成，李明反对，赵强弃权。", "against", ["李明"]), ("缺席：王芳、李明", "absent", ["王芳", "李明"])],
)
def test_names_on_a_side_in_chinese(text, side, names):
    assert [text[slice(*span)] for span in names_of(text, side, load_language("zh").votes)] == names


def test_of_who_was_there_all_lists_of_the_meeting_are_told():
    lines = [("a", "Present: Ada Berg, Ole Lund"), ("a", "In attendance: Eva Holm"), ("b", "Present: Ida Moe, Jon Vik")]
    passages = [
        Passage(text, text, 0, 0, "header", Place(document, "Club"), (Sentence(text, text, text, 0, len(text)),))
        for document, text in lines
    ]
    store = SimpleNamespace(passages=passages, passage_numbers={one.id: n for n, one in enumerate(passages)})
    space = SimpleNamespace(passages=np.array([[0.5], [1.0], [0.0]]))
    query = SimpleNamespace(space=space, encoding=SimpleNamespace(vector=np.ones(1)))
    told = answer_votes(read_question("Who was present?", load_language("en")), query, store)
    assert [item.sentence.text for item in told.evidence] == [text for document, text in lines if document == "a"]
