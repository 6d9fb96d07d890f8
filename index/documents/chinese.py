"""How Chinese official papers are laid out: 一、 and （一） before headings, labelled lines at the head, dates.

Patterns are read with simplified characters, which stand at the same offsets.
"""

import re

from index.documents.sentences import ITEM, MARKER, NUMERAL
from index.han import is_han, simplified

SECTION = re.compile(
    rf"(?P<number>{NUMERAL})、\s*(?P<title>\S.*)|(?P<part>第{NUMERAL}[章编篇节]|第{NUMERAL}部分)[\s、：:]*(?P<name>\S.*)"
)
ARTICLE = re.compile(rf"(?P<number>第(?:{NUMERAL}|\d{{1,4}})条)\s+(?P<title>\S.{{1,15}})")  # with a title, alone
TOPIC = re.compile(rf"[（(]{NUMERAL}[）)]\s*\S.*")
DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
LABELS = {
    "publisher": re.compile(r"(?:发布|印发|发文|编制|制定|主办|起草)(?:单位|机构|部门|机关)[：:]\s*"),
    "date": re.compile(r"(?:发布|印发|发文|成文|公布|会议|签发)(?:日期|时间)[：:]\s*"),
    "other": re.compile(
        r"\S{2,12}〔\d{4}〕\d{1,4}号|(?:文号|发文字号|索引号|主题词|密级|签发人|有效期|会议地点|主持人?|记录人?|参会单位|参会人员|出席|列席)[：:]\s*"
    ),
}
NUMBERS = re.compile(rf"\d+|{NUMERAL}")
UNDER = " · "  # between a topic and one of the next order below it
SUBTOPIC = re.compile(r"\d{1,2}[.．、]\s*[\u4e00-\u9fff][^，：；:;,。\d]{1,28}")
TITLE = re.compile(r"[^\s。！？；，：、,;:!?.|｜][^。！？；，：\n|｜]{1,38}")
SALUTATION = re.compile(r"(?:各位\w{1,8}|同志们|女士们|先生们|尊敬的\w{1,10}|女士们、先生们)[，：！:]")
LONGEST_TOPIC = 40  # characters
RUN_IN = 18  # characters of a short command that opens a paragraph
STATEMENT = re.compile(r"[，、：；\d]|将|会(?!议)|要|是|有|已|应|我们|本市|全市")


def section_of(words: str) -> tuple[str, str] | None:
    """Return number and title of a heading "一、…", "第一章 …" or "第三条 …" without a mark; None for other text."""
    if not is_han(words) or ends(words) or len(words) > 60:
        return None
    if (article := ARTICLE.fullmatch(words)) and TITLE.fullmatch(article["title"]):
        return article["number"], article["title"]
    match = SECTION.fullmatch(words)
    return (match["number"] or match["part"], match["title"] or match["name"]) if match else None


def is_topic(words: str) -> bool:
    """True for a heading of the second order that stands alone: "（一）轨道交通"."""
    return is_han(words) and len(words) <= 60 and not ends(words) and TOPIC.fullmatch(words) is not None


def topic_of(words: str, above: str | None, after: str | None) -> str | None:
    """Return the topic that a line alone names, below the one ``above`` it; None for a line that is none.

    "1.捐赠收入" is a topic above text, an item above others like it.
    """
    if is_topic(words):
        return " ".join(words.split())
    is_named = is_han(words) and SUBTOPIC.fullmatch(words) and not ends(words)
    if not is_named or after is None or SUBTOPIC.match(after):
        return None
    order = (above or "").split(UNDER)[0]
    return f"{order}{UNDER}{words}" if TOPIC.match(order) else words


def still(topic: str | None, words: str) -> str | None:
    """Return the topic that a paragraph stands under; "（二）…" ends "（一）…" and what is below it, as "2." ends "1.".

    What ends it is the topic itself where it is short.
    """
    own = order_of(words)
    if not topic or not own or (own != order_of(topic) and not (TOPIC.match(words) and MARKER.match(topic))):
        return topic
    return words.rstrip("。；;") if len(words) <= LONGEST_TOPIC and "\n" not in words else None


def order_of(words: str) -> str:
    match = MARKER.match(words)
    return NUMBERS.sub("1", match.group().strip()) if match else ""


def is_title(words: str) -> bool:
    """True for a short line without any mark, as titles and headings without a number are."""
    return (
        not ends(words)
        and is_han(words[:1] + words[-2:])
        and TITLE.fullmatch(words) is not None
        and not MARKER.match(words)
    )


def ends(words: str) -> bool:
    return words[-1] in "。！？；：，.!?;:,"


def run_in(first: str) -> str | None:
    """Return the short command that opens a paragraph, without its full stop: "（一）治理黑臭水体"."""
    words = first.rstrip("。")
    plain = simplified(MARKER.sub("", words, count=1))
    if not is_han(words) or words == first or not plain or len(plain) > RUN_IN:
        return None
    return words if MARKER.match(words) or not STATEMENT.search(plain) else None


def label_of(line: str) -> str | None:
    """Return what a line of a paper's head gives: "publisher", "date", "other"; None for a line without a label."""
    plain = simplified(line.replace("*", "").strip())
    return next((name for name, label in LABELS.items() if label.match(plain)), None)


def header_value(line: str) -> str:
    """Return what a line of a head says, its label left off and a Chinese date as ISO 8601 has it."""
    plain = line.replace("*", "").strip()
    if not is_han(plain):
        return plain
    for label in LABELS.values():
        if match := label.match(simplified(plain)):
            plain = plain[match.end() :].strip()
    date = DATE.match(plain)
    return f"{date[1]}-{int(date[2]):02}-{int(date[3]):02}" if date else plain


def stand_alone(lines: list[str]) -> bool:
    """True where each of these lines is a paragraph: they are set in as such, or one is a heading or an item."""
    plain = [line.strip() for line in lines if line.strip()]
    set_in = any(line.startswith("\u3000") for line in lines)
    marked = any(section_of(line) or re.match(ITEM, line) for line in plain)
    return any(map(is_han, plain)) and (set_in or marked or sum(line.endswith("。") for line in plain) > 1)


def plain_number(number: str) -> str:
    """Return a section's number in digits: "3" of "三", "第三条" and "Article 3"; any other as it is."""
    match = re.fullmatch(r"第?([一二三四五六七八九])?(十)?([一二三四五六七八九])?(?:[章编篇节条]|部分)?", number)
    if not match or not any(match.groups()):
        own = re.fullmatch(r"(?:[A-Za-z]+\.?|§)\s*(\d{1,3})\.?", number)
        return own[1] if own else number
    tens, ten, ones = match.groups()
    digits = [("一二三四五六七八九".index(digit) + 1) if digit else 0 for digit in (tens, ones)]
    return str((digits[0] or 1) * 10 + digits[1] if ten else digits[0] or digits[1])
