"""junit.xml, as CI systems read it."""

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from sample_run import results, sample_run, write_run

from assistant.evaluation.report.junit import legal, write_junit
from assistant.evaluation.results import Reply, Result, Run, Verdict
from assistant.golden.cases import Case


def read(run: Run) -> Element:
    write_junit(run)
    return ElementTree.parse(run.folder / "junit.xml").getroot()


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return sample_run(tmp_path_factory.mktemp("runs"), 60)


def test_every_question_and_threshold_is_a_test(run: Run) -> None:
    questions, thresholds = read(run)
    outcomes = run.summary.outcomes["all"]
    bad = outcomes["wrong"] + outcomes["refused_wrongly"] + outcomes.get("partly_right", 0)
    assert (questions.get("tests"), questions.get("skipped")) == ("60", str(bad + outcomes["error"]))
    assert thresholds.get("tests") == str(len(run.summary.verdicts))
    assert read(run).get("tests") == str(60 + len(run.summary.verdicts))


def test_it_fails_just_where_the_exit_status_does(run: Run) -> None:
    def failed(*verdicts: Verdict) -> bool:
        root = read(replace(run, summary=replace(run.summary, verdicts=verdicts)))
        return any(element.get("failures") != "0" or element.get("errors") != "0" for element in (root, *root))

    assert not failed()
    assert not failed(Verdict("right", 0.5, 0.8, True))
    assert failed(Verdict("right", 0.9, 0.8, False))


def test_totals_are_those_of_the_elements(run: Run) -> None:
    root = read(run)
    for element in (root, *root):
        assert element.get("failures") == str(len(element.findall(".//failure")))
        total = sum(float(test.get("time", "")) for test in element.iter("testcase"))
        assert float(element.get("time", "")) == pytest.approx(total, abs=0.001)


def test_a_mistake_tells_what_was_expected(run: Run) -> None:
    test = next(test for test in read(run).iter("testcase") if (said := test.find("skipped")) is not None
                and said.get("type") != "error")  # fmt: skip
    told = test.find("system-out")
    assert told is not None
    assert test.get("classname", "").startswith("report.")
    assert test.get("name", "").startswith("d00")
    for part in ("Question: What is said", "Answer: ", "Expected: ", "Cited: "):
        assert part in (told.text or "")


def test_threshold_that_was_not_measured_fails(run: Run) -> None:
    verdicts = (Verdict("verbatim", 1.0, None, False), Verdict("right", 0.5, 0.8, True))
    thresholds = read(replace(run, summary=replace(run.summary, verdicts=verdicts)))[1]
    failed = [test.find("failure") for test in thresholds]
    assert failed[0] is not None
    assert failed[0].get("message") == "Quotes word for word not measured (= 100%)"
    assert failed[1] is None


def test_characters_that_xml_cannot_hold_are_replaced(tmp_path: Path) -> None:
    bad = 'a\x00b\x1bc\ud800d\uffffe]]>&<b>"'
    result = Result(Case("x\x01", bad, True, bad, file="q.jsonl"), Reply(error=bad), "error", {})
    run = write_run(tmp_path / "bad", list(results(8, 0.8)))
    lines = json.dumps(result.to_dict()) + "\n"
    (run.folder / "results.jsonl").write_text(lines, "utf-8")
    told = read(run).find(".//system-out")
    assert told is not None
    assert "\ufffd" in (told.text or "")
    assert ']]>&<b>"' in (told.text or "")
    assert legal("tab\tline\nüÄ😀") == "tab\tline\nüÄ😀"
