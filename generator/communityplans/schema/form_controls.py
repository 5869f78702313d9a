"""The form of a kind of file, from the model and nothing else: for each field a control of the editor
(Sveltia CMS).

What a control looks like is decided by the leaf type of its field, in one table. A list or a group that may
hold a reason instead (a stated gap, or why there is none) has a second field beside it, named `<field>__gap`
or `<field>__none`; the editor's file format puts the two together again.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BaseModel

from ..model.fields import FieldSpec, fields
from ..model.patterns import PATTERNS
from ..model.stages import Stage
from ..model.types import NoneKnown, NotPublished
from .error_sentences import TYPED, refusal_sentence

Control = dict[str, Any]
# What a reference may be chosen from where that is not in the file itself: its id and its label, by what it
# points at.
Choices = Mapping[str, list[tuple[str, str]]]

# References into the file that is being edited: where the things stand, and what they are called there.
IN_THIS_FILE = {
    "source": ("sources.*.id", "sources.*.title"),
    "theme": ("themes.*.id", "themes.*.title"),
    "outcome": ("outcomes.*.id", "outcomes.*.statement"),
    "fund": ("funds.*.id", "funds.*.name"),
    "partner plan": ("partner_plans.*.id", "partner_plans.*.title"),
    # The items of a plan stand in several lists; the editor's file format gathers their ids in one.
    "item": ("items__.*", "items__.*"),
}
# The first of these that a group has is what it is called when it is folded away.
HEADINGS = (
    "title",
    "name",
    "what",
    "statement",
    "text",
    "label",
    "who",
    "service",
    "term",
    "heading",
    "question",
    "said",
    "organisation",
    "post",
    "function",
    "indicator",
    "place",
    "value",
    "says",
    "method",
    "how",
    "message",
    "risk",
    "funder",
    "local_work",
    "area",
    "stage",
    "of",
    "by",
    "on",
    "amount",
    "cells",
)
ADDED = {
    "Alignment": "council-wide priority",
    "YouSaid": "answer",
    "GetInvolved": "way to take part",
    "Stat": "figure",
    "Entry": "decision",
    "SharedEntry": "decision",
    "SharedFund": "fund",
    "Standard": "promise",
    "PublishedTotal": "total",
    "Note": "change note",
}


class Form:
    """Makes controls.

    `collection` is where the files stand, `file` the one file if it is one, `choices` what is chosen from
    outside.
    """

    def __init__(self, collection: str, choices: Choices, file: str = ""):
        self.collection, self.choices, self.file = collection, choices, file

    def controls(self, model: type[BaseModel]) -> list[Control]:
        """The controls of every field of a model, in the order of the template, with those for reasons behind
        them.
        """
        return [control for spec in fields(model) for control in self._field(spec)]

    def _field(self, spec: FieldSpec) -> list[Control]:
        made = [self.control(spec)]
        if spec.gap:
            made.append(self._reason(spec, "gap", NotPublished, "Reason why it is not published"))
        if spec.section:
            made.append(self._reason(spec, "none", NoneKnown, "Reason why there are none"))
        return made

    def control(self, spec: FieldSpec) -> Control:
        """The control of one field."""
        if spec.constant is not None:
            return {"name": spec.key, "widget": "hidden", "default": spec.constant}
        made: Control = {
            "name": spec.key,
            "label": spec.title,
            "hint": _help(spec),
            "required": spec.required and not (spec.gap or spec.section),
        }
        if spec.part:
            return made | (self._list(spec, spec.part) if spec.many else self._group(spec.part))
        kind = CONTROLS[spec.leaf_name](self, spec)
        if kind["widget"] == "hidden":
            return {"name": spec.key, **kind}
        if not spec.many:
            return made | kind
        if kind["widget"] in ("select", "relation"):
            return made | kind | {"multiple": True} | ({"min": spec.least} if spec.least else {})
        return (
            made
            | {
                "widget": "list",
                "field": {"name": spec.key, "label": spec.title, "required": False} | kind,
                "allow_duplicate": False,
            }
            | ({"min": spec.least} if spec.least else {})
        )

    def _list(self, spec: FieldSpec, part: type[BaseModel]) -> Control:
        made: Control = {
            "widget": "list",
            "fields": self.controls(part),
            "label_singular": _singular(part),
            "collapsed": True,
            "minimize_collapsed": True,
            "allow_duplicate": False,
        }
        heading = _heading(part)
        return (
            made
            | ({"summary": heading} if heading else {})
            | ({"min": spec.least} if spec.least and not spec.gap else {})
        )

    def _group(self, part: type[BaseModel]) -> Control:
        made: Control = {"widget": "object", "fields": self.controls(part), "collapsed": "auto"}
        heading = _heading(part)
        return made | ({"summary": heading} if heading else {})

    def _reason(self, spec: FieldSpec, what: str, model: type[BaseModel], label: str) -> Control:
        return {
            "name": f"{spec.key}__{what}",
            "label": label,
            "widget": "object",
            "required": False,
            "collapsed": "auto",
            "fields": self.controls(model),
        }

    def reference(self, spec: FieldSpec) -> Control:
        """A choice of the things that a reference can point at: those of this file, or those that were there
        when the site was built.
        """
        if spec.reference_target in IN_THIS_FILE:
            value, shown = IN_THIS_FILE[spec.reference_target]
            made: Control = {
                "widget": "relation",
                "collection": self.collection,
                "value_field": value,
                "display_fields": [shown],
                "search_fields": [shown],
            }
            return made | (
                {"file": self.file} if self.file else {"filters": [{"field": "slug", "values": ["{{slug}}"]}]}
            )
        options = self.choices.get(spec.reference_target, [])
        return (
            {"widget": "select", "options": [{"label": label, "value": id} for id, label in options]}
            if options
            else self.words(spec)
        )

    def words(self, spec: FieldSpec) -> Control:
        """A line of text, or a box for longer text; with what its leaf asks for."""
        made: Control = {
            "widget": "string" if spec.one_line or spec.leaf_name not in ("text", "prose") else "text"
        }
        if spec.most:
            made["maxlength"] = spec.most
        if spec.leaf_name in PATTERNS:
            # The pattern of a date is long, and there are many dates: the editor puts it in for its name.
            made["pattern"] = [
                f"@{spec.leaf_name}",
                refusal_sentence(spec.leaf_name).replace(f"“{TYPED}”", "This"),
            ]
        return made


def _help(spec: FieldSpec) -> str:
    said = [
        f"A plan {word} say this from the stage “{Stage(stage).label}” on."
        for word, stage in (("should", spec.advised), ("must", spec.owed))
        if stage
    ]
    return " ".join([spec.description, *said])


def _heading(part: type[BaseModel]) -> str:
    known = {spec.key: spec for spec in fields(part)}
    found = next(
        (key for key in HEADINGS if key in known and not known[key].part and not known[key].many), None
    )
    return f"{{{{fields.{found}}}}}" if found else ""


def _singular(part: type[BaseModel]) -> str:
    return ADDED.get(part.__name__) or re.sub(r"(?<!^)(?=[A-Z])", " ", part.__name__).lower()


def _select(form: Form, spec: FieldSpec) -> Control:
    return {
        "widget": "select",
        "options": [{"label": choice.label, "value": choice.value} for choice in spec.choices or ()],
    }


def _hidden(form: Form, spec: FieldSpec) -> Control:
    return {"widget": "hidden"}


def _day(form: Form, spec: FieldSpec) -> Control:
    return {
        "widget": "datetime",
        "type": "date",
        "format": "YYYY-MM-DD",
        "date_format": "YYYY-MM-DD",
        "time_format": False,
    }


def _count(form: Form, spec: FieldSpec) -> Control:
    return {"widget": "number", "value_type": "int", "step": 1, "min": 0}


def _yes_or_no(form: Form, spec: FieldSpec) -> Control:
    # A switch would be off, and so say "no", wherever nobody has said anything.
    return {
        "widget": "select",
        "options": [{"label": "Yes", "value": "true"}, {"label": "No", "value": "false"}],
    }


# What each leaf type looks like in a form. A new leaf type needs a row; a test says so.
CONTROLS: dict[str, Callable[[Form, FieldSpec], Control]] = {
    "text": Form.words,
    "prose": Form.words,
    "when": Form.words,
    "money": Form.words,
    "url": Form.words,
    "email": Form.words,
    "phone": Form.words,
    "id": _hidden,
    "constant": _hidden,
    "count": _count,
    "yes-no": _yes_or_no,
    "day": _day,
    "choice": _select,
    "status": _select,
    "ref": Form.reference,
}
