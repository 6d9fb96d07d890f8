from assistant.evidence.weights import Weights
from assistant.learning.fit import fit
from assistant.learning.models import Recipe, best_of

RECIPE = Recipe({"tiny": 1.0}, {"tiny": 1.0})


def test_what_is_learned_ranks_evidence_first_and_is_the_same_each_time(samples):
    first, trials = fit(samples, RECIPE, wrong_at_most=0.5)
    assert fit(samples, RECIPE, wrong_at_most=0.5) == (first, trials)
    rows = [best_of(item, first.evidence, item.is_evidence, 1.0) for item in samples if item.found]
    assert all(row.right for row in rows)
    assert first.provenance["questions"] == {"tiny": 10}


def test_a_ranking_that_is_given_is_kept(samples):
    kept = Weights.load().evidence
    assert fit(samples, Recipe({"tiny": 1.0}, {"tiny": 1.0}, kept), 0.5)[0].evidence == kept
