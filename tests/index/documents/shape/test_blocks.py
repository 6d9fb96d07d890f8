from index.documents.shape.blocks import Unit, read_as


def test_a_part_that_reads_as_it_stands_has_no_reading():
    assert read_as("a  b", 0, 4, "a b") == Unit(0, 4)


def test_leads_follow_one_another_and_are_left_off_by_own():
    text = "Bring:\n- fee\n- cash"
    fee = read_as(text, 7, 12, "fee", Unit(0, 6))
    cash = read_as(text, 13, 19, "cash", fee)
    assert cash.reading.text[cash.reading.own :] == "cash"
    assert cash.reading.above == ((7, 12), (0, 6))
