"""Tunes a verifier that comes along: python -m benchmarks.verifier en|zh [--begin MODEL.onnx] (an hour on one core).

    python -m benchmarks.verifier en --in-context --begin index/verifying/en.onnx --rounds 1

An embedding model reads a question and a statement together, and one number on top of it tells whether the
statement answers. It learns from the documents of a language in benchmarks/statements, of which every 15th is held
out, in rounds; with --begin from where a model that was written before stands. It is written in whole numbers of
8 bits, for onnxruntime. Those that tell whether a statement answers were tuned before there were statements that
answer near misses ("= " lines), and see one statement at a time: what leans on another is left out. The one that
compares was tuned on from the English one, over 122,000 pairs with these and with what leans on another, behind it.
"""

import argparse
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import torch
from torch import nn

from benchmarks.readers import ChineseReader, EnglishReader, Reader, Tensors, go_on
from benchmarks.statements import FOLDER, Pair, Statement, pairs_of, read_documents
from index.vectors.encoder import TOKENIZER_FILE
from index.verifying import chinese, english
from index.verifying.verifier import FOLDER as MODELS
from index.verifying.verifier import Placed

SEED = 0
HELD_OUT = 15  # every so many documents one that nothing is learned from
BARE = 0.1  # share of the statements that are read without their heading
BATCH, RATE, WARM = 32, 1e-4, 0.1
STEEPER = 10  # how much faster the number on top learns, which begins at nothing
TOLD = 100  # batches between two lines of progress
SORTED = 50  # batches whose pairs are put together by length


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("language", choices=(english.LANGUAGE, chinese.LANGUAGE))
    parser.add_argument("--out", type=Path, default=MODELS)
    parser.add_argument("--in-context", action="store_true", help="the one that compares, in English only")
    parser.add_argument("--begin", type=Path, help="model of this kind to begin from")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(options.threads)
    documents = read_statements(options.language, options.in_context)
    random = Random(SEED)
    held, known = documents[::HELD_OUT], [one for n, one in enumerate(documents) if n % HELD_OUT]
    tried = [pair for document in held for pair in pairs_of(document, random) if pair.weight == 1]
    with TemporaryDirectory() as folder:
        is_english = options.language == english.LANGUAGE
        reader = EnglishReader(options.in_context) if is_english else ChineseReader(Path(folder))
    if options.begin:
        go_on(reader, options.begin)
    learn(reader, [pair for document in known for pair in pairs_of(document, random)], options.rounds, random)
    print(f"{len(documents)} documents, {len(held)} held out; AUROC of their questions {measure(reader, tried):.3f}")
    write(reader, options.out / model_file(options.language, options.in_context))
    if isinstance(reader, EnglishReader):
        shutil.copyfile(reader.folder / TOKENIZER_FILE, options.out / english.TOKENIZER_FILE)


def model_file(language: str, in_context: bool) -> str:
    if language == chinese.LANGUAGE:
        return chinese.MODEL_FILE
    return english.EnglishComparer.model_file if in_context else english.EnglishVerifier.model_file


def read_statements(language: str, in_context: bool) -> list[list[Statement]]:
    """Return the documents' statements; those that lean on another only where they are read ``in_context``."""
    paths = [path for name in ("", "later") for path in sorted((FOLDER / name / language).glob("*.txt"))]
    return [[one for one in document if in_context or not one.placed.before] for document in read_documents(paths)]


def learn(reader: Reader, pairs: Sequence[Pair], rounds: int, random: Random) -> None:
    """Learn from the pairs: AdamW (Loshchilov and Hutter 2019), the rate rising for a tenth, then falling to 0."""
    steps = rounds * -(-len(pairs) // BATCH)
    groups = [
        {"params": [one for one in reader.model.parameters() if one.requires_grad], "lr": RATE},
        {"params": reader.out.parameters(), "lr": RATE * STEEPER},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    warm = WARM * steps
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, (steps - step) / (steps - warm))
    )
    reader.train()
    for epoch in range(rounds):
        for number, batch in enumerate(batches(pairs, random), 1):
            sentences = [bared(pair.placed, random) for pair in batch]
            answers, weights = (torch.tensor([float(value) for value in column]) for column in zip(
                *((pair.answers, pair.weight) for pair in batch), strict=True
            ))  # fmt: skip
            sums = reader(**reader.encode([pair.question for pair in batch], sentences))
            loss = nn.functional.binary_cross_entropy_with_logits(sums, answers, weights, reduction="sum")
            (loss / weights.sum()).backward()
            nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            if number % TOLD == 0:
                print(f"round {epoch + 1} of {rounds}: {number * BATCH} of {len(pairs)} pairs", flush=True)
    reader.eval()


def bared(placed: Placed, random: Random) -> Placed:
    """Return a statement without its heading now and then."""
    return placed if random.random() > BARE else replace(placed, heading="")


def batches(pairs: Sequence[Pair], random: Random) -> Iterator[Sequence[Pair]]:
    """Yield the pairs in random order, those of a like length together."""
    mixed = random.sample(pairs, len(pairs))
    made = [batch for part in cut(mixed, BATCH * SORTED) for batch in cut(sorted(part, key=length), BATCH)]
    yield from random.sample(made, len(made))


def length(pair: Pair) -> int:
    return len(pair.question) + len(str(pair.placed))


def cut(pairs: Sequence[Pair], size: int) -> Iterator[Sequence[Pair]]:
    return (pairs[low : low + size] for low in range(0, len(pairs), size))


def measure(reader: Reader, pairs: Sequence[Pair]) -> float:
    """Return how well answers and near misses are told apart: AUROC."""
    from sklearn.metrics import roc_auc_score

    with torch.no_grad():
        sums = [reader(**encoded(reader, batch)) for batch in cut(pairs, BATCH)]
    return float(roc_auc_score([pair.answers for pair in pairs], torch.cat(sums).numpy()))


def encoded(reader: Reader, pairs: Sequence[Pair]) -> Tensors:
    return reader.encode([pair.question for pair in pairs], [pair.placed for pair in pairs])


def write(reader: Reader, path: Path) -> None:
    """Write the model with weights of 8 bits, 7 used: processors without VNNI would overflow."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    read = reader.encode(["a", "a"], [Placed("", "b")] * 2)
    names = list(read)
    with TemporaryDirectory() as folder:
        whole = Path(folder) / path.name
        torch.onnx.export(
            reader, tuple(read.values()), str(whole), input_names=names, output_names=["sums"],
            dynamic_axes={name: {0: "pairs", 1: "tokens"} for name in names}, opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(whole, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)


if __name__ == "__main__":
    main()
