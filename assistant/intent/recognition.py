"""What a message wants, by likeness to examples kept with each language.

A question is never taken for anything else: a message with a word that no example has is one, without
being encoded, and so is one as like a question's example as any other.
"""

import re
from collections.abc import Callable
from threading import Lock

import numpy as np

from assistant.intent.examples import COURTESIES, Examples, Intent, bare, exact, is_known, speaks_of_others
from assistant.language.forms import Courtesy
from assistant.language.schema import Language
from index.vectors.encoder import Encoder
from index.words import read_words

KEPT = 4096  # messages that are remembered: a conversation comes back whole with every question
PIECE = re.compile(r"[,.!?;，。！？；、\n]+")
QUOTED = re.compile(r"[\"“”„«»「」『』]|(?<!\w)['‘]\w.*\w['’](?!\w)")  # words that are spoken of, not said
ABOUT_US: tuple[Courtesy, ...] = ("identity", "help")
# Of several in one message the first decides: "thank you, bye" says farewell.
FIRST: tuple[Courtesy, ...] = ("farewell", "help", "identity", "no", "yes", "thanks", "greeting", "assent")


class Recogniser:
    """Recognises with the encoder that reads a language; may be shared by threads."""

    def __init__(self, encoder_of: Callable[[Language], Encoder | None]) -> None:
        """``encoder_of`` gives a language's encoder; without one only the examples' own words are recognised."""
        self.encoder_of = encoder_of
        self.lock = Lock()
        self.examples: dict[str, Examples] = {}
        self.remembered: dict[tuple[str, str], Intent | None] = {}

    def intent(self, message: str, language: Language) -> Intent | None:
        """Return the kind of courtesy or act; None for a question."""
        words = len(read_words(message))
        is_short = 0 < words <= language.intents.longest
        if not is_short or not is_known(message, language) or QUOTED.search(message):
            return None
        key = language.name, message
        if key not in self.remembered:
            if len(self.remembered) >= KEPT:
                self.remembered.clear()
            self.remembered[key] = self.recognised(message, language)
        return self.remembered[key]

    def recognised(self, message: str, language: Language) -> Intent | None:
        """Return what the whole wants, or what all its pieces want together: "OK, thanks", "no, not that one"."""
        known, spoken = exact(language), bare(message, language)
        if spoken in known:
            return known[spoken]
        pieces = [piece for piece in PIECE.split(message) if piece.strip()]
        if len(pieces) == 1 and (split := self.after_courtesy(spoken, language)):
            pieces = list(split)
        if len(pieces) > 1:
            return together([self.recognised(piece, language) for piece in pieces])
        return self.nearest(message, language)

    def after_courtesy(self, spoken: str, language: Language) -> tuple[str, str] | None:
        """Cut a message in two behind a courtesy that it begins with, in the examples' own words."""
        words = spoken.split()
        cuts = ((" ".join(words[:at]), " ".join(words[at:])) for at in range(len(words) - 1, 0, -1))
        return next((cut for cut in cuts if exact(language).get(cut[0]) in ("assent", "thanks", "greeting")), None)

    def nearest(self, message: str, language: Language) -> Intent | None:
        encoder = self.encoder_of(language)
        if encoder is None:
            return None
        examples = self.read(language, encoder)
        likeness = examples.likeness(message, encoder.encode([message])[0].vector)
        if speaks_of_others(message, language):
            likeness[[intent in ABOUT_US for intent in examples.intents]] = 0
        else:
            about = [
                intent is None and others for intent, others in zip(examples.intents, examples.of_others, strict=True)
            ]
            likeness[about] = 0
        best = int(np.argmax(likeness))
        return examples.intents[best] if likeness[best] >= language.intents.likeness else None

    def read(self, language: Language, encoder: Encoder) -> Examples:
        with self.lock:
            if language.name not in self.examples:
                self.examples[language.name] = Examples.of(language, encoder)
            return self.examples[language.name]


def together(intents: list[Intent | None]) -> Intent | None:
    """Return what pieces want: None where one is a question; "yes" and "no" decide, then acts, then the rest."""
    if None in intents:
        return None
    if intents[0] in ("yes", "no"):
        return intents[0]
    acts = [intent for intent in intents if intent not in COURTESIES]
    return acts[-1] if acts else min((one for one in intents if one in FIRST), key=FIRST.index)
