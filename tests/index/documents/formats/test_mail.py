import pytest

from index.documents.formats.recognise import read_content

MAIL = (
    b"From: Office <office@example.org>\r\nSubject: New hours\r\n"
    b"Date: Mon, 2 Mar 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
)


def test_head_and_text():
    content = read_content(MAIL + b"Content-Type: text/plain; charset=utf-8\r\n\r\nThe office opens at 9.\r\n", "")
    lines = content.text.splitlines()
    assert lines[0] == "Subject: New hours"
    assert lines[-1] == "The office opens at 9."
    assert content.form == ".txt"


def test_html_without_its_script():
    raw = MAIL + b"Content-Type: text/html\r\n\r\n<p>It opens <b>at 9</b>.</p><script>alert(1)</script>"
    content = read_content(raw, ".eml")
    assert content.text.endswith("\n\nIt opens at 9.")
    assert content.form == ".md"


def test_a_message_without_text():
    with pytest.raises(ValueError, match="no text"):
        read_content(MAIL + b"Content-Type: application/pdf\r\n\r\nx", ".eml")
