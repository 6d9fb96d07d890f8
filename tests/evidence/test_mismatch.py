from dataclasses import replace

import pytest

from assistant.evidence.mismatch import (
    Shorter,
    is_contrary,
    is_counted,
    is_of_other_year,
    is_other_number,
    is_past,
    is_unnamed,
    is_unsaid,
    is_whole,
    without_above,
    years_told,
)
from assistant.language.loading import load_language
from assistant.question.persons import People
from assistant.question.reading import read_question
from index.schema import Passage, Place, Sentence

ENGLISH, CHINESE = load_language("en"), load_language("zh")


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("Which halls will be closed?", "Two halls will be built.", True),
        ("Why did Oslo give up the tram?", "The tram will be extended.", True),
        ("Which halls will be closed?", "We will phase out two halls.", False),
        ("What is close to the hall?", "Two halls will be built.", False),
        ("Which clinics are closely linked?", "Clinics will be linked.", False),
        ("What is said about fire safety?", "Fire safety will be improved.", False),
        ("Could guests come in while the halls were shut?", "Visiting was put off.", False),  # only when it was
    ],
)
def test_the_opposite_of_what_is_asked(question, sentence, expected):
    assert is_contrary(read_question(question, ENGLISH), sentence) is expected


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("为什么不供应晚餐？", "关于供应晚餐的建议，因人手不足，暂不考虑。", False),
        ("为什么不供应晚餐？", "食堂每天供应早餐和午餐，不供应晚餐。", False),
        ("为什么不供应午餐？", "食堂每天供应早餐和午餐，不供应晚餐。", True),
        ("为什么不供应午餐？", "午餐时间为11时至13时。", True),
        ("为什么不开放？", "馆内未开放，因为电梯在检修。", False),
        ("为什么供应早餐？", "食堂每天供应早餐。", False),
    ],
)
def test_what_a_question_denies_is_denied_by_the_sentence(question, sentence, expected):
    assert is_contrary(read_question(question, CHINESE), sentence) is expected


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("How many lamps were hung?", "We will hang 30 lamps.", True),
        ("How many lamps hung the year before?", "We will hang 30 lamps.", True),
        ("How many lamps were hung?", "Workers hung 30 lamps.", False),
        ("How many lamps will be hung?", "We will hang 30 lamps.", False),
        ("Our lamp was broken. Who mends it?", "We will mend lamps.", False),  # that is only told
    ],
)
def test_what_was_against_what_will_be(question, sentence, expected):
    assert is_past(read_question(question, ENGLISH), sentence) is expected


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("How long is the whole tram network?", "We will build another 40 kilometers of tram lines.", True),
        ("How long is the whole tram network?", "Another 40 kilometers will bring it to a total of 90.", False),
        ("How long are the new tram lines?", "We will build another 40 kilometers of tram lines.", False),
        ("What does the whole network do?", "We will build another 40 kilometers of tram lines.", False),
    ],
)
def test_what_is_added_against_the_whole(question, sentence, expected):
    assert is_whole(read_question(question, ENGLISH), sentence) is expected


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("Which halls will be improved?", "We will improve 20 old halls.", True),
        ("Which halls will be improved?", "We will improve 20 halls, including Oslo Hall.", False),
        ("Which halls will be improved?", "Oslo Hall will be improved.", False),
        ("How many halls will be improved?", "We will improve 20 old halls.", False),
    ],
)
def test_things_counted_where_they_are_to_be_named(question, sentence, expected):
    assert is_counted(read_question(question, ENGLISH), sentence) is expected


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("What did Anna Berg say about lamps?", "With Anna Berg we will hang lamps.", True),
        ("What did Anna Berg say about lamps?", "Anna Berg said that lamps are fine.", False),
        ("What does Oslo say about lamps?", "Oslo will hang lamps.", False),
        ("What does TCM mean?", "We will promote TCM.", True),
        ("What does TCM mean?", "We promote old medicine (TCM).", False),
        ("How many districts are there?", "This reaches over 80% of the districts.", True),
        ("How many districts are there?", "This reaches 80% of the 16 districts.", False),
        ("How many lamps were hung before?", "We will hang another 30 lamps.", True),
        ("How many lamps will be hung?", "We will hang another 30 lamps.", False),
        ("How many lamps were hung before?", "The lamps will go up from 20 to 30.", False),
        ("What did a lamp cost previously?", "A lamp costs 3 pounds.", True),
        ("What did a lamp cost previously?", "A lamp costs 3 pounds instead of 2 pounds.", False),
    ],
)
def test_what_a_sentence_cannot_say(question, sentence, expected):
    assert is_unsaid(read_question(question, ENGLISH), sentence) is expected


def test_in_total_of_two_things_is_no_whole_of_either():
    question = read_question("How many lamps and benches are there in total?", ENGLISH)
    assert not is_whole(question, "Another 30 lamps and 20 benches will be made.")


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("When will Line 6 open?", "Line 5 will open in May.", True),
        ("When will Line 6 open?", "Lines will open in May, Line 6 among them.", False),
        ("When will the line open?", "Line 5 will open in May.", False),
    ],
)
def test_a_thing_with_another_number_is_another_thing(question, sentence, expected):
    assert is_other_number(read_question(question, ENGLISH), sentence) is expected


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("60岁以上老人免押金吗？", "65岁以上老人免押金。", True),
        ("65岁以上老人免押金吗？", "65岁以上老人免押金。", False),
        ("八十岁以上的老人占多少？", "其中80岁以上老人占38%。", False),
        ("68岁老人免押金吗？", "65岁以上老人免押金。", False),
        ("与第三医院合作什么？", "与第二医院合作举办讲座。", True),
        ("三楼有什么？", "一楼设服务台，二楼设自习室。", True),
    ],
)
def test_an_age_or_a_body_with_another_number_is_another_one(question, sentence, expected):
    assert is_other_number(read_question(question, CHINESE), sentence) is expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did the monks of Cluny brew?", False),
        ("What did the monks of Lorsch brew?", True),
        ("What did the Cluniac monks brew?", False),  # a related form
        ("What did the monks of Burgundy brew?", False),  # the title has it
        ("What did the monks brew?", False),
        ("What did Béla of Cluny brew?", False),  # accents may be missing
        ("What does the IOB brew?", False),  # initials of a name
        ("What did the International Order brew?", False),
        ("Which Burgundian monks brew?", False),
    ],
)
def test_a_name_that_neither_the_passage_nor_its_place_has(question, expected):
    text = "The abbey of Cluny grew. Its monks, Bela of the International Order of Brewers (IO), brewed ale."
    passage = Passage("p", text, 0, len(text), "paragraph", Place("a.txt", "Burgundy"))
    assert is_unnamed(read_question(question, ENGLISH), passage) is expected


@pytest.mark.parametrize(("met", "expected"), [(1.0, False), (0.4, True)])
def test_a_name_in_another_language_is_there_where_the_sentence_has_its_counterpart(met, expected):
    question = read_question("Why is the hall in Tongzhou closed?", ENGLISH, CHINESE)
    passage = Passage("p", "通州礼堂因维修关闭。", 0, 10, "paragraph", Place("a.txt", "通知"))
    values = [met if word.text == "tongzhou" else 0.0 for word in question.words]
    assert is_unnamed(question, passage, values) is expected


def test_a_person_says_nothing_in_a_sentence_that_only_names_him():
    question = replace(read_question("What did Osei say?", ENGLISH), people=People(frozenset({"osei"})))
    assert is_unsaid(question, "Apologies: Mr Osei")
    assert not is_unsaid(question, "Mr Osei said no.")


ROSE = Sentence("b", "p", "The pool had 900 guests.", 50, 74)
FIRST, LAST = Sentence("a", "p", "In 2021 it was built.", 20, 41), Sentence("c", "p", "Last year it was less.", 75, 97)
PLACE = Place("a.md", "Report 2024", topic="Guests")
PAGE = Passage("p", "", 0, 99, "paragraph", PLACE, (FIRST, ROSE, LAST))


@pytest.mark.parametrize(
    ("sentences", "number", "told"),
    [
        (PAGE.sentences, 0, {"2021"}),
        (PAGE.sentences, 1, {"2021"}),
        (PAGE.sentences, 2, set()),
        ((ROSE,), 0, {"2024"}),
    ],
)
def test_the_years_of_a_sentence_are_its_own_or_those_before_or_above_it(sentences, number, told):
    assert years_told(sentences[number], replace(PAGE, sentences=sentences), ENGLISH) == told


@pytest.mark.parametrize(("year", "is_other"), [("2023", True), ("2024", False)])
def test_another_year_than_that_of_the_title_is_another_year(year, is_other):
    question, page = read_question(f"How many guests were there in {year}?", ENGLISH), replace(PAGE, sentences=(ROSE,))
    assert is_of_other_year(question, ROSE, page) is is_other
    shorter = without_above(question, ROSE, page, {})
    assert shorter == (None if is_other else Shorter("How many guests were there?", ROSE, ("a.md",)))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who is the cook at the Abbey of Cluny?", "Who is the cook?"),
        ("Who is the cook of Cluny Abbey now?", "Who is the cook now?"),
        ("What do the Rules for Cluny say of guests at Cluny Abbey?", None),  # nothing leads to the rules
        ("Which room of Cluny may the cook of Cluny Abbey use?", "Which room may the cook use?"),
        ("Who cooks by Rule 7 of Cluny?", "Who cooks?"),  # the number is the title's as well
        ("Who cooks at Cluny while 9 monks of Cluny fast?", "Who cooks while 9 monks fast?"),
        ("Who is the cook at Lorsch Abbey?", None),
        ("Who is the cook?", None),
        ("Is Cluny rich?", None),  # nothing leads to the name
    ],
)
def test_a_question_is_read_without_the_name_that_the_title_has(question, expected):
    one = Sentence("s", "p", "Bela cooks.", 0, 11)
    page = Passage("p", one.text, 0, 11, "paragraph", Place("a.txt", "Rules of Cluny Abbey, Rule 7"), (one,))
    heads = {"a.txt": "Rules of Cluny Abbey, Rule 7", "b.txt": "Rules of Citeaux"}
    shorter = without_above(read_question(question, ENGLISH), one, page, heads)
    assert shorter == (expected and Shorter(expected, None, ("a.txt",)))


def test_a_question_for_what_was_before_is_read_without_that_where_a_sentence_tells_it():
    one = Sentence("s", "p", "The fee is raised from 2 to 3 pounds.", 0, 37)
    page = Passage("p", one.text, 0, 37, "paragraph", PLACE, (one,))
    shorter = without_above(read_question("What was the fee before?", ENGLISH), one, page, {})
    assert shorter == Shorter("What was the fee?", one, (page.place.document_id,))


def test_a_name_is_looked_for_in_the_heads_of_all_documents():
    one = Sentence("s", "p", "Bela cooks.", 0, 11)
    page = Passage("p", one.text, 0, 11, "paragraph", Place("b.txt", "Rules of Citeaux"), (one,))
    question = read_question("Who was in the chair at the AGM of Cluny?", ENGLISH)
    heads = {"a.txt": "Annual General Meeting\nCluny Abbey, 2025", "b.txt": "Rules of Citeaux"}
    assert without_above(question, one, page, heads) == Shorter("Who was in the chair?", None, ("a.txt",))
