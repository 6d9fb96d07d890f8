import pytest

from index.documents.sentences import split_sentences


def sentences(text):
    return [text[start:end] for start, end in split_sentences(text)]


def test_full_stops_end_sentences():
    assert sentences("We go. You stay!  Why? ") == ["We go.", "You stay!", "Why?"]


@pytest.mark.parametrize(
    "text",
    [
        "It grew 3.5 percent, i.e. more.",
        "See No. 22 here.",
        "Dr. Li came at 5 p.m. to Line 22.",
        "The U.S. side agreed.",
    ],
)
def test_abbreviations_and_figures_do_not(text):
    assert sentences(text) == [text]


def test_no_white_space_is_needed_in_chinese():
    assert sentences("我们坚持。你们呢？好！") == ["我们坚持。", "你们呢？", "好！"]


def test_a_closing_quote_stays_with_its_sentence():
    assert sentences("他说：“好。”然后走了。") == ["他说：“好。”", "然后走了。"]


def test_the_end_of_an_emphasis_stays_with_its_sentence():
    assert sentences("**Eels.** They swim. *All of them.* Yes.") == [
        "**Eels.**",
        "They swim.",
        "*All of them.*",
        "Yes.",
    ]


def test_a_line_break_does_not_end_a_sentence():
    assert sentences("We will\r\ngo on. Then stop.") == ["We will\r\ngo on.", "Then stop."]


def test_list_items_are_sentences():
    assert sentences("We will:\n- mend roads\n- plant trees\n2) stop") == [
        "We will:",
        "- mend roads",
        "- plant trees",
        "2) stop",
    ]


@pytest.mark.parametrize("text", ["", " \n\t", "\u00a0"])
def test_nothing_gives_nothing(text):
    assert sentences(text) == []


def test_non_breaking_spaces_count_as_one_character():
    assert split_sentences("We\u00a0go.\u00a0 You stay.") == [(0, 6), (8, 17)]


def test_what_lies_between_sentences_is_white_space(outlines):
    for text, outline in outlines.values():
        for block in outline.blocks:
            words = text[block.start : block.end]
            kept = "".join(sentences(words))
            assert "".join(kept.split()) == "".join(words.split())


@pytest.mark.parametrize(
    "text",
    [
        "Open until 9 a.m.| Drilling is allowed.",
        "It closed on 12 Oct.| The next tender is due.",
        "We hired Oak Ltd.| It is new.",
        "The mean is that of 2020.¹| Pumps ran.",
        "It is so.[1]| The rest is not.",
        "Open at 6 p.m. Monday to Friday.",
        "Oak Ltd. Holdings is new.",
        "Leaflet Ref. 2025/17 is in force, fines are due under s. 9, Art. 57 and R.S.K. 2003, c. 14.",
        "Messrs. Oak and Cllr. Ash live at P.O. Box 12.",
        "Take it to the tip (Dyke Rd.).",
        "1. Full name: Oak|\n2. Are you over 18?|\n3. Age: 7",
        "Article 12. The office decides.| It does so.",
        "Q1. What goes in?| Paper.",
        "附件：1.登记表 2.盘点表",
        "In it:|\n“day” means light;|\n“night” means none.",
        "It rose to\n12 percent and then to\n14.| That was all.",
    ],
)
def test_where_sentences_end(text):
    assert sentences(text.replace("|", "")) == [part.strip() for part in text.split("|")]
