"""How far the wording of questions alone tells fair ones from near misses: python -m benchmarks.wording FILE…

Who writes near misses writes them unlike fair questions without knowing: "why" is asked where no reason is told. A
verifier that is shown both learns some of the wording instead of the comparison, and a set that gives itself away
flatters it. What is learned here sees no document at all: words and characters in a row of the questions in
benchmarks/statements, with a ridge. It prints the AUROC over documents that are held out, and over each FILE.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline, make_union

from benchmarks.statements import FOLDER, read_documents

SETS = ("en", "later/en")  # folders that are learned from
FOLDS = 4  # of whole documents
WORDS = {"ngram_range": (1, 3), "min_df": 3, "token_pattern": r"\S+"}
CHARACTERS = {"ngram_range": (1, 3), "min_df": 5, "analyzer": "char"}
STRENGTH = 2.0  # inverse of the ridge


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", type=Path, nargs="*")
    options = parser.parse_args()
    questions, fair, documents = rows()
    found = cross_val_predict(
        classifier(), questions, fair, groups=documents, cv=GroupKFold(FOLDS), method="predict_proba"
    )
    print(f"{len(questions)} questions, documents held out: {roc_auc_score(fair, found[:, 1]):.3f}")
    learned = classifier().fit(questions, fair)
    for path in options.files:
        read = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        likely = learned.predict_proba([row["question"] for row in read])[:, 1]
        print(f"{path}: {roc_auc_score([row['answerable'] for row in read], likely):.3f}")


def rows() -> tuple[Sequence[str], Sequence[bool], Sequence[int]]:
    """Return the questions, whether each is fair, and the number of its document."""
    read = [one for folder in SETS for one in read_documents(sorted((FOLDER / folder).glob("*.txt")))]
    found = [
        (question, is_fair, number)
        for number, document in enumerate(read)
        for statement in document
        if not statement.placed.before  # these were written with an eye to it
        for is_fair, questions in ((True, statement.answered), (False, [miss.question for miss in statement.missed]))
        for question in questions
    ]
    questions, fair, documents = zip(*found, strict=True)
    return questions, fair, documents


def classifier() -> Any:
    runs = make_union(*(TfidfVectorizer(sublinear_tf=True, **settings) for settings in (WORDS, CHARACTERS)))
    return make_pipeline(runs, LogisticRegression(C=STRENGTH, max_iter=200))


if __name__ == "__main__":
    main()
