from index.words import read_words, stems


def test_offsets_are_of_the_text_as_it_is():
    assert [(word.text, word.start, word.end) for word in read_words("The\u00a0Parks’ 1,000 km")] == [
        ("the", 0, 3),
        ("parks", 4, 9),
        ("1,000", 11, 16),
        ("km", 17, 19),
    ]


def test_word_forms_share_a_stem():
    assert stems("elevators elevator") == ["elev", "elev"]


def test_the_possessive_is_no_part_of_the_stem():
    assert stems("Beijing’s Beijing's Beijing") == stems("Beijing Beijing Beijing")


def test_one_digit_numbers_are_words():
    assert stems("7 parks") == ["7", "park"]


def test_every_chinese_character_is_a_word():
    assert stems("北京 AI中心2026年") == ["北", "京", "ai", "中", "心", "2026", "年"]


def test_stop_words_are_left_out():
    assert stems("What is the cost of the tram?") == ["cost", "tram"]


def test_a_question_of_stop_words_keeps_them():
    assert stems("Who are we?") == ["who", "are", "we"]


def test_no_words():
    assert stems("…—\u200b!") == []
