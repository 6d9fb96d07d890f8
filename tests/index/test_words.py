from index.words import content_stems, read_words, stems_of


def test_offsets_are_of_the_text_as_it_is():
    assert [(word.text, word.start, word.end) for word in read_words("The\u00a0Parks’ 1,000 km")] == [
        ("the", 0, 3),
        ("parks", 4, 9),
        ("1,000", 11, 16),
        ("km", 17, 19),
    ]


def test_word_forms_share_a_stem():
    assert stems_of("elevators elevator") == ("elev", "elev")


def test_the_possessive_is_no_part_of_the_stem():
    assert stems_of("Beijing’s Beijing's Beijing") == stems_of("Beijing Beijing Beijing")


def test_one_digit_numbers_are_words():
    assert content_stems("7 parks") == ("7", "park")


def test_a_chinese_run_is_cut_into_words():
    assert content_stems("北京市 AI停车场2026年") == ("北京市", "ai", "停车场", "2026")


def test_stop_words_are_left_out():
    assert content_stems("What is the cost of the tram?") == ("cost", "tram")


def test_no_words():
    assert content_stems("…—\u200b!") == ()


def test_offsets_of_chinese_words_are_of_the_text_as_it_is():
    assert [(word.text, word.start, word.end) for word in read_words("共 公眾開放！")] == [
        ("共", 0, 1),
        ("公众", 2, 4),
        ("开放", 4, 6),
    ]


def test_chinese_stop_words_are_left_out():
    assert content_stems("停车位有多少？") == ("停车位",)


def test_a_stop_word_stays_one_where_it_is_contracted():
    assert content_stems("I’d like what's planned, who’re they?") == ("like", "plan")
