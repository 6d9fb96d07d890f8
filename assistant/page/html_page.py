"""A whole page of ours around its body: head, look, language. Knows no page; Gradio's has a head of its own."""

from html import escape

from assistant.locale import DEFAULT, TAGS
from assistant.page.look import LOOK

STYLES = ("tokens", "page", "parts")
PAGE = """<!doctype html>
<html lang="{tag}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="{look}/icon.svg" type="image/svg+xml">
{styles}
<script src="{look}/theme.js"></script>
{head}</head>
<body class="{name}">
{body}
</body>
</html>
"""


def html_page(title: str, body: str, name: str, language: str = DEFAULT, head: str = "") -> str:
    """Return the page; ``title`` is text, ``body`` and ``head`` are HTML, ``name`` is its style sheet and class."""
    styles = "\n".join(f'<link rel="stylesheet" href="{LOOK}/{style}.css">' for style in (*STYLES, name))
    tag = TAGS[language]
    return PAGE.format(tag=tag, title=escape(title), look=LOOK, styles=styles, head=head, name=name, body=body)
