"""Other languages are recognised; what English or the documents know never is taken for one."""

from functools import partial

import pytest

from assistant.engine import Engine
from assistant.text import tongue
from assistant.text.tongue import Tongues, is_made_of


@pytest.fixture(scope="module")
def tongues(engine: Engine) -> Tongues:
    return engine.finder.linguist.tongues


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Quelles rues seront rénovées ?", "fr"),
        ("date limite pour le chauffage", "fr"),
        ("Was plant die Stadt für Kinder?", "de"),
        ("cuantos hospitales nuevos habra", "es"),
        ("vagas de estacionamento em Tongzhou", "pt"),
        ("Chi è responsabile?", "it"),
        ("hoeveel bedden voor ouderen", "nl"),
        ("сколько мест для пожилых", "ru"),
        ("駐車場の数は？", "ja"),
        ("予算は？", "ja"),
        ("バス路線", "ja"),
        ("大気汚染の対策", "ja"),
        ("l'air est-il meilleur ?", "fr"),
        ("Wohnungen bauen", "de"),
        ("주차장 수", "ko"),
        ("كم مدرسة جديدة؟", "ar"),
        ("yanglao chuangwei you duoshao", "zh-Latn"),
        ("Beijing jin nian jian duo shao xue xiao", "zh-Latn"),
    ],
)
def test_a_language_is_recognised(tongues: Tongues, text: str, code: str) -> None:
    assert tongues.of(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "How many elevators will be installed?",
        "elevators?",
        "Huairou",
        "Wangfujing Xidan",
        "Who chairs the Zhongguancun Forum?",
        "which pigment determines the colour of human hair",
        "Who did Britain not exploit in India?",
        "IBM Cloud Certification",
        "Pagination optinos",
        "What abuot Guagnzhou?",
        "hay fever",
        "Al-Banna's assassination",
        "Shi Tianze?",
        "women can change machines",
        "café",
        "2025?",
        "今年将加装多少部电梯？",
        "რამდენი ლიფტი?",
    ],
)
def test_nothing_else_is_taken_for_one(tongues: Tongues, text: str) -> None:
    assert tongues.of(text) is None


def test_known_words_need_no_detector(tongues: Tongues, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tongue, "detector", partial(pytest.fail, "loaded"))
    assert tongues.of("How many elevators will be installed in old residential buildings?") is None


@pytest.mark.parametrize(
    ("word", "made"), [("tingchechang", True), ("xian", True), ("elevator", False), ("a" * 99, False)]
)
def test_a_word_is_cut_into_syllables(tongues: Tongues, word: str, made: bool) -> None:
    chinese = tongues.languages.named("zh")
    assert chinese is not None
    assert is_made_of(word, chinese.latin) is made
