"""Words in documents of another script, Chinese or English: by a glossary, and by their sound; and synonyms."""

import pytest

from index.errors import SeedsError
from index.retrieval.counterparts import Counterparts, Glossary, read_glossary, read_synonyms
from index.words import Word, read_words

NAMES = frozenset({"tongzhou", "zhengyangmen", "yuntai"})


def word(text: str) -> Word:
    return read_words(text)[0]


@pytest.mark.parametrize(
    ("text", "form"), [("通州", "tongzhou"), ("通州区", "tongzhou"), ("正陽門", "zhengyangmen"), ("云台峰", "yuntai")]
)
def test_a_name_is_found_by_its_sound(text, form):
    assert Counterparts(NAMES, Glossary()).of(word(text)) == ((form,),)


@pytest.mark.parametrize("text", ["我们", "电梯", "Tongzhou", "路"])
def test_other_words_have_no_counterpart(text):
    assert Counterparts(NAMES, Glossary()).of(word(text)) == ()


def test_a_word_in_latin_letters_is_no_name_by_its_sound():
    """Pinyin leaves it as it is: "Will" opens a sentence of the documents, and would be the name "will"."""
    assert Counterparts({"will", "tongzhou"}, Glossary()).by_sound("will") == ()


def test_own_terms_go_before_those_shipped(tmp_path):
    path = tmp_path / "glossary.toml"
    path.write_text('"香港" = ["HK", "Fragrant Harbour"]\n"公租房" = "public rental housing"\n', "utf-8")
    found = read_glossary(path)
    assert found["香港"] == (("hk",), ("fragrant", "harbour"))
    assert read_glossary()["香港"] == (("hong", "kong"),)
    assert Counterparts((), Glossary.of(found)).added("公租房有多少") == ["public", "rental", "hous"]


@pytest.mark.parametrize("text", ['"香港" = 3', '"香港" = ["…"]', "香港"])
def test_a_fault_is_told_with_its_file(tmp_path, text):
    path = tmp_path / "glossary.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(SeedsError, match=r"glossary\.toml"):
        read_glossary(path)


CANTEEN = Glossary.of({"食堂": (("canteen",),), "厨师": (("chef",),), "停车位": (("park", "space"),)})
WRITTEN = frozenset({"食堂", "厨师长", "通州区", "停车", "周", "主任", "邓怀远", "里面"})


@pytest.mark.parametrize(
    ("text", "beside", "is_name", "forms"),
    [
        ("canteen", (), False, (("食堂",),)),
        ("chefs", (), False, (("厨师",), ("厨师长",))),  # also within a longer word
        ("parking", ("space",), False, (("停车位",),)),
        ("parking", ("ticket",), False, ()),  # a term of which the question has a part alone
        ("Tongzhou", (), False, (("通州区",),)),
        ("Zhou", (), True, (("周",),)),
        ("Huaiyuan", (), True, (("邓怀远",),)),  # a part of a person's name
        ("Li", (), True, ()),  # 里面 is no name
        ("Zhou", (), False, ()),  # one character only of a name
        ("library", (), False, ()),
    ],
)
def test_an_english_word_in_chinese_documents(text, beside, is_name, forms):
    assert Counterparts((), CANTEEN, WRITTEN).of(word(text), beside, is_name) == forms


def test_an_english_word_has_none_where_nothing_is_chinese():
    assert Counterparts((), CANTEEN).of(word("canteen")) == ()


def test_keyword_search_is_given_the_terms_both_ways():
    assert Counterparts((), CANTEEN, WRITTEN).added("Who is the canteen's chef?") == ["食堂", "厨师", "厨师长"]


MEALS = Glossary.of({"晚餐": (("dinner",),)}, {"晚饭": ("晚餐",), "晚餐": ("晚饭",), "新": ("上任",)})


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("晚饭", (("dinner",), ("晚餐",))),  # with what its synonym is in English
        ("新", (("上任",),)),
        ("上任", ()),  # who takes office is new, but what is new takes no office
    ],
)
def test_a_chinese_word_is_met_by_its_synonyms(text, forms):
    assert Counterparts((), MEALS, frozenset({"晚餐", "上任"})).of(word(text)) == forms


def test_synonyms_are_looked_for_in_chinese_documents_alone():
    assert Counterparts((), MEALS).of(word("晚饭")) == (("dinner",),)


def test_the_synonyms_that_come_along_hold_both_ways_but_for_those_that_only_meet():
    same = read_synonyms()
    assert "午餐" in same["午饭"]
    assert "午饭" in same["午餐"]
    assert "接任" in same["新"]
    assert "新" not in same["接任"]
    assert all(word not in others for word, others in same.items())
