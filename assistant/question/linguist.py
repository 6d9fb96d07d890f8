"""In which language a question is, whether it is read, and by which encoder: told over the documents that are asked."""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.language.loading import load_others
from assistant.language.schema import Language
from assistant.question.reading import closest
from assistant.text.languages import Languages
from assistant.text.script import is_foreign, scripts_of
from assistant.text.tongue import Spoken, Tongues
from index.retrieval.retriever import Retriever
from index.vectors.encoder import Encoder
from index.words import STOP_WORDS


@dataclass(frozen=True, slots=True)
class Linguist:
    """Knows the languages of one index: those of its documents, and those that its encoders read."""

    languages: Languages  # that questions are read in
    texts: Language  # that most of the documents are written in
    written: Mapping[str, Language | None]  # by a document's name; None for a language that is not read
    scripts: frozenset[str]  # of the documents
    tongues: Tongues
    encoder: Encoder
    foreign: Encoder | None  # that reads other languages

    @classmethod
    def of(cls, retriever: Retriever, languages: Languages) -> "Linguist":
        documents, lexicon = retriever.store.documents, retriever.lexicon
        tongues = Tongues(
            languages,
            load_others(),
            STOP_WORDS | languages.first.question.frame,
            lambda word: word.text in lexicon.vocabulary or word.stem in lexicon.idf,
            retriever.encoder.knows,
            lambda word: closest(word, lexicon.vocabulary) is not None,
        )
        texts = languages.of(" ".join(documents.values())) or languages.first
        written = {name: languages.of(document) for name, document in documents.items()}
        scripts = scripts_of(documents.values())
        return cls(languages, texts, written, scripts, tongues, retriever.encoder, retriever.foreign)

    @property
    def read_in(self) -> tuple[str, ...]:
        """The names of the languages in which questions are read."""
        written = self.written.values()
        return tuple(one.name for one in self.languages.all if self.foreign or one in written)

    def written_in(self, document: str) -> Language:
        """Return the language of a document; of one in a language that is not read, that of most."""
        return self.written.get(document) or self.texts

    def spoken(self, text: str, known: Spoken | None = None) -> Spoken:
        """Return a text with the language that it is read in: by its words and script, else that of the documents.

        ``known`` is taken where it is of the same text.
        """
        if known and known.text == text:
            return known
        tongue = self.tongues.of(text)
        return Spoken(text, self.languages.named(tongue) or self.languages.of(text) or self.texts, tongue)

    def tongue_of(self, spoken: Spoken) -> str | None:
        """Return the code of a text's language; None where nothing tells."""
        language = self.languages.of(spoken.text)
        return spoken.tongue or (language.name if language else None)

    def reads(self, spoken: Spoken) -> bool:
        """True for a question in the documents' language, or in another that an encoder reads."""
        if spoken.tongue:
            return spoken.tongue in self.read_in
        return not is_foreign(spoken.text, self.scripts) or bool(self.foreign and self.languages.of(spoken.text))

    def is_foreign(self, language: Language) -> bool:
        """True where the encoder of other languages has to read a question."""
        return self.foreign is not None and not (language is self.texts is self.languages.first)

    def encoder_of(self, language: Language) -> Encoder | None:
        """Return the encoder that reads a language; None where none does."""
        if self.is_foreign(language):
            return self.foreign
        return self.encoder if language in (self.languages.first, self.texts) else None
