"""Learns the weights that come with the package, from the report's question sets and from public collections.

    python -m benchmarks.learn --tune FOLDER [--reading native …] [--out assistant/evidence/weights.json]

FOLDER holds a folder with ``corpus.jsonl`` and ``questions.jsonl`` for each of squad2 (and ``questions_all.jsonl``),
clapnq, dialogue, longdoc and zh_on_en. What is learned differs by how a question is read: over documents with kept
questions or without, in their language or another. Readings that are not named stay as they are.
"""

import argparse
import shutil
from collections.abc import Collection as Names
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from assistant.config import Config
from assistant.engine import Engine
from assistant.evidence.weights import Judging, Logistic, Weights
from assistant.golden.corpus import file_name, open_corpus
from assistant.golden.questions import read_cases
from assistant.learning.fit import fit
from assistant.learning.models import Recipe
from assistant.learning.samples import Sample, read_sample
from assistant.learning.trials import CUTOFFS, Trial, measure, try_out
from assistant.web.preparing import open_engine
from index.documents.seeds import SIDECAR

GOLDEN = Path("tests/golden")
REPORT = {name: GOLDEN / f"{name}.jsonl" for name in ("report", "development", "hard")}
CHINESE = {"chinese": GOLDEN / "chinese.jsonl"}
CHINESE_DOCUMENTS = GOLDEN / "zh"
# What a question of a public collection counts in the ranking, where one over the report counts 1.
PUBLIC, FOREIGN = {"squad2": 0.1, "clapnq": 0.1}, {"zh_on_en": 0.25}

# Refusal over documents without kept questions is learned from these, each collection counting alike, the report's
# questions as one. "hard" asks on purpose in none of the report's words: with a full share likeness means nothing.
TRAVELLING = {
    "report": 0.1, "development": 0.9, "hard": 0.25, "squad2_all": 1.0, "clapnq": 1.0, "dialogue": 1.0, "longdoc": 1.0,
}  # fmt: skip
# What is compared there. With a collection left out, each of the others added nothing to its AUROC, or took from it.
TRAVELS = (
    "sentence", "ranked", "answers", "negated", "unnamed", "year_missing", "number_missing", "past", "whole", "counted",
    "organisation_missing", "told", "personal", "asks_figure",
)  # fmt: skip
# The highest at which SQuAD 2.0 and CLAP NQ get as many right answers as with weights of the report alone.
TRAVELLING_CUTOFF = 0.37
LEFT_OUT = {
    "report": ("report", "development", "hard"), "squad2": ("squad2_all",), "clapnq": ("clapnq",),
    "dialogue": ("dialogue",),
}  # fmt: skip
FILES = {"squad2_all": ("squad2", "questions_all.jsonl")}  # where the folder's and file's names are other ones

SOURCES = {
    "report": "questions over the report by eight writers, tests/golden/{report,development,hard}.jsonl",
    "chinese": "questions in Chinese over the report by another writer, tests/golden/chinese.jsonl",
    "zh": "questions over four Chinese documents, all by one writer, tests/golden/zh/",
    "squad2": "SQuAD 2.0, CC BY-SA 4.0; not shipped",
    "dialogue": "MTRAG and MTRAG-UN, Apache-2.0; not shipped",
    "longdoc": "Chroma's chunking evaluation, MIT; not shipped",
    "clapnq": "CLAP NQ, Apache-2.0, over Natural Questions, CC BY-SA 3.0; not shipped",
    "zh_on_en": "XQuAD's Chinese questions over its English passages, CC BY-SA 4.0; not shipped",
}


@dataclass(frozen=True, slots=True)
class Collection:
    """Questions of one file over one index."""

    group: str
    path: Path
    engine: Engine
    in_talk: bool = False  # whether questions that follow others are read as well

    def samples(self) -> Iterator[Sample]:
        for case in read_cases(self.path):
            if case.history and not self.in_talk:
                continue
            alone = self.engine.understood(case.question, case.history) if case.history else case.question
            documents = [file_name(name) for name in case.scope] if case.scope else None
            sample = read_sample(replace(case, question=alone), self.group, self.engine.finder, documents)
            if sample:
                yield sample


@dataclass(frozen=True, slots=True)
class Plan:
    """What one reading is learned from."""

    files: Mapping[str, Path]  # own question sets over the documents
    config: Config
    public: Mapping[str, float] = field(default_factory=dict)  # what counts in the ranking as well
    judged: Mapping[str, float] | None = None  # what each group counts in refusal; None: own sets by their size
    signals: Names[str] | None = None
    cutoff: float | None = None  # None: the best on what is held out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tune", type=Path, required=True, help="folder of the public collections")
    parser.add_argument("--reading", action="append", help="what to learn; all where none is named")
    parser.add_argument("--out", type=Path, default=Path("assistant/evidence/weights.json"))
    options = parser.parse_args()
    config, shipped = Config.load(), Weights.load()
    made = {
        name: learn(plan, options.tune)
        for name, plan in plans(config).items()
        if name in (options.reading or plans(config))
    }
    native = made.pop("native", shipped)
    others = shipped.others | {name: Judging(w.evidence, w.answerable, w.cutoff) for name, w in made.items()}
    others = {name: replace(one, answerable=widened(one.answerable, native)) for name, one in others.items()}
    manifest = open_engine(config, print, Weights.load()).manifest
    readings = {name: weights.provenance for name, weights in made.items()}
    if native is not shipped:
        readings["native"] = native.provenance
    origin = {"model": manifest.model, "model_digest": manifest.model_digest, "sources": SOURCES}
    about = {**shipped.provenance, **origin, **readings}
    replace(native, bar=shipped.bar, others=others, provenance=about).save(options.out)


def plans(config: Config) -> dict[str, Plan]:
    """Return what each reading is learned from, by its name."""
    alone = without_kept(config)
    one_encoder = alone.model_copy(update={"data": config.data / "learning-one", "embed_multilingual": "none"})
    return {
        "native": Plan(REPORT, one_encoder, PUBLIC, TRAVELLING, TRAVELS, TRAVELLING_CUTOFF),
        "kept": Plan(REPORT, config),
        "second": Plan({"zh": CHINESE_DOCUMENTS / "questions.jsonl"}, over_chinese(config)),
        "foreign": Plan(CHINESE, alone, FOREIGN),
        "foreign_kept": Plan(CHINESE, config),
    }


def widened(answerable: Logistic, native: Weights) -> Logistic:
    """Return a model with every signal there is; those that it was not learned with weigh nothing."""
    return replace(answerable, weights={name: answerable.weights.get(name, 0.0) for name in native.answerable.weights})


def without_kept(config: Config) -> Config:
    """Return settings over a copy of the documents without the questions kept beside them."""
    seeds = config.data / "learning-seeds"
    shutil.copytree(config.seeds_folder, seeds, ignore=shutil.ignore_patterns(f"*{SIDECAR}"), dirs_exist_ok=True)
    return config.model_copy(update={"seeds": seeds, "data": config.data / "learning"})


def over_chinese(config: Config) -> Config:
    return config.model_copy(
        update={"seeds": CHINESE_DOCUMENTS / "documents", "data": config.data / "learning-chinese"}
    )


def learn(plan: Plan, tune: Path) -> Weights:
    """Learn one reading; the provenance tells how what was held out came out, by question and by collection."""
    engine = open_engine(plan.config, print, Weights.load())
    collections = [Collection(name, path, engine) for name, path in plan.files.items()]
    collections += [public(name, tune, plan.config) for name in dict.fromkeys([*plan.public, *(plan.judged or ())])
                    if name not in plan.files]  # fmt: skip
    samples = [sample for collection in collections for sample in collection.samples()]
    sizes = {name: sum(item.group == name for item in samples) for name in plan.files}
    shares = {**dict.fromkeys(plan.files, 1.0), **plan.public}
    recipe = Recipe(shares, plan.judged or sizes, None, plan.signals)
    made, trials = fit(samples, recipe, 1.0)
    cutoff = plan.cutoff or max(CUTOFFS, key=lambda value: balance(by_group(trials), value))
    found = {name: told(own, cutoff) for name, own in by_group(trials).items()}
    record = {**made.provenance, "shares": shares, "judged": dict(recipe.judged), "held_out": found}
    if plan.judged:
        record["left_out"] = left_out(samples, recipe, made.evidence, cutoff)
    print(cutoff, *found.items(), *record.get("left_out", {}).items(), sep="\n")
    return replace(made, cutoff=cutoff, provenance=record)


def left_out(
    samples: Sequence[Sample], recipe: Recipe, ranking: Logistic, cutoff: float
) -> dict[str, dict[str, float]]:
    """Return how each collection comes out with what was learned from the others."""
    found: dict[str, dict[str, float]] = {}
    for groups in LEFT_OUT.values():
        rest = replace(recipe, judged={name: share for name, share in recipe.judged.items() if name not in groups})
        answerable = rest.answerable(samples, ranking)
        tried = try_out([item for item in samples if item.group in groups], ranking, answerable)
        found |= {name: told(own, cutoff) for name, own in by_group(tried).items()}
    return found


def told(trials: Sequence[Trial], cutoff: float) -> dict[str, float]:
    """Return the shares that mean something: where no evidence is marked, or nothing unanswerable, some do not."""
    shares = measure(trials, cutoff)
    unknown = {"first_right", "wrong"} if not any(trial.best.right for trial in trials) else set()
    if all(trial.best.answerable for trial in trials):
        unknown |= {"refused", "wrong", "balanced"}
    return {name: share for name, share in shares.items() if name not in unknown}


def by_group(trials: Sequence[Trial]) -> dict[str, list[Trial]]:
    return {name: [trial for trial in trials if trial.group == name] for name in dict.fromkeys(t.group for t in trials)}


def balance(groups: Mapping[str, Sequence[Trial]], cutoff: float) -> float:
    """Return the mean over the groups of their balanced accuracy."""
    return sum(measure(trials, cutoff)["balanced"] for trials in groups.values()) / len(groups)


def public(name: str, tune: Path, config: Config) -> Collection:
    folder, file = FILES.get(name, (name, "questions.jsonl"))
    engine = open_corpus(tune / folder / "corpus.jsonl", config)
    return Collection(name, tune / folder / file, engine, in_talk=True)


if __name__ == "__main__":
    main()
