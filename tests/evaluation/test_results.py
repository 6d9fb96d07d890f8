"""The data that the bench passes on."""

import json

from assistant.evaluation.results import Quote, Reply, Result
from assistant.golden.cases import Case, Gold
from assistant.schema import Turn


def test_a_result_is_a_line_whose_times_come_last() -> None:
    asked = Case(
        "q1", "How many?", True, history=(Turn("user", "Trees?"),), evidence=(Gold("700 trees."),), file="a.jsonl"
    )
    reply = Reply("answered", "700 trees. [1]", quotes=(Quote("700 trees."),), seconds=0.25)
    line = json.loads(json.dumps(Result(asked, reply, "right", {"right": (1, 1), "verbatim": (0, 0)}).to_dict()))
    assert list(line)[-1] == "seconds"
    assert "seconds" not in line["reply"]
    assert line["measures"] == {"right": 1.0, "verbatim": None}
    assert line["evidence"] == [{"quote": "700 trees.", "doc": None}]
    assert (line["file"], line["id"], line["seconds"]) == ("a.jsonl", "q1", 0.25)


def test_only_answers_are_answered() -> None:
    statuses = ("answered", "partly_answered", "not_in_report", "needs_clarification", "rejected", "")
    assert [Reply(status).answered for status in statuses] == [True, True, False, False, False, False]
