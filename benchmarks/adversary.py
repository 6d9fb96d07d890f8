"""A thousand answers by a model that is anything but faithful: python -m benchmarks.adversary.

The model is the tests' faulty server (tests/adversary.py), the engine runs in this process.
Counted are the answers that break a promise, tell an invention or a rule, or come later than
the time-out plus a second. Exit status 1 where there is one. Broken off, it goes on where it stood.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

from assistant.config import Config
from assistant.web.preparing import open_engine
from benchmarks.rows import Rows

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from adversary import trying  # noqa: E402

GRACE = 1.0  # seconds that an answer may take beyond the time-out


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--first", type=int, default=0, help="seed to begin with")
    parser.add_argument("--answers", type=int, default=1000)
    parser.add_argument("--timeout", type=float, default=3.0, help="seconds that the model has for an answer")
    parser.add_argument("--fresh", action="store_true", help="forget what was asked before")
    options = parser.parse_args()
    rows = Rows(ROOT / "runs" / "adversary.jsonl", options.fresh)
    with trying(open_engine(Config.load(), lambda sentence: None), options.timeout) as trial:
        for seed in range(options.first, options.first + options.answers):
            if seed in rows:
                continue
            outcome = trial.ask(seed)
            answer = outcome.answer
            rows.add(
                {
                    "id": seed,
                    "seconds": round(outcome.seconds, 3),
                    "late": outcome.seconds > options.timeout + GRACE,
                    "faults": outcome.faults,
                    "mode": answer.mode,
                    "status": answer.status,
                    "notices": [notice.code for notice in answer.notices],
                    "changed": answer.changed_sentences,
                }
            )
    sys.exit(report(list(rows)))


def report(rows: list[dict]) -> int:  # type: ignore[type-arg]
    """Print the counts; return 1 where something is wrong."""
    wrong = [row for row in rows if row["faults"] or row["late"]]
    seconds = sorted(row["seconds"] for row in rows)
    print(f"{len(rows)} answers, {len(wrong)} wrong; slowest {seconds[-1]:.2f} s.")
    print("mode, status:", dict(Counter(f"{row['mode']} {row['status']}" for row in rows)))
    print("notices:", dict(Counter(code for row in rows for code in row["notices"])))
    print("changed sentences:", sum(row["changed"] for row in rows))
    for row in wrong:
        print(row)
    return int(bool(wrong))


if __name__ == "__main__":
    main()
