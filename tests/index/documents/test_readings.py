from index.documents.readings import adds_words, from_record, to_record
from index.schema import Cell, Reading

READING = Reading("Year: 2030 · Cut: 5%", ((0, 9),), 3, (Cell((0, 4), (6, 10)),))


def test_a_record_gives_the_reading_again():
    assert from_record(READING.text, to_record(READING)) == READING
    assert from_record("as it stands", None) is None


def test_every_word_has_to_stand_there():
    document = "Year, Cut\n2030, 5%"
    assert not adds_words(READING, "2030, 5%", document)
    assert adds_words(READING, "2030, 6%", document)
    assert not adds_words(Reading("unbelievable"), "un**believ**able", "")
