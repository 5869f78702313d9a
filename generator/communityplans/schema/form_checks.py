"""The data about the model that the form at /edit/ uses: the structure of each kind of file, and its
requirements with the messages of the checks.

The form's file format uses the structure to convert between a file and the form; its check uses the rest.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from ..content.documents import Document
from ..content.messages import at
from ..editions.change_severity import GIVEN_UP, PROMISES
from ..editions.edition_list import PublishedEdition
from ..editions.plan_renames import slugs_over_time
from ..model.council import Council
from ..model.dates import parse_fuzzy_date
from ..model.fields import FieldSpec, fields, iter_values
from ..model.guide import Guide
from ..model.money import parse_money
from ..model.plan import Plan
from ..model.stages import ORDER, Stage
from ..model.tracked import CLOSED, Status, Tracked
from ..model.types import NoneKnown, NotPublished, Part
from ..rules.promise_rules import DELIVERED, gone, no_note, no_outcome
from ..rules.reference_rules import IN_COUNCIL, IN_THIS_FILE, nothing_with
from ..source.yaml import load
from .form_controls import (
    PATTERNS,
    TYPED,
    missing_sentence,
    owed_sentence,
    refusal_sentence,
    too_few_sentence,
    too_long_sentence,
)

# A new value in any of these fields gives the reason for a change of a promise, or says where it went.
ENDS = ("outcome", "ended", "merged_into", "handed_to")
WORDS = "…status…"
READ = {"when": parse_fuzzy_date, "money": parse_money}
ROOTS: dict[str, type[BaseModel]] = {"plans": Plan, "guides": Guide, "council": Council}


def checklist() -> dict[str, Any]:
    """Every kind of file and every group of fields in it, by name."""
    groups: dict[str, dict[str, Any]] = {}
    queue: list[tuple[type[BaseModel], bool]] = [(model, False) for model in ROOTS.values()] + [
        (NotPublished, True),
        (NoneKnown, True),
    ]
    while queue:
        model, inside = queue.pop(0)
        if model.__name__ in groups:
            continue
        item = issubclass(model, Tracked)
        exempt = model.exempt if issubclass(model, Part) else frozenset()
        groups[model.__name__] = {
            "item": item,
            "fields": [_field(spec, inside, item, spec.name in exempt) for spec in fields(model)],
        }
        queue += [(spec.part, True) for spec in fields(model) if spec.part]
    return {
        "typed": TYPED,
        "roots": {name: model.__name__ for name, model in ROOTS.items()},
        "groups": groups,
        "patterns": PATTERNS,
        "stages": [stage.value for stage in ORDER],
        "closed": sorted([status.value for status in CLOSED] + [Status.proposed.value]),
        "ongoing": Status.ongoing.value,
        "ends": ENDS,
        "finished": sorted(status.value for status in CLOSED),
        "given_up": sorted(status.value for status in GIVEN_UP),
        "undelivered": sorted(status.value for status in CLOSED - DELIVERED),
        # TYPED marks the item, and WORDS its status.
        "no_outcome": no_outcome(TYPED, WORDS),
        "words": WORDS,
        "targets": {
            kind: sorted(
                {model.__name__ for model in models}
                | ({"Item", "Issue", "Action"} if Tracked in models else set())
            )
            for kind, models in IN_THIS_FILE.items()
        },
        "nothing": {kind: nothing_with(kind, TYPED) for kind in (*IN_THIS_FILE, *IN_COUNCIL)},
    }


def _field(spec: FieldSpec, inside: bool, item: bool, exempt: bool) -> dict[str, Any]:
    made: dict[str, Any] = {
        "key": spec.key,
        "title": spec.title,
        "leaf": spec.leaf.name if spec.leaf else "",
        "to": spec.leaf.to if spec.leaf else "",
        "part": spec.part.__name__ if spec.part else "",
        "many": spec.many,
        "gap": spec.gap,
        "section": spec.section,
        "constant": spec.constant,
        "most": spec.most,
        "least": spec.least,
        "commitment": spec.commitment,
        "choices": {choice.value: choice.label for choice in spec.choices} if spec.choices else {},
    }
    said: dict[str, Any] = {}
    if spec.required and spec.constant is None:
        said["missing"] = missing_sentence(spec, inside=inside)
    if spec.leaf and refusal_sentence(spec.leaf.name):
        said["refused"] = refusal_sentence(spec.leaf.name)
    if spec.most:
        said["long"] = too_long_sentence(spec)
    if spec.least:
        said["few"] = too_few_sentence(spec)
    if spec.owed and not exempt:
        said["owed"] = {
            stage.value: owed_sentence(spec, stage, item=item)
            for stage in ORDER[ORDER.index(Stage(spec.owed)) :]
        }
    return {key: value for key, value in (made | {"says": said}).items() if value or key == "key"}


def published(editions: Sequence[PublishedEdition]) -> dict[str, Any]:
    """The promises in the newest edition, by plan, so that the form can warn when one is removed, or changed
    without a reason. Redacted values are left out.

    Args:
        editions: The published editions, oldest first.
    """
    return {plan.slug: _promises(plan, editions) for plan in editions[-1].content.plans} if editions else {}


def _promises(document: Document[Plan], editions: Sequence[PublishedEdition]) -> dict[str, Any]:
    raw, names, found = load(document.source).value, slugs_over_time(document), {}
    for path, _, value in iter_values(document.model):
        if isinstance(value, PROMISES):
            first = next(
                edition
                for edition in editions
                for plan in edition.content.plans
                if plan.slug in names and value.id in plan.lines
            )
            found[value.id] = {
                "gone": gone(value, first),
                "says": _commitments(value, at(raw, path)),
                "inside": _inside_of(value, at(raw, path)),
                "reason": getattr(value, "reason", None) or "",
                "had": [name for name in ENDS if getattr(value, name, None)],
            }
    notes = [{"on": str(note.on), "text": note.text} for note in document.model.change_notes]
    return {
        "name": editions[-1].said,
        "no_note": no_note(editions[-1].said),
        "notes": notes,
        "promises": found,
    }


def _commitments(promise: BaseModel, written: Any) -> dict[str, str]:
    """The promised single values, as the file has them; without redacted ones."""
    said = {}
    for spec in fields(type(promise)):
        value, text = (
            getattr(promise, spec.name),
            (written.get(spec.key) if isinstance(written, dict) else None),
        )
        if (
            spec.commitment
            and spec.leaf
            and not spec.many
            and isinstance(text, str | int | Decimal)
            and READ.get(spec.leaf.name, str)(text) == value
        ):
            said[spec.key] = str(text)
    return said


def _inside_of(promise: BaseModel, written: Any) -> dict[str, list[str]]:
    """The promised texts in groups of an item without ids of their own (lead, milestones, funding), by
    field.
    """
    said = {}
    for spec in fields(type(promise)):
        if spec.part and not any(one.key == "id" for one in fields(spec.part)) and isinstance(written, dict):
            said[spec.key] = list(
                _promised(getattr(promise, spec.name), written.get(spec.key), spec.commitment)
            )
    return {key: texts for key, texts in said.items() if texts}


def _promised(value: Any, written: Any, bound: bool) -> Iterator[str]:
    """The promised texts of a group or a list of groups, without redacted ones. `bound`: the whole group is a
    promise.
    """
    if isinstance(value, tuple) and isinstance(written, list):
        for one, text in zip(value, written, strict=False):
            yield from _promised(one, text, bound)
    elif (
        isinstance(value, BaseModel)
        and not isinstance(value, NotPublished | NoneKnown)
        and isinstance(written, dict)
    ):
        for spec in fields(type(value)):
            one, text = getattr(value, spec.name), written.get(spec.key)
            if spec.part:
                yield from _promised(one, text, bound or spec.commitment)
            elif (
                spec.leaf
                and not spec.many
                and (spec.commitment or (bound and spec.leaf.name == "text"))
                and isinstance(text, str | int | Decimal)
                and READ.get(spec.leaf.name, str)(text) == one
            ):
                yield str(text)
