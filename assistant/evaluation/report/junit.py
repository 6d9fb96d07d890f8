"""A run as junit.xml, for the test panels of CI systems: every question a test, and every threshold.

It agrees with the exit status: only a threshold that was missed is a failure. A question that came out wrong is
skipped, as pytest writes an expected failure, with what happened as the message and the story as output.

The attributes are those that Jenkins, GitLab and GitHub's readers share.
"""

import re
from typing import Any
from xml.etree.ElementTree import Element, ElementTree, SubElement, indent  # nosec B405 # written, never read

from assistant.evaluation.measures import MEASURES
from assistant.evaluation.report import digest, labels
from assistant.evaluation.results import Run, Verdict

ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, section 2.2
LONGEST_NAME = 120  # characters of a question
LONGEST = 2000  # characters of an answer or a quote
QUOTES = 10


def write_junit(run: Run) -> None:
    """Write junit.xml into the run's folder."""
    suites = Element("testsuites", name=legal(str(run.config.get("name") or run.folder.name)))
    questions = SubElement(suites, "testsuite", name="questions")
    for row in run.results():
        add_question(questions, row)
    if run.summary.verdicts:
        thresholds = SubElement(suites, "testsuite", name="thresholds")
        for verdict in run.summary.verdicts:
            add_threshold(thresholds, verdict)
    count_up(suites)
    indent(suites)
    ElementTree(suites).write(run.folder / "junit.xml", encoding="utf-8", xml_declaration=True)


def legal(text: str) -> str:
    """Return a text without the characters that XML cannot hold, each shown as U+FFFD."""
    return ILLEGAL.sub("\ufffd", text)


def add_question(suite: Element, row: dict[str, Any]) -> None:
    stem = row["file"].rsplit(".", 1)[0]
    test = SubElement(
        suite,
        "testcase",
        classname=legal(f"{stem}.{row['type']}" if stem else row["type"]),
        name=legal(f"{row['id']} {labels.on_one_line(row['question'], LONGEST_NAME)}"),
        time=f"{row['seconds']:.3f}",
    )
    if row["outcome"] not in labels.MISTAKES:
        return
    what = row["reply"]["error"] or labels.what_happened(row["outcome"], row["answerable"])
    SubElement(test, "skipped", type=row["outcome"], message=legal(labels.on_one_line(what, LONGEST_NAME)))
    SubElement(test, "system-out").text = legal("\n".join(story(row)))


def story(row: dict[str, Any]) -> list[str]:
    """Return question, expectation and answer, a line each."""
    reply = row["reply"]
    said = [("Question", row["question"])]
    said += [("Error", reply["error"])] if reply["error"] else [("Answer", reply["answer"])]
    said += [
        ("Expected", digest.expected_words(row)),
        *(("Expected", gold["quote"]) for gold in row["evidence"][:QUOTES]),
    ]
    said += [("Fact", fact) for fact in digest.fact_lines(row)[:QUOTES]]
    said += [("Cited", f"{quote['text']} ({quote['place']})") for quote in reply["quotes"][:QUOTES]]
    return [f"{name}: {labels.clipped(words, LONGEST)}" for name, words in said if words]


def add_threshold(suite: Element, verdict: Verdict) -> None:
    measure = MEASURES[verdict.measure]
    name = f"{measure.label} {labels.threshold_words(verdict)}"
    test = SubElement(suite, "testcase", classname="thresholds", name=name, time="0.000")
    if not verdict.passed:
        words = labels.verdict_words(verdict)
        SubElement(test, "failure", type="threshold", message=words).text = f"{words}: {measure.meaning}."


def count_up(suites: Element) -> None:
    """Set the totals of every suite and of all together."""
    for element in (*suites, suites):
        tests = element.findall(".//testcase")
        element.set("tests", str(len(tests)))
        element.set("failures", str(len(element.findall(".//failure"))))
        element.set("errors", "0")
        element.set("skipped", str(len(element.findall(".//skipped"))))
        element.set("time", f"{sum(float(test.get('time', '0')) for test in tests):.3f}")
