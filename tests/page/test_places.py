"""Documents, sections and addresses as pages name them."""

from assistant.page.places import address, by_document, section_name, sections_of
from index.schema import Section
from index.vectors.store import Store


def test_passages_are_grouped_by_document_in_their_order(store: Store) -> None:
    assert [group[0].place.document_id for group in by_document(store.passages)] == list(store.documents)


def test_sections_come_once_and_in_order(store: Store) -> None:
    assert [section.number for section in sections_of(store.passages)][:10] == [str(n) for n in range(1, 11)]


def test_a_section_is_named_with_its_number_where_it_has_one() -> None:
    assert (section_name(Section("3", "Roads")), section_name(Section(None, "Roads"))) == ("3. Roads", "Roads")


def test_a_document_has_an_address(store: Store) -> None:
    assert address(store.passages[0].place).startswith("/report/")
