from types import SimpleNamespace

import numpy as np
import pytest

from assistant.evidence.whole.votes import answer_votes, names_of, subject_of
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
        ("Apologies were received from Tom Penrose and Dr Chen.", "absent", ["Tom Penrose", "Dr Chen"]),
        ("Apologies for absence: Cllr. Dale, J. Lee", "absent", ["Cllr. Dale", "J. Lee"]),
        ("Mrs Iqbal was in the chair.", "chair", ["Mrs Iqbal"]),
        ("Dr Voss, the mayor, presided.", "chair", ["Dr Voss"]),
        ("The meeting was chaired by Ole Lund.", "chair", ["Ole Lund"]),
        ("The minutes were taken by Joan Ware.", "minutes", ["Joan Ware"]),
        ("Minutes: Ms Larch", "minutes", ["Ms Larch"]),
        ("When the chair rose, they took the minutes.", "minutes", []),
        ("The minutes of March were approved.", "minutes", []),
    ],
)
def test_names_on_a_side(text, side, names):
    assert [text[slice(*span)] for span in names_of(text, side, load_language("en").votes)] == names


@pytest.mark.parametrize(
    ("text", "side", "names"),
    [
        ("表决：王芳赞成，李明反对，赵强弃权。", "against", ["李明"]),
        ("缺席：王芳、李明", "absent", ["王芳", "李明"]),
        ("主持人：王芳\n记录：孙丽", "minutes", ["孙丽"]),
        ("会议由王芳主持。", "chair", ["王芳"]),
    ],
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


@pytest.mark.parametrize(
    ("asked", "side"),
    [
        ("Who couldn't come?", "absent"),
        ("Who sent apologies?", "absent"),
        ("Which trustees did not attend the meeting?", "absent"),
        ("Who took the minutes?", "minutes"),
        ("Who was in the chair?", "chair"),
        ("Who presided?", "chair"),
        ("Who can join the club?", None),
        ("Who took the boat?", None),
        ("谁没来？", "absent"),
        ("会议由谁主持？", "chair"),
        ("谁做的记录？", "minutes"),
    ],
)
def test_which_side_is_asked(asked, side):
    question = read_question(asked, load_language("en" if asked.isascii() else "zh"))
    told = question.language.votes.asked
    assert next((one for one, pattern in told if pattern.search(question.text.lower())), None) == side
    assert side is None or not subject_of(question)
