"""Who speaks in minutes and transcripts: a name or office before a colon that opens a paragraph."""

import re
from collections import Counter
from collections.abc import Collection, Sequence

LABEL = re.compile(r"(?P<who>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){1,5})(?:,[^:\n]{1,60}|\s*\([^)\n]{1,60}\))?:\s")
HAN_LABEL = re.compile(r"(?P<who>[\u4e00-\u9fff]{2,8})(?:（[^）\n]{1,20}）)?[：:]")
OFFICE = re.compile(
    r"(?:mr|ms|mrs|miss|dr|prof|professor|sir|hon|mayor|council\w+|chair\w*|president|vice|senator|representative|judge"
    r"|justice|commissioner|secretary|minister|speaker|director|deputy|officer|chief|member|governor|clerk)\b",
    re.IGNORECASE,
)
OFTEN = 2  # paragraphs that a label opens, where no office tells that it is a person


def speakers_of(paragraphs: Sequence[str]) -> frozenset[str]:
    """Return the names that open paragraphs as those who speak."""
    counts = Counter(who for who in map(label, paragraphs) if who)
    people = {who for who, count in counts.items() if count >= OFTEN or OFFICE.match(who)}
    return frozenset(people) if sum(counts[who] for who in people) >= OFTEN else frozenset()


def who_speaks(paragraph: str, speakers: Collection[str]) -> str | None:
    return who if (who := label(paragraph)) in speakers else None


def label(paragraph: str) -> str | None:
    match = LABEL.match(paragraph) or HAN_LABEL.match(paragraph)
    return match["who"] if match else None
