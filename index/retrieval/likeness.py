"""How like a question is to the questions kept with each sentence: those that it answers, and near misses."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.vectors.encoder import Floats, Ints
from index.vectors.space import Space
from index.vectors.store import Store


@dataclass(frozen=True, slots=True)
class Likeness:
    """The best cosine among each sentence's kept questions, (sentences,); 0 where it has none or none is like it."""

    asked: Floats  # those that the sentence answers
    near: Floats  # those that it does not


@dataclass(frozen=True, slots=True)
class KeptQuestions:
    """Which kept question of a space belongs to which sentence."""

    space: Space
    owners: Ints  # (kept,) the sentence's number
    answered: NDArray[np.bool_]  # (kept,)
    sentences: int
    are_usual: bool  # whether most sentences have one

    @classmethod
    def of(cls, store: Store, space: Space) -> "KeptQuestions":
        """Read which sentence each kept question of ``space`` belongs to, and on which side it stands."""
        kept = [store.kept[number] for number in space.kept_numbers.tolist()]
        owners = [store.sentence_numbers[row.sentence_id] for row in kept]
        return cls(
            space,
            np.array(owners, np.int32),
            np.array([row.answered for row in kept], np.bool_),
            len(store.sentences),
            2 * len(set(owners)) > len(store.sentences),
        )

    def compare(self, vector: Floats) -> Likeness:
        """Return how like a question with this unit vector is to them."""
        cosines = self.space.search_kept(vector)
        return Likeness(self.best(cosines, self.answered), self.best(cosines, ~self.answered))

    def best(self, cosines: Floats, chosen: NDArray[np.bool_]) -> Floats:
        """Return for every sentence the best cosine among its ``chosen`` kept questions, (sentences,), 0 at least."""
        scores = np.zeros(self.sentences, np.float32)
        np.maximum.at(scores, self.owners[chosen], cosines[chosen])
        return scores
