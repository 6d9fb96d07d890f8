"""Tables and counts on a terminal."""

from rich.table import Column, Table


def table_of(words: str, *numbers: str) -> Table:
    """Return an empty table with these titles: a column for words and others for numbers."""
    return Table(words, *(Column(title, justify="right") for title in numbers), box=None, pad_edge=False)


def counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
