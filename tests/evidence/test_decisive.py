"""Which figure of a sentence is the one that is asked for."""

import pytest

from assistant.evidence.decisive import best_figure, decisive_spans, is_given, of_year, titled, total_span
from assistant.evidence.signals import Candidate
from assistant.language.loading import load_language
from assistant.question import expected
from assistant.question.reading import read_question
from assistant.text.inventory import read_amounts
from index.schema import Cell, Passage, Place, Reading, Sentence

ENGLISH, CHINESE = load_language("en"), load_language("zh")
PAGE = Passage("p", "", 0, 0, "paragraph", Place("a.txt", "Fees"))
PUPILS = "The number of pupils will rise from 4,150 in 2024 to 4,700 in 2028."
TREES = (
    "He reported that 46 trees were lost in the storm, that 31 of them have been replanted, and that 15 will follow."
)
TAP = "The fee for water is 28 pounds for a plot with a tap and 16 pounds for a plot without one."


@pytest.mark.parametrize(
    ("asked", "text", "figure"),
    [
        ("How many pupils will there be in 2028?", PUPILS, "4,700"),
        ("How many pupils were there in 2024?", PUPILS, "4,150"),
        ("How many of the lost trees have been replanted?", TREES, "31"),
        ("How many trees were lost in the storm?", TREES, "46"),
        ("What is the fee for water without a tap?", TAP, "16 pounds"),
        ("What is the fee for water with a tap?", TAP, "28 pounds"),
        (
            "What is the deposit for a towel?",
            "A towel is hired for 2 pounds, the deposit for it is 5 pounds.",
            "5 pounds",
        ),
        ("How large may a shed be?", "One shed of 12 square metres may be put up.", "12 square"),
    ],
)
def test_the_figure_is_that_of_the_time_the_deed_and_the_thing_asked(asked, text, figure):
    question = read_question(asked, ENGLISH)
    spans = [span for span in expected.find(question.kind, text, ENGLISH) if not is_given(question, text, span)]
    assert text[slice(*best_figure(question, text, spans))] == figure


def test_a_figure_of_the_question_is_no_answer():
    question, text = read_question("What is the target for 2028?", ENGLISH), "The target for 2028 is 25 percent."
    assert is_given(question, text, (15, 19))
    assert not is_given(question, text, (23, 25))


@pytest.mark.parametrize(("asked", "found"), [("How many in total?", "8,000"), ("How many more?", "")])
def test_the_whole_is_told_where_it_is_asked(asked, found):
    text = "We will connect another 1,000 signals, bringing the total number to 8,000."
    assert text[slice(*(total_span(read_question(asked, ENGLISH), text) or (0, 0)))] == found


@pytest.mark.parametrize(("asked", "found"), [("Who is the treasurer?", ["Ole Lund"]), ("Who came?", [])])
def test_the_name_is_that_with_the_role_in_brackets(asked, found):
    text = "Present: Ada Berg (Chair), Ole Lund (Treasurer)."
    names = [(text.index(name), text.index(name) + len(name)) for name in ("Ada Berg", "Ole Lund")]
    assert [text[slice(*span)] for span in titled(read_question(asked, ENGLISH), text, names)] == found


@pytest.mark.parametrize(
    ("asked", "text", "figure"),
    [
        ("How many in 2024?", "In 2022, it had 31 helpers; in 2024, 44.", "44"),
        ("How many in 2022?", "In 2022 and 2024 it had 31 and 44.", "31"),
        ("How many in 2023?", "In 2022 and 2024 it had 31 and 44.", ""),
        ("How many in 2024?", "In 2024 it had 31 helpers and 44 guests.", ""),
    ],
)
def test_as_many_figures_as_years_belong_to_them_in_their_order(asked, text, figure):
    spans = [(one.start, one.end) for one in read_amounts(text, ENGLISH)]
    assert text[slice(*(of_year(read_question(asked, ENGLISH), text, spans) or (0, 0)))] == figure


STALL = "The fee for a stall is raised from £2.65 to £2.80 per metre."
HALL = "The hire of the hall costs £18 instead of £15."
WATER = "The price of water will go up from 3 pounds to 4 pounds in May."


@pytest.mark.parametrize(
    ("asked", "text", "figure"),
    [
        ("What is the fee for a stall?", STALL, "£2.80"),
        ("How much does a stall cost now?", STALL, "£2.80"),
        ("What was the fee for a stall before?", STALL, "£2.65"),
        ("How much does the hall cost?", HALL, "£18"),
        ("What did the hall cost previously?", HALL, "£15"),
        ("How much is the water?", WATER, "4 pounds"),
        ("How much was the water?", WATER, "3 pounds"),
        ("How many boats are there?", "The number of boats is up from 12 to 15.", "15"),
        ("How many pupils were there in 2024?", PUPILS, "4,150"),
        ("How many hours was it open before?", "It is open 31 hours, formerly 26.", "26"),
        ("停车费是多少？", "停车费从每小时5元提高到6元。", "6元"),
        ("停车费原来是多少？", "停车费从每小时5元提高到6元。", "5元"),
        ("午餐以前多少钱？", "午餐价格为12元，此前为10元。", "10元"),
        ("早餐套餐多少钱？", "午餐套餐价格由15元调整为16元，早餐套餐仍为6元。", "6元"),
        ("午餐套餐多少钱？", "午餐套餐价格由15元调整为16元，早餐套餐仍为6元。", "16元"),
    ],
)
def test_of_a_figure_that_changes_the_new_one_is_told_unless_the_old_one_is_asked(asked, text, figure):
    language = load_language("en" if asked.isascii() else "zh")
    question = read_question(asked, language)
    answers = tuple(expected.find(question.kind, text, language))
    candidate = Candidate(Sentence("s", "p", text, 0, len(text)), None, {}, (), (), answers)
    assert [text[slice(*span)] for span in decisive_spans(question, candidate)] == [figure]


@pytest.mark.parametrize(
    ("asked", "text", "told"),
    [
        ("共供了多少份餐？", "食堂共供餐61200份，日均就餐340人次。", "61200份"),
        ("谁主持了座谈会？", "座谈会由副主任何女士主持，记录人为小孙。", "副主任何女士"),
        ("负责人是谁？", "食堂负责人为周主任，厨师长为郑师傅。", "周主任"),
        ("早餐几点到几点？", "早餐时间为6时30分至8时30分。", "6时30分至8时30分"),
        ("面食什么时候有？", "每周二、周四增加面食。", "每周二、周四"),
    ],
)
def test_what_is_told_in_chinese_cuts_no_word_and_no_figure(asked, text, told):
    question = read_question(asked, CHINESE)
    answers = tuple(expected.find(question.kind, text, CHINESE))
    candidate = Candidate(Sentence("s", "p", text, 0, len(text)), None, {}, (), (), answers)
    assert text[slice(*decisive_spans(question, candidate)[0])] == told


def test_a_conditional_is_no_list():
    text = "如果客流达到日均400人次，将增聘两名服务员。"
    assert expected.items(text, CHINESE) == ()


RISE = "The fee for the course rises from £48 to £52 from April 2025; students pay £20."
BERTH = "A berth cost £610 until March 2024 and has cost £655 since."


@pytest.mark.parametrize(
    ("asked", "text", "figure"),
    [
        ("How much is the course now?", RISE, "£52"),
        ("How much will the course cost from April?", RISE, "£52"),
        ("What did the course cost before?", RISE, "£48"),
        ("What was the fee for the course in 2024?", RISE, "£48"),
        ("What does a student pay for the course?", RISE, "£20"),
        ("What does a berth cost?", BERTH, "£655"),
        ("What did a berth cost before?", BERTH, "£610"),
        ("What did a berth cost in 2023?", BERTH, "£610"),
        ("What does entry cost?", "Entry costs £5 until June 2025, for children £3.", "£5"),
    ],
)
def test_of_two_figures_the_one_at_the_time_and_of_the_thing_asked(asked, text, figure):
    assert said(asked, Sentence("s", "p", text, 0, len(text))) == figure


@pytest.mark.parametrize(
    ("asked", "figure"),
    [("What does an adult pay?", "£310"), ("What did an adult pay before it went up?", "£285")],
)
def test_of_two_cells_the_new_one_or_the_old_where_that_is_asked(asked, figure):
    text = "Category: Adult · Old rate: £285 · New rate: £310"
    cells = [Cell((text.index(head), text.index(head) + 8), (text.index(value), text.index(value) + 4))
             for head, value in (("Old rate", "£285"), ("New rate", "£310"))]  # fmt: skip
    assert said(asked, Sentence("s", "p", text, 0, len(text), reading=Reading(text, cells=tuple(cells)))) == figure


def said(asked, sentence):
    question = read_question(asked, ENGLISH)
    spans = tuple(expected.find(question.kind, sentence.text, ENGLISH))
    return sentence.text[slice(*decisive_spans(question, Candidate(sentence, PAGE, {}, (), (), spans))[0])]


MEALS = "Breakfast is served from 7:30 to 9:00 and dinner from 18:30 to 20:00."
OVENS = "Three of its eight ovens no longer work."
GATES = "Between 1 October and the end of March the gates close at 17:00."


@pytest.mark.parametrize(
    ("asked", "text", "told"),
    [
        ("What time is breakfast?", MEALS, ["7:30 to 9:00"]),
        ("What time is dinner?", MEALS, ["18:30 to 20:00"]),
        ("When do the gates close?", GATES, ["17:00"]),
        ("公园几点关门？", GATES, ["17:00"]),
        ("When is the fair?", "The fair is held on 5 May at 14:00.", ["5 May"]),
        ("How many ovens are out of order?", OVENS, ["Three of its eight ovens"]),
        ("When does the ferry run?", "From 1 May the ferry runs every day.", ["1 May"]),
        ("When does the shop open?", "From 1 May the shop has new owners.", ["1 May"]),
        ("What does the shop do in winter?", "In winter it opens late.", []),
        ("Who was elected secretary?", "On 8 March Leyla Aydin was elected secretary.", ["Leyla Aydin"]),
        ("Who opened the shed?", "On 9 January somebody opened the shed.", []),
        ("Who won the race?", "May Lund won the race.", ["May Lund"]),
    ],
)
def test_what_is_told_is_of_the_kind_asked_and_takes_in_no_neighbour(asked, text, told):
    assert all_said(asked, text) == told


def all_said(asked, text):
    question = read_question(asked, load_language("en" if asked.isascii() else "zh"),
                             CHINESE if "\u4e00" <= text[0] <= "\u9fff" else ENGLISH)  # fmt: skip
    spans = tuple(expected.find(question.kind, text, question.texts))
    candidate = Candidate(Sentence("s", "p", text, 0, len(text)), PAGE, {}, (), (), spans)
    return [text[slice(*span)] for span in decisive_spans(question, candidate)]
