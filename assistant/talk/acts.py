"""Acts on the last answer, by rule: shorter, longer, as a list, in its paragraph, and what was not shown yet.

Every word is the document's, at its place, or stands in ``prompts/``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answer.extract import Extract, cite, embolden, extract, plain
from assistant.answer.verify import figures
from assistant.evidence.choice import BESIDE, Evidence, words_met
from assistant.language.forms import Act
from assistant.language.schema import Language
from assistant.prompt import Sayings
from assistant.schema import Citation
from assistant.talk.clauses import best_clause, clauses, figure_spans
from assistant.talk.paragraphs import Paragraph, neighbour, paragraph_of
from index.documents.shape.labels import header_value
from index.schema import Passage

MOST_MORE = 6  # sentences shown at a time
MOST_PARAGRAPHS = 3
Translate = Callable[[Sequence[str]], Sequence[str] | None]  # None: none that can be shown


@dataclass(frozen=True, slots=True)
class Shown:
    """What the last answer showed, and what else could be."""

    question: str
    latest: Sequence[Evidence]  # of the reply that is spoken of, in its order
    every: Sequence[Evidence]  # since the question was asked
    ranked: Sequence[Evidence]  # all that was weighed for the question, best first
    passages: Sequence[Passage]
    documents: Mapping[str, str]
    sayings: Sayings
    language: Language  # of the documents
    translate: Translate | None = None  # where a language model is there to do it

    @property
    def best(self) -> Evidence:
        """The sentence of the last answer that answers best."""
        ids = {item.sentence.id for item in self.latest}
        return next((item for item in self.ranked if item.sentence.id in ids), self.latest[0])

    @property
    def paragraphs(self) -> list[Paragraph]:
        found = (paragraph_of(item.passage, self.passages) for item in self.latest)
        return list({found_one[0].id: found_one for found_one in found}.values())

    def whole(self, paragraph: Paragraph) -> Evidence:
        """Return a paragraph as a quote."""
        first, last = paragraph[0], paragraph[-1]
        text = self.documents[first.place.document_id][first.start : last.end]
        span = replace(first.sentences[0], text=text, start=first.start, end=last.end)
        return Evidence(span, first, self.best.score)


def perform(act: Act, shown: Shown) -> Extract:
    """Return what an act makes of the last answer; without citations where there is nothing to show."""
    return ACTS[act](shown)


def shorter(shown: Shown) -> Extract:
    """The clause that answers, of the sentence that answers best."""
    item = shown.best
    start, end = best_clause(item, shown.question)
    words = item.sentence.text
    kept = tuple(span for span in item.decisive if start <= span[0] and span[1] <= end)
    part = replace(item, sentence=replace(item.sentence, text=words[start:end]), decisive=moved(kept, start))
    said = f"{'… ' * (start > 0)}{embolden(part)}{' …' * (end < len(words.rstrip()))}"
    return Extract(f"{said} [1]", (cite(item, 1),))


def moved(spans: Sequence[tuple[int, int]], by: int) -> tuple[tuple[int, int], ...]:
    return tuple((start - by, end - by) for start, end in spans)


def summary(shown: Shown) -> Extract:
    return extract([shown.best], "")


def longer(shown: Shown) -> Extract:
    return quoted([shown.whole(one) for one in shown.paragraphs[:MOST_PARAGRAPHS]])


def quoted(items: Sequence[Evidence]) -> Extract:
    """Return quotes one below the other."""
    text = "\n\n".join(f"{embolden(item)} [{number}]" for number, item in enumerate(items, 1))
    return Extract(text, tuple(cite(item, number) for number, item in enumerate(items, 1)))


def more(shown: Shown) -> Extract:
    """What speaks of the subject and was not shown yet."""
    told = {item.sentence.id for item in shown.every}
    fresh = [item for item in shown.ranked if item.sentence.id not in told and speaks(item)][:MOST_MORE]
    return extract(fresh, shown.sayings.say("lead_in")) if fresh else Extract(shown.sayings.say("all_said"), ())


def speaks(item: Evidence) -> bool:
    """True for a sentence that may well answer, or that has every word which was asked for."""
    asked = len(item.candidate.counterparts) if item.candidate else 0
    return item.score >= 2 * BESIDE or (asked > 0 and len(words_met(item)) == asked)


def figure(shown: Shown) -> Extract:
    """The figures alone, each with what it counts."""
    items = [shown.best] if shown.best.decisive else list(shown.latest)
    found = [(item, figure_spans(item, shown.question, shown.language)) for item in items]
    told = [(item, spans) for item, spans in found if spans]
    if not told:
        return Extract(f"{shown.sayings.say('no_figure')}\n\n{embolden(shown.best)} [1]", (cite(shown.best, 1),))
    lines = [
        f"{', '.join(f'**{plain(item.sentence.text[start:end])}**' for start, end in spans)} [{number}]"
        for number, (item, spans) in enumerate(told, 1)
    ]
    return Extract("\n".join(lines), tuple(cite(item, number) for number, (item, _) in enumerate(told, 1)))


def as_list(shown: Shown) -> Extract:
    """Every sentence as an item; a single one by its clauses."""
    items = list(shown.latest)
    if len(items) == 1:
        text = items[0].sentence.text
        lines = [f"- {plain(' '.join(text[start:end].split()))} [1]" for start, end in clauses(text)]
    else:
        lines = [f"- {embolden(item)} [{number}]" for number, item in enumerate(items, 1)]
    return Extract("\n".join(lines), tuple(cite(item, number) for number, item in enumerate(items, 1)))


def as_table(shown: Shown) -> Extract:
    """Where it stands beside what is said."""
    say, items = shown.sayings.say, list(shown.latest)
    rows = [f"| {place(item, shown)} | {embolden(item)} [{number}] |" for number, item in enumerate(items, 1)]
    head = f"| {say('column_place')} | {say('column_said')} |\n|---|---|"
    citations = tuple(cite(item, number) for number, item in enumerate(items, 1))
    return Extract("\n".join([head, *rows]), citations)


def place(item: Evidence, shown: Shown) -> str:
    """Return the topic or section of a sentence, where that holds no figure, which would need a quote of its own."""
    name = item.passage.place.heading or item.passage.place.title
    return "" if figures(name, shown.language) else plain(name)


def where(shown: Shown) -> Extract:
    """The sentences, and in words where each stands; its heading is quoted, since that has a number."""
    lines: list[str] = []
    citations: list[Citation] = []
    for item in list(shown.latest)[:MOST_MORE]:
        citations.append(cite(item, len(citations) + 1))
        lines += [f"{embolden(item)} [{len(citations)}]", "", standing(item, shown)]
        title, publisher = (line_of(item, shown.passages, name) for name in ("title", "publisher"))
        for saying, above in (
            ("heading", heading_of(item, shown.passages)),
            ("title", title),
            ("publisher", publisher),
        ):
            if above:
                citations.append(cite(above, len(citations) + 1))
                lines[-1] += f" {shown.sayings.say(saying)} {plain(above.sentence.text)} [{len(citations)}]"
        lines.append("")
    return Extract("\n".join(lines).strip(), tuple(citations))


def standing(item: Evidence, shown: Shown) -> str:
    """Return where a sentence stands: under which topic, and in which paragraph, in words without figures."""
    spot, say = item.passage.place, shown.sayings.say
    topic = say("under", topic=plain(spot.topic)) if spot.topic and not figures(spot.topic, shown.language) else ""
    ordinals = say("ordinals").split()
    known = spot.paragraph is not None and spot.paragraph <= len(ordinals)
    counted = say("paragraph", ordinal=ordinals[(spot.paragraph or 1) - 1]) if known else ""
    return " ".join(part for part in (topic, counted) if part)


def heading_of(item: Evidence, passages: Sequence[Passage]) -> Evidence | None:
    """Return the heading that a sentence stands under."""
    spot = item.passage.place
    found = (
        passage
        for passage in passages
        if passage.kind == "heading"
        and passage.sentences
        and passage.id != item.passage.id
        and (passage.place.document_id, passage.place.section) == (spot.document_id, spot.section)
    )
    heading = next(found, None)
    return Evidence(heading.sentences[0], heading, item.score) if heading and spot.section else None


def line_of(item: Evidence, passages: Sequence[Passage], name: str) -> Evidence | None:
    """Return the line at a document's head that gives the title of a sentence's document, or its "publisher"."""
    spot = item.passage.place
    headers = (one for one in passages if one.kind == "header" and one.place.document_id == spot.document_id)
    lines = ((line, header) for header in headers for line in header.sentences)
    found = ((line, header) for line, header in lines if header_value(line.text) == getattr(spot, name))
    return next((Evidence(line, header, item.score) for line, header in found), None)


def sure(shown: Shown) -> Extract:
    """The sentence within its paragraph."""
    item = shown.best
    around = shown.whole(paragraph_of(item.passage, shown.passages))
    at = item.sentence.start - around.sentence.start
    marked = replace(around, decisive=((at, at + len(item.sentence.text.rstrip("。.,;"))),))
    said = quoted([marked])
    return replace(said, text=f"{shown.sayings.say('word_for_word')}\n\n{said.text}")


def beside(step: int) -> Callable[[Shown], Extract]:
    """The paragraph before (-1) or after (1) what was shown."""

    def show(shown: Shown) -> Extract:
        edge = shown.latest[0] if step < 0 else shown.latest[-1]
        found = neighbour(edge.passage, shown.passages, step)
        return quoted([shown.whole(found)]) if found else Extract(shown.sayings.say("no_paragraph"), ())

    return show


def translate(shown: Shown) -> Extract:
    """What was shown, and below it a model's translation, which is told to be one."""
    say, items = shown.sayings.say, list(shown.latest)[:MOST_MORE]
    if shown.translate is None:
        return Extract(say("no_translation"), ())
    lines = shown.translate([item.sentence.text for item in items])
    if lines is None:
        return Extract(say("translation_failed"), ())
    own = quoted(items)
    told = "\n\n".join(f"{plain(line)} [{number}]" for number, line in enumerate(lines, 1))
    return Extract(f"{own.text}\n\n{say('translated')}\n\n{told}", own.citations)


ACTS: Mapping[Act, Callable[[Shown], Extract]] = {
    "shorter": shorter,
    "summary": summary,
    "longer": longer,
    "paragraph": longer,
    "more": more,
    "figure": figure,
    "list": as_list,
    "table": as_table,
    "where": where,
    "sure": sure,
    "previous": beside(-1),
    "next": beside(1),
    "translate": translate,
}
