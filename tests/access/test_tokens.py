"""Signed texts that run out."""

import pytest

from assistant.access.tokens import Signer, encoded


def test_a_token_gives_back_its_value() -> None:
    signer = Signer(b"secret")
    assert signer.read("visit", signer.sign("visit", "intranet", 60)) == "intranet"


def test_run_out_forged_or_foreign_tokens_give_nothing() -> None:
    signer = Signer(b"secret")
    token = signer.sign("visit", "intranet", 60)
    assert signer.read("visit", signer.sign("visit", "intranet", -1)) is None
    assert signer.read("session", token) is None
    assert Signer(b"other").read("visit", token) is None
    body, _, signature = token.partition(".")
    forged = encoded(b'["visit", "other", 9999999999]')
    assert signer.read("visit", f"{forged}.{signature}") is None
    assert signer.read("visit", body) is None


@pytest.mark.parametrize("token", ["", ".", "a.b", "ü.ü", "=" * 500, "bnVsbA.x"])
def test_rubbish_gives_nothing(token: str) -> None:
    assert Signer(b"secret").read("visit", token) is None


def test_a_mark_tells_tokens_purposes_and_secrets_apart() -> None:
    signer = Signer(b"secret")
    assert signer.mark("login", "a") == signer.mark("login", "a")
    assert len({signer.mark("login", "a"), signer.mark("login", "b"), signer.mark("x", "a"), "a"}) == 4
    assert Signer(b"other").mark("login", "a") != signer.mark("login", "a")
