"""The layout of Chinese papers: labelled heads, 一、 and （一）, lists, sentences without spaces."""

import pytest

from index.documents.chinese import header_value, is_title, plain_number, run_in, section_of
from index.documents.outline import read_outline
from index.documents.sentences import split_sentences

PAPER = """云州市交通规划（2026年）

发布单位：云州市交通局
發布日期：2025年12月8日
文号：云交发〔2025〕47号

一、主要任务
（一）轨道交通
　　新建线路4条。设站19座。
（二）治理拥堵。改造路口36处。
二、资金
1．总投资7亿元。
2．市级承担一半。
"""


def test_the_head_of_labelled_lines():
    outline = read_outline(PAPER, "plan.txt")
    assert (outline.title, outline.publisher, outline.date) == (
        "云州市交通规划（2026年）",
        "云州市交通局",
        "2025-12-08",
    )


def test_sections_and_topics():
    blocks = read_outline(PAPER, "plan.txt").blocks
    assert [(b.kind, b.section and b.section.number, b.topic) for b in blocks[1:]] == [
        ("heading", "一", None),
        ("paragraph", "一", "（一）轨道交通"),
        ("paragraph", "一", "（二）治理拥堵"),
        ("heading", "二", None),
        ("paragraph", "二", None),
        ("paragraph", "二", None),
    ]


def test_the_labels_of_markdown():
    outline = read_outline(
        "# 纪要\n\n**印发单位：** 住建局\n\n**会议时间：** 2026年3月2日\n\n## 一、情况\n\n好。\n", "a.md"
    )
    assert (outline.publisher, outline.date, outline.blocks[-1].section.number) == ("住建局", "2026-03-02", "一")


@pytest.mark.parametrize("text", ["一、加快建设。", "一、" + "建" * 80, "第三，建桥", "一方面建桥"])
def test_a_sentence_is_no_section(text):
    assert section_of(text) is None


def test_chapters_are_sections():
    assert section_of("第二章 总则") == ("第二章", "总则")


@pytest.mark.parametrize("first", ["全市新建公园9处。", "我们将建桥。", "Plant trees."])
def test_a_statement_is_no_run_in_heading(first):
    assert run_in(first) is None


def test_a_line_with_marks_is_no_title():
    assert is_title("云州市工作要点")
    assert not is_title("云州市，工作要点")
    assert not is_title("Plan")


def test_a_value_without_a_label_stays():
    assert header_value("Parks Office") == "Parks Office"


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("建桥。 修路！“好。”完成；种树", ["建桥。", "修路！", "“好。”", "完成；", "种树"]),
        ("1. 建桥4座。修路。", ["1. 建桥4座。", "修路。"]),
        ("一、建桥\n（二）修路", ["一、建桥", "（二）修路"]),
    ],
)
def test_sentences(text, sentences):
    assert [text[start:end] for start, end in split_sentences(text)] == sentences


@pytest.mark.parametrize(
    ("number", "digits"),
    [("三", "3"), ("十", "10"), ("第二十一章", "21"), ("第五部分", "5"), ("7", "7"), ("2.1", "2.1")],
)
def test_numbers_of_sections(number, digits):
    assert plain_number(number) == digits
