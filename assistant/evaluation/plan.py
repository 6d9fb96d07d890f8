"""What a run is going to ask, and whom: question files read and checked before anything is opened or written."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.config import Config
from assistant.errors import EvaluationError, QuestionFileError
from assistant.evaluation.dialect import read_api
from assistant.evaluation.inprocess import EngineSubject
from assistant.evaluation.judge import Judge
from assistant.evaluation.results import Subject
from assistant.evaluation.target import HttpSubject
from assistant.golden.cases import Case
from assistant.golden.checks import check_evidence, check_rows
from assistant.golden.corpus import corpus_beside, file_name, open_corpus
from assistant.golden.questions import read_cases, select
from assistant.golden.rows import as_documents_have_them
from assistant.web.preparing import open_engine
from index.progress import Progress, Report


@dataclass(frozen=True, slots=True)
class Choice:
    """Which questions of the files to ask. ``sample`` takes so many of each file, always the same ones."""

    types: Sequence[str] = ()
    sample: int | None = None
    drafts: bool = False  # also rows that no person has accepted yet


@dataclass(frozen=True, slots=True)
class Address:
    """An assistant to ask instead of the one here."""

    url: str
    seeds: Path | None = None  # its documents, where they are at hand
    api: Path | None = None  # TOML file that says how it is asked; None: as this one is
    timeout: float = 120  # seconds to wait for an answer
    key: str | None = None  # bearer token; None: ASSISTANT_API_KEY, for an assistant of this kind


@dataclass(frozen=True, slots=True)
class Batch:
    """Questions that one subject answers. ``documents`` are the texts behind its quotes, None where unknown."""

    file: Path
    cases: Sequence[Case]
    subject: Subject
    documents: Mapping[str, str] | None
    name_of: Callable[[str], str] = str  # turns a document's name in a row into its name in ``documents``

    @classmethod
    def of(
        cls,
        file: Path,
        cases: Sequence[Case],
        subject: Subject,
        documents: Mapping[str, str] | None,
        name_of: Callable[[str], str] = str,
    ) -> "Batch":
        """Return the batch with quotes of tables' rows as the documents have them, where these are known."""
        return cls(file, as_documents_have_them(cases, documents) if documents else cases, subject, documents, name_of)

    def faults(self) -> Iterator[QuestionFileError]:
        """Yield what is wrong with the rows, as far as can be told: without documents only what they say themselves."""
        yield from check_rows(self.file, self.cases)
        if self.documents is not None:
            yield from check_evidence(self.file, self.cases, self.documents, self.name_of)


def read_files(files: Sequence[Path], choice: Choice) -> dict[Path, list[Case]]:
    """Return the chosen questions of every file; raises QuestionFileError before anything else is done."""
    if len({path.name for path in files}) < len(files):
        raise EvaluationError("Two question files have the same name: rename one, since results are known by it.")
    read = {path: read_cases(path) for path in files}
    there = sorted({case.type for cases in read.values() for case in cases})
    if unknown := sorted(set(choice.types) - set(there)):
        raise EvaluationError(f"There are no questions of type {unknown[0]!r}: there are {', '.join(there)}.")
    chosen = {path: select(cases, choice.types, choice.sample, choice.drafts) for path, cases in read.items()}
    if not any(chosen.values()):
        raise EvaluationError("No question is left to ask: drafts are only asked with --drafts, types with --types.")
    return chosen


@contextmanager
def open_batches(chosen: Mapping[Path, list[Case]], asked: Config | Address, report: Report) -> Iterator[list[Batch]]:
    """Put the questions to the engine that these settings give, or to the assistant behind an address."""
    if isinstance(asked, Config):
        yield batches_here(chosen, asked, report)
        return
    with HttpSubject(asked.url, read_api(asked.api), asked.timeout, asked.key) as subject:
        documents = read_documents(asked.seeds) if asked.seeds else None
        yield [Batch.of(path, cases, subject, documents) for path, cases in chosen.items()]


def batches_here(chosen: Mapping[Path, list[Case]], config: Config, report: Report) -> list[Batch]:
    """Put the questions to the engine in this process; those with a corpus of their own to an engine over that."""
    corpora = {path: corpus_beside(path) for path in chosen}
    engines = {  # each opened once, however many files ask it
        corpus: open_corpus(corpus, config, report) if corpus else open_engine(config, tell(report))
        for corpus in dict.fromkeys(corpora.values())
    }
    batches = []
    for path, cases in chosen.items():
        engine = engines[corpora[path]]
        name_of = file_name if corpora[path] else str
        batches.append(Batch.of(path, cases, EngineSubject(engine, name_of), engine.store.documents, name_of))
    return batches


def read_documents(seeds: Path) -> dict[str, str]:
    from index.documents.loader import load  # imports llama_index, two seconds

    return {document.id_: document.text for document in load(seeds)}


def open_judge(config: Config) -> Judge:
    """Return a judge with the configured language model; raises SettingsError where none is configured."""
    from assistant.writing.llm import open_llm  # imports the model client, a second

    return Judge(open_llm(config))


def tell(report: Report) -> Callable[[str], None]:
    return lambda sentence: report(Progress(sentence.rstrip(".")))
