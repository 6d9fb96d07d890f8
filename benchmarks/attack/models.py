"""Attacks by the language model's server, which is the tests' own; the model has six seconds for an answer."""

import sys
import time

from benchmarks.attack.target import Attack, Target
from benchmarks.quickstart import ROOT

sys.path.insert(0, str(ROOT / "tests"))

from model_server import Behaviour, Handler, ModelServer, says, serving

__all__ = ["HEALTHY", "SETTINGS", "hostile_models", "serving"]

SECONDS = 6  # that the model has
GRACE = 6  # seconds that an answer may take beyond, on a machine that does other things
RESTED = 45  # seconds after which a model that had a rest is asked again
SETTINGS = {"llm_model": "m", "llm_timeout": str(SECONDS), "llm_concurrency": "1", "llm_suggest": "false"}
HEALTHY = says("More than 800 elevators will be installed in old residential buildings [1].")


def sends_for_ever(text: str) -> Behaviour:
    """Return a model that never comes to a piece, and never ends."""

    def behave(handler: Handler, body: object) -> None:
        handler.begin()
        while not handler.wait(0.01):
            handler.raw(text)

    return behave


def models(server: ModelServer, elsewhere: ModelServer) -> dict[str, Behaviour]:
    """Return the hostile models by what they do."""

    def redirects(handler: Handler, body: object) -> None:
        handler.send_response(307)
        handler.send_header("location", f"{elsewhere.url}/chat/completions")
        handler.send_header("content-length", "0")
        handler.end_headers()

    return {
        "comments": sends_for_ever(": keep-alive\n\n"),
        "one long line": sends_for_ever("a" * 65_536),
        "spaces": says(" " * 6000, size=400),
        "brackets": says("[" * 6000, size=400),
        "redirects": redirects,
    }


def hostile_models(server: ModelServer, elsewhere: ModelServer) -> Attack:
    """Return the attack of all of them, one after the other; after each the model is well again, and its slot free."""

    def attack(target: Target) -> str:
        for name, behaviour in models(server, elsewhere).items():
            server.behaviour = behaviour
            for _ in range(2):  # after three failures the model would have a rest
                begun = time.perf_counter()
                reply = target.ask()
                took = time.perf_counter() - begun
                if reply.status != 200 or not reply.json["citations"] or took > SECONDS + GRACE:
                    return f"{name}: status {reply.status} after {took:.1f} s"
            server.behaviour = HEALTHY
            if notices := not_asked_again(target):
                return f"{name}: a model that is well again is not asked: {notices}"
        return "the question was sent elsewhere" if elsewhere.asked else ""

    attack.__name__, attack.__doc__ = "hostile_models", "Streams without pieces, without end, elsewhere."
    return attack


def not_asked_again(target: Target) -> list[str]:
    """Return why a healthy model has written no answer in all that time; empty as soon as it has written one."""
    until = time.perf_counter() + RESTED
    while (answer := target.ask().json)["mode"] != "generative":
        if time.perf_counter() > until:
            return [notice["code"] for notice in answer["notices"]]
        time.sleep(1)
    return []
