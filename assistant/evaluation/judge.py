"""What a language model thinks of a reply: optional, and kept apart from the measures.

LlamaIndex's evaluators with their own prompts and the configured model. Knows cases and
replies. A judgement that failed is kept as such, with the reason; it is never given a score.
"""

import asyncio
import logging
import re
import threading
from collections.abc import Awaitable, Iterable, Mapping, Sequence
from hashlib import sha256
from importlib.metadata import version
from math import fsum
from typing import TYPE_CHECKING, Any

from assistant.evaluation.results import Reply
from assistant.evaluation.target import without_secrets
from assistant.golden.cases import Case

if TYPE_CHECKING:
    from llama_index.core.evaluation import BaseEvaluator, EvaluationResult
    from llama_index.core.llms import LLM

Judgement = dict[str, Any]  # {"score": float | None, "feedback": str, "error": str | None}

SCALES = {"faithfulness": (0, 1), "relevancy": (0, 1), "correctness": (1, 5)}  # worst, best
LONGEST = 500  # characters kept of what a model said
VERDICT = re.compile(r"\W*(?:answer\W+)?(yes|no)\b", re.IGNORECASE)
SCORE = re.compile(r"[\s*_#'\"]*(?:score[\s*_:=]*)?(-?\d+(?:\.\d+)?)(?:\s*/\s*5(?:\.0)?)?[\s*_.'\"]*", re.IGNORECASE)


class Judge:
    """Judges replies, several at a time where several threads ask. One event loop serves them all."""

    def __init__(self, llm: "LLM") -> None:
        from llama_index.core.evaluation import CorrectnessEvaluator, FaithfulnessEvaluator, RelevancyEvaluator
        from llama_index.core.evaluation.faithfulness import DEFAULT_EVAL_TEMPLATE

        # it tells with a traceback of an answer that cannot be read, which is counted here
        logging.getLogger("llama_index.core.response_synthesizers.refine").setLevel(logging.ERROR)
        self.llm = llm
        self.evaluators: dict[str, BaseEvaluator] = {
            "faithfulness": FaithfulnessEvaluator(llm, eval_template=DEFAULT_EVAL_TEMPLATE),  # the same for every model
            "relevancy": RelevancyEvaluator(llm),
            "correctness": CorrectnessEvaluator(llm, parser_function=read_score),
        }
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, name="judge", daemon=True)
        self.thread.start()

    def judge(self, case: Case, reply: Reply) -> dict[str, Judgement]:
        """Return a judgement by metric; only of the metrics that apply.

        Faithfulness and relevancy of answers that show what they rest on, correctness of any
        reply where evidence is marked. Nothing of a question that ended with an error.
        """
        return asyncio.run_coroutine_threadsafe(self.judge_all(case, reply), self.loop).result()

    async def judge_all(self, case: Case, reply: Reply) -> dict[str, Judgement]:
        asked = {name: self.evaluators[name].aevaluate(**what) for name, what in inputs(case, reply).items()}
        return dict(zip(asked, await asyncio.gather(*(self.checked(*pair) for pair in asked.items())), strict=True))

    async def checked(self, metric: str, judgement: "Awaitable[EvaluationResult]") -> Judgement:
        try:
            result = await judgement
        except Exception as error:  # noqa: BLE001 - whatever the model or its server does, the run goes on
            return {"score": None, "feedback": "", "error": self.in_words(error)}
        said = " ".join((result.feedback or "").split())[:LONGEST]
        score = result.score if metric == "correctness" else read_verdict(said)
        worst, best = SCALES[metric]
        if score is None:
            return {"score": None, "feedback": said, "error": "The model gave no verdict that can be read."}
        if not worst <= score <= best:
            return {"score": None, "feedback": said, "error": f"The score {score:g} is not between {worst} and {best}."}
        return {"score": score, "feedback": said, "error": None}

    def in_words(self, error: Exception) -> str:
        """Return an error in one line, without the key that a server may have echoed."""
        text = " ".join(f"{type(error).__name__}: {error}".split())
        key = getattr(self.llm, "api_key", None)
        return (text.replace(key, "***") if key else text)[:LONGEST]

    def describe(self) -> dict[str, Any]:
        """Return what a run records of its judge: the model, where it is, and what it is asked."""
        prompts = {
            f"{metric}.{name}": prompt.get_template()
            for metric, evaluator in self.evaluators.items()
            for name, prompt in evaluator.get_prompts().items()
        }
        return {
            "model": self.llm.metadata.model_name,
            "address": without_secrets(getattr(self.llm, "api_base", None) or ""),
            "temperature": getattr(self.llm, "temperature", None),
            "evaluators": f"llama-index-core {version('llama-index-core')}",
            "scales": SCALES,
            "prompts": {
                name: {"sha256": sha256(text.encode()).hexdigest(), "text": text} for name, text in prompts.items()
            },
        }

    def close(self) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()

    def __enter__(self) -> "Judge":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def inputs(case: Case, reply: Reply) -> dict[str, dict[str, Any]]:
    """Return what each evaluator that applies is given."""
    if reply.error is not None:
        return {}
    question = "\n".join([*(f"{turn.role}: {turn.content}" for turn in case.history), case.question])
    both = {"query": question, "response": reply.answer}
    passages = [read.text for read in reply.passages or ()]
    contexts = list(dict.fromkeys([*(quote.text for quote in reply.quotes), *passages]))
    reference = "\n".join(gold.quote for gold in case.evidence)
    grounded = {**both, "contexts": contexts} if reply.answered and contexts else None
    compared = {**both, "reference": reference} if reference else None
    given = {"faithfulness": grounded, "relevancy": grounded, "correctness": compared}
    return {metric: what for metric, what in given.items() if what}


def read_verdict(said: str) -> float | None:
    """Return 1 for yes, 0 for no, None for anything else.

    The evaluators themselves take every text with "yes" in it for a yes ("yesterday") and any
    other, an empty one too, for a no.
    """
    match = VERDICT.match(said)
    return float(match[1].lower() == "yes") if match else None


def read_score(said: str) -> tuple[float | None, str]:
    """Return the number in the first line, None where it is no plain number, and the whole text."""
    first, *_ = said.strip().splitlines() or [""]
    match = SCORE.fullmatch(first)
    return (float(match[1]) if match else None), said


def judge_summary(results: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Summarise lines of results.jsonl by metric: the mean over ``n`` judgements, and how many failed."""
    scores: dict[str, list[float]] = {metric: [] for metric in SCALES}
    errors: dict[str, list[str]] = {metric: [] for metric in SCALES}
    for result in results:
        for metric, judgement in result["judged"].items():
            failed = judgement["error"] is not None
            (errors if failed else scores)[metric].append(judgement["error" if failed else "score"])
    return {metric: summarise(metric, scores[metric], errors[metric]) for metric in SCALES}


def summarise(metric: str, scores: Sequence[float], errors: Sequence[str]) -> dict[str, Any]:
    return {
        "mean": round(fsum(scores) / len(scores), 4) if scores else None,
        "n": len(scores),
        "failed": len(errors),
        "first_failure": errors[0] if errors else None,
        "scale": SCALES[metric],
    }
