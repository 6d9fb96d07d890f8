import pytest
from llama_index.core.schema import Document, MetadataMode, NodeRelationship
from tokenizers import Tokenizer

from index.documents.splitter import OutlineParser, balanced_groups, cut_to_fit
from index.folder import DataFolder


def count(text):
    return len(text.split())


def parse(text, max_tokens=40):
    document = Document(text=text, id_="a.txt")
    return OutlineParser(max_tokens=max_tokens, count_tokens=count).get_nodes_from_documents([document])


TOPICAL = "Plan\n\n1. Parks\n\nPlant trees. We plant 7. We rest.\n\nWe water them.\n"


def test_a_paragraph_is_a_passage_with_its_sentences(split):
    assert split("we go on. we rest.\n\nwe stop.") == [
        (None, "we go on. we rest.", ["we go on.", "we rest."]),
        (None, "we stop.", ["we stop."]),
    ]


def test_a_long_paragraph_is_cut_at_sentence_ends_into_like_parts(split):
    parts = split("we go on now. " * 9, max_tokens=30)
    assert [count(words) for _, words, _ in parts] == [20, 16]


def test_the_topic_counts_into_the_limit(split):
    text = "Plan\n\n1. Parks\n\nPlant trees. " + "we water them now. " * 9
    assert max(count(f"{topic} {words}") for topic, words, _ in split(text, max_tokens=12)[2:]) <= 12


def test_the_topic_stands_before_words_that_do_not_name_it():
    embedded = [node.get_content(MetadataMode.EMBED) for node in parse(TOPICAL)]
    assert "Plant trees. We water them." in embedded
    assert "We plant 7." not in embedded
    assert "Plant trees. We plant 7. We rest." in embedded


def test_a_short_title_of_a_section_stands_before_words_without_a_topic():
    embedded = [node.get_content(MetadataMode.EMBED) for node in parse("Plan\n\n1. Fees\n\nThey rise. Fees fall.")]
    assert embedded[-2:] == ["Fees. They rise.", "Fees fall."]
    long = "1. " + "Parks and trees and " * 3 + "more"
    assert parse(f"Plan\n\n{long}\n\nThey rise.")[-1].get_content(MetadataMode.EMBED) == "They rise."


def test_a_topic_longer_than_half_the_limit_is_left_out(split):
    passages = split("# Plan\n\n### " + "very " * 50 + "long\n\nWe go on.", "a.md", max_tokens=40)
    assert passages[-1] == (None, "We go on.", ["We go on."])


def test_a_long_sentence_is_cut_at_white_space(split):
    passages = split("word " * 100, max_tokens=30)
    assert "".join(sentence for _, _, sentences in passages for sentence in sentences) == ("word " * 100).strip()
    assert all(count(words) <= 30 for _, words, _ in passages)


def test_a_sentence_without_white_space_is_halved():
    spans = cut_to_fit("x" * 100, (0, 100), 30, len)
    assert spans == [(0, 25), (25, 50), (50, 75), (75, 100)]


def test_a_single_character_is_not_cut():
    assert cut_to_fit("x", (0, 1), 0, len) == [(0, 1)]


@pytest.mark.parametrize(
    ("sizes", "groups"),
    [([], []), ([5], [[0]]), ([10, 10, 10, 10], [[0, 1], [2, 3]]), ([9, 9, 9], [[0, 1], [2]]), ([20, 1], [[0], [1]])],
)
def test_balanced_groups(sizes, groups):
    assert balanced_groups(sizes, 20) == groups


def test_addresses_are_no_passages(split):
    passages = split("Plan\n\n1. Parks\n\nWe go on.\n\nFellow deputies,\n\nWe thank you.")
    assert [words for _, words, _ in passages] == ["Plan", "1. Parks", "We go on.", "We thank you."]


def test_header_lines_are_its_sentences(split):
    header = split("Plan\n\nOffice\r\n2025-03-01\n\nWe go.")[0]
    assert header[2] == ["Plan", "Office", "2025-03-01"]


def test_repeated_sentences_each_stand_at_their_own_place():
    text = "we go on. we go on.\n\nwe go on.\n"
    starts = [node.start_char_idx for node in parse(text) if node.metadata["kind"] == "sentence"]
    assert starts == [0, 10, 21]


def test_a_sentence_knows_its_passage_and_its_document():
    passage, sentence = parse("we go on.")
    assert sentence.parent_node.node_id == passage.node_id
    assert sentence.relationships[NodeRelationship.SOURCE].node_id == "a.txt"
    assert sentence.node_id != passage.node_id


def test_ids_are_unique():
    ids = [node.node_id for node in parse(TOPICAL)]
    assert len(ids) == len(set(ids))


# --- the report, with the model's own tokens --------------------------------------------


def test_every_passage_and_sentence_stands_at_its_offsets(store, seeds):
    for item in (*store.passages, *store.sentences):
        document_id, _, offsets = item.id.rpartition(":")
        assert offsets.rstrip("s") == f"{item.start}-{item.end}"
        assert (seeds / document_id).read_bytes().decode()[item.start : item.end] == item.text


def test_sentences_lie_in_their_passage_and_cover_it(store):
    for passage in store.passages:
        text = store.documents[passage.place.document_id]
        position = passage.start
        for sentence in passage.sentences:
            assert text[position : sentence.start].strip() == ""
            position = sentence.end
        assert position == passage.end


def test_no_passage_is_longer_than_the_model_reads(store, data, manifest):
    tokenizer = Tokenizer.from_file(str(DataFolder(data).current() / "tokenizer.json"))
    for item in store.passages:
        assert len(tokenizer.encode(f"{item.place.topic or ''}. {item.text}").ids) <= manifest.max_tokens
