from assistant.library.changes import Change
from assistant.library.entries import Entry, Use
from assistant.library.page import about_page, documents_page
from assistant.library.routes import DocumentStateOut, LibraryOut

BAD = "<script>x</script>"
ENTRY = Entry(f"a/{BAD}.txt", 2048, "2026-01-02T03:04:05+00:00", "aside", BAD, 0, BAD, f"/report/{BAD}")
CHANGE = Change(BAD, "replaced", 7, (BAD,), 3, 2)


def shown(**changed: object) -> LibraryOut:
    values = {
        "is_open": True, "largest": 32 << 20, "is_building": False, "doing": "", "failure": "",
        "documents": [ENTRY], "changes": [CHANGE],
    }  # fmt: skip
    return LibraryOut(**{**values, **changed})  # type: ignore[arg-type]


def test_what_a_file_says_of_itself_is_text() -> None:
    page = documents_page(shown(failure=BAD), BAD, "en", "/p")
    about = about_page(DocumentStateOut(ENTRY, [Use(BAD, BAD, False)], [CHANGE]), "en", "/p")
    assert BAD not in page + about
    assert "&lt;script&gt;x" in page
    assert "3 gone, 2 at another place" in page
    assert "no longer there" in about


def test_a_closed_folder_offers_no_form() -> None:
    page = documents_page(shown(is_open=False), "", "en", "/p")
    assert "read-only" in page
    assert 'type="file"' not in page
    assert 'type="file"' in documents_page(shown(), "", "en", "/p")


def test_a_build_under_way_is_told_in_the_readers_language() -> None:
    page = documents_page(shown(is_building=True, doing="embedding 3 of 9"), "", "zh", "/p")
    assert "embedding 3 of 9" in page
    assert "正在重建索引" in page
    assert 'action="/p/renew"' not in page
