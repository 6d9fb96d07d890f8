"""What weights are learned from, read once: asking thousands of questions takes minutes, learning from them seconds.

Kept in a data folder, under a name that stands for all that it depends on: the question file, the index, and the code
and words that read. What is kept under another name is of no use any more, and is cleared away.
"""

import io
import pickle  # nosec B403 # of what this module has written itself
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from assistant.engine import Engine
from assistant.evidence.finder import Finder
from assistant.golden.cases import Case
from assistant.golden.corpus import file_name
from assistant.golden.questions import read_cases
from assistant.language.loading import load_language
from assistant.language.schema import Language
from assistant.learning.samples import Sample, read_sample
from assistant.talk.meant import FollowUp, best_reading

READS = (
    "index", "assistant/language", "assistant/question", "assistant/text", "assistant/evidence/choice.py",
    "assistant/evidence/signals.py",
    "assistant/evidence/tokens.py", "assistant/evidence/kinship.py", "assistant/learning/samples.py",
)  # fmt: skip
PART = 500  # questions that are kept together: a run that is broken off goes on behind the last ones


class Keeper(pickle.Pickler):
    """Keeps a language by its name alone."""

    def persistent_id(self, obj: Any) -> str | None:
        return obj.name if isinstance(obj, Language) else None


class Opener(pickle.Unpickler):
    def persistent_load(self, pid: str) -> Language:
        return load_language(pid)


@dataclass(frozen=True, slots=True)
class Collection:
    """Questions of one file over one index."""

    group: str
    path: Path
    engine: Engine
    in_talk: bool = False  # whether questions that follow others are read as well

    def samples(self) -> list[Sample]:
        """Return what can be learned from, as it was read the last time where nothing has changed since."""
        cases, home, state = read_cases(self.path), self.engine.config.data / "samples", self.state()
        home.mkdir(exist_ok=True)
        found: list[Sample] = []
        for start in range(0, len(cases), PART):
            kept = home / f"{self.group}-{start}-{state}.pickle"
            if not kept.exists():
                for old in home.glob(f"{self.group}-{start}-*.pickle"):
                    old.unlink()
                Keeper(written := io.BytesIO()).dump(list(self.read(cases[start : start + PART])))
                kept.write_bytes(written.getvalue())
            with kept.open("rb") as file:
                found += Opener(file).load()
        return found

    def state(self) -> str:
        """Return a digest of the question file, the index, and what reads them."""
        files = (file for name in READS for file in (Path(name), *sorted(Path(name).rglob("*"))))
        read = [self.path, *(file for file in files if file.suffix in (".py", ".toml", ".txt", ".npz", ".onnx"))]
        parts = [self.engine.manifest.build_id.encode(), *(file.read_bytes() for file in read)]
        return sha256(b"".join(sha256(part).digest() for part in parts)).hexdigest()[:12]

    def read(self, cases: Sequence[Case]) -> Iterator[Sample]:
        finder = self.engine.finder
        for case in cases:
            if case.history and not self.in_talk:
                continue
            alone = standing(case, finder) if case.history else case.question
            documents = [file_name(name) for name in case.scope] if case.scope else None
            if sample := read_sample(replace(case, question=alone), self.group, finder, documents):
                yield sample


def standing(case: Case, finder: Finder) -> str:
    """Return a follow-up as it is read by rule."""
    language = finder.linguist.spoken(case.question).language
    return best_reading(FollowUp.of(case.question, case.history, language), finder, None)
