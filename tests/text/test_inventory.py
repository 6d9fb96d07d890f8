"""Figures against a marking of the whole of one document, made by reading it; names of a kind."""

import json
from pathlib import Path

import pytest

from assistant.language.loading import load_language
from assistant.text.inventory import named, read_amounts

ENGLISH, CHINESE = load_language("en"), load_language("zh")
MARKED = Path(__file__).with_name("figures_marked.jsonl")
PART = "001_dde04a10043766fe.txt"


def found_in(passages):
    return {
        tuple(
            " ".join(part.split())
            for part in (sentence.text, sentence.text[one.start : one.end], one.unit_of(sentence.text))
        )
        for passage in passages
        if passage.kind == "paragraph" and passage.place.document_id == PART
        for sentence in passage.sentences
        for one in read_amounts(sentence.text, ENGLISH)
    }


def test_the_figures_of_a_whole_part_are_those_that_a_reader_marked(store):
    rows = [json.loads(line) for line in MARKED.read_text("utf-8").splitlines()]
    found = found_in(store.passages)
    marked = {(row["sentence"], row["amount"], row["unit"]) for row in rows}
    hit = [
        (start, amount, unit)
        for start, amount, unit in marked
        if any(text.startswith(start) and amount == own and unit.startswith(kind) for text, own, kind in found)
    ]
    assert len(hit) / len(marked) >= 0.98, marked - set(hit)
    assert len(hit) / len(found) >= 0.95


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("Build 1,000 km of paths by 2030.", ["1,000 km"]),
        ("At least five parks and two lakes.", ["At least five parks", "two lakes"]),
        ("Ride Line 22 or M102 with 6G in the 15th Five-Year Plan.", []),
        ("The Three Hills and Five Gardens stay.", []),
        ("Keep a three-to-one ratio of trees.", ["three-to-one ratio"]),
        ("One of them is one-stop.", []),
        ("The number of trams will rise by more than 40.", ["more than 40 trams"]),
    ],
)
def test_years_and_numbers_in_names_are_no_figures(text, amounts):
    found = [f"{text[one.start : one.end]} {one.unit_of(text)}" for one in read_amounts(text, ENGLISH)]
    assert found == amounts


def test_figures_of_another_language():
    text = "2026年新建公园40个，森林覆盖率达到45.1%。"
    assert [(text[one.start : one.end], one.unit_of(text)) for one in read_amounts(text, CHINESE)] == [
        ("40", "个"),
        ("达到45.1", "%"),
    ]


@pytest.mark.parametrize(
    ("kind", "text", "names"),
    [
        ("rivers", "Walk along the Qinghe River and Beautiful Rivers.", ["Qinghe River"]),
        ("forums", "Such as the Old Forum, and the Forum on Swift Response.", ["Old Forum", "Forum on Swift Response"]),
        ("hospitals", "The branch of Xuanwu Hospital.", ["Xuanwu Hospital"]),
        ("universities", "The North China University of Technology.", ["North China University of Technology"]),
        ("museums", "We develop the Dahongmen museum cluster.", ["Dahongmen museum"]),
        ("platforms", "We use platforms such as CIFTIS, the Old Forum, and open them.", ["CIFTIS", "Old Forum"]),
        ("subway lines", "Along Subway Line 22 and the Old Road.", ["Subway Line 22"]),
        ("schools", "We build Safe Schools and two schools.", []),
    ],
)
def test_names_of_a_kind(kind, text, names):
    assert [text[start:end] for start, end in named(text, kind, ENGLISH)] == names
