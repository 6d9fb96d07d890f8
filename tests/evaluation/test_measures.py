"""Measures against cases computed by hand, and ranking measures against pytrec_eval."""

import random

import pytest
import pytrec_eval

from assistant.evaluation.measures import ALL, HEADLINE, MEASURES, measure, relevance
from assistant.evaluation.results import Quote, Read, Reply
from assistant.golden.cases import Case, Gold

TREES = "We will plant 700 trees along five streets of the Old Town."
BENCH = "Every street gets a bench made of oak."
FOUNTAIN = "Twelve fountains will be mended before the summer."
DOCUMENTS = {"parks.txt": f"{TREES} {BENCH} {FOUNTAIN}"}


def case(*quotes: str, facts: tuple[tuple[str, ...], ...] = (), answerable: bool = True) -> Case:
    return Case("q", "How many trees?", answerable, evidence=tuple(Gold(quote) for quote in quotes), facts=facts)


def quote(text: str, number: int = 1) -> Quote:
    start = DOCUMENTS["parks.txt"].find(text)
    return Quote(text, "parks.txt", start, start + len(text), number, "Parks Plan")


def answer(*texts: str, passages: tuple[str, ...] = (), words: str | None = None) -> Reply:
    said = words if words is not None else " ".join(f"{text} [{number}]" for number, text in enumerate(texts, 1))
    quotes = tuple(quote(text, number) for number, text in enumerate(texts, 1))
    return Reply("answered", said, quotes=quotes, passages=tuple(Read(text) for text in passages), confidence=0.9)


REFUSAL = Reply("not_in_report", "The report does not say that.", confidence=0.1)


def value(name: str, asked: Case, reply: Reply) -> float | None:
    total, count = measure(asked, reply, DOCUMENTS).measures.get(name, (0.0, 0.0))
    return total / count if count else None


def test_right_needs_every_fact_and_any_alternative() -> None:
    facts = (("700", "seven hundred"), ("streets",))
    assert value("right", case(TREES, facts=facts), answer(TREES)) == 1
    assert value("right", case(TREES, facts=(("700",), ("oak",))), answer(TREES)) == 0
    assert value("facts_recall", case(TREES, facts=(("700",), ("oak",))), answer(TREES)) == 0.5
    assert value("right", case(TREES, facts=facts), REFUSAL) == 0


def test_right_goes_by_the_evidence_where_no_fact_is_given() -> None:
    assert value("right", case(TREES), answer(TREES)) == 1
    assert value("right", case(TREES), answer(BENCH)) == 0
    assert value("right", case(), answer(BENCH)) is None


def test_a_wrong_figure_at_the_wrong_place_is_not_right() -> None:
    asked = case(TREES)
    elsewhere = "We will plant 900 trees along five streets of the New Town."
    assert value("right", asked, answer(elsewhere)) == 0
    assert measure(asked, answer(elsewhere), None).outcome == "wrong"
    assert value("hit@1", asked, answer(TREES, passages=(TREES.replace("700", "900"),))) == 0
    assert value("evidence_recall", asked, answer(TREES.replace("700", "900"))) == 0


def test_an_answer_that_states_another_figure_than_its_quotes_is_not_right() -> None:
    assert value("right", case(TREES), answer(TREES, words="They are 900 trees. [1]")) == 0
    assert value("right", case(TREES), answer(TREES, words="They are seven hundred, 700, trees. [1]")) == 1


def test_facts_compare_by_value() -> None:
    asked = case(TREES, facts=(("700", "five"), ("5 streets",)))
    assert value("facts_recall", asked, answer(TREES, words="So many. [1]")) == 1


def test_outcomes() -> None:
    facts = (("700",), ("oak",))
    assert measure(case(TREES), answer(TREES), None).outcome == "right"
    assert measure(case(TREES, facts=facts), answer(TREES), None).outcome == "partly_right"
    assert measure(case(TREES), answer(BENCH), None).outcome == "wrong"
    assert measure(case(TREES), REFUSAL, None).outcome == "refused_wrongly"
    assert measure(case(answerable=False), REFUSAL, None).outcome == "refused_rightly"
    assert measure(case(answerable=False), answer(BENCH), None).outcome == "wrong"
    assert measure(case(TREES), Reply(error="It broke."), None).outcome == "error"


def test_an_error_is_no_good_outcome_and_nothing_else_is_known() -> None:
    found = measure(case(TREES), Reply(error="It broke."), None).measures
    assert found == {"errors": (1.0, 1.0), "good": (0.0, 1.0)}


def test_citations_against_the_marked_sentences() -> None:
    asked, reply = case(TREES, FOUNTAIN), answer(BENCH, TREES)
    assert value("first_citation", asked, reply) == 0
    assert value("citation_precision", asked, reply) == 0.5
    assert value("citation_recall", asked, reply) == 0.5
    assert value("citation_f1", asked, reply) == 0.5
    assert value("evidence_recall", asked, reply) == 0.5
    assert (value("evidence_any", asked, reply), value("evidence_all", asked, reply)) == (1, 0)


def test_quotes_for_what_is_not_there_count_against_the_precision() -> None:
    assert value("citation_precision", case(answerable=False), answer(TREES, BENCH)) == 0
    assert value("citation_precision", case(answerable=False), REFUSAL) is None
    assert "citation_recall" not in measure(case(answerable=False), answer(TREES), None).measures


def test_a_quote_cut_to_its_clause_is_the_marked_sentence() -> None:
    assert value("first_citation", case(TREES), answer("plant 700 trees along five streets")) == 1


def test_a_refusal_cites_nothing() -> None:
    assert value("evidence_recall", case(TREES), REFUSAL) == 0
    assert value("citation_precision", case(TREES), REFUSAL) is None


def test_ranks_by_hand() -> None:
    reply = answer(TREES, passages=(BENCH, TREES, FOUNTAIN))
    assert (value("hit@1", case(TREES), reply), value("hit@5", case(TREES), reply)) == (0, 1)
    assert value("mrr@10", case(TREES), reply) == 0.5
    assert value("ndcg@10", case(TREES), reply) == pytest.approx(0.6309, abs=1e-4)  # 1 / log2(3)
    assert value("context_recall", case(TREES, "It will snow in May."), reply) == 0.5


def test_a_marked_sentence_counts_in_the_first_passage_that_holds_it() -> None:
    assert relevance([TREES, BENCH], [TREES, f"{TREES} {BENCH}", BENCH]) == ([1, 1, 0], 0)


def test_unknown_passages_are_not_measured() -> None:
    assert value("hit@1", case(TREES), Reply("answered", "x [1]", quotes=(quote(TREES),), passages=None)) is None


@pytest.mark.parametrize("seed", range(20))
def test_ranking_measures_agree_with_pytrec_eval(seed: int) -> None:
    random_ = random.Random(seed)
    sentences = [f"Sentence {word} stands for number {number}." for number, word in enumerate("abcdefghijklmnopqrst")]
    gold = random_.sample(sentences, random_.randint(1, 5))
    read = random_.sample(sentences, random_.randint(3, 16))
    qrels = {"q": dict.fromkeys(gold, 1)}
    ranking = {"q": {sentence: float(len(read) - rank) for rank, sentence in enumerate(read)}}
    names = {"ndcg_cut.10", "recip_rank", "success.1,5", f"recall.{len(read)}"}
    expected = pytrec_eval.RelevanceEvaluator(qrels, names).evaluate(ranking)["q"]
    first = next((rank for rank, sentence in enumerate(read, 1) if sentence in gold), 99)
    reply = answer(TREES, passages=tuple(read))
    asked = case(*gold)
    assert value("ndcg@10", asked, reply) == pytest.approx(expected["ndcg_cut_10"])
    assert value("mrr@10", asked, reply) == pytest.approx(expected["recip_rank"] if first <= 10 else 0)
    assert value("hit@1", asked, reply) == expected["success_1"]
    assert value("hit@5", asked, reply) == expected["success_5"]
    assert value("context_recall", asked, reply) == pytest.approx(expected[f"recall_{len(read)}"])


def test_verbatim_is_measured_only_with_the_documents() -> None:
    spoilt = Reply("answered", "x [1]", quotes=(quote(TREES), Quote("We plant trees.", "parks.txt", 0, 15, 2)))
    assert measure(case(TREES), spoilt, DOCUMENTS).measures["verbatim"] == (1, 2)
    assert measure(case(TREES), spoilt, None).measures["verbatim"] == (0, 0)


def test_a_quote_without_offsets_must_stand_somewhere() -> None:
    reply = Reply("answered", "x [1]", quotes=(Quote(BENCH, "parks.txt"), Quote("No such words.", "parks.txt")))
    assert measure(case(BENCH), reply, DOCUMENTS).measures["verbatim"] == (1, 2)


def test_invented_figures_and_names_are_found() -> None:
    reply = answer(TREES, BENCH, words="We will plant 900 trees for Harbin, 700 in all. [1] Benches of Oak too. [2]")
    assert measure(case(TREES), reply, DOCUMENTS).measures["unsupported_figures"] == (1, 2)
    assert measure(case(TREES), reply, DOCUMENTS).measures["unsupported_names"] == (1, 2)


def test_a_figure_must_stand_in_the_quote_of_its_own_sentence() -> None:
    assert value("unsupported_figures", case(TREES), answer(TREES, BENCH, words="Yes. [1] There are 700. [2]")) == 1


def test_sentences_without_a_citation_are_counted() -> None:
    assert value("uncited_sentences", case(TREES), answer(TREES, words=f"Surely it does. {TREES} [1]")) == 0.5


def test_every_measure_has_words_for_people() -> None:
    assert len(MEASURES) == len(ALL)
    assert all(about.label and about.meaning for about in ALL)
    assert set(HEADLINE) <= MEASURES.keys()


def test_evidence_of_a_false_premise_need_not_be_cited() -> None:
    found = measure(case(TREES, answerable=False), REFUSAL, None)
    assert found.outcome == "refused_rightly"
    assert "first_citation" not in found.measures
    assert "hit@1" not in found.measures
