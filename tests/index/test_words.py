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


def test_a_chinese_run_is_cut_into_words():
    assert stems("北京市 AI停车场2026年") == ["北京市", "ai", "停车场", "2026"]


def test_stop_words_are_left_out():
    assert stems("What is the cost of the tram?") == ["cost", "tram"]


def test_a_question_of_stop_words_keeps_them():
    assert stems("Who are we?") == ["who", "are", "we"]


def test_no_words():
    assert stems("…—\u200b!") == []


def test_offsets_of_chinese_words_are_of_the_text_as_it_is():
    assert [(word.text, word.start, word.end) for word in read_words("共 公眾開放！")] == [
        ("共", 0, 1),
        ("公众", 2, 4),
        ("开放", 4, 6),
    ]


def test_chinese_stop_words_are_left_out():
    assert stems("停车位有多少？") == ["停车位"]


def test_a_stop_word_stays_one_where_it_is_contracted():
    assert stems("I’d like what's planned, who’re they?") == ["like", "plan"]
