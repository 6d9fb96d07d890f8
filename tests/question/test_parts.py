import pytest

from assistant.language.loading import load_language
from assistant.question.parts import cut_apart

ENGLISH, CHINESE = load_language("en"), load_language("zh")


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ("When was the hall built and why?", ["When was the hall built", "Why (about hall built)?"]),
        (
            "How many lamps will be hung? And chairs?",
            ["How many lamps will be hung?", "How many chairs (about lamps hung)?"],
        ),
        (
            "The canal: what about its banks, and how long is the path?",
            ["The canal: what about its banks", "How long is the path (about canal)?"],
        ),
        (
            "What is planned for lamps, for chairs and for halls?",
            ["What is planned for lamps?", "What is planned for chairs?", "What is planned for halls?"],
        ),
        (
            "The town: what is planned for lamps and for halls?",
            ["what is planned for lamps?", "what is planned for halls?"],
        ),
        (
            "The hall: What about its lamps, the chairs we sit on and the gate?",
            ["Its lamps (about hall)?", "The chairs we sit on (about hall)?", "The gate (about hall)?"],
        ),
        (
            "renewal: number of lamps + length of the path?",
            ["Number of lamps (about renewal)?", "Length of the path (about renewal)?"],
        ),
        (
            "First, how many lamps are hung; second, how many chairs are painted?",
            ["First, how many lamps are hung", "How many chairs are painted (about lamps hung)?"],
        ),
        (
            "Which hall is opened? Which chairs are painted in the old town?",
            ["Which hall is opened?", "Which chairs are painted in the old town?"],
        ),
    ],
)
def test_several_questions_are_read_one_by_one(message, parts):
    assert [readings[0] for readings in cut_apart(message, ENGLISH)] == parts


@pytest.mark.parametrize(
    ("message", "reading"),
    [
        ("What is to happen at the hall and what at the gate?", "What is to happen at the gate?"),
        ("What is planned along the old road, and what along the new?", "What is planned along the new road?"),
        ("What is said about lamps in parks, in halls, and in schools?", "What is said about lamps in schools?"),
        ("What is planned for lamps: their cost, paint and use?", "What is planned for lamps: use?"),
        ("How many lamps are hung, and what happens with old chairs?", "What happens with old chairs?"),
    ],
)
def test_a_part_may_be_meant_in_several_ways(message, reading):
    assert reading in cut_apart(message, ENGLISH)[-1]


def test_questions_in_a_row_need_no_joint_but_the_last():
    asked = cut_apart("How many lamps are hung, is the hall open, and will the gate close?", ENGLISH)
    assert [readings[-1] for readings in asked] == [
        "How many lamps are hung",
        "Is the hall open?",
        "Will the gate close?",
    ]


@pytest.mark.parametrize(
    "message",
    [
        "How many lamps and chairs are there?",
        "Where do I park? There is never any room.",
        "Which are the 20 halls? I need the names.",
        "The city supports halls and what?",
        "halls and museums",
        "Why? Who? What? When? Where?",
        "Where and how are lamps hung?",
    ],
)
def test_one_question_is_left_whole(message):
    assert cut_apart(message, ENGLISH) == [(message,)]


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ("将新建多少个停车位，多少所幼儿园？", ["将新建多少个停车位", "将新建多少所幼儿园？"]),
        (
            "今年新增多少停车位、多少电梯和几所学校？",
            ["今年新增多少停车位", "今年新增多少电梯？", "今年新增几所学校？"],
        ),
        ("一次能借几本书，能借多久？", ["一次能借几本书", "能借多久（关于借几本书）？"]),
        ("北京和天津有多少医院？", ["北京和天津有多少医院？"]),
        ("停车位和电梯各多少？", ["停车位和电梯各多少？"]),
    ],
)
def test_chinese_questions_share_the_verb_of_the_first(message, parts):
    assert [readings[0] for readings in cut_apart(message, CHINESE)] == parts
