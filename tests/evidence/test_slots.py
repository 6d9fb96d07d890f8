import pytest

from assistant.evidence.signals import Candidate
from assistant.evidence.slots import asked_noun, slot_signals
from assistant.language.loading import load_language
from assistant.question.reading import read_question
from index.schema import Passage, Place, Sentence

ENGLISH, CHINESE = load_language("en"), load_language("zh")


def signals(question, sentence, beside="", met=0.0, language=ENGLISH, texts=None):
    read = read_question(question, language, texts)
    one = Sentence("s", "p", sentence, 0, len(sentence))
    passage = Passage("p", f"{sentence} {beside}", 0, 0, "paragraph", Place("a.txt", "The Town"), (one,))
    values = tuple(met[word.text] if isinstance(met, dict) else met for word in read.words)
    return slot_signals(read, Candidate(one, passage, {}, values, values, ()))


@pytest.mark.parametrize(
    ("question", "sentence", "told"),
    [
        ("How much does the new tram cost?", "The tram costs 20 euros.", "figure_stated"),
        ("How much does the new tram cost?", "The new tram holds 20 guests.", "figure_unstated"),
        ("What is the revenue in euros?", "Revenue (million euros): 28.9", "figure_stated"),
        ("In which month is the boiler serviced?", "The boiler is serviced once a year.", "figure_unstated"),
        ("On which day is the boiler serviced?", "The boiler is serviced in May.", "figure_unstated"),
        ("On which day is the boiler serviced?", "The boiler is serviced on 3 May.", "figure_stated"),
        ("What day is the market?", "A market is held every Thursday.", "figure_stated"),
        ("By what date is the form due?", "The form is due within ten days of the move.", "figure_stated"),
        ("How long may an appeal take?", "An appeal takes 21 days.", "figure_stated"),
        ("What is the name of the vessel that replaced Tern?", "Tern was replaced by a vessel.", "name_unstated"),
        ("Who is the mayor of Oslo?", "Oslo Park was opened in May.", "name_unstated"),
        ("Who chairs the Library Committee?", "Adopted by the Library Committee.", "name_unstated"),  # asked itself
        ("Who leads the archive?", "7.1 Accidents are told to the archive.", "name_unstated"),
        ("Who leads the archive?", "The archive moved to a hall in Port Lenz.", "name_unstated"),  # that is a place
        ("When does the fine expire?", "Fines expire after two years.", "figure_stated"),
        ("How old was the guest?", "In March 2025 a guest waited four hours.", "figure_unstated"),
        ("What will the clerk be paid?", "A second clerk will be found.", "figure_unstated"),
        ("Where is the boat built?", "A boat will be delivered in June.", "figure_unstated"),
        ("Who follows Ada Berg?", "Dr Ada Berg leads the archive.", "name_unstated"),
        ("Why did they build the hall?", "The hall is used; since then it was full.", "reason_unstated"),
        ("How old must a guest be?", "Guests of 14 and over are admitted.", "figure_stated"),
        ("Why was the hall closed?", "The hall was closed in May.", "reason_unstated"),
    ],
)
def test_whether_a_value_of_the_sort_is_stated(question, sentence, told):
    found = signals(question, sentence)
    assert [name for name, value in found.items() if name.endswith("stated") and value] == [told]


def test_a_name_that_is_new_and_a_reason_beside_count():
    assert not signals("Who is the mayor of Oslo?", "The mayor of Oslo is Ada Berg.")["name_unstated"]
    assert not signals("Why was the hall closed?", "The hall was closed.", "This was due to rain.")["reason_unstated"]


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("How many passengers came ashore?", "Eleven ships came, and passengers paid 2 euros.", 1),
        ("How many ships came?", "Eleven ships came, and passengers paid 2 euros.", 0),
        ("How many boats came?", "Eleven ships came.", 0),  # in other words: the noun is unmet
    ],
)
def test_a_noun_that_stands_there_uncounted(question, sentence, expected):
    assert signals(question, sentence)["uncounted"] == expected


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("How much is the grant for the second half?", "The grant for the first half is 10 euros.", 1),
        ("How much is the grant for the second half?", "The second grant of the first half is 10 euros.", 0),
        ("How much is the grant?", "The grant for the first half is 10 euros.", 0),
    ],
)
def test_what_excludes_what_is_asked(question, sentence, expected):
    assert signals(question, sentence)["opposed"] == expected


def test_how_far_the_noun_is_from_the_sentence():
    assert signals("Who is the treasurer of the club?", "Ada Berg chairs the club.", met=0.3)["noun_unmet"] == 0.7
    assert signals("Who is the treasurer of the club?", "The treasurer is Ada Berg.", met=0.3)["noun_unmet"] == 0


@pytest.mark.parametrize(
    ("question", "noun"),
    [
        ("How many night inspectors does the town employ?", "inspectors"),
        ("Who is the chief executive of the archive?", "executive"),
        ("What is the amount of rain?", None),  # an amount tells itself
        ("Why was the hall closed?", None),
        ("How many grown-ups have to come along?", None),  # half a word is no noun
    ],
)
def test_the_noun_that_is_asked_for(question, noun):
    found = asked_noun(read_question(question, ENGLISH))
    assert (found and found.text) == noun


@pytest.mark.parametrize(
    ("question", "sentence", "told"),
    [
        ("新增小学学位多少个？", "初中学位新增300个。", {"opposed"}),
        ("阅览室早上几点开？", "阅览室下午5时关闭。", {"opposed"}),
        ("夜间门诊几点结束？", "晚上的门诊到21时。", set()),  # said in other words
        ("流动图书车上有多少本书？", "流动图书车共4辆。", {"uncounted"}),
        ("新建多少座车站？", "新建3个车站。", set()),
        ("大桥的过桥费怎么收？", "大桥全长3公里。", {"figure_unstated"}),
    ],
)
def test_what_is_asked_in_chinese_against_what_is_stated(question, sentence, told):
    found = signals(question, sentence, met=1.0, language=CHINESE)
    assert {name for name, value in found.items() if value and name != "figure_stated"} == told


@pytest.mark.parametrize(("question", "sentence"), [("停车场的租金是多少？", "停车场有车位20个。")])
def test_what_a_figure_is_to_measure_in_chinese(question, sentence):
    assert signals(question, sentence, language=CHINESE)["noun_unmet"] == 1
    assert signals(question, f"{sentence}租金每月200元。", language=CHINESE)["noun_unmet"] == 0


@pytest.mark.parametrize(
    ("question", "sentence", "name", "expected"),
    [
        ("新增小学学位多少个？", "We will add 100 places in secondary schools.", "opposed", 1),
        ("新增小学学位多少个？", "We will add 100 places in primary and secondary schools.", "opposed", 0),
        ("为什么要建公寓？", "Flats will be built to address the shortage.", "reason_unstated", 0),
        ("为什么要建公寓？", "Flats will be built in May.", "reason_unstated", 1),
    ],
)
def test_across_languages(question, sentence, name, expected):
    assert signals(question, sentence, language=CHINESE, texts=ENGLISH)[name] == expected


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("Why is the east gate closed?", "南门因修路封闭。", 1),
        ("Why is the south gate closed?", "南门因修路封闭。", 0),
        ("When does the autumn term start?", "春季学期于2月26日开学。", 1),
        ("What does the stadium cost?", "体育馆改造预算386万元。", 1),
    ],
)
def test_what_excludes_an_english_question_in_chinese(question, sentence, expected):
    assert signals(question, sentence, language=ENGLISH, texts=CHINESE)["opposed"] == expected


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("国庆节停业几天？", "春节期间停业五天。", 1),
        ("春节停业几天？", "春节期间停业五天。", 0),
        ("停业几天？", "春节期间停业五天。", 0),
        ("晚餐套餐多少钱？", "午餐套餐为16元，早餐套餐为6元。", 1),
        ("柳荫西里的预算是多少？", "在柳荫东里增设一个助餐点，预算22万元。", 1),
        ("柳荫西里的预算是多少？", "在柳荫东里和西里各设一个助餐点，预算22万元。", 0),
        ("柳荫东里的预算是多少？", "在柳荫东里增设一个助餐点，预算22万元。", 0),
    ],
)
def test_what_excludes_what_is_asked_in_chinese(question, sentence, expected):
    assert signals(question, sentence, language=CHINESE)["opposed"] == expected


def test_a_role_is_met_as_far_as_its_worst_word():
    assert signals("Who is the finance director?", "Ada Berg is the director.", met=0.3)["role_unmet"] == 0.7
    assert signals("Who left?", "Ada Berg is the director.", met=0.3)["role_unmet"] == 0


def test_a_word_of_a_role_that_the_title_has_need_not_be_told_again():
    met = {"mayor": 1.0, "town": 0.1, "port": 0.1}
    assert signals("Who is the mayor of the town?", "Ada Berg is the mayor.", met=met)["role_unmet"] == 0
    assert signals("Who is the mayor of the port?", "Ada Berg is the mayor.", met=met)["role_unmet"] == 0.9
