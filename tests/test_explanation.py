"""What is told of an answer's making is plain data."""

import json

from sample_answer import REFUSAL

from assistant.explanation import Against, AskedPart, ExplainedAnswer, Explanation, Weighed


def test_an_explained_answer_is_json() -> None:
    weighed = Weighed("More beds.", "a.txt", 5, 15, 0.9, 0.1, {"asked": 0.5}, Against("judge", "off_topic", ("beds",)))
    told = Explanation("en", "question", "sentences", (), (AskedPart("Beds?", "other", ("Beds",), 0.3, (weighed,)),))
    made = ExplainedAnswer(*(getattr(REFUSAL, name) for name in REFUSAL.__slots__), explanation=told).to_dict()
    assert json.loads(json.dumps(made))["explanation"]["parts"][0]["weighed"][0]["against"] == {
        "stage": "judge",
        "reason": "off_topic",
        "missing": ["beds"],
    }
