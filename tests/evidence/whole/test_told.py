from assistant.evidence.whole.told import lines


def test_a_group_is_one_line_and_no_sentence_comes_twice(store):
    passage = next(p for p in store.passages if len(p.sentences) > 2)
    one, two, three = ((sentence, passage) for sentence in passage.sentences[:3])
    made = lines([[one, two], [two, three]])
    assert [(item.sentence, item.joined) for item in made] == [(one[0], False), (two[0], True), (three[0], False)]
