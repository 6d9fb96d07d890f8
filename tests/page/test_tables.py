"""Tables and counts on a terminal."""

from assistant.page.tables import counted, table_of


def test_one_and_many_are_worded_apart() -> None:
    assert [counted(number, "row", "rows") for number in (1, 2, 1000)] == ["1 row", "2 rows", "1,000 rows"]


def test_numbers_stand_to_the_right() -> None:
    assert [column.justify for column in table_of("type", "n", "wrong").columns] == ["left", "right", "right"]
