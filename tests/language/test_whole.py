"""What a language needs not know of wholes and claims."""

from dataclasses import fields

from assistant.language.forms import NOTHING
from assistant.language.whole import Inventory, Verdicts


def test_a_language_may_know_nothing_of_claims_and_inventories() -> None:
    for made in (Inventory(), Verdicts()):
        assert {getattr(made, field.name) for field in fields(made)} <= {NOTHING, (), frozenset()}
