"""What a message wants, by likeness to examples kept with each language.

A question is never taken for anything else: a message with a word that no example has is one, without
being encoded, and so is one that is nearly as much one as anything else.
"""

import re
from collections.abc import Callable
from pathlib import Path
from threading import Lock

from assistant.intent.examples import COURTESIES, Examples, Intent, bare, exact, is_known, speaks_of_others
from assistant.language.forms import Courtesy
from assistant.language.schema import Language
from index.vectors.encoder import Encoder
from index.words import read_words

AHEAD = 0.1  # how far a kind must be ahead of a question, so that none is lost
FAR_AHEAD = 0.5  # the same where one of the pieces looks like a question
KEPT = 4096  # messages that are remembered: a conversation comes back whole with every question
PIECE = re.compile(r"[,.!?;，。！？；、\n]+")
QUOTED = re.compile(r"[\"“”„«»「」『』]|(?<!\w)['‘]\w.*\w['’](?!\w)")  # words that are spoken of, not said
ANSWERING: tuple[Courtesy, ...] = ("farewell", "thanks", "yes", "no", "assent")  # none of them asks anything
ABOUT_US: tuple[Courtesy, ...] = ("identity", "help")
# Of several in one message the first decides: "thank you, bye" says farewell.
FIRST: tuple[Courtesy, ...] = ("farewell", "help", "identity", "no", "yes", "thanks", "greeting", "assent")


class Recogniser:
    """Recognises with the encoder that reads a language; may be shared by threads."""

    def __init__(self, encoder_of: Callable[[Language], Encoder | None], folder: Path | None = None) -> None:
        """``encoder_of`` gives a language's encoder; without one only the examples' own words are recognised.

        The vectors of the examples are kept in ``folder``.
        """
        self.encoder_of = encoder_of
        self.folder = folder
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
        pieces = [piece for piece in PIECE.split(message) if not is_polite(piece, language)]
        if len(pieces) < 2:
            whole = self.nearest(message, language, AHEAD)
            split = self.after_courtesy(spoken, language) if whole is None else None
            if not split:
                return whole
            pieces = list(split)
        wanted = together([self.recognised(piece, language) for piece in pieces])
        return wanted or self.nearest(message, language, FAR_AHEAD)

    def after_courtesy(self, spoken: str, language: Language) -> tuple[str, str] | None:
        """Cut a message in two behind a courtesy that it begins with, in the examples' own words."""
        words = spoken.split()
        cuts = ((" ".join(words[:at]), " ".join(words[at:])) for at in range(len(words) - 1, 0, -1))
        return next((cut for cut in cuts if exact(language).get(cut[0]) in ("assent", "thanks", "greeting")), None)

    def nearest(self, message: str, language: Language, ahead: float) -> Intent | None:
        """Return the likeliest kind, where it is likely and ``ahead`` of a question."""
        encoder = self.encoder_of(language)
        if encoder is None:
            return None
        examples = self.read(language, encoder)
        scores = examples.scores(message, encoder.encode([message])[0].vector)
        if speaks_of_others(message, language) or language.intents.seeking.search(message):
            scores = {kind: score for kind, score in scores.items() if kind not in ABOUT_US}
        if language.intents.asking.search(message):
            scores = {kind: score for kind, score in scores.items() if kind not in ANSWERING}
        best = max(scores, key=lambda kind: scores[kind])
        is_sure = scores[best] >= language.intents.likeness and scores[best] >= scores[None] + ahead
        return best if is_sure else None

    def learn(self, language: Language) -> None:
        """Learn a language's examples before the first message needs them: seconds, where no vectors are kept."""
        if encoder := self.encoder_of(language):
            self.read(language, encoder)

    def read(self, language: Language, encoder: Encoder) -> Examples:
        with self.lock:
            if language.name not in self.examples:
                self.examples[language.name] = Examples.of(language, encoder, self.folder)
            return self.examples[language.name]


def is_polite(piece: str, language: Language) -> bool:
    """True for a piece that says nothing by itself: "please"."""
    return all(word.text in language.intents.polite for word in read_words(piece))


def together(intents: list[Intent | None]) -> Intent | None:
    """Return what pieces want: None where one is a question; "yes" and "no" decide, then acts, then the rest."""
    if None in intents:
        return None
    if intents[0] in ("yes", "no"):
        return intents[0]
    acts = [intent for intent in intents if intent not in COURTESIES]
    return acts[-1] if acts else min((one for one in intents if one in FIRST), key=FIRST.index)
