"""How like a question is to the questions kept with each sentence: those that it answers, and near misses."""

from dataclasses import dataclass

import numpy as np

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
    answered: Ints  # (kept,) 1 or 0
    sentences: int

    @classmethod
    def of(cls, store: Store, space: Space) -> "KeptQuestions":
        kept = [store.kept[number] for number in space.kept_numbers.tolist()]
        owners = [store.sentence_numbers[row.sentence_id] for row in kept]
        return cls(
            space,
            np.array(owners, np.int32),
            np.array([row.answered for row in kept], np.int32),
            len(store.sentences),
        )

    @property
    def are_usual(self) -> bool:
        """Whether most sentences have one."""
        return 2 * len(np.unique(self.owners)) > self.sentences

    def compare(self, vector: Floats) -> Likeness:
        """Return how like a question with this unit vector is to them."""
        cosines = self.space.search_kept(vector)
        return Likeness(*(self.best(cosines, self.answered == value) for value in (1, 0)))

    def best(self, cosines: Floats, chosen: Ints) -> Floats:
        scores = np.zeros(self.sentences, np.float32)
        np.maximum.at(scores, self.owners[chosen], cosines[chosen])
        return scores
