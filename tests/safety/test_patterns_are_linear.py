"""Every regular expression of the program takes twice the steps on twice the text, whatever the text is.

The patterns are found by walking the modules, so a new one is looked at without being named here.
"""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from steps import Counter, TooManySteps, hostile

import communityplans

SIZE = 60
LIMIT = 400_000
FOLDER = Path(communityplans.__file__).parent
FROM_THE_START = {"match", "fullmatch"}


def modules() -> Iterator:
    for found in pkgutil.walk_packages(communityplans.__path__, "communityplans."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def inside(value: object, depth: int = 3) -> Iterator[re.Pattern]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, dict):
        for one in [*value, *value.values()]:
            yield from inside(one, depth - 1)
    elif depth and isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from inside(one, depth - 1)


@cache
def uses() -> dict[tuple[Path | None, str], set[str]]:
    """With which methods each name is used: a private one in its own module, any other in the whole package;
    a name that is handed on has no method ("").
    """
    found: dict[tuple[Path | None, str], set[str]] = {}
    for path in FOLDER.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        called = {id(node.value): node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                found.setdefault((path if node.id.startswith("_") else None, node.id), set()).add(
                    called.get(id(node), "")
                )
    return found


def patterns() -> dict[str, tuple[re.Pattern, bool]]:
    """Every pattern that a module holds, and those that a function writes out, each with whether it is only
    ever tried at one place.
    """
    found: dict[str, tuple[re.Pattern, bool]] = {}
    for module in modules():
        for name, value in vars(module).items():
            for number, one in enumerate(inside(value)):
                used = uses().get((Path(module.__file__) if name.startswith("_") else None, name), {""})
                anchored = isinstance(value, re.Pattern) and used <= FROM_THE_START | {"pattern"}
                found.setdefault(
                    f"{module.__name__.removeprefix('communityplans.')}.{name}"
                    + (f"[{number}]" if number else ""),
                    (one, anchored),
                )
    unique: dict[tuple, str] = {}
    for name, (one, anchored) in found.items():
        unique.setdefault((one.pattern, one.flags, anchored), name)
    return {name: found[name] for name in unique.values()} | written_out()


def written_out() -> dict[str, tuple[re.Pattern, bool]]:
    """The patterns in calls such as `re.match(r"...", text)`, where the pattern is a plain text."""
    found = {}
    for path in sorted(FOLDER.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "re"
            ):
                continue
            if node.func.attr in (
                "match",
                "fullmatch",
                "search",
                "sub",
                "split",
                "findall",
                "finditer",
                "compile",
            ) and isinstance(node.args[0], ast.Constant):
                flags = re.NOFLAG
                for word in (
                    n.attr
                    for argument in [*node.args[1:], *(k.value for k in node.keywords)]
                    for n in ast.walk(argument)
                    if isinstance(n, ast.Attribute)
                ):
                    flags |= getattr(re, word, re.NOFLAG) if word.isupper() else re.NOFLAG
                if node.func.attr == "compile":
                    continue
                source = node.args[0].value
                ending = (
                    (b"\\Z" if isinstance(source, bytes) else "\\Z")
                    if node.func.attr == "fullmatch"
                    else source[:0]
                )
                found[f"{path.relative_to(FOLDER)}:{node.lineno}"] = (
                    re.compile(source + ending, flags),
                    node.func.attr in FROM_THE_START,
                )
    return found


PATTERNS = patterns()


def slow_on(pattern: re.Pattern, anchored: bool) -> str:
    """The text on which a pattern is slower than it may be, or ""."""
    counter = Counter(pattern, LIMIT)
    for before, again, after in hostile(counter):
        size = max(4, SIZE // len(again))
        try:
            steps = [counter.search(before + again * n + after, anchored=anchored) for n in (size, 2 * size)]
        except TooManySteps:
            return f"{before!r} + {again!r} * n + {after!r}: more than {LIMIT} steps"
        if steps[1] > 2.8 * steps[0] + 200:
            return f"{before!r} + {again!r} * n + {after!r}: {steps}"
    return ""


def test_the_walk_finds_the_patterns():
    assert len(PATTERNS) > 150
    assert {"site.glossary._ROW", "source.markdown._NESTED", "source.yaml.LOST_TEXT"} <= set(PATTERNS)


@pytest.mark.parametrize("source", [r"(?:\s*(?:#.*)?\n)*(%)", r"(a+)+b", r"\s+$", r"^[ \t]*\|?[ \t]*x"])
def test_what_is_slow_is_found(source):
    assert slow_on(re.compile(source), anchored=False)


def test_the_counter_matches_what_python_matches():
    for text in ("about 120", "aab", "12-13", "a,b"):
        for source in (r"(a+)b", r"(?:about )?(\d+)\Z", r"(\d)\d-\1\d", r"[^,]*?(?=,)", r"(?<=1)2"):
            counter = Counter(re.compile(source), LIMIT)
            counter.text = text
            ends = [next(counter._match(counter.tree, 0, n), None) for n in range(len(text))]
            assert ends == [
                m.end() if (m := re.compile(source).match(text, n)) else None for n in range(len(text))
            ], (source, text)


@pytest.mark.parametrize("name", PATTERNS)
def test_linear(name):
    assert not slow_on(*PATTERNS[name])
