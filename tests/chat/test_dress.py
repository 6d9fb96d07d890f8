import json

from assistant.chat.dress import CONFIG, Dress, choices, choose, within
from assistant.engine import Engine
from assistant.page.wording import ENGLISH

PAGE = (
    b"<title>old</title><script>window.gradio_config = "
    + json.dumps(
        {
            "title": "old",
            "components": [{"props": {"elem_id": name, "value": "old"}} for name in ("masthead", "starters", "x")],
        }
    ).encode()
    + b";</script><script>window.other = {};</script>"
)


def test_a_page_is_filled_with_what_its_reader_may_see(shelf: Engine) -> None:
    view = shelf.over(["parks.txt", "report/2026/report.md"])
    page = Dress.of(view, ENGLISH, "en", None).put_on(PAGE)
    match = CONFIG.search(page)
    assert match
    parts = {part["props"]["elem_id"]: part["props"] for part in json.loads(match[0])["components"]}
    assert "City Report 2026" in parts["masthead"]["value"]
    assert "Board" not in page.decode()
    assert parts["x"]["value"] == "old"
    assert 'class="starter"' in parts["starters"]["value"]
    assert page.endswith(b"<script>window.other = {};</script>")


def test_nothing_filled_in_ends_the_script() -> None:
    page = Dress("</title>", {"masthead": "</script><script>'&"}).put_on(PAGE).decode()
    assert page.count("</script>") == PAGE.decode().count("</script>")
    assert page.count("</title>") == 1


def test_what_is_chosen_is_asked_alone(shelf: Engine) -> None:
    assert list(choose(shelf, "report/2025").store.documents) == ["report/2025/report.md"]
    assert list(choose(shelf, "parks.txt").store.documents) == ["parks.txt"]
    assert choose(shelf, "gone") is shelf
    assert choices(shelf)["board"] == "Board papers"
    assert "board" not in choices(shelf.over(["parks.txt", "report/2026/report.md"]))
    assert choices(shelf.over(["parks.txt"])) == {}


def test_a_table_is_downloaded_from_what_was_chosen() -> None:
    [shown] = within([{"role": "assistant", "content": '<a href="/api/table.csv?question=a">'}], "collection=b%2Fc")
    assert shown["content"] == '<a href="/api/table.csv?collection=b%2Fc&amp;question=a">'
