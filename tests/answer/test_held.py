"""What was read is called a report where it is one, else a document or documents."""

from collections.abc import Sequence

import pytest

from assistant.answer.held import Titles
from assistant.engine import Engine
from assistant.language.loading import load_languages
from index.schema import Passage, Place


def titles(*names: str) -> Titles:
    passages = [Passage(f"p{n}", "", 0, 0, "paragraph", Place(f"{n}.txt", name)) for n, name in enumerate(names)]
    return Titles.of(passages, load_languages())


@pytest.mark.parametrize(
    ("held", "names"),
    [
        ("report", ["Report on the Work of the Government (Part IV)", "Report on the Work of the Government (Part V)"]),
        ("report", ["Annual Report 2025"]),
        ("report", ["政府工作报告"]),
        ("document", ["How to report a broken lamp"]),
        ("document", ["Tenant guide"]),
        ("documents", ["Annual Report 2025", "Annual Report 2026"]),
        ("documents", ["Minutes", "Minutes"]),
    ],
)
def test_it_is_called_by_its_titles(held: str, names: Sequence[str]) -> None:
    assert titles(*names).held() == held


def test_of_several_one_may_have_been_read() -> None:
    both = titles("Tenant guide", "Annual Report 2025")
    assert [both.held({"0.txt"}), both.held({"1.txt"}), both.held()] == ["document", "report", "documents"]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Who is the director of the opera house?", "These documents do not"),
        ("歌剧院的院长是谁？", "这些文件"),
    ],
)
def test_a_refusal_speaks_of_what_was_read(shelf: Engine, question: str, said: str) -> None:
    assert said in shelf.answer(question).answer.partition("\n")[0]
