"""A question in, a finding out: retrieved, its evidence chosen, judged. Asks nothing but the index."""

from collections.abc import Collection, Sequence
from copy import copy
from dataclasses import replace

from assistant.errors import NotFound
from assistant.evidence.answerability import FIRST, Earlier, Judgement, judge, open_claim, screen, unless_known
from assistant.evidence.choice import Evidence, choose, denying, held, pointed, rank, speaks_of, with_others
from assistant.evidence.finding import Finding, as_far_as, beside, cited_first, earlier_of, join, naming
from assistant.evidence.mismatch import without_above
from assistant.evidence.polarity.otherwise import says_otherwise
from assistant.evidence.verdict import bears_figures, decide
from assistant.evidence.weights import Weights
from assistant.evidence.whole.listed import listed
from assistant.evidence.whole.told import LIKELY
from assistant.evidence.whole.which import answer_meant, found_whole
from assistant.laps import Laps
from assistant.question.claim import read_claim
from assistant.question.coordination import conjuncts, questions_in
from assistant.question.linguist import Linguist
from assistant.question.parts import HEADED
from assistant.question.persons import as_documents_call
from assistant.question.reading import Question, read_question, respell
from assistant.schema import ANSWERED
from assistant.text.tongue import Spoken
from index.documents.abbreviations import as_documents_have_it, read_abbreviations
from index.retrieval.heads import heads_of
from index.retrieval.retriever import Query, Retriever
from index.schema import Hit
from index.verifying.verifier import Verifier

NAMED = 5  # documents that an error lists
# Confidence by which another reading of a question must be ahead of the likeliest, and that it must have at least;
# under a heading the likeliest is left only where it is refused.
AHEAD, ALWAYS, SURE = 0.1, 1.0, 0.5


class Finder:
    """Finds over one opened index. Holds no conversation and may be shared by threads."""

    def __init__(
        self, retriever: Retriever, weights: Weights, top_k: int, linguist: Linguist,
        verifiers: Sequence[Verifier] = (),
    ) -> None:  # fmt: skip
        self.retriever = retriever
        self.verifiers = verifiers
        self.weights = weights
        self.linguist = linguist
        self.texts = linguist.texts  # the documents' language
        self.top_k = top_k  # passages read for a question
        self.store = retriever.store
        self.lexicon = retriever.lexicon
        self.heads = heads_of(self.store.passages)
        self.abbreviations = read_abbreviations(self.store.documents.values())

    def find(
        self, text: str, documents: Collection[str] | None = None, laps: Laps | None = None, known: Spoken | None = None
    ) -> Finding:
        """Retrieve from all or the ``documents`` named, choose evidence and judge it; raises NotFound."""
        laps = laps or Laps()
        self.require(documents)
        spoken = self.linguist.spoken(text, known)
        if rejection := screen(text, spoken.language):
            return Finding(rejection)
        if not self.linguist.reads(spoken):
            return Finding(Judgement("rejected", "language", 0.0, tongue=self.linguist.tongue_of(spoken)))
        if claim := read_claim(text, spoken.language):
            return self.find_verdict(claim, documents, laps)
        parts = questions_in(text, spoken.language)
        if len(parts) == 1:
            return self.find_joined(parts[0][0], documents, laps, spoken)
        ahead, found = ALWAYS if HEADED.match(text) else AHEAD, list[Finding]()
        for readings in parts:
            earlier = earlier_of(found, parts)
            found.append(naming(self.find_best(readings, documents, laps, earlier, ahead), readings[0]))
        return join(found)

    def ranked(self, text: str, documents: Collection[str] | None = None) -> list[Evidence]:
        """Return all sentences that are weighed for a question, best first."""
        query, question = self.read(text)
        hits = self.retriever.retrieve(query, self.top_k, documents)
        return pointed(question, self.rank(question, query, hits))

    def find_best(
        self, readings: Sequence[str], documents: Collection[str] | None, laps: Laps, earlier: Earlier = FIRST,
        ahead: float = AHEAD,
    ) -> Finding:  # fmt: skip
        """Find for the reading of a part that is answered best: the first unless another is ``ahead`` and sure.

        The sentences that answered ``earlier`` parts are no answer by the words alone that those asked with.
        """
        found = [self.find_one(text, documents, laps, earlier) for text in readings]
        sure = [one for one in found if one is found[0] or one.judgement.confidence >= SURE]
        return max(sure, key=lambda one: (one.is_answered, one.judgement.confidence + ahead * (one is found[0])))

    def find_joined(self, text: str, documents: Collection[str] | None, laps: Laps, known: Spoken) -> Finding:
        """Find for a question; and for each thing alone that it joins, where no sentence has all words of that one.

        One that is refused as a whole is answered as far as it goes.
        """
        found = self.find_one(text, documents, laps, known=known)
        language = self.linguist.spoken(text, known).language
        if found.judgement.status == "not_in_report" and not found.judgement.is_claim:
            things = [readings for _, readings in conjuncts(text, language)]
            alone = [(self.find_best(readings, documents, laps), readings[0]) for readings in things]
            return as_far_as(found, alone, SURE)
        if not (found.is_answered and all(item.candidate for item in found.evidence)):
            return found
        open_things = [readings for thing, readings in conjuncts(text, language) if not found.has_words(thing)]
        return beside(found, [self.find_best(readings, documents, laps) for readings in open_things])

    def find_one(
        self, text: str, documents: Collection[str] | None, laps: Laps, earlier: Earlier = FIRST,
        known: Spoken | None = None,
    ) -> Finding:  # fmt: skip
        with laps.of("retrieve"):
            query, question = self.read(text, known)
            hits = self.retriever.retrieve(query, self.top_k, documents)
        if isinstance(whole := answer_meant(question, query, self.retriever, documents), Finding):
            return whole
        if whole and not whole.is_open:
            return found_whole(whole, question, self.store, hits)
        with laps.of("evidence"):
            ranked = denying(question, unless_known(question, self.rank(question, query, hits), earlier))
        with laps.of("judge"):
            judgement = judge(question, ranked, self.lexicon, self.weights_for(question, query))
        is_refused = judgement.status == "not_in_report"
        if is_refused and ranked and (found := self.find_below(question, ranked[0], documents, laps, earlier)):
            return found
        evidence = pointed(question, choose(question, ranked) if judgement.status in ANSWERED else ranked[:1])
        if whole:
            others = with_others(whole.evidence, evidence if judgement.status in ANSWERED else [])
            return found_whole(replace(whole, evidence=others), question, self.store, hits)
        if told := (speaks_of(question, ranked) or says_otherwise(question, ranked, self.heads)) if is_refused else []:
            judgement, evidence = Judgement("answered", None, LIKELY), pointed(question, told)
        items = listed(question, evidence if judgement.status in ANSWERED else [], self.store)
        evidence = list(items.evidence) or evidence
        return Finding(judgement, tuple(evidence), cited_first(evidence, hits), lead=items.lead)

    def find_below(
        self, question: Question, best: Evidence, documents: Collection[str] | None, laps: Laps, earlier: Earlier
    ) -> Finding | None:
        """Find in some documents without what stands there above a sentence, which it need not say again."""
        heads = {name: head for name, head in self.heads.items() if documents is None or name in documents}
        shorter = without_above(question, best.sentence, best.passage, heads)
        if not shorter:
            return None
        found = self.find_one(shorter.text, shorter.documents, laps, earlier)
        if not found.is_answered or (shorter.answering and found.evidence[0].sentence is not shorter.answering):
            return None
        return replace(found, evidence=tuple(pointed(question, held(question, found.evidence))))

    def find_verdict(self, claim: str, documents: Collection[str] | None, laps: Laps) -> Finding:
        """Hold a claim against the sentences nearest to it."""
        with laps.of("retrieve"):
            query, question = self.read(claim)
            hits = self.retriever.retrieve(query, self.top_k, documents)
        with laps.of("evidence"):
            ranked = self.rank(question, query, hits, verifies=False)
        with laps.of("judge"):
            decided = decide(question, ranked)
        if decided is None and question.is_foreign:
            return self.quoted(question, query, hits)
        if decided is None:
            nearest = tuple(pointed(question, ranked[:1]))
            return Finding(open_claim(question, ranked, self.lexicon), nearest, tuple(hits))
        verdict, best = decided
        (item,) = pointed(question, [best])
        told = replace(item, score=max(item.score, LIKELY))  # as sure as the verdict that rests on it
        judgement = Judgement("answered", None, LIKELY, is_claim=True)
        return Finding(judgement, (told,), cited_first((told,), hits), lead=f"verdict_{verdict}")

    def quoted(self, question: Question, query: Query, hits: Sequence[Hit]) -> Finding:
        """Answer a claim in another language, whose words no sentence shares, by the sentence that has its figures."""
        ranked = self.rank(question, query, hits)
        judgement = judge(question, ranked, self.lexicon, self.weights_for(question, query))
        best = tuple(pointed(question, ranked[:1]))
        if judgement.status in ANSWERED and bears_figures(question, best[0].sentence.text):
            return Finding(judgement, best, cited_first(best, hits))
        return Finding(open_claim(question, ranked, self.lexicon), best, tuple(hits))

    def rank(self, question: Question, query: Query, hits: Sequence[Hit], verifies: bool = True) -> list[Evidence]:
        """Return the sentences of the hits, best first; verified where that weighs anything."""
        weights, verifiers = self.weights_for(question, query), self.verifiers_of(question)
        asked = [one for one in verifiers if verifies and weights.weighs(one.name, one.signal)]
        return rank(question, query, hits, self.store, self.lexicon, weights, asked)

    def verifiers_of(self, question: Question) -> list[Verifier]:
        """Return for each signal the first verifier that reads the question's language over the documents'."""
        asked, written = question.language.name, question.texts.name
        found = {one.signal: one for one in reversed(self.verifiers) if one.reads(asked, written)}
        return list(found.values())

    def weights_for(self, question: Question, query: Query) -> Weights:
        """Return the weights for how a question is read."""
        return self.weights.reading(query.is_foreign, question.is_foreign, query.has_kept)

    def answers(self, text: str, documents: Collection[str] | None = None) -> bool:
        """True where the documents answer the whole of a question."""
        return self.find(text, documents).judgement.status == "answered"

    def search(self, text: str, limit: int, documents: Collection[str] | None = None) -> list[Hit]:
        """Return the passages that retrieval ranks first, unjudged; raises NotFound."""
        self.require(documents)
        return self.retriever.retrieve(self.read(text)[0], limit, documents)

    def without_kept(self, numbers: Collection[int]) -> "Finder":
        """Return a finder that does not know these kept questions, named by their numbers in the store."""
        return Finder(self.retriever.without_kept(numbers), self.weights, self.top_k, self.linguist, self.verifiers)

    def verified_by(self, verifier: Verifier) -> "Finder":
        """Return this finder with another verifier."""
        other = copy(self)
        other.verifiers = (verifier,)
        return other

    def read(self, text: str, known: Spoken | None = None) -> tuple[Query, Question]:
        """Encode the question, once more where its words had to be brought to the documents' spelling."""
        language = self.linguist.spoken(text, known).language
        if self.linguist.is_foreign(language):
            query = self.retriever.read(text, is_foreign=True)
            return query, read_question(query.text, language, self.texts)
        written = as_documents_have_it(text, self.abbreviations, self.store.documents.values())
        text, people = as_documents_call(written, self.store.sentences, language)
        query = self.retriever.read(text)
        spans = [(int(start), int(end)) for start, end in query.encoding.spans]
        respelled = respell(text, spans, self.lexicon.vocabulary, self.lexicon.idf, language)
        if respelled != text:
            query = self.retriever.read(respelled)
        return query, replace(read_question(respelled, language, self.texts), people=people)

    def require(self, documents: Collection[str] | None) -> None:
        """Raise NotFound where a document that is named is not in the index."""
        there = self.store.documents
        if missing := sorted(set(documents or ()) - there.keys()):
            some = ", ".join(list(there)[:NAMED]) + (", …" if len(there) > NAMED else "")
            raise NotFound(f"There is no document {missing[0]!r}: there are {some}.")
