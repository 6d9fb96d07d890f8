"""What weights are learned from, read once: asking thousands of questions takes minutes, learning from them seconds.

Kept in a data folder, under a name that stands for all that it depends on: the question file, the index, and the code
and words that read. What is kept under another name is of no use any more, and is cleared away.
"""

import io
import pickle  # nosec B403 # of what this module has written itself
from collections.abc import Iterator
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
    "index", "assistant/language", "assistant/question", "assistant/text", "assistant/evidence/signals.py",
    "assistant/evidence/tokens.py", "assistant/learning/samples.py",
)  # fmt: skip


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
        home = self.engine.config.data / "samples"
        kept = home / f"{self.group}-{self.state()}.pickle"
        if not kept.exists():
            home.mkdir(exist_ok=True)
            for old in home.glob(f"{self.group}-{'?' * len(self.state())}.pickle"):
                old.unlink()
            Keeper(written := io.BytesIO()).dump(list(self.read()))
            kept.write_bytes(written.getvalue())
        with kept.open("rb") as file:
            found: list[Sample] = Opener(file).load()
        return found

    def state(self) -> str:
        """Return a digest of the question file, the index, and what reads them."""
        files = (file for name in READS for file in (Path(name), *sorted(Path(name).rglob("*"))))
        read = [self.path, *(file for file in files if file.suffix in (".py", ".toml", ".txt"))]
        parts = [self.engine.manifest.build_id.encode(), *(file.read_bytes() for file in read)]
        return sha256(b"".join(sha256(part).digest() for part in parts)).hexdigest()[:12]

    def read(self) -> Iterator[Sample]:
        finder = self.engine.finder
        for case in read_cases(self.path):
            if case.history and not self.in_talk:
                continue
            alone = standing(case, finder) if case.history else case.question
            documents = [file_name(name) for name in case.scope] if case.scope else None
            if sample := read_sample(replace(case, question=alone), self.group, finder, documents):
                yield sample


def standing(case: Case, finder: Finder) -> str:
    """Return a follow-up as it is read by rule."""
    return best_reading(FollowUp.of(case.question, case.history, finder.language_of(case.question)), finder, None)
