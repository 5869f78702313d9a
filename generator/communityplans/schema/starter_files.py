"""The text of a new file, from the model: fields with their help, and required ones ready to be filled in."""

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from pydantic import BaseModel

from ..content.messages import in_yaml
from ..model.fields import FieldSpec, fields
from ..model.plan import Plan
from ..model.stages import Stage
from ..model.suggestion import Suggestion
from ..model.types import NOT_DECIDED, NOT_FILLED_IN, GapKind
from .json_schema import file_name

# The values of a new plan. All other required fields start empty, as a stated gap, or with a reason.
FIRST = {
    "plan_kind": "community_plan",
    "stage": "preliminary",
    "origin": "staff",
    "statutory_status": "no_statutory_basis",
}
# Facts that can be looked up at once. The other gaps of a new plan wait for a decision.
FACTS = {"wards", "statutory_neighbourhood_plan"}


def starter(area: str, title: str, today: date, council: str = "", *, full: bool = False) -> str:
    """The text of a new plan. `plans check` reports only what is still to be filled in.

    Args:
        area: The id of the area.
        title: The title of the plan.
        today: The day for the dates in the plan.
        council: With the name of the council, unknown values are stated gaps, so that the check passes and
            the site can be built at once.
        full: With every field of the template and an example of each group; otherwise with the fields that a
            plan at the first stage needs.
    """
    given = FIRST | {"title": title, "area": area, "as_of": today.isoformat()}
    written = _gaps(title, council, today) if council else {}
    if not full:
        return _short(area, title, today, given, written)
    lines = [
        f"# yaml-language-server: $schema=../schemas/{file_name('plan')}",
        (
            f"# The community plan for {title}. A line that starts with # is a hint; take the # away to use"
            " what stands behind it."
        ),
        "# Many fields wait for a later stage of the plan; they say from which stage on they are needed.",
        (
            '# What is not public is never left out or "TBC": {not_published: "Why there is no answer",'
            f" as_of: {today.isoformat()}}}"
        ),
        "# Check as you go: plans check",
        "",
    ]
    return _written(Plan, lines, given, today, written)


def _short(area: str, title: str, today: date, given: dict[str, str], written: Mapping[str, str]) -> str:
    """The fields that a plan at the first stage needs, each below one line of help."""
    lines = [
        f"# yaml-language-server: $schema=../schemas/{file_name('plan')}",
        f"# The community plan for {title}. Each line that starts with # explains the field below it.",
        (
            "# There is more to a plan: type in an editor that completes from the schema, see “What goes in a"
            " plan” on the site,"
        ),
        f"# or delete this file and start with every field and an example of each: plans new {area} --all",
        "# Check as you go: plans check",
        "",
    ]
    for field in fields(Plan):
        if field.required:
            # One line: the description, and the words of a choice.
            lines += [" ".join(line.split()) for line in _help(field, needed=False)]
            lines += _value(field, given, today, written)
    return "\n".join(lines) + "\n"


def _gaps(title: str, council: str, today: date) -> dict[str, str]:
    """The YAML of required fields whose values are not known yet, by key."""
    return {
        "summary": in_yaml(f"The plan for {title} has just been started. Nothing is promised in it yet."),
        "wards": _gap("wards", today),
        "sources": (
            f"\n  - id: this-plan\n    title: {in_yaml(f'Start of the community plan for {title}')}\n   "
            f" publisher: {in_yaml(council)}\n"
            '    kind: council\n    url: {not_published: "There is no paper yet", as_of:'
            f" {today.isoformat()}}}\n    published: {today.isoformat()}"
        ),
    }


def _gap(key: str, today: date) -> str:
    """The YAML of a stated gap for a field."""
    if key in FACTS:
        return (
            f'{{not_published: "{NOT_FILLED_IN}", kind: {GapKind.not_looked.value}, as_of:'
            f" {today.isoformat()}}}"
        )
    return f'{{not_published: "{NOT_DECIDED}", as_of: {today.isoformat()}}}'


def suggestion_starter(given: dict[str, str], today: date) -> str:
    """The text of a new suggestion with the known values; the answer is a comment."""
    lines = [
        f"# yaml-language-server: $schema=../schemas/{file_name('suggestion')}",
        (
            "# What a resident sent in. It is public as soon as it is merged: leave out names, addresses,"
            " numbers, and whatever says who somebody is."
        ),
        (
            "# A line that starts with # is a hint; take the # away to use what stands behind it. Check as"
            " you go: plans check"
        ),
        "",
    ]
    return _written(Suggestion, lines, given, today)


def _written(
    model: type[BaseModel],
    lines: list[str],
    given: dict[str, str],
    today: date,
    written: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """The first lines, then every field of a model with its help; `written` are values as YAML."""
    shown: set[type[BaseModel]] = set()
    for field in fields(model):
        lines += _help(field)
        lines += _value(field, given, today, written)
        if field.part:
            lines += [f"# {line}" for line in _sample(field, shown)]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _value(field: FieldSpec, given: Mapping[str, str], today: date, written: Mapping[str, str]) -> list[str]:
    if field.key in written:
        return [f"{field.key}: {written[field.key]}".replace(": \n", ":\n")]
    return _field(field, given.get(field.key), today)


def _help(field: FieldSpec, *, needed: bool = True) -> list[str]:
    return [f"# {field.title}{_needed(field) if needed else ''}. {field.description}{_words(field)}"]


def _words(field: FieldSpec) -> str:
    return f" One of: {', '.join(c.value for c in field.choices)}." if field.choices else ""


def _needed(field: FieldSpec) -> str:
    """Whether a field is required, always or from some stage on, in brackets."""
    if field.required:
        return " (must be there)"
    said = [
        f"{word} be there from the stage {Stage(stage).label} on"
        for word, stage in (("should", field.advised), ("must", field.owed))
        if stage
    ]
    return f" ({', '.join(said)})" if said else ""


def _field(field: FieldSpec, given: str | None, today: date) -> list[str]:
    if given is not None:
        return [f"{field.key}: {in_yaml(given)}"]
    if field.constant is not None:
        return [f"{field.key}: {field.constant}"]
    if field.required and field.section:
        return [
            f'{field.key}: {{none_reason: "Nothing has been listed here yet", as_of: {today.isoformat()}}}'
        ]
    if field.required and field.gap and not field.many:
        return [f"{field.key}: {_gap(field.key, today)}"]
    if field.required:
        return [f"{field.key}: {'[]' if field.many else ''}".rstrip()]
    return (
        []
        if field.part
        else [f"# {field.key}: {in_yaml(field.examples[0]) if field.examples else ''}".rstrip()]
    )


def _sample(field: FieldSpec, shown: set[type[BaseModel]]) -> Iterator[str]:
    """An example of a group with all its fields; of a group that was shown before, only the required ones."""
    yield f"{field.key}:"
    if field.part:
        yield from _inside(field.part, shown, "  ", field.many)


def _inside(part: type[BaseModel], shown: set[type[BaseModel]], indent: str, many: bool) -> Iterator[str]:
    known = part in shown
    shown.add(part)
    first = True
    for field in fields(part):
        if known and not field.required and not field.owed:
            continue
        lead = indent + ("- " if many and first else "  " if many else "")
        first = False
        example = in_yaml(field.examples[0]) if field.examples else str(field.constant or "")
        if field.part:
            yield f"{lead}{field.key}:  # {field.title}{_needed(field)}. {field.description}"
            for _ in range(max(1, field.least)):
                yield from _inside(field.part, shown, indent + ("  " if many else "") + "  ", field.many)
        else:
            yield (
                f"{lead}{field.key}: {example}  # {field.title}{_needed(field)}."
                f" {field.description}{_words(field)}"
            )
