import pytest

from index.documents.shape.labels import behind_number, header_value, identifies, label_of, labelled, own_number


@pytest.mark.parametrize(
    ("line", "label", "value"),
    [
        ('title: "Climate Strategy"', "title", "Climate Strategy"),
        ("**Published by:** Office of Parks", "publisher", "Office of Parks"),
        ("date: 2024-05-01", "date", "2024-05-01"),
        ("发布日期：2026年1月20日", "date", "2026-01-20"),
        ("We publish: it is done.", None, "We publish: it is done."),
    ],
)
def test_what_a_line_gives(line, label, value):
    assert (label_of(line), header_value(line)) == (label, value)


def test_the_first_line_of_a_label():
    assert labelled(["tags: a", "author: B", "by: C"], "publisher") == "B"


@pytest.mark.parametrize(
    ("text", "number", "words"),
    [
        ("4.2 The fee", "4.2", "The fee"),
        ("1.2. no dogs", "1.2", "no dogs"),
        ("**4.2** “Dog” means", "4.2", "“Dog” means"),
        ("17. The Committee", "17", "The Committee"),
        ("4\\. Dogs", "4", "Dogs"),
        ("(3) nobody", "(3)", "nobody"),
        ("4.2 公司应当", "4.2", "公司应当"),
        ("3、本规定", "3", "本规定"),
    ],
)
def test_a_paragraph_has_a_number_of_its_own(text, number, words):
    assert (own_number(text), text[behind_number(text) :]) == (number, words)


@pytest.mark.parametrize(
    "text",
    ["4.2 million euros", "3.5 亿元", "0.38 Euro", "20 Centers open.", "2026. The", "(020) 123", "1.5、2", "Dogs"],
)
def test_a_figure_is_no_number_of_a_paragraph(text):
    assert own_number(text) is None
    assert behind_number(text) == 0


@pytest.mark.parametrize(
    "line",
    [
        "Ref. 2025/17",
        "Our ref: PL-22/3",
        "Leaflet no. 4711/B of 3 May 2025",
        "ISBN 978-3-16-148410-0",
        "© Town 2025",
        "文号：云交发〔2025〕47号",
        "京水发〔2025〕17号",
    ],
)
def test_a_reference_only_tells_which_document_it_is(line):
    assert identifies(line)


@pytest.mark.parametrize(
    "line",
    [
        "Ref. 2025/17 replaces all others.",
        "Form 3: leave",
        "Version 2.1",
        "Refunds 2025",
        "Price: 12 euros",
        "第17号门",
    ],
)
def test_what_states_something_or_heads_it_is_no_reference(line):
    assert not identifies(line)
