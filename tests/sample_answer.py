"""An answer and a refusal, for tests of how they look."""

from dataclasses import replace

from assistant.schema import Answer, Citation, PassageRef, SectionRef

TEXT = "Improve care. We will add 20 centers. The end."
SECTION = SectionRef("8", "Health")
CITATION = Citation(
    1, "a.txt", "Report (Part V)", "Office", "2026-02-15", SECTION, "Improve care", 4, None,
    "We will add 20 centers.", 14, 37, 0.9, "/report/a#c14-37",
)  # fmt: skip
PASSAGE = PassageRef(
    "a.txt", "Report (Part V)", SECTION, "Improve care", 4, None, TEXT, 0, len(TEXT), 0.8, "/report/a#c0-46"
)
OTHER = replace(PASSAGE, topic="Build roads", start=100, end=146)
ANSWER = Answer(
    "id7", "How many?", "How many?", "answered", None, "extractive",
    "We will add **20 centers**. [1]", (CITATION,), (PASSAGE, OTHER),
)  # fmt: skip
REFUSAL = replace(ANSWER, status="not_in_report", answer="Not there.", citations=())
