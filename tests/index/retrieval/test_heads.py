"""What the head of a document names."""

from index.retrieval.heads import heads_of
from index.schema import Passage, Place, Section

HEAD = """Larkspur Court Residents' Association, minutes of 4 June
**Present:** Mr Lowe
Issued by Oak Housing"""


def passage(text, section=None):
    return Passage("p", text, 0, len(text), "paragraph", Place("a.md", "Minutes", section=section))


def test_the_head_is_what_stands_above_the_first_section_without_labels_and_publisher():
    passages = [passage(HEAD), passage("Mr Lowe spoke.", Section("1", "Report")), passage("Thorn Hall is open.")]
    assert heads_of(passages) == {"a.md": "Minutes\nLarkspur Court Residents' Association, minutes of 4 June"}
