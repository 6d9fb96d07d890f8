"""Short texts that are signed and run out: visitors' tokens.

A token can be read by whoever holds it and changed by nobody. It is bound to a purpose, so
that one kind never passes for another.
"""

import base64
import binascii
import hashlib
import hmac
import json
import time


class Signer:
    """Signs with one secret; another secret makes all earlier tokens worthless."""

    def __init__(self, secret: bytes) -> None:
        self.secret = secret

    def sign(self, purpose: str, value: str, seconds: int) -> str:
        """Return a token for ``value`` that is good for so many seconds."""
        body = encoded(json.dumps([purpose, value, int(time.time()) + seconds]).encode())
        return f"{body}.{encoded(self.signature(body))}"

    def read(self, purpose: str, token: str) -> str | None:
        """Return the value of a token of that purpose; None where it is forged, spoiled or has run out."""
        body, _, signature = token.partition(".")
        try:
            if not hmac.compare_digest(decoded(signature), self.signature(body)):
                return None
            made_for, value, until = json.loads(decoded(body))
        except (ValueError, binascii.Error, TypeError):
            return None
        return str(value) if made_for == purpose and time.time() < until else None

    def mark(self, purpose: str, token: str) -> str:
        """Return what a token is known by without being kept: nobody makes one of the other without the secret."""
        return self.signature(f"{purpose} {token}").hex()

    def signature(self, body: str) -> bytes:
        return hmac.new(self.secret, body.encode(), hashlib.sha256).digest()


def encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
