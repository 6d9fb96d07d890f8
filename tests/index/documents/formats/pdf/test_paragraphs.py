from index.documents.formats.pdf.lines import Line, Word
from index.documents.formats.pdf.paragraphs import paragraphs_of


def line(words, top, right=300.0, left=50.0, size=10.0, is_bold=False):
    parts = words.split()
    step = (right - left) / len(parts)
    boxes = [(left + step * n, top, left + step * (n + 1) - 2, top + size) for n in range(len(parts))]
    return Line(tuple(map(Word, parts, boxes)), size, is_bold)


def read(*pages):
    return [" ".join(item.line.text for item in paragraph.items) for paragraph in paragraphs_of(pages)]


def test_a_wide_gap_a_heading_and_a_short_last_line_end_a_paragraph():
    lines = [
        line("Aims and means", 0, 120, size=14),
        line("We dig wells in each village of", 20),
        line("the north.", 32, 110),
        line("We also mend what we dug in the", 44),
        line("years before this one began.", 56),
        line("Who pays for all of it is told.", 90),
    ]
    assert read(lines) == [
        "Aims and means",
        "We dig wells in each village of the north.",
        "We also mend what we dug in the years before this one began.",
        "Who pays for all of it is told.",
    ]


def test_wide_blanks_of_a_full_line_are_no_columns():
    first = Line((Word("We", (0, 0, 20, 10)), Word("go", (70, 0, 90, 10)), Word("on", (92, 0, 110, 10))), 10)
    assert read([first, line("and rest", 12, 60, 0)]) == ["We go on and rest"]


def test_bold_lines_stand_alone():
    assert read([line("Costs of the plan", 0, is_bold=True), line("they are low", 12)]) == [
        "Costs of the plan", "they are low",
    ]  # fmt: skip


def test_a_chinese_line_that_ends_early_and_an_item_behind_a_stop_end_a_paragraph():
    lines = [
        line("一、供水", 0, 90),
        line("全区供水水源中地表水占百分之五十八比上年", 12),
        line("增加。漏损率下降得益于三个新的监测点。", 24),
        line("（三）农村供水", 36, 120),
        line("完成改造。", 48, 100),
    ]
    assert read(lines) == [
        "一、供水",
        "全区供水水源中地表水占百分之五十八比上年 增加。漏损率下降得益于三个新的监测点。",
        "（三）农村供水",
        "完成改造。",
    ]


def test_a_centred_chinese_title_over_two_lines_is_one():
    lines = [
        line("关于供水的工作", 0, 250, 100),
        line("报告（摘要）", 12, 230, 120),
        line("全区供水水源中地表水占百分", 60),
    ]
    assert read(lines)[0] == "关于供水的工作 报告（摘要）"
