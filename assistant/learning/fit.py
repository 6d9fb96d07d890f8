"""Learns the weights of evidence selection and refusal from labelled questions: the story, told once."""

from collections.abc import Sequence

from assistant.evidence.weights import Weights
from assistant.learning.models import Recipe, with_bias
from assistant.learning.samples import Sample
from assistant.learning.trials import UNANSWERABLE, WRONG_AT_MOST, Trial, choose_cutoff, held_out, measure_apart


def fit(samples: Sequence[Sample], recipe: Recipe, wrong_at_most: float = WRONG_AT_MOST) -> tuple[Weights, list[Trial]]:
    """Learn from all samples; return the weights, and the trials held out that the cut-off was chosen by.

    The provenance says how many questions there were and how the trials came out, each judged by a cut-off that was
    chosen without it.
    """
    trials = held_out(samples, recipe)
    cutoff = choose_cutoff(trials, wrong_at_most)
    ranking = recipe.ranking(samples)
    provenance = {
        "questions": {group: sum(item.group == group for item in samples) for group in recipe.shares},
        "judged": list(recipe.judged),
        "held_out": {
            **measure_apart(trials, wrong_at_most),
            "folds": len({trial.fold for trial in trials}),
            "unanswerable_in_use": UNANSWERABLE,
        },
    }
    evidence = recipe.evidence or with_bias(ranking, [trial.best for trial in trials])
    return Weights(evidence, recipe.answerable(samples, ranking), cutoff, Weights.load().bar, provenance), trials
