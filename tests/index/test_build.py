import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index import build as module
from index.build import build, out_of_date
from index.documents.seeds import seed_files
from index.errors import IndexBusy, IndexDamaged, ModelError
from index.folder import DataFolder
from index.manifest import FORMAT, Manifest
from index.vectors.embedder import DEFAULT_MODEL
from index.vectors.store import Store

ROOT = Path(__file__).parent.parent.parent
BUILD = (
    "import sys; from pathlib import Path; from index.build import build; build(Path(sys.argv[1]), Path(sys.argv[2]))"
)
HEAVY = {"torch", "sentence_transformers", "llama_index", "transformers"}


def rebuild(home, **options):
    return build(home / "seeds", home / "data", **options)


def current(home):
    return DataFolder(home / "data").current()


def test_the_manifest_tells_what_was_indexed(manifest, store, seeds):
    assert list(manifest.documents) == sorted(path.name for path in seed_files(seeds))
    assert (manifest.passages, manifest.sentences) == (len(store.passages), len(store.sentences))
    assert (manifest.model, manifest.dimensions, manifest.max_tokens) == (DEFAULT_MODEL, 384, 256)
    assert manifest.encoder_digest


def test_an_unchanged_build_does_nothing_and_imports_nothing_heavy(tiny):
    code = "import sys; from pathlib import Path; from index.build import build; home = Path(sys.argv[1]);"
    code += "made = build(home / 'seeds', home / 'data'); print(made.changed, made.embedded, *sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, tiny], capture_output=True, text=True, check=True, cwd=ROOT)
    changed, embedded, *imported = done.stdout.split()
    assert (changed, embedded) == ("False", "0")
    assert HEAVY.isdisjoint(imported)


def test_only_the_texts_of_a_changed_document_are_embedded(tiny):
    path = tiny / "seeds" / "trams.md"
    path.write_text(path.read_text("utf-8") + "\nA day ticket costs 9 yuan. Children ride free.\n", "utf-8")
    steps = []
    made = rebuild(tiny, report=steps.append)
    assert made.changed
    assert made.embedded == 3  # the new paragraph and its two sentences
    assert steps[0].step == "loading the embedding model"
    assert max(step.total for step in steps) == 2 * 3, "each of the two encoders reads what is new, and nothing else"
    assert any("9 yuan" in passage.text for passage in Store(current(tiny)).passages)


def test_embeddings_taken_over_equal_fresh_ones(tiny, tiny_built, tmp_path):
    (tiny / "seeds" / "trams.md").unlink()
    assert rebuild(tiny).embedded == 0
    whole, part = Store(DataFolder(tiny_built / "data").current()), Store(current(tiny))
    for old, new in zip(whole.spaces, part.spaces, strict=True):
        fresh = whole.encodings(old)
        for digest, encoding in part.encodings(new).items():
            assert abs(encoding.vector - fresh[digest].vector).max() < 1e-6  # Chroma normalises once more
            assert (encoding.tokens == fresh[digest].tokens).all()


def truncate_database(folder):
    os.truncate(folder / "chroma" / "chroma.sqlite3", 5000)


def halve_manifest(folder):
    (folder / "manifest.json").write_text((folder / "manifest.json").read_text("utf-8")[:200], "utf-8")


def age_manifest(folder):
    record = json.loads((folder / "manifest.json").read_text("utf-8"))
    (folder / "manifest.json").write_text(json.dumps(record | {"format": 0}), "utf-8")


def drop_file(name):
    return lambda folder: (folder / name).unlink()


SPOILS = [
    truncate_database, halve_manifest, age_manifest, drop_file("token_spans.npy"),
    drop_file("encoder.onnx"), drop_file("tokenizer.json"), drop_file("documents/parks.txt"),
]  # fmt: skip


@pytest.mark.parametrize("spoil", SPOILS)
def test_a_damaged_index_is_known_for_it(tiny, spoil):
    spoil(current(tiny))
    manifest = module.readable_manifest(DataFolder(tiny / "data"))
    assert manifest is None or not module.is_whole(current(tiny), manifest)


def test_a_damaged_index_is_built_again(tiny):
    truncate_database(current(tiny))
    with pytest.raises(IndexDamaged):
        Store(current(tiny))
    made = rebuild(tiny)
    assert made.changed
    assert made.embedded == len(set(Store(current(tiny)).digests))


def test_two_builders_at_once_build_once(tiny, tmp_path):
    data = tmp_path / "fresh"
    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(lambda _: build(tiny / "seeds", data), range(2)))
    assert sorted(report.changed for report in made) == [False, True]
    assert made[0].build_id == made[1].build_id == DataFolder(data).current_id()


def test_a_builder_that_may_not_wait_is_told_so(tiny):
    with DataFolder(tiny / "data").writer(0), pytest.raises(IndexBusy):
        rebuild(tiny, wait=0.1)


def test_a_killed_build_leaves_the_old_index(tiny):
    before = DataFolder(tiny / "data").current_id()
    (tiny / "seeds" / "more.txt").write_text("We will also build 4 bridges.\n" * 2000, "utf-8")
    parts = tiny / "data" / "builds"
    child = subprocess.Popen([sys.executable, "-c", BUILD, tiny / "seeds", tiny / "data"], cwd=ROOT)
    while child.poll() is None and not list(parts.glob("*.part/encoder.onnx")):
        time.sleep(0.05)
    child.send_signal(signal.SIGKILL)
    assert child.wait() == -signal.SIGKILL
    assert list(parts.glob("*.part"))
    assert DataFolder(tiny / "data").current_id() == before
    assert len(Store(current(tiny)).documents) == 2


def test_a_build_that_fails_its_check_is_not_used(tiny, monkeypatch):
    before = DataFolder(tiny / "data").current_id()
    (tiny / "seeds" / "more.txt").write_text("We will build bridges.", "utf-8")
    manifest = Manifest.read(current(tiny))
    monkeypatch.setattr(module, "fill", lambda *arguments: (manifest, 0))  # writes nothing
    with pytest.raises(IndexDamaged, match="the one before stays in use"):
        rebuild(tiny)
    assert DataFolder(tiny / "data").current_id() == before


def test_the_check_runs_in_another_process(tiny_index):
    module.verify_apart(tiny_index)
    truncate_database(tiny_index)
    with pytest.raises(IndexDamaged, match="the one before stays in use"):
        module.verify_apart(tiny_index)


def test_a_document_without_a_paragraph_is_named(tiny):
    (tiny / "seeds" / "more.txt").write_text("Fellow deputies,", "utf-8")
    assert rebuild(tiny).aside.keys() == {"more.txt"}


def test_an_unknown_model_is_told_before_anything_is_built(tiny):
    with pytest.raises(ModelError):
        rebuild(tiny, model="/no/such/folder")


def test_why_an_index_is_out_of_date(tiny, tmp_path):
    seeds, data = tiny / "seeds", tiny / "data"
    assert out_of_date(seeds, data, DEFAULT_MODEL) is None
    assert out_of_date(seeds, tmp_path / "none", DEFAULT_MODEL) == "there is no index yet"
    assert "another model" in out_of_date(seeds, data, "other")
    (seeds / "trams.md").unlink()
    assert out_of_date(seeds, data, DEFAULT_MODEL) == "the documents have changed"


def test_documents_that_change_and_change_back_are_indexed_as_they_are_called(tiny, monkeypatch):
    path = tiny / "seeds" / "parks.txt"
    before, fill, seen = path.read_text("utf-8"), module.fill, []
    path.write_text(before.replace("700", "900"), "utf-8")

    def changing(part, sources, *rest):
        seen.append(sources.digests)
        path.write_text(before, "utf-8")
        made = fill(part, sources, *rest)
        if len(seen) == 1:
            path.write_text(before.replace("700", "800"), "utf-8")
        return made

    monkeypatch.setattr(module, "fill", changing)
    assert rebuild(tiny).changed
    manifest, store = Manifest.read(current(tiny)), Store(current(tiny))
    assert len(seen) > 1  # it began again
    for name, text in store.documents.items():
        assert hashlib.sha256(text.encode()).hexdigest() == manifest.documents[name]
    assert manifest.build_id == current(tiny).name


def test_a_full_disk_costs_neither_the_build_before_nor_room(tiny, monkeypatch):
    (tiny / "seeds" / "more.txt").write_text("There will be 3 more trees.", "utf-8")
    before = current(tiny)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "seal", full)
    with pytest.raises(IndexDamaged, match=r"cannot be written \(No space left on device\): the one before stays"):
        rebuild(tiny)
    assert current(tiny) == before
    assert [path.name for path in before.parent.iterdir()] == [before.name]
    Store(before)


def test_an_index_of_another_version_is_told_as_such(tiny):
    path = current(tiny) / "manifest.json"
    path.write_text(path.read_text("utf-8").replace(f'"format": {FORMAT}', '"format": 2'), "utf-8")
    assert out_of_date(tiny / "seeds", tiny / "data", DEFAULT_MODEL) == "this version cannot read the one there is"
