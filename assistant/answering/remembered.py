"""The last answers, so that what many people ask is worked out once. Knows nothing of how an answer is made."""

from collections import OrderedDict
from collections.abc import Iterator
from threading import Lock

from assistant.answer.composer import pieces
from assistant.schema import Answer, Event, ReadAs


class Remembered:
    """At most so many answers by their ids, the last ones used; none where ``most`` is 0. May be shared by threads.

    An id stands for index, question, conversation, documents and language, and of those alone an answer in the
    documents' own words depends.
    """

    def __init__(self, most: int = 0) -> None:
        self.most = most
        self.answers: OrderedDict[str, Answer] = OrderedDict()
        self.lock = Lock()

    def stream(self, answer_id: str, making: Iterator[Event]) -> Iterator[Event]:
        """Yield the events of an answer that is known, else those of ``making`` it, which ends with the Answer."""
        if known := self.find(answer_id):
            if known.standalone_question != known.question:
                yield ReadAs(known.standalone_question)
            yield from pieces(known.answer)
            yield known
            return
        for event in making:
            if isinstance(event, Answer):
                self.keep(answer_id, event)
            yield event

    def find(self, answer_id: str) -> Answer | None:
        with self.lock:
            if answer_id in self.answers:
                self.answers.move_to_end(answer_id)
            return self.answers.get(answer_id)

    def keep(self, answer_id: str, answer: Answer) -> None:
        with self.lock:
            self.answers[answer_id] = answer
            if len(self.answers) > self.most:
                self.answers.popitem(last=False)
