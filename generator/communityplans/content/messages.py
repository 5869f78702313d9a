"""What pydantic found, said so that a councillor can act on it: the field's own name, the allowed words, a value that would do."""

import difflib
import re
from typing import Any

from pydantic import BaseModel, ValidationError

from ..model.fields import FieldSpec, fields, walk
from ..text.diagnostic import Diagnostic, Position
from ..text.source import SourceFile, suggested_slug
from .documents import place_of

BULLETS = "•·▪●◦‣–"
_CURLY = "“”„‟‘’"


def closest(word: str, words: list[str]) -> str | None:
    """The word of a list that was probably meant, or None (edit distance at most about two, or three quarters alike)."""
    plain = {_plain(w): w for w in reversed(words)}
    if _plain(word) in plain:
        return plain[_plain(word)]
    found = difflib.get_close_matches(_plain(word), plain, n=1, cutoff=0.7)
    return plain[found[0]] if found else None


def _plain(word: str) -> str:
    return word.casefold().replace("-", "_").replace(" ", "_")


def not_a_group(file: SourceFile, value: Any) -> Diagnostic:
    """A whole file that is a list, one sentence or nothing at all instead of fields."""
    glued = isinstance(value, str) and re.match(r"([A-Za-z_]+):(\S.*)", value)
    if glued:
        return Diagnostic(Position(file.path, 1, len(glued[1]) + 1), "no-space", "There is no space after the colon.",
                          f"Put a space after the colon: {glued[1]}: {glued[2]}")
    what = "only remarks" if value is None else "a list" if isinstance(value, list) else "only words"
    return Diagnostic(Position(file.path), "not-a-plan", f"This file has {what}; a plan is made of fields, one on each line.",
                      "Start with: title: The name of the area")


def explain(file: SourceFile, model: type[BaseModel], error: ValidationError) -> list[Diagnostic]:
    """Every problem in a file that does not fit the template, each in its place; those that only follow from another are left out."""
    found: list[Diagnostic] = []
    meant: set[tuple] = set()
    missing: list[tuple[tuple, Diagnostic]] = []
    for problem in error.errors(include_url=False):
        path = tuple(step for step in problem["loc"] if not (isinstance(step, str) and step.startswith("<")))
        group, spec = _find(model, path)
        if problem["type"] == "missing":
            missing.append((path, _missing(file, path, spec, group)))
        elif problem["type"] == "extra_forbidden":
            diagnostic, field = _unknown(file, model, group, path)
            found.append(diagnostic)
            if field:
                meant.add((*path[:-1], field))
        else:
            found.append(_wrong(file, path, spec, group, problem))
    return found + [diagnostic for path, diagnostic in missing if path not in meant]


def _find(model: type[BaseModel], path: tuple) -> tuple[type[BaseModel], FieldSpec | None]:
    """The group that a path ends in, and the field, if there is such a field."""
    group, spec = model, None
    for step in path:
        if isinstance(step, int):
            continue
        if spec is not None and spec.part is not None:
            group = spec.part
        spec = next((f for f in fields(group) if f.key == step), None)
        if spec is None:
            break
    return group, spec


def _missing(file: SourceFile, path: tuple, spec: FieldSpec | None, group: type[BaseModel]) -> Diagnostic:
    title = spec.title if spec else str(path[-1])
    where = "" if len(path) == 1 else " here"
    example = _example(spec)
    description = f" {spec.description}" if spec and spec.description else ""
    return Diagnostic(place_of(file, path[:-1], of_key=True) if len(path) > 1 else Position(file.path), "missing",
                      f"{title} is missing{where}.{description}", f"Add a line: {path[-1]}: {example}")


def _example(spec: FieldSpec | None) -> str:
    if spec is None:
        return "..."
    if spec.constant is not None:
        return str(spec.constant)
    if spec.section:
        return '{none_reason: "Why there is nothing here", as_of: 2026-11-22}'
    if spec.gap:
        return '{not_published: "Why there is no answer", as_of: 2026-11-22}'
    if spec.examples:
        return in_yaml(spec.examples[0])
    return "..."


def in_yaml(value: Any) -> str:
    """A value of an example as it would stand on a line of YAML."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[" + ", ".join(in_yaml(v) for v in value) + "]"
    text = str(value)
    if isinstance(value, str) and (re.search(r": |\s#|^[\W\d]|[,\[\]{}]", text) and not re.fullmatch(r"\d{4}-\d\d(-\d\d)?|https?://\S+", text)):
        return f'"{text}"'
    return text


def _unknown(file: SourceFile, model: type[BaseModel], group: type[BaseModel], path: tuple) -> tuple[Diagnostic, str | None]:
    key = str(path[-1])
    at = place_of(file, path, of_key=True)
    known = [f.key for f in fields(group)]
    bare = key.strip(_CURLY + "\"'")
    if bare != key:
        field = closest(bare, known)
        return Diagnostic(at, "smart-quote", "These are curly quotes from a word processor.",
                          f"Leave them out, or use straight quotes: {field or bare}: ..."), field
    if key.startswith("-"):
        return Diagnostic(at, "no-space", "There is no space after the dash.", f"Put a space after the dash: - {key[1:].lstrip()}: ..."), None
    if key[:1] in BULLETS:
        return _bullet(at, key), None
    field = closest(key, known)
    if field:
        return Diagnostic(at, "unknown-field", f"There is no field {key}. Did you mean {field}?", f"Write: {field}"), field
    elsewhere = sorted({p[-2] if p[-2] != "*" else p[-3] for p, s in walk(model) if s.key == key and len(p) > 1})
    if elsewhere:
        return Diagnostic(at, "unknown-field", f"The field {key} does not belong here; it belongs inside {' or '.join(elsewhere[:3])}.",
                          f"Move it into {elsewhere[0]}."), None
    return Diagnostic(at, "unknown-field", f"There is no field {key}.", f"Delete it, or use one of: {', '.join(known)}."), None


def _bullet(at: Position, text: str) -> Diagnostic:
    first = re.split(f"[{BULLETS}]", text.strip(BULLETS + " \t"))[0].strip()
    return Diagnostic(at, "bullet", "Bullets pasted from a word processor do not work here.",
                      f"Start each point with a dash and a space: - {first[:80]}")


def _wrong(file: SourceFile, path: tuple, spec: FieldSpec | None, group: type[BaseModel], problem: dict) -> Diagnostic:
    """One value that is not what its field can hold."""
    at = place_of(file, path)
    kind, value, context = problem["type"], problem["input"], problem.get("ctx", {})
    title = spec.title if spec else "This"
    key = spec.key if spec else str(path[-1]) if path else ""
    example = _example(spec)

    def say(rule: str, message: str, fix: str = "") -> Diagnostic:
        return Diagnostic(at, rule, message, fix)

    def write(text: str) -> str:
        return f"{key}: {text}" if not isinstance(path[-1], int) else f"- {text}"

    if value is None:
        return say("empty", f"{title} is empty.", f"Write it, or delete the line. For example: {write(example)}")
    if isinstance(value, str) and value[:1] in _CURLY and value[-1:] in _CURLY:
        return say("smart-quote", "These are curly quotes from a word processor.",
                   f'Use straight quotes or none: {write(value.strip(_CURLY))}')
    if "sentence" in context:
        fix = context["fix"]
        sentence = context["sentence"]
        message = re.sub(r"^This must be", f"{title} must be", sentence)
        return say(kind, message, write(fix) if fix else "")
    if kind == "enum" and spec and spec.choices:
        words = [member.value for member in spec.choices]
        fix = closest(str(value), words)
        meant = f" Did you mean {fix}?" if fix else ""
        return say("choice", f"{title} must be one of {', '.join(words)}.{meant}", write(fix) if fix else "")
    if kind == "literal_error" and spec:
        return say("template-version", f"{title} must be {spec.constant}; this program knows no other.", write(str(spec.constant)))
    if kind in ("string_type", "enum") and isinstance(value, dict | list):
        if at.end_line == at.line or len(value) < 2:
            line = file.content.split("\n")[at.line - 1]
            text = line[at.column - 1 :].strip() if line[at.column - 1 : at.column] in "[{" else ""
            if text:
                return say("special-start", f"Text that starts with {text[0]} must be in quotes.", f'Put the whole text in double quotes: {write(chr(34) + text + chr(34))}')
        what = "a list" if isinstance(value, list) else "fields of its own"
        return say("not-text", f"{title} must be one piece of text. It has {what}.", write(example))
    if kind == "string_type":
        return say("not-text", f"{title} must be text.", f'Put it in double quotes: {write(chr(34) + str(value).lower() + chr(34))}')
    if kind == "string_too_long":
        limit = context["max_length"]
        return say("too-long", f"{title} has {len(value):,} characters; the limit is {limit:,} (about {limit // 6:,} words).",
                   "Shorten it, or move the detail to another field.")
    if kind == "string_too_short":
        return say("empty", f"{title} is empty.", f"Write it, or delete the line. For example: {write(example)}")
    if kind == "string_pattern_mismatch":
        if spec and spec.leaf and spec.leaf.name in ("id", "ref"):
            return say("id", f"{title}: use small letters, digits and single hyphens only, and start with a letter.", write(suggested_slug(str(value), "a-short-name")))
        return say("one-line", f"{title} must be on one line.", "Put it on one line, without line breaks.")
    if kind in ("tuple_type", "model_type", "model_attributes_type", "dict_type"):
        return _shape(at, title, spec, value, group, path, example)
    if kind == "too_short":
        least = context.get("min_length", 1)
        return say("too-few", f"{title} needs at least {least}.", write(example))
    if kind.startswith(("int", "greater", "less")):
        return say("number", f"{title} must be a whole number, for example {example}.", write(example))
    return say("wrong", f"{title} cannot be read: {str(value)[:60]}.", write(example))


def _shape(at: Position, title: str, spec: FieldSpec | None, value: Any, group: type[BaseModel], path: tuple, example: str) -> Diagnostic:
    """One value where there should be a list, or words where there should be fields."""
    if isinstance(value, str) and any(b in value for b in BULLETS[:-1]):
        return _bullet(at, value)
    wants_list = spec is not None and spec.many and not isinstance(path[-1], int)
    if wants_list:
        if spec and spec.part:
            names = [f.key for f in fields(spec.part) if f.required][:3]
            return Diagnostic(at, "not-a-list", f"{title} is a list: each point starts with a dash and a space.",
                              f"- {names[0]}: ..." if names else "- ...")
        shown = value if isinstance(value, str) else "..."
        return Diagnostic(at, "not-a-list", f"{title} is a list: each point starts with a dash and a space.", f"{spec.key}: [{shown}]" if spec else "")
    names = [f.key for f in fields(spec.part) if f.required][:3] if spec and spec.part else []
    fix = f"Write for example: {spec.key}: {example}" if spec and spec.gap else f"Write for example: {names[0]}: ..." if names else ""
    return Diagnostic(at, "not-fields", f"{title} is made of fields ({', '.join(names)} and so on), not of one text.", fix)
