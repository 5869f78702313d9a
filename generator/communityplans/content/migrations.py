"""Files of an older template, made into the current one: one small function a step, over plain lists and
fields.

The same steps serve the loader (in memory) and `plans migrate` (in the file, where remarks hang on the lists
and groups: so each step works in place). Each changes what it must and leaves the rest where it stands. A
step is needed where a field was removed, renamed or narrowed; a new optional field needs none.
"""

from collections.abc import Callable, Iterator
from typing import Any

from ..model.council import Council
from ..model.edition import Edition
from ..model.fields import spec_of
from ..model.guide import Guide
from ..model.plan import Plan
from ..model.report import Report
from ..model.settings import Settings
from ..model.suggestion import Suggestion

Fields = dict[str, Any]


def plan_1_to_2(plan: Fields) -> None:
    """`kind` became `plan_kind`, because items and meetings have kinds too.

    Who agreed on an issue became a group of fields, so that a check can tell whether residents were among
    them (Stevenage report 4.6.2).
    """
    rename(plan, "kind", "plan_kind")
    for issue in groups(plan.get("shared_issues")):
        agreed = issue.get("agreed_with")
        for number, who in enumerate(agreed if isinstance(agreed, list) else ()):
            if isinstance(who, str):
                agreed[number] = _agreement(who)


_VOICES = (
    ("resident", "residents"),
    ("councillor", "councillors"),
    ("member", "councillors"),
    ("staff", "staff"),
    ("officer", "staff"),
    ("partner", "partners"),
    ("police", "partners"),
    ("group", "community_group"),
    ("association", "community_group"),
)


def _agreement(text: str) -> Fields:
    who = next((voice for word, voice in _VOICES if word in text.casefold()), "others")
    return {"who": who, "name": text}


# New name -> old names, so that a problem in an older file is shown on the line that the file has.
WAS: dict[str, tuple[str, ...]] = {"plan_kind": ("kind",)}

# Kind of file -> the steps, by the version that they start from.
STEPS: dict[type, dict[int, Callable[[Fields], None]]] = {
    Plan: {1: plan_1_to_2},
    Guide: {},
    Council: {},
    Settings: {},
    Edition: {},
    Suggestion: {},
    Report: {},
}


def current(model: type) -> int:
    """The version of the template that a kind of file has now."""
    return int(spec_of(model, "schema_version").constant)


def migrate(model: type, fields: Fields) -> list[int]:
    """Bring the fields of a file up to the current template, in place.

    Returns the versions passed through ([] if it was current).
    """
    passed = []
    while (
        isinstance(version := fields.get("schema_version"), int)
        and not isinstance(version, bool)
        and version in STEPS[model]
    ):
        STEPS[model][version](fields)
        fields["schema_version"] = version + 1
        passed.append(version)
    return passed


def rename(fields: Fields, old: str, new: str) -> None:
    """Give a field a new name in its place, so that the order of the file stays, and what is remarked beside
    it.
    """
    if old not in fields or new in fields:
        return
    for key in list(fields):
        value = fields.pop(key)
        fields[new if key == old else key] = value
    kept = getattr(
        fields, "ca", None
    )  # What `text/yaml_kept` hangs on a group: its remarks, by the names of its fields.
    if kept is not None and old in kept.items:
        kept.items[new] = kept.items.pop(old)


def groups(value: Any) -> Iterator[Fields]:
    """The groups of fields in a list, if it is one."""
    if isinstance(value, list):
        yield from (one for one in value if isinstance(one, dict))
