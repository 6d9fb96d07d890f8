import pytest

from assistant.config import Config
from assistant.engine import Engine
from assistant.golden.cases import Case, Gold
from assistant.learning.samples import read_sample

QUOTES = {
    "How many trees will be planted?": "We will plant 700 trees along 5 streets.",
    "When are the fountains mended?": "We will mend 12 fountains before the summer comes.",
    "What does a ticket cost?": "A ticket costs 3 yuan.",
    "What does every street get?": "Every street gets a bench.",
    "How many lines will open?": "Two tram lines will open in May.",
    "How many trees grow along 5 streets?": "We will plant 700 trees along 5 streets.",
}
OTHERS = ["Who is the mayor?", "How much does a bench weigh?", "Why is the sky blue?", "Which airline flies to Oslo?"]
CASES = [Case(text, text, True, evidence=(Gold(quote),)) for text, quote in QUOTES.items()]
CASES += [Case(text, text, False) for text in OTHERS]


@pytest.fixture(scope="module")
def tiny_finder(tiny_built):
    return Engine.from_config(Config(data=tiny_built / "data", seeds=tiny_built / "seeds")).finder


@pytest.fixture(scope="module")
def samples(tiny_finder):
    """Ten questions over the tiny index; the last four have no answer there."""
    return [read_sample(case, "tiny", tiny_finder) for case in CASES]
