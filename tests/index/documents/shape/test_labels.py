import pytest

from index.documents.shape.labels import header_value, label_of, labelled


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
