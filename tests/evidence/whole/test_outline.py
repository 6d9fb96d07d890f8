import pytest

from assistant.evidence.whole.outline import answer_holdings, answer_structure, summarised
from assistant.language.loading import load_language
from assistant.question.reading import read_question
from index.manifest import Manifest
from index.retrieval.retriever import Retriever
from index.vectors.encoder import OnnxEncoder
from index.vectors.store import Store

ENGLISH = load_language("en")


@pytest.fixture
def ask(retriever):
    def texts(question):
        found = answer_structure(read_question(question, ENGLISH), retriever.read(question), retriever.store)
        return None if found is None else [" ".join(item.sentence.text.split()) for item in found]

    return texts


@pytest.mark.parametrize(
    ("question", "start"),
    [
        ("What is the heading of area 3?", "3. Continuing"),
        ("What's the title of the ninth section?", "9. Further"),
        ("What is the 10th area?", "10. Fostering"),
        ("Which section is about culture?", "5. Increasing"),
        ("Under which heading do farms and villages fall?", "7. Modernizing"),
        ("In which area is opening up discussed?", "4. Advancing"),
    ],
)
def test_the_heading_that_is_asked_for(ask, question, start):
    (heading,) = ask(question)
    assert heading.startswith(start)


@pytest.mark.parametrize("question", ["What are the ten areas?", "List all sections", "name the ten priority areas"])
def test_all_headings_in_order(ask, question):
    assert [heading.split(".")[0] for heading in ask(question)] == [str(number) for number in range(1, 11)]


def test_how_many_sections_begins_with_the_sentence_that_says_it(ask):
    first, *headings = ask("How many areas are there?")
    assert "ten areas" in first
    assert len(headings) == 10


def test_a_summary_gives_the_topics_under_the_heading(ask):
    heading, *topics = ask("Summarise section 7")
    assert heading.startswith("7. ")
    assert "Promote the coordinated development of key areas." in topics


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("Who published the report?", "Office"),
        ("When was the report published?", "2026"),
        ("What is the title of this report?", "Work"),
    ],
)
def test_the_header_answers_about_the_document(ask, question, word):
    assert all(word in line for line in ask(question))


@pytest.mark.parametrize(
    "question",
    [
        "In how many key areas will the environment be improved?",
        "What does section 7 say about rural roads?",
        "Which areas near schools are checked?",
        "How many priority projects are there?",
        "What is the title of section 77?",
        "How many lifts will be added?",
    ],
)
def test_questions_about_the_contents_are_left_to_the_evidence(ask, question):
    assert ask(question) is None


def test_documents_without_headings(tiny_index):
    manifest = Manifest.read(tiny_index)
    retriever = Retriever(Store(tiny_index), OnnxEncoder(tiny_index, manifest.encoder_digest, manifest.max_tokens))
    question = "Which section is about fares?"
    assert answer_structure(read_question(question, ENGLISH), retriever.read(question), retriever.store)


def test_a_topic_that_is_named_gives_its_sentences_in_order(ask):
    first, *rest = ask("What is planned under “Advance urban renewal”?")
    assert first.startswith("Guided by the established plans")
    assert "800 elevators" in rest[3]


def test_a_short_topic_or_a_figure_asked_for_is_no_such_question(ask):
    assert ask("What is planned to boost consumption?") is None
    assert ask("How many elevators come with “Advance urban renewal”?") is None


@pytest.mark.parametrize("question", ["Summarise section 7", "What are the main points of the seventh section?"])
def test_a_section_that_is_to_be_summed_up_is_given_whole(question, store):
    found = summarised(read_question(question, ENGLISH), store)
    assert {passage.place.section.number for passage in found} == {"7"}
    assert [passage.start for passage in found] == sorted(passage.start for passage in found)


@pytest.mark.parametrize("question", ["What is section 7 called?", "Summarise the plans for elevators", "Section 7"])
def test_no_section_is_given_where_none_is_to_be_summed_up(question, store):
    assert summarised(read_question(question, ENGLISH), store) == ()


@pytest.mark.parametrize("asked", ["Which documents are there?", "List all documents", "What files do you have?"])
def test_the_documents_are_told_by_their_titles(store, asked):
    told = answer_holdings(read_question(asked, load_language("en")), store)
    assert [item.sentence.text for item in told.evidence] == sorted({p.place.title for p in store.passages})


@pytest.mark.parametrize("asked", ["Which documents are needed for a permit?", "What files will be opened?"])
def test_documents_that_are_spoken_of_are_no_holdings(store, asked):
    assert answer_holdings(read_question(asked, load_language("en")), store) is None
