"""Chinese words in English documents: by a glossary, and by their sound."""

import pytest

from index.errors import SeedsError
from index.retrieval.counterparts import Counterparts, read_glossary
from index.words import Word, read_words

NAMES = frozenset({"tongzhou", "zhengyangmen"})


def word(text: str) -> Word:
    return read_words(text)[0]


@pytest.mark.parametrize(("text", "form"), [("通州", "tongzhou"), ("通州区", "tongzhou"), ("正陽門", "zhengyangmen")])
def test_a_name_is_found_by_its_sound(text, form):
    assert Counterparts(NAMES, {}).of(word(text)) == ((form,),)


@pytest.mark.parametrize("text", ["我们", "电梯", "Tongzhou", "路"])
def test_other_words_have_no_counterpart(text):
    assert Counterparts(NAMES, {}).of(word(text)) == ()


def test_a_word_in_latin_letters_is_no_name_by_its_sound():
    """Pinyin leaves it as it is: "Will" opens a sentence of the documents, and would be the name "will"."""
    assert Counterparts({"will", "tongzhou"}, {}).by_sound("will") == ()


def test_own_terms_go_before_those_shipped(tmp_path):
    path = tmp_path / "glossary.toml"
    path.write_text('"香港" = ["HK", "Fragrant Harbour"]\n"公租房" = "public rental housing"\n', "utf-8")
    found = read_glossary(path)
    assert found["香港"] == (("hk",), ("fragrant", "harbour"))
    assert read_glossary()["香港"] == (("hong", "kong"),)
    assert Counterparts((), found).added("公租房有多少") == ["public", "rental", "hous"]


@pytest.mark.parametrize("text", ['"香港" = 3', '"香港" = ["…"]', "香港"])
def test_a_fault_is_told_with_its_file(tmp_path, text):
    path = tmp_path / "glossary.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(SeedsError, match=r"glossary\.toml"):
        read_glossary(path)
