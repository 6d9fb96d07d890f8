"""A configured language model writes questions for the sentences that have none kept; each is checked before it stays.

Goes on where it was interrupted. A model that fails is told at the end; what it wrote until then is kept.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any

from assistant.config import Config, shipped
from assistant.engine import Engine
from assistant.enriching.checks import Checks, Line, lines_of
from assistant.enriching.record import Made, Record
from assistant.enriching.reply import Proposed, read_reply
from assistant.errors import SettingsError, WriterError
from assistant.prompt import Asked, Prompt
from assistant.writing.llm import open_llm, stream
from assistant.writing.local import with_local_model
from assistant.writing.model import Model
from index.documents.kept import kept_texts
from index.documents.seeds import SIDECAR

PROMPT = "enrich"
CHINESE = "zh"  # is asked for too where an encoder reads it
FAILURES = 3  # in a row, after which the model is left alone
MOST_ASKS, MOST_NEAR = 4, 2  # kept with a sentence in each language

Report = Callable[[int, int], None]  # sentences done, of all to do


@dataclass(slots=True)
class Tally:
    """What a run did."""

    sentences: int = 0  # that had no kept questions when it began
    done: int = 0
    failed: int = 0  # for which the model gave no reply; another run asks them again
    asks: int = 0  # questions kept that a sentence answers
    near_misses: int = 0
    refused: Counter[str] = field(default_factory=Counter)  # by why
    trouble: str | None = None  # why it ended early

    def to_dict(self) -> dict[str, Any]:
        return asdict(self) | {"refused": dict(self.refused)}

    def in_words(self) -> str:
        counts = ", ".join(f"{count} {why}" for why, count in self.refused.most_common()) or "none"
        parts = [
            f"{self.done} of {self.sentences} sentences without kept questions are done: {self.asks} questions and "
            f"{self.near_misses} near misses kept, {self.refused.total()} refused ({counts})."
        ]
        if self.failed:
            parts.append(f"The language model failed {self.failed} times.")
        if self.trouble:
            parts.append(f"It was left alone ({self.trouble}): run it again to go on.")
        return " ".join(parts)


@dataclass(frozen=True, slots=True)
class Scribe:
    """One model that writes questions over one index."""

    model: Model
    prompt: Prompt
    checks: Checks
    languages: Sequence[str]  # codes of those that questions are asked for in
    seconds: float  # for a reply
    made: Made

    def write(self, line: Line, tally: Tally) -> list[Proposed]:
        """Return the questions that can be kept with a sentence; raises WriterError where the model fails."""
        reply = self.ask(line)
        kept: list[Proposed] = []
        proposals = read_reply(reply, self.checks.finder.linguist.languages)
        if not proposals:
            tally.refused["no question"] += 1
        for proposed in proposals:
            alike = [one for one in kept if (one.answered, one.language) == (proposed.answered, proposed.language)]
            fault = "language" if proposed.language not in self.languages else self.checks.fault(proposed, line)
            if len(alike) >= (MOST_ASKS if proposed.answered else MOST_NEAR):
                fault = "surplus"
            if fault:
                tally.refused[fault] += 1
            else:
                kept.append(proposed)
        return kept

    def ask(self, line: Line) -> str:
        """Return the model's reply; of one that is cut off, the whole lines."""
        text, asked = "", self.asked(line)
        try:
            for piece in self.model.stream(asked, time.monotonic() + self.seconds):
                text += piece
        except WriterError as error:
            if error.code != "model_cut_off":
                raise
            text = text.rpartition("\n")[0]
        return text

    def asked(self, line: Line) -> Asked:
        shown = {"place": line.place, "passage": " ".join(line.passage.text.split()), "sentence": line.text}
        harmless = {name: text.replace("<", "‹").replace(">", "›") for name, text in shown.items()}
        return self.prompt.ask(**harmless, languages=", ".join(self.languages))


def require_model(config: Config) -> None:
    """Raise SettingsError where no language model is set, before anything is built."""
    if not config.llm_url and not config.llm_gguf:
        raise SettingsError(
            "No language model is set that could write questions: set ASSISTANT_LLM_URL and ASSISTANT_LLM_MODEL, "
            "or ASSISTANT_LLM_GGUF."
        )


def enrich(config: Config, report: Report = lambda done, total: None) -> Tally:
    """Write questions for the sentences of the index in use that have none; the index has to be built again then.

    Raises SettingsError, SeedsError, IndexMissing or IndexDamaged.
    """
    require_model(config)
    config, local = with_local_model(config)
    engine = Engine.from_config(config.model_copy(update={"mode": "extractive"}))
    scribe = open_scribe(config, engine)
    tally = Tally()
    todo = list(unasked(engine, config, scribe.made))
    tally.sentences = len(todo)
    run(scribe, todo, tally, report)
    del local  # the model lived until here
    return tally


def open_scribe(config: Config, engine: Engine) -> Scribe:
    finder = engine.finder
    llm = open_llm(config)
    model = Model(llm.metadata.model_name, partial(stream, llm), config)
    prompt = Prompt.load(shipped("prompts"), PROMPT)
    more = [CHINESE] if finder.retriever.foreign else []
    languages = list(dict.fromkeys([finder.texts.name, *more]))
    made = Made(model.name, prompt.digest, datetime.now(UTC).date().isoformat())
    return Scribe(model, prompt, Checks.over(finder, engine.manifest), languages, config.llm_timeout, made)


def unasked(engine: Engine, config: Config, made: Made) -> Iterator[tuple[Line, Record]]:
    """Yield the sentences without questions, beside their document or in the data folder, and where theirs belong."""
    lines: dict[str, dict[str, Line]] = {}
    for line in lines_of(engine.store.passages):
        lines.setdefault(line.passage.place.document_id, {}).setdefault(line.text, line)
    for document_id, by_text in lines.items():
        record = Record.of(config.data, document_id)
        beside = kept_texts(config.seeds_folder / f"{document_id}{SIDECAR}", by_text)
        done = beside | record.mended(by_text.keys() - beside, made)
        yield from ((line, record) for text, line in by_text.items() if text not in done)


def run(scribe: Scribe, todo: Sequence[tuple[Line, Record]], tally: Tally, report: Report) -> None:
    """Ask for one sentence after another; stops where the model fails several times in a row."""
    in_a_row = 0
    for number, (line, record) in enumerate(todo):
        report(number, len(todo))
        try:
            kept = scribe.write(line, tally)
        except WriterError as error:
            tally.failed, in_a_row = tally.failed + 1, in_a_row + 1
            if in_a_row == FAILURES:
                tally.trouble = error.code
                return
            continue
        in_a_row = 0
        record.add(line.text, kept, scribe.made)
        tally.done += 1
        tally.asks += sum(question.answered for question in kept)
        tally.near_misses += sum(not question.answered for question in kept)
    report(len(todo), len(todo))
