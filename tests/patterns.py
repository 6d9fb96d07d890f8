"""Every pattern of the project: those of the languages, and those written in its code."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent


def patterns_of(value: object, name: str = "") -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield every pattern of a language with the key it stands under."""
    if isinstance(value, re.Pattern):
        yield name, value
    elif isinstance(value, Mapping):
        yield from (found for key, item in value.items() for found in patterns_of(item, f"{name}.{key}"))
    elif isinstance(value, tuple):
        yield from (found for number, item in enumerate(value) for found in patterns_of(item, f"{name}.{number}"))
    elif is_dataclass(value):
        for field in fields(value):
            yield from patterns_of(getattr(value, field.name), f"{name}.{field.name}".strip("."))


def patterns_in_code() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield every pattern that stands in the code as a text, with file and line."""
    for path in (path for folder in ("assistant", "index") for path in sorted((ROOT / folder).rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.") and node.args:
                pattern = node.args[0]
                if isinstance(pattern, ast.Constant) and isinstance(pattern.value, str):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", re.compile(pattern.value, flags_of(node))


def flags_of(call: ast.Call) -> int:
    """Return the flags that a call passes on; none where it passes something else."""
    values = [*call.args[1:], *(keyword.value for keyword in call.keywords if keyword.arg == "flags")]
    flags = 0
    for name in {part for value in values for part in re.findall(r"\bre\.([A-Z]+)\b", ast.unparse(value))}:
        flags |= re.RegexFlag[name].value
    return flags
