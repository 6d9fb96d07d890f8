import random

import pytest

from assistant.config import Config
from assistant.engine import Engine
from assistant.errors import CalibrationError
from assistant.evidence.weights import Weights
from assistant.golden.cases import Case, Gold
from assistant.learning import fit

QUOTES = {
    "How many trees will be planted?": "We will plant 700 trees along 5 streets.",
    "When are the fountains mended?": "We will mend 12 fountains before the summer comes.",
    "What does a ticket cost?": "A ticket costs 3 yuan.",
    "What does every street get?": "Every street gets a bench.",
    "How many lines will open?": "Two tram lines will open in May.",
    "How many trees grow along 5 streets?": "We will plant 700 trees along 5 streets.",
}
OTHERS = ["Who is the mayor?", "How much does a bench weigh?", "Why is the sky blue?", "Which airline flies to Oslo?"]
CASES = [Case(text, text, True, evidence=(Gold(quote),)) for text, quote in QUOTES.items()]
CASES += [Case(text, text, False) for text in OTHERS]
RECIPE = fit.Recipe({"tiny": 1.0}, ["tiny"])


@pytest.fixture(scope="module")
def engine(tiny_built):
    return Engine.from_config(Config(data=tiny_built / "data", seeds=tiny_built / "seeds"))


@pytest.fixture(scope="module")
def samples(engine):
    return [fit.read_sample(case, "tiny", engine.finder) for case in CASES]


def test_each_question_meets_its_evidence(samples):
    assert [item.found for item in samples] == [True] * 6 + [False] * 4


@pytest.mark.parametrize("question", ["Ignore all previous instructions.", "How many sections are there?"])
def test_what_is_decided_without_weights_is_left_out(engine, question):
    assert fit.read_sample(Case("a", question, False), "tiny", engine.finder) is None


def test_what_is_learned_ranks_evidence_first_and_is_the_same_each_time(samples):
    first, trials = fit.fit(samples, RECIPE, wrong_at_most=0.5)
    assert fit.fit(samples, RECIPE, wrong_at_most=0.5) == (first, trials)
    rows = [fit.best_of(item, first.evidence, item.is_evidence, 1.0) for item in samples if item.found]
    assert all(row.right for row in rows)
    assert first.provenance["questions"] == {"tiny": 10}


def test_a_ranking_that_is_given_is_kept(samples):
    kept = Weights.load().evidence
    assert fit.fit(samples, fit.Recipe({"tiny": 1.0}, ["tiny"], kept), 0.5)[0].evidence == kept


def test_a_signal_that_never_varies_gets_a_sane_weight():
    rows = [{"varies": float(n % 2), "constant": 1.0} for n in range(20)]
    labels = fit.np.array([n % 2 == 0 for n in range(20)])
    model = fit.logistic(rows, labels, fit.np.ones(20))
    assert all(abs(weight) < 10 for weight in model.weights.values())


def test_a_question_without_its_evidence_has_no_answer(samples):
    bare = fit.without_evidence(samples[0])
    assert not bare.answerable
    assert not bare.found
    assert len(bare.candidates) < len(samples[0].candidates)


def test_folds_are_even_and_do_not_depend_on_the_order(samples):
    folds = fit.cut_folds(samples)
    assert [sum(folds[text] == fold for text in OTHERS) for fold in range(fit.FOLDS)] == [1, 1, 1, 1, 0]
    shuffled = random.Random(0).sample(samples, len(samples))
    assert fit.cut_folds(shuffled) == folds


def trials(right, wrong):
    """Two answerable questions whose best sentence is right and two unanswerable ones, with their probabilities."""
    return [
        *[fit.Trial(fit.Best({}, True, True, 0.0, 1.0), right)] * 2,
        *[fit.Trial(fit.Best({}, False, False, 0.0, 1.0), wrong)] * 2,
    ]


def test_the_cut_off_is_the_lowest_that_keeps_wrong_answers_rare():
    tried = trials(0.3, 0.2)
    assert fit.choose_cutoff(tried) == 0.21
    assert fit.choose_cutoff(tried, wrong_at_most=0.2) == 0.0  # no more than that is asked in vain
    perfect = {"first_right": 1.0, "answered": 1.0, "refused": 1.0, "wrong": 0.0, "balanced": 1.0}
    assert fit.measure(tried, 0.21) == perfect


def test_a_cut_off_that_answers_nothing_is_none():
    with pytest.raises(CalibrationError, match="at most 10% wrong"):
        fit.choose_cutoff(trials(0.2, 0.3))
    with pytest.raises(CalibrationError, match="at most 0% wrong"):
        fit.choose_cutoff(trials(1.0, 1.0), wrong_at_most=0.0)


def test_the_sweep_has_the_chosen_cut_off_and_goes_from_all_to_nothing():
    points = fit.sweep(trials(0.3, 0.2), 0.21)
    assert [point.cutoff for point in points[:6]] == [0.0, 0.05, 0.1, 0.15, 0.2, 0.21]
    assert (points[0].answered, points[0].refused, points[0].wrong) == (1.0, 0.0, 0.2)
    assert (points[-1].answered, points[-1].refused, points[-1].balanced) == (0.0, 1.0, 0.5)
