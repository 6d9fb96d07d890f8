"""The administrator's page of ratings."""

from assistant.feedback.page import PER_PAGE, admin_page
from assistant.feedback.rating import Rating
from assistant.feedback.ratings import Wanted

RATING = Rating(
    "r1", "a1", "How many <b>lifts</b>?", (), "How many lifts?", "answered", "incomplete", "<i>More</i>",
    (("a.txt", "We add 8 lifts."),), "6\\. We add **8 lifts**. [1]", "build", "2026-03-01T09:30:00Z",
)  # fmt: skip


def test_texts_of_a_rating_are_no_markup() -> None:
    page = admin_page([RATING], 1, Wanted("", "", "", 'a"><script>'), 0, "en")
    assert "How many &lt;b&gt;lifts&lt;/b&gt;?" in page
    assert "6. We add 8 lifts." in page
    assert "<i>More" not in page
    assert 'a"><script>' not in page


def test_it_speaks_chinese() -> None:
    page = admin_page([RATING], 1, Wanted(), 0, "zh")
    assert '<html lang="zh-Hans">' in page
    assert "内容不全" in page
    assert "共 1 条" in page


def test_pages_lead_to_each_other_and_keep_the_filter() -> None:
    wanted = Wanted(verdict="good")
    first, second = (admin_page([RATING], PER_PAGE + 1, wanted, page, "en") for page in (0, 1))
    assert "verdict=good&amp;status=&amp;text=&amp;page=1" in first
    assert "page=0" in second
    assert "page=2" not in second
    assert "No rating fits." in admin_page([], 0, wanted, 0, "en")
