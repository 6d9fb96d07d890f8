"""E-mail into text: subject, sender and date as labelled lines, then what is written; attachments are left alone."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage

FIELDS = ("Subject", "From", "To", "Date")
HEAD = re.compile(
    rb"(?:(?:return-path|received|delivered-to|message-id|mime-version|from|to|date|subject|x-[\w-]+|dkim-signature):)",
    re.IGNORECASE,
)
MUST = re.compile(rb"^(?:message-id|received|mime-version):", re.IGNORECASE | re.MULTILINE)
LOOKED_AT = 20_000  # bytes of a head


def is_mail(raw: bytes) -> bool:
    """True for a file that opens with the head of a message."""
    head = raw[:LOOKED_AT].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    return HEAD.match(head) is not None and MUST.search(head) is not None


def read_mail(raw: bytes) -> tuple[str, str, bool]:
    """Return a message's head as labelled lines, what it says, and whether that is HTML.

    Raises ValueError where it says nothing that can be read.
    """
    message = message_from_bytes(raw, policy=policy.default)
    body = message.get_body(("plain", "html")) if isinstance(message, EmailMessage) else None
    if body is None:
        raise ValueError("the message has no text")
    told = {field: " ".join(str(message[field]).split()) for field in FIELDS if message[field]}
    head = "\n".join(f"{field}: {value}" for field, value in told.items())
    try:
        return head, str(body.get_content()), body.get_content_subtype() == "html"
    except (LookupError, UnicodeError) as error:
        raise ValueError("its encoding is unknown; save the text as UTF-8") from error
