import json
from dataclasses import replace

import pytest

from assistant.errors import CalibrationError
from assistant.evidence import weights as module
from assistant.evidence.weights import CALIBRATION, Bar, Judging, Logistic, Weights
from index.vectors.embedder import DEFAULT_MODEL, QUALITY_MODEL, find_model
from index.verifying.verifier import COMPARED, SHIPPED, VERIFIED


def test_what_is_saved_is_read_again(tmp_path):
    weights = Weights(Logistic(-1.0, {"a": 2.0}), Logistic(0.5, {"b": 1.0}), 0.4, Bar(0.4, 0.8, 0.4), {"questions": 3})
    weights.save(tmp_path / "w.json")
    assert Weights.load(tmp_path / "w.json") == weights


def test_the_shipped_weights_say_where_they_come_from():
    weights = Weights.load()
    for reading in (weights, *weights.others.values()):
        assert 0 < reading.cutoff < 1
    assert weights.others.keys() == {"kept", "second", "foreign", "foreign_kept"}
    assert weights.provenance["kept"]["held_out"]["report"]["wrong"] <= 0.1


@pytest.mark.parametrize(
    ("known", "by_second", "is_foreign", "has_kept", "cutoff"),
    [
        ((), True, True, True, 0.1),
        (("kept",), False, False, True, 0.2),
        (("kept",), True, True, False, 0.1),
        (("kept", "foreign"), True, True, True, 0.3),
        (("kept", "foreign"), True, False, True, 0.3),
        (("kept", "second", "foreign", "foreign_kept"), True, True, True, 0.4),
        (("kept", "second", "foreign", "foreign_kept"), True, False, True, 0.5),
        (("kept", "second", "foreign", "foreign_kept"), False, False, False, 0.1),
    ],
)
def test_a_question_is_weighed_by_the_nearest_there_are(known, by_second, is_foreign, has_kept, cutoff):
    cutoffs = {"kept": 0.2, "foreign": 0.3, "foreign_kept": 0.4, "second": 0.5}
    model = Logistic(0.0, {"a": 1.0})
    others = {name: Judging(model, model, cutoffs[name]) for name in known}
    weights = Weights(model, model, 0.1, Bar(0.4, 0.8, 0.4), {}, others)
    assert weights.reading(by_second, is_foreign, has_kept).cutoff == cutoff


@pytest.mark.parametrize(("value", "probability"), [(0, 0.5), (1e6, 1.0), (-1e6, 0.0)])
def test_probability(value, probability):
    assert Logistic(0.0, {"a": 1.0}).probability({"a": value}) == pytest.approx(probability)


def test_the_shipped_weights_are_for_the_default_model_only():
    assert Weights.load().fit_for(find_model(DEFAULT_MODEL).digest)
    assert not Weights.load().fit_for("another digest")


@pytest.mark.parametrize(
    ("reading", "signal", "weighs"),
    [("native", VERIFIED, True), ("native", COMPARED, True), ("kept", VERIFIED, True), ("kept", COMPARED, False)],
)
def test_a_verifier_is_asked_where_what_it_says_weighs_anything(reading, signal, weighs):
    weights = Weights.load().read_as(reading)
    assert weights.weighs(SHIPPED, signal) is weighs
    assert not weights.weighs("another", signal)


def test_a_model_gets_the_weights_that_were_learned_with_it(tmp_path, monkeypatch):
    usual = Weights.load()
    monkeypatch.setattr(module, "files", lambda package: tmp_path)
    usual.save(tmp_path / "weights.json")
    other = replace(usual, cutoff=0.77, provenance={"model": "some/model", "model_digest": "its digest"})
    other.save(tmp_path / "weights-model.json")
    assert Weights.shipped("its digest") == other
    assert Weights.shipped("another revision", "some/model") == other
    assert Weights.shipped(usual.provenance["model_digest"]) == usual
    assert Weights.shipped("unknown", "own/model") == usual


def test_weights_of_the_stronger_model_come_along():
    usual, quality = Weights.load(), Weights.shipped("a digest of another revision", QUALITY_MODEL)
    assert quality.provenance["model"] == QUALITY_MODEL
    assert quality.evidence != usual.evidence
    assert quality.others["kept"] != usual.others["kept"]
    for reading in ("second", "foreign", "foreign_kept"):
        assert quality.others[reading].evidence == usual.others[reading].evidence, "read by the same second encoder"


def calibrated():
    return replace(Weights.load(), cutoff=0.77)


def test_a_calibration_is_used_where_there_is_one(tmp_path):
    shipped = Weights.load()
    digest = shipped.provenance["model_digest"]
    assert Weights.in_use(tmp_path, digest) == shipped
    calibrated().save(tmp_path / CALIBRATION)
    assert Weights.in_use(tmp_path, digest).cutoff == 0.77


def test_a_calibration_for_another_model_is_refused_and_says_what_to_do(tmp_path):
    calibrated().save(tmp_path / CALIBRATION)
    with pytest.raises(CalibrationError, match=r"made with all-MiniLM-L6-v2.*assistant calibrate again, or delete"):
        Weights.in_use(tmp_path, "another digest")


def test_a_calibration_for_other_signals_is_refused(tmp_path):
    replace(calibrated(), answerable=Logistic(0.0, {"old": 1.0})).save(tmp_path / CALIBRATION)
    with pytest.raises(CalibrationError, match="another version"):
        Weights.in_use(tmp_path, Weights.load().provenance["model_digest"])


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (b"{", "is broken"),
        (b"{}", r"is broken \(evidence: field required\)"),
        (b"\xff", "cannot be read"),
        (json.dumps({"evidence": {"bias": 0, "weights": {"a": float("nan")}}}).encode(), "evidence.weights.a"),
    ],
)
def test_a_broken_calibration_is_refused(tmp_path, text, complaint):
    (tmp_path / CALIBRATION).write_bytes(text)
    with pytest.raises(CalibrationError, match=complaint):
        Weights.in_use(tmp_path, "any")


def test_a_cut_off_is_a_probability(tmp_path):
    replace(calibrated(), cutoff=34.0).save(tmp_path / CALIBRATION)
    with pytest.raises(CalibrationError, match="cutoff"):
        Weights.in_use(tmp_path, "any")


def test_a_bar_is_met_where_nothing_falls_short():
    bar = Bar(0.4, 0.8, 0.4)
    assert bar.is_met(0.4, 0.8, 0.4)
    assert not any(bar.is_met(*values) for values in ((0.3, 0.9, 0.9), (0.9, 0.7, 0.9), (0.9, 0.9, 0.3)))


def test_saving_leaves_nothing_but_the_file(tmp_path):
    calibrated().save(tmp_path / CALIBRATION)
    calibrated().save(tmp_path / CALIBRATION)
    assert [path.name for path in tmp_path.iterdir()] == [CALIBRATION]


@pytest.mark.parametrize(
    ("provenance", "documents", "told"),
    [
        ({}, {}, "the package's"),
        ({}, {"a.txt": "x"}, "the package's, not made for these documents"),
        (
            {"made": "2026-01-02T", "index": "b", "files": []},
            {"a.txt": "x"},
            "the package's, not made for these documents; calibrated 2026-01-02 without questions, which left them as "
            "they are",
        ),
        (
            {"made": "2026-01-02T", "index": "b", "files": [{}]},
            {"a.txt": "x"},
            "calibrated 2026-01-02 with question files",
        ),
        (
            {"made": "2026-01-02T", "index": "a", "files": [], "kept": "kept questions"},
            {},
            "calibrated 2026-01-02 with the questions kept with the documents, on an earlier index",
        ),
    ],
)
def test_it_is_told_whether_weights_were_made_for_the_documents(provenance, documents, told):
    assert module.origin(provenance, documents, "b") == told


def test_the_shipped_weights_are_made_for_the_documents_that_come_along(manifest):
    assert module.origin({}, manifest.documents, "") == "the package's"
