"""A turn of the chat: the engine's events as what the page shows step by step. Knows no Gradio."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from assistant.engine import Engine
from assistant.page.record import Memory
from assistant.page.render import failure_html, message_html, read_as_html, streaming_html
from assistant.page.wording import Wording
from assistant.question.limits import newest
from assistant.schema import Answer, Delta, ReadAs
from index.errors import ReportError


@dataclass(frozen=True, slots=True)
class Step:
    """The page while an answer streams; what may be asked next comes into its record after its end."""

    message: str
    running: bool = False


def turn(engine: Engine, words: Wording, question: str, memory: Memory, number: str) -> Iterator[Step]:
    """Yield the answer as it grows, then whole, then with the questions that could be asked next."""
    text, read_as, config = "", "", engine.config
    try:
        history = newest(memory.turns, config.max_history, config.max_history_chars)
        is_slow = engine.pen is not None  # else the whole answer is there before its pieces could be shown
        if is_slow:
            yield Step(streaming_html("", words), running=True)
        for event in engine.stream(question, history):
            if isinstance(event, ReadAs):
                read_as = read_as_html(event.question, words)
            elif isinstance(event, Delta):
                text += event.text
                if is_slow:
                    yield Step(read_as + streaming_html(text, words), running=True)
            elif isinstance(event, Answer):
                shown = partial(message_html, event, words, number, memory.numbers)
                yield Step(read_as + shown())
                if found := engine.suggested(event):
                    yield Step(read_as + shown(found))
    except ReportError as error:
        yield Step(failure_html(str(error), words, number))
