"""What stands around the conversation."""

from dataclasses import replace

from assistant.chat.surroundings import contents, edition_html, history, masthead, page_title, places
from assistant.page.wording import ENGLISH, wording
from index.schema import Place
from index.vectors.store import Store


def test_masthead_is_read_from_the_documents(store: Store) -> None:
    found = places(store.passages)
    assert page_title(found, ENGLISH) == "Report on the Work of the Government 2026"
    assert edition_html(found, ENGLISH).startswith(
        'Parts IV and V · 15 February 2026<span class="long"> · Foreign Affairs Office'
    )
    assert "<h1>Report on the Work of the Government 2026</h1>" in masthead(found, ENGLISH, "en")


def test_masthead_tells_no_date_that_one_document_alone_has() -> None:
    found = [Place("a.txt", "A", "The Club", date="2026-02-15"), Place("b.txt", "B")]
    assert edition_html(found, ENGLISH) == '<span class="long"></span>'


def test_masthead_leads_to_the_other_languages_only(store: Store) -> None:
    html = masthead(places(store.passages), wording("zh"), "zh")
    assert '<a class="button language" href="?lang=en" lang="en"' in html
    assert "?lang=zh" not in html
    assert "2026年2月15日" in html


def test_titles_are_shown_as_text(store: Store) -> None:
    place = replace(places(store.passages)[0], title="<script>x</script>", publisher="<b>")
    html = masthead([place], ENGLISH, "en")
    assert "<script" not in html
    assert "<b>" not in html


def test_contents_link_every_section_into_the_reader(store: Store) -> None:
    assert contents(store.passages, ENGLISH).count('<li><a href="/report/') == 11  # ten areas and the closing


def test_list_of_conversations_is_there_for_the_script() -> None:
    assert 'id="conversations"' in history(ENGLISH, "en")
