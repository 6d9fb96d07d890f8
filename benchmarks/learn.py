"""Learns the weights that come with the package, from the report's question sets and from public collections.

    python -m benchmarks.learn --tune FOLDER [--out assistant/evidence/weights.json]

FOLDER holds a folder with ``corpus.jsonl`` and ``questions.jsonl`` for each of squad2, clapnq and zh_on_en. What is
learned differs by how a question is read: over documents with kept questions or without, in their language or another.
"""

import argparse
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.config import Config
from assistant.evidence.finder import Finder
from assistant.evidence.weights import Judging, Weights
from assistant.golden.corpus import open_corpus
from assistant.golden.questions import read_cases
from assistant.learning.fit import fit
from assistant.learning.models import Recipe
from assistant.learning.samples import Sample, read_sample
from assistant.learning.trials import CUTOFFS, Trial, measure
from assistant.web.preparing import open_engine
from index.documents.seeds import SIDECAR

GOLDEN = Path("tests/golden")
REPORT = {name: GOLDEN / f"{name}.jsonl" for name in ("report", "development", "hard")}
CHINESE = {"chinese": GOLDEN / "chinese.jsonl"}
CHINESE_DOCUMENTS = GOLDEN / "zh"
# What a question of a public collection counts in the ranking, where one over the report counts 1.
PUBLIC, FOREIGN = {"squad2": 0.1, "clapnq": 0.1}, {"zh_on_en": 0.25}

SOURCES = {
    "report": "questions over the report by eight writers, tests/golden/{report,development,hard}.jsonl",
    "chinese": "questions in Chinese over the report by another writer, tests/golden/chinese.jsonl",
    "zh": "questions over four Chinese documents, all by one writer, tests/golden/zh/",
    "squad2": "SQuAD 2.0, CC BY-SA 4.0; not shipped",
    "clapnq": "CLAP NQ, Apache-2.0, over Natural Questions, CC BY-SA 3.0; not shipped",
    "zh_on_en": "XQuAD's Chinese questions over its English passages, CC BY-SA 4.0; not shipped",
}


@dataclass(frozen=True, slots=True)
class Collection:
    """Questions of one file over one index."""

    group: str
    path: Path
    finder: Finder

    def samples(self) -> Iterator[Sample]:
        for case in read_cases(self.path):
            sample = None if case.history else read_sample(case, self.group, self.finder)
            if sample:
                yield sample


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tune", type=Path, required=True, help="folder of the public collections")
    parser.add_argument("--out", type=Path, default=Path("assistant/evidence/weights.json"))
    options = parser.parse_args()
    config, shipped = Config.load(), Weights.load()
    alone = without_kept(config)
    one_encoder = alone.model_copy(update={"data": config.data / "learning-one", "embed_multilingual": "none"})
    made = {
        "": learn(REPORT, one_encoder, PUBLIC, options.tune),
        "kept": learn(REPORT, config, {}, options.tune),
        "second": learn({"zh": CHINESE_DOCUMENTS / "questions.jsonl"}, over_chinese(config), {}, options.tune),
        "foreign": learn(CHINESE, alone, FOREIGN, options.tune),
        "foreign_kept": learn(CHINESE, config, {}, options.tune),
    }
    manifest = open_engine(config, print, Weights.load()).manifest
    origin = {"model": manifest.model, "model_digest": manifest.model_digest}
    readings = {name or "native": weights.provenance for name, weights in made.items()}
    others = {name: Judging(w.evidence, w.answerable, w.cutoff) for name, w in made.items() if name}
    about = {**origin, "sources": SOURCES, **readings, "bar": shipped.provenance.get("bar")}
    replace(made[""], bar=shipped.bar, others=others, provenance=about).save(options.out)


def without_kept(config: Config) -> Config:
    """Return settings over a copy of the documents without the questions kept beside them."""
    seeds = config.data / "learning-seeds"
    shutil.copytree(config.seeds_folder, seeds, ignore=shutil.ignore_patterns(f"*{SIDECAR}"), dirs_exist_ok=True)
    return config.model_copy(update={"seeds": seeds, "data": config.data / "learning"})


def over_chinese(config: Config) -> Config:
    return config.model_copy(
        update={"seeds": CHINESE_DOCUMENTS / "documents", "data": config.data / "learning-chinese"}
    )


def learn(files: Mapping[str, Path], config: Config, public: Mapping[str, float], tune: Path) -> Weights:
    """Learn from own question sets over the documents of ``config``, and rank by public collections as well."""
    finder = open_engine(config, print, Weights.load()).finder
    names = list(files)
    collections = [Collection(name, path, finder) for name, path in files.items()]
    collections += [Collection(name, tune / name / "questions.jsonl", corpus(tune, name, config)) for name in public]
    samples = [sample for collection in collections for sample in collection.samples()]
    shares = {**dict.fromkeys(names, 1.0), **public}
    made, trials = fit(samples, Recipe(shares, names), 1.0)
    by_group = {name: [trial for trial in trials if trial.group == name] for name in names}
    cutoff = max(CUTOFFS, key=lambda value: balance(by_group, value))
    held_out = {name: measure(found, cutoff) for name, found in by_group.items()}
    print(cutoff, *held_out.items(), sep="\n")
    return replace(made, cutoff=cutoff, provenance={**made.provenance, "shares": shares, "held_out": held_out})


def balance(by_group: Mapping[str, Sequence[Trial]], cutoff: float) -> float:
    """Return the mean over the groups of their balanced accuracy."""
    return sum(measure(trials, cutoff)["balanced"] for trials in by_group.values()) / len(by_group)


def corpus(tune: Path, name: str, config: Config) -> Finder:
    return open_corpus(tune / name / "corpus.jsonl", config).finder


if __name__ == "__main__":
    main()
