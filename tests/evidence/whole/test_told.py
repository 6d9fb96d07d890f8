from assistant.evidence.whole.told import lines, sentences_of, stems_around
from index.words import stems_of


def test_a_group_is_one_line_and_no_sentence_comes_twice(store):
    passage = next(p for p in store.passages if len(p.sentences) > 2)
    one, two, three = ((sentence, passage) for sentence in passage.sentences[:3])
    made = lines([[one, two], [two, three]])
    assert [(item.sentence, item.joined) for item in made] == [(one[0], False), (two[0], True), (three[0], False)]


def test_sentences_are_those_of_paragraphs(store):
    kinds = {passage.kind for _, passage in sentences_of(store.passages)}
    assert kinds == {"paragraph"} < {passage.kind for passage in store.passages}


def test_the_words_around_a_sentence_are_of_its_section_and_topic(store):
    sentence, passage = next(pair for pair in sentences_of(store.passages) if pair[1].place.section)
    assert {*stems_of(sentence.text), *stems_of(passage.place.section.title)} <= stems_around((sentence, passage))
