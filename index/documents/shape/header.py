"""The head of a plain text: title, publisher and date, by a title block, labelled lines or a cover."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.documents import chinese
from index.documents.shape.blocks import Block
from index.documents.shape.labels import header_value, label_of, labelled

DATE = re.compile(
    r"\d{4}-\d{2}-\d{2}|\d{4}\s+[A-Z][a-z]{2,8}\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8}\s+\d{4}|[A-Z][a-z]{2,8}\s+\d{1,2},\s+\d{4}|\d{4}年\d{1,2}月\d{1,2}日"
)
ON_COVER = re.compile(rf"(?:\w+day,\s+)?(?P<date>(?i:{DATE.pattern}))")
# What a document calls itself, and who writes documents.
KIND = re.compile(
    r"\b(?:reports?|minutes|act|law|plan|strategy|regulations?|ordinance|policy|guide|manual|handbook|notice|circular"
    r"|statement|press release|budget|programme|program|directive|agreement|charter|bylaws|bulletin|review|framework"
    r"|rules|code|statute|constitution|decree|resolution|newsletter|faq|frequently asked questions)\b"
    r"|报告|纪要|规划|计划|方案|办法|条例|规定|通知|意见|公告|决定|细则|章程|指南|手册|公报",
    re.IGNORECASE,
)
BODY = re.compile(
    r"\b(?:ministry|department|office|council|agency|authority|bureau|commission|committee|board|city of|town of"
    r"|county|university|institute|secretariat|administration|directorate|service|parliament|government|municipality"
    r"|state of|republic|corporation|association|trust|bank|company|court)\b"
    r"|(?:局|委员会|政府|厅|部|办公室|委|公司)$",
    re.IGNORECASE,
)
RAISED = "¹²³⁰⁴⁵⁶⁷⁸⁹"  # of a note
ADDRESS = re.compile(r"\w@\w|://")  # of mail or a page
LABEL = re.compile(r"[A-Z][A-Z ]{2,30}:\s+(?=.*[a-z])")  # "PRESENT: Mayor Hendricks"
LONGEST_LINE = 160
BY = re.compile(r"^(?:[A-Z][\w ]{2,30}:|(?:issued|published|prepared) by)\s+", re.IGNORECASE)
FIRM = re.compile(r"\b(?:Ltd|Inc|Corp|Co|Bros|Assn|S\.A|e\.V)\.$")
MOST_TITLE = 3  # lines of a title
MOST_LINES = 8  # of a cover

Header = tuple[str | None, str | None, str | None, Block | None]  # title, publisher, date, and where they stand


def read_header(text: str, blocks: Sequence[Block]) -> Header:
    """Return title, publisher, date and the header block."""
    return (
        titled(text, blocks)
        or labelled_header(text, blocks)
        or cover(text, blocks)
        or single(text, blocks)
        or (None, None, None, None)
    )


def titled(text: str, blocks: Sequence[Block]) -> Header | None:
    """Return the header of a short first line, then lines up to a date."""
    lines: list[str] = []
    for block in blocks[:4]:
        lines += lines_of(text, block)
        if len(lines) > 6 or any(len(line) > LONGEST_LINE for line in lines):
            break
        last = lines[-1].strip("()（）")
        if DATE.fullmatch(last) and len(lines) > 1 and not any(map(label_of, lines)):
            between = lines[1:-1]
            bodies = [line for line in between if BODY.search(line)] if len(between) > 1 else between
            publisher = ", ".join(bodies or between) or None
            return (
                lines[0],
                publisher,
                header_value(lines[-1].strip("()（）")),
                Block("header", blocks[0].start, block.end),
            )
    return None


def labelled_header(text: str, blocks: Sequence[Block]) -> Header | None:
    """Return the header of a title and the labelled lines behind it ("发布单位：…"); None where there is none."""
    if len(blocks) < 2:
        return None
    first, *rest = lines_of(text, blocks[0])
    is_title = label_of(first) is None
    lines = rest if is_title else [first, *rest]
    last = blocks[0]
    for block in blocks[1:]:
        more = lines_of(text, block)
        if not all(map(label_of, more)):
            break
        lines, last = [*lines, *more], block
    if not lines or len(first) > LONGEST_LINE or not all(map(label_of, lines)):
        return None
    title = first if is_title else labelled(lines, "title")
    if title is None and len(lines) < 2:  # one line with a label opens any text
        return None
    return title, labelled(lines, "publisher"), labelled(lines, "date"), Block("header", blocks[0].start, last.end)


def cover(text: str, blocks: Sequence[Block]) -> Header | None:
    """Return the header of the short lines above the first heading: what is published, by whom, and when."""
    found: list[Block] = []
    for number, block in enumerate(blocks[:MOST_LINES]):
        lines = lines_of(text, block)
        is_last = number + 1 == len(blocks)
        if is_last or not all(map(is_cover_line, lines)) or not (number == 0 or any(map(tells, lines))):
            break
        if number and heads_text(text, block, blocks[number + 1]) and KIND.search(text[blocks[0].start : block.start]):
            break
        found.append(block)
    lines = [line for block in found for line in lines_of(text, block)]
    if not 2 <= len(lines) <= MOST_LINES or not any(map(tells, lines)):
        return None
    dates = [match for line in lines if (match := ON_COVER.search(line))]
    bodies = [line for line in lines if BODY.search(line) and not KIND.search(line) and not ON_COVER.search(line)]
    titles = [line for line in lines if KIND.search(line) and not ON_COVER.fullmatch(line)]
    title = next((line for line in [*titles, *lines] if line not in bodies), lines[0])
    publisher = next((BY.sub("", line) for line in bodies if line != title), None)
    date = header_value(dates[0]["date"]) if dates else None
    return title, publisher, date, Block("header", found[0].start, found[-1].end)


def heads_text(text: str, block: Block, after: Block) -> bool:
    """True for a line right above sentences that tells no more than what kind of text they are: "Chair's statement"."""
    line = text[block.start : block.end]
    is_prose = after.end - after.start > LONGEST_LINE // 2 and text[after.end - 1] in ".。"
    is_kind = KIND.search(line) and not BODY.search(line) and not ON_COVER.search(line) and label_of(line) is None
    return is_prose and "\n" not in line and bool(is_kind)


def is_cover_line(line: str) -> bool:
    ends_open = line[-1].isalnum() or line[-1] in ')”"）》」' or FIRM.search(line) is not None
    return len(line) <= 100 and ends_open and not chinese.section_of(line)


def tells(line: str) -> bool:
    """True for a line that says by whom, when or what is published."""
    return any(pattern.search(line) for pattern in (ON_COVER, BODY, KIND)) or label_of(line) is not None


def single(text: str, blocks: Sequence[Block]) -> Header | None:
    """Return the header of a short first line alone, or of a title over a few such lines."""
    lines = lines_of(text, blocks[0]) if len(blocks) > 1 else []
    if not lines or len(lines) > MOST_TITLE or not is_title(lines[0]):
        return None
    if not all(is_cover_line(line) and not line[0].islower() and not LABEL.match(line) for line in lines[1:]):
        return None
    return lines[0], None, None, replace(blocks[0], kind="header")


def is_title(words: str) -> bool:
    """True for a short line that ends in no stop, as titles and headings without a number do."""
    if chinese.is_title(words):
        return True
    words = words.rstrip(RAISED)
    if not words or LABEL.match(words) or ADDRESS.search(words):
        return False
    ends_open = words[-1].isalnum() or words[-1] in ')”"'
    return len(words) <= 100 and "\n" not in words and ends_open and words[0].isupper()


def lines_of(text: str, block: Block) -> list[str]:
    return [line.strip() for line in text[block.start : block.end].splitlines() if line.strip()]
