"""One value that its field cannot hold: the sentence, and what to write instead."""

import difflib
import re
from typing import Any

from pydantic import BaseModel

from ..model.field_error import UNFINISHED_GAP, UNFINISHED_NONE, finish, mark_in, unfinished
from ..model.fields import FieldSpec, fields
from ..source.diagnostic import Diagnostic, Position
from ..source.files import SourceFile, suggested_slug
from ..source.yaml_syntax_errors import BULLETS, bullet, in_quotes, quoted
from .documents import position_of_error

# What a writer probably meant.


NOTHING = frozenset(
    {
        "tbc",
        "tba",
        "tbd",
        "unknown",
        "n/a",
        "na",
        "none",
        "nil",
        "nothing",
        "?",
        "-",
        "not known",
        "to be confirmed",
    }
)


def closest_match(word: str, words: list[str]) -> str | None:
    """The word of a list that was probably meant, or None (edit distance at most about two, or three quarters
    alike).
    """
    plain = {_plain(w): w for w in reversed(words)}
    if _plain(word) in plain:
        return plain[_plain(word)]
    if len(word) > 100:
        return None
    found = difflib.get_close_matches(_plain(word), plain, n=1, cutoff=0.7)
    return plain[found[0]] if found else None


def is_placeholder(value: object) -> bool:
    """Whether a value is a way to say that there is nothing to say, such as TBC."""
    return isinstance(value, str) and value.strip(" .").casefold() in NOTHING


def _plain(word: str) -> str:
    return word.casefold().replace("-", "_").replace(" ", "_")


# What could stand in a field, as it would be typed. In a fix it stands marked as not true yet
# (`model/field_error`), so that nobody publishes it as it stands; starters and the reference show it plain.


def in_yaml(value: Any) -> str:
    """A value of an example as it would stand on a line of YAML."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return "[" + ", ".join(in_yaml(v) for v in value) + "]"
    text = str(value)
    if isinstance(value, str) and (
        re.search(r": |\s#|^[\W\d]|[,\[\]{}]", text)
        and not re.fullmatch(r"\d{4}-\d\d(-\d\d)?|https?://\S+", text)
    ):
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return text


def example(spec: FieldSpec | None) -> str:
    """One value that would do for a field, as it would be typed: for the middle of a sentence."""
    if spec is None or not spec.examples:
        return spec.constant if spec and spec.constant is not None else "..."
    first = spec.examples[0]
    return in_yaml(first[0] if isinstance(first, list) else first)


def fix_value(spec: FieldSpec | None, *, one: bool = False) -> str:
    """What a fix puts into a field, on one line, marked as not true yet; with `one`, for a single value of a
    list.
    """
    if spec is not None and spec.constant is not None:
        return str(spec.constant)
    if spec is not None and spec.section and not one:
        return UNFINISHED_NONE
    if spec is not None and spec.gap and not one and not (spec.leaf and spec.many):
        return UNFINISHED_GAP
    if spec is not None and spec.leaf and spec.leaf.name == "ref":
        # No id of an example: it may well be that of another council's ward.
        value = unfinished(f"id of the {spec.leaf.to}")
    elif spec is not None and spec.choices:
        value = unfinished("one of " + ", ".join(member.value for member in spec.choices))
    else:
        value = unfinished(example(spec).strip('"'))
    return f"[{value}]" if spec is not None and spec.many and not one else value


def with_example(spec: FieldSpec, said: str = "") -> str:
    """The whole field with a value for a fix; a group over several lines.

    `said` is what the writer put there, kept where it fits; all else is marked as not true yet.
    """
    if spec.part is None or (not said and (spec.gap or spec.section)):
        return f"{spec.key}: {fix_value(spec)}"
    others = _lines(spec.part, "", "  ", True) * (spec.least - 1) if spec.many else []
    return "\n".join([f"{spec.key}:", *_lines(spec.part, said, "  ", spec.many), *others])


def point(part: type[BaseModel], said: str = "") -> str:
    """One point of a list of groups, with the fields that must be there."""
    return "\n".join(_lines(part, said, "", True))


def _lines(part: type[BaseModel], said: str, indent: str, many: bool) -> list[str]:
    lines = []
    for field in fields(part):
        if not field.required:
            continue
        lead = indent + ("- " if many and not lines else "  " if many else "")
        if field.part and not field.gap:
            lines += [
                f"{lead}{field.key}:",
                *_lines(field.part, "", indent + ("  " if many else "") + "  ", field.many),
            ]
            continue
        value = fix_value(field, one=field.gap and not field.many)
        if said and field.leaf and field.leaf.name == "id":
            value = suggested_slug(said)
        elif said and field.leaf and field.leaf.name in ("text", "prose"):
            value, said = in_yaml(said[:200]), ""
        lines.append(f"{lead}{field.key}: {value}")
    return lines


CURLY = "“”„‟‘’"
# More allowed words than these are listed only where none of them was nearly written.
FEW = 8
# What these look like is shown, because they are no plain ids.
_OWN_FORM = ("plan or item", "edition", "account")


def explain_value(file: SourceFile, path: tuple, spec: FieldSpec | None, problem: dict) -> Diagnostic:
    """A problem that pydantic found with the value at `path`, in words."""
    one = bool(path) and isinstance(path[-1], int)
    return _Value(file, path, spec, problem, one).diagnostic()


class _Value:
    """A value with all that is needed to speak of it. `one` means that it is a single value of a list."""

    def __init__(self, file: SourceFile, path: tuple, spec: FieldSpec | None, problem: dict, one: bool):
        self.file, self.path, self.spec, self.one = file, path, spec, one
        self.kind, self.value, self.context = problem["type"], problem["input"], problem.get("ctx", {})
        self.at = position_of_error(file, path)
        self.title = spec.title if spec else "This"
        self.example = example(spec)
        self.marked = fix_value(spec, one=one)

    def say(self, rule: str, message: str, fix: str = "") -> Diagnostic:
        return Diagnostic(self.at, rule, message, fix)

    def write(self, text: str) -> str:
        """The line to paste; for a value of a list only the value, because the list may be in brackets or
        have dashes.
        """
        return f"Write: {text}" if self.one or self.spec is None else f"{self.spec.key}: {text}"

    def diagnostic(self) -> Diagnostic:
        value, spec = self.value, self.spec
        if value is None or (isinstance(value, str) and not value.strip()):
            what = "Write it." if spec and spec.required and not self.one else "Write it, or delete the line."
            return self.say(
                "empty", f"{self.title} is empty.", f"{what} For example: {self.write(self.marked)}"
            )
        mark = mark_in(value) if isinstance(value, str) else ""
        if mark:
            return self.say("unfinished", f"{self.title} is not filled in yet.", finish(mark))
        if isinstance(value, str) and value[0] in CURLY and value[-1] in CURLY:
            return self.say(
                "smart-quote",
                "These are curly quotes from a word processor.",
                f"Use straight quotes or none: {self.write(quoted(value.strip(CURLY)))}",
            )
        if self.kind in ("tuple_type", "model_type", "model_attributes_type", "dict_type"):
            return self._shape()
        if isinstance(value, dict | list) and self.kind not in ("too_short", "manifest"):
            return self._not_one_text()
        if "sentence" in self.context:
            fix = self.context["fix"]
            return self.say(
                self.kind,
                re.sub(r"^This must be", f"{self.title} must be", self.context["sentence"]),
                self.write(fix) if fix else "",
            )
        if self.kind == "enum" and spec and spec.choices:
            return self._choice()
        if self.kind == "literal_error" and spec:
            return self.say(
                "template-version",
                f"{self.title} must be {spec.constant}; this program knows no other.",
                self.write(str(spec.constant)),
            )
        if self.kind == "string_type":
            return self.say(
                "not-text",
                f"{self.title} must be text.",
                f"Put it in double quotes: {self.write(quoted(self._typed()))}",
            )
        if self.kind == "string_too_long":
            limit = self.context["max_length"]
            return self.say(
                "too-long",
                f"{self.title} has {len(value):,} characters; the limit is {limit:,} (about {limit // 6:,}"
                " words).",
                "Shorten it, or move the detail to another field.",
            )
        if self.kind == "string_pattern_mismatch":
            return self._pattern()
        if self.kind == "too_short":
            fix = with_example(spec) if spec and (spec.part or not self.one) else self.marked
            return self.say(
                "too-few",
                f"{self.title} has nothing in it; at least {_count(self.context.get('min_length', 1))} must"
                " be there.",
                fix,
            )
        return self._number()

    def _typed(self) -> str:
        """The value as it stands in the file, letter by letter."""
        line = self.file.content.split("\n")[self.at.line - 1]
        end = self.at.end_column - 1 if self.at.end_line == self.at.line else None
        return line[self.at.column - 1 : end].strip()

    def _choice(self) -> Diagnostic:
        words = [member.value for member in self.spec.choices]
        meant = closest_match(str(self.value), words)
        listed = f"{self.title} must be one of {', '.join(words)}."
        if len(words) == 1:
            return self.say("choice", f"{self.title} must be {words[0]}.", self.write(words[0]))
        if meant and len(words) > FEW:
            return self.say(
                "choice",
                f"{self.title} cannot be “{str(self.value)[:60]}”. Did you mean {meant}?",
                self.write(meant),
            )
        if meant:
            return self.say("choice", f"{listed} Did you mean {meant}?", self.write(meant))
        return self.say(
            "choice",
            listed,
            f"If none of them is right: {self.write('unknown')}" if "unknown" in words else "",
        )

    def _pattern(self) -> Diagnostic:
        if (
            self.spec
            and self.spec.leaf
            and (self.spec.leaf.to in _OWN_FORM or self.spec.leaf.name in _OWN_FORM)
        ):
            return self.say(
                "id", f"{self.title} must look like this: {self.example}.", self.write(self.marked)
            )
        if self.spec and self.spec.leaf and self.spec.leaf.name in ("id", "ref"):
            return self.say(
                "id",
                f"{self.title}: use small letters, digits and single hyphens only, and start with a letter.",
                self.write(_as_id(str(self.value)) or self.marked),
            )
        return self.say(
            "one-line", f"{self.title} must be on one line.", "Put it on one line, without line breaks."
        )

    def _number(self) -> Diagnostic:
        least, most = self.context.get("ge"), self.context.get("le")
        if most is not None and isinstance(self.value, int) and self.value > most:
            return self.say("number", f"{self.title} can be at most {most:,}.", self.write(self.marked))
        if least is not None and isinstance(self.value, int) and self.value < least:
            return self.say("number", f"{self.title} cannot be less than {least}.", self.write(self.marked))
        return self.say(
            "number",
            f"{self.title} must be a whole number, for example {self.example}.",
            self.write(self.marked),
        )

    def _not_one_text(self) -> Diagnostic:
        """A list or fields where one value should be. In brackets, it was probably meant as text; but a reason
        for having no answer was not.
        """
        text = self._typed()
        named = self.value if isinstance(self.value, dict) else {}
        if {"not_published", "none_reason"} & named.keys():
            needed = self.one or (self.spec is not None and self.spec.required)
            return self.say(
                "not-text",
                f"{self.title} cannot say that something is not published or that there is none.",
                f"Write what is true: {self.write(self.marked)}"
                if needed
                else f"Leave the line {self.spec.key} out."
                if self.spec
                else "Leave the line out.",
            )
        if (
            text[:1] in ("[", "{")
            and not any(said is not None for said in named.values())
            and self.spec
            and self.spec.leaf
            and self.spec.leaf.name in ("text", "prose")
        ):
            before = "" if self.one else f"{self.spec.key}:"
            return self.say(
                "special-start",
                f"Text that starts with {text[0]} must be in quotes.",
                in_quotes(before, text),
            )
        what = "a list" if isinstance(self.value, list) else "fields of its own"
        single = (
            self.value[0]
            if isinstance(self.value, list) and len(self.value) == 1 and isinstance(self.value[0], str)
            else None
        )
        return self.say(
            "not-text",
            f"{self.title} must be one value. It has {what}.",
            self.write(quoted(single[:200]) if single else self.marked),
        )

    def _shape(self) -> Diagnostic:
        """One value where there should be a list, or words where there should be fields."""
        value, spec = self.value, self.spec
        if isinstance(value, str) and (value[0] in BULLETS or any(b in value for b in BULLETS[:-1])):
            return bullet(Position(self.at.path, self.at.line, self.at.column), value)
        said = value if isinstance(value, str) and not is_placeholder(value) else ""
        if spec is not None and spec.many and not self.one:
            message = f"{self.title} is a list: each point starts with a dash and a space."
            if spec.part is None:
                if spec.gap and not said:
                    return self.say(
                        "not-a-list", message, f"If it is not known, say why: {spec.key}: {UNFINISHED_GAP}"
                    )
                inside = said.strip("[] ")[:200] or fix_value(spec, one=True)
                return self.say("not-a-list", message, f"{spec.key}: [{inside}]")
            if spec.section and not said:
                return self.say(
                    "not-a-list",
                    message,
                    f"If there is nothing to list, say why: {spec.key}: {UNFINISHED_NONE}",
                )
            return self.say("not-a-list", message, f"Write for example:\n{with_example(spec, said)}")
        names = [f.key for f in fields(spec.part) if f.required] if spec and spec.part else []
        made_of = ", ".join(names[:3]) + (" and so on" if len(names) > 3 else "")
        message = (
            f"{self.title} is made of fields ({made_of}), not of"
            f" {'a list' if isinstance(value, list) else 'one text'}."
        )
        if spec is None or spec.part is None:
            return self.say("not-fields", message)
        if spec.gap and not said:
            return self.say(
                "not-fields", message, f"If it is not known, say why: {spec.key}: {UNFINISHED_GAP}"
            )
        return self.say(
            "not-fields",
            message,
            "Write for example:\n" + (point(spec.part, said) if self.one else with_example(spec, said)),
        )


def _count(number: int) -> str:
    return {1: "one", 2: "two"}.get(number, str(number))


def _as_id(text: str) -> str:
    """A short name out of what was written; "" where no letter or digit is left of it."""
    slug = suggested_slug(text, "")
    return slug if not slug or slug[0].isalpha() else f"n-{slug}"[:60].strip("-")
