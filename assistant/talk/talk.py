"""Replies to what is no question of the documents: courtesy, and acts on the last answer."""

from collections.abc import Callable, Collection
from dataclasses import replace

from assistant.answer.composer import Asked, Composer, passage_ref
from assistant.answer.extract import Extract
from assistant.answer.verify import violations
from assistant.evidence.finder import Finder
from assistant.schema import Answer, Mode, Status
from assistant.talk.acts import Shown, Translate, perform
from assistant.talk.courtesy import STARTERS, TELLING, reply
from assistant.talk.hearing import Heard
from assistant.talk.shown import shown
from index.schema import Hit


def converse(
    asked: Asked, heard: Heard, composer: Composer, finder: Finder, starters: Callable[[], list[str]]
) -> Answer:
    """Return the reply to courtesy."""
    assert heard.courtesy  # nosec B101 # tells the type checker what it is called for
    offered = starters()[:STARTERS] if heard.courtesy in TELLING else []
    text = reply(heard.courtesy, composer.sayings, finder.store.passages, offered, finder.texts)
    return composer.tell(asked, "conversation", Extract(text, ()), 0.0, offered)


def act_on(
    asked: Asked,
    heard: Heard,
    composer: Composer,
    finder: Finder,
    documents: Collection[str] | None,
    translate: Translate | None = None,
) -> Answer | None:
    """Return what an act makes of the last answer; None where that showed nothing of the documents."""
    ranked = finder.ranked(asked.read_as, documents)
    held = [one for one in finder.store.passages if documents is None or one.place.document_id in documents]
    each = [found for text in heard.said if (found := shown(text, held, ranked))]
    if not each or heard.act is None:
        return None
    every = [item for found in each for item in found]
    texts = finder.store.documents
    told = Shown(asked.read_as, each[-1], every, ranked, held, texts, composer.sayings, finder.texts, translate)
    made = perform(heard.act, told)
    status: Status = "answered" if made.citations else "not_in_report" if heard.act == "more" else "conversation"
    score = max((citation.score for citation in made.citations), default=0.0)
    cited = {(citation.document_id, citation.start) for citation in made.citations}
    read = [
        passage_ref(Hit(one, score, score))
        for one in held
        if any(one.place.document_id == name and one.start <= start < one.end for name, start in cited)
    ]
    mode: Mode = "generative" if heard.act == "translate" and made.citations else "extractive"
    answer = composer.tell(replace(asked, passages=tuple(read)), status, made, score, mode=mode)
    if mode == "generative" and violations(answer, texts, finder.texts):
        failed = Extract(composer.sayings.say("translation_failed"), ())
        return composer.tell(asked, "conversation", failed, 0.0)
    return answer
