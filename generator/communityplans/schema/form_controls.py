"""The form of a kind of file, from the model alone: for each field a widget of the editor (Sveltia CMS).

The leaf type of a field decides its widget, in one table. A list or a group that may hold a reason instead (a
stated gap, or why there is none) has a second field beside it, named `<field>__gap` or `<field>__none`; the
editor's file format merges the two.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from ..content.messages import missing_field
from ..content.value_errors import explain_value
from ..model import dates, money, types
from ..model.fields import FieldSpec, fields
from ..model.stages import Stage
from ..model.types import NoneKnown, NotPublished
from ..rules.obligation_rules import duty
from ..source.files import SourceFile

# The ways in which a leaf may be written, as one regular expression each, for forms that check while
# somebody types. They are put together from the patterns that the model itself reads with. They never
# refuse what the model takes (a test says so); what only the model can tell, such as a day that no month
# has, is left to `plans check`.


_LETTER = re.compile(r"(\\.)|([A-Za-z])")
_SPACE = " +"


def _bare(pattern: re.Pattern[str]) -> str:
    """A pattern without its end, whatever its capitals, and patient with spaces."""
    text: str = pattern.pattern.removesuffix(r"\Z")
    if pattern.flags & re.IGNORECASE:
        text = _either_case(text)
    return "(?:" + text.replace(r"\Z", "$").replace(" ", _SPACE) + ")"


def _either_case(text: str) -> str:
    """`March` as `[mM][aA]...`, because a form cannot be told to overlook capitals."""
    return _LETTER.sub(lambda found: found[1] or f"[{found[2].lower()}{found[2].upper()}]", text)


def _when() -> str:
    plain = "|".join(
        map(
            _bare,
            (
                dates.ISO,
                dates._ISO_MONTH,
                dates._YEAR,
                dates._FINANCIAL,
                dates._WINTER,
                dates._QUARTER,
                dates._SEASON,
                dates._MONTH,
                dates.DAY,
            ),
        )
    )
    part = f"(?:{_either_case('(?:early|mid|late|end of|start of)').replace(' ', _SPACE)}[ -]+)?(?:{plain})"
    month = _either_case(f"(?:{dates.ANY_MONTH})")
    span = rf"(?:{part}|(?:{part}|{month})\s+(?:{_either_case('to|until')}|–|-)\s+{part})"
    by = _either_case("(?:by|before|until|since|from|after)(?: the)?").replace(" ", _SPACE)
    whole = rf"(?:{by} +)?(?:{by} +)?{span}(?:\s+(?:{_either_case('to|until')}|–|-)\s+{part})?"
    words = _either_case("ongoing|continuing")
    return rf"^\s*(?:{_bare(dates._BRACKETS)}|{words}|{whole})\s*$"


def _money() -> str:
    return rf"^\s*(?:{'|'.join(map(_bare, (money._BRACKETS, money._EXACT, money._KIND, money._RANGE)))})\s*$"


PATTERNS: dict[str, str] = {
    "when": _when(),
    "money": _money(),
    "url": rf"^\s*{_bare(types._URL)}\s*$",
    "email": rf"^\s*{_bare(types._EMAIL)}\s*$",
    "phone": rf"^\s*{_bare(types._PHONE)}\s*$",
    "day": r"^\s*\d{4}-\d{1,2}-\d{1,2}\s*$",
    "id": types._ID,
}


# The error messages of the checks, computed in advance for the form, which shows them while a user types.
# Each is the message of the model, the loader or a rule, with a mark in place of the typed value.


# Marks the typed value, the title of an item, or the number of characters.
TYPED = "\ue000"
_WRITTEN: dict[str, Any] = {
    "when": types.When,
    "money": types.Money,
    "url": types.Url,
    "email": types.Email,
    "phone": types.Phone,
    "day": types.Day,
}


@cache
def refusal_sentence(leaf: str) -> str:
    """The message for a text that a leaf type cannot parse; "" for a leaf type that accepts any text."""
    if leaf not in _WRITTEN:
        return ""
    try:
        TypeAdapter(_WRITTEN[leaf]).validate_python(TYPED)
    except ValidationError as error:
        return str(error.errors()[0]["ctx"]["sentence"])
    raise TypeError(f"The leaf type {leaf} takes anything.")


def missing_sentence(spec: FieldSpec, *, inside: bool) -> str:
    """The message for a missing field, `inside` a group or at the top of a file."""
    return missing_field(_file("title", "x"), ("group", spec.key) if inside else (spec.key,), spec).message


def too_long_sentence(spec: FieldSpec) -> str:
    """The message for a text with too many characters."""
    message = explain_value(
        _file(spec.key, "x"),
        (spec.key,),
        spec,
        {"type": "string_too_long", "input": "x", "ctx": {"max_length": spec.most}},
    ).message
    return message.replace("has 1 characters", f"has {TYPED} characters")


def too_few_sentence(spec: FieldSpec) -> str:
    """The message for a list with too few values."""
    return explain_value(
        _file(spec.key, "[]"),
        (spec.key,),
        spec,
        {"type": "too_short", "input": [], "ctx": {"min_length": spec.least}},
    ).message


def owed_sentence(spec: FieldSpec, stage: Stage, *, item: bool) -> str:
    """The message for a field that a plan at this stage, or one of its items, must have."""
    return duty(spec, stage, TYPED if item else "", must=True)


def _file(key: str, value: str) -> SourceFile:
    return SourceFile("form", f"{key}: {value}\n")


Control = dict[str, Any]
# The choices for references to things outside of the file: id and label, by the kind of reference.
Choices = Mapping[str, list[tuple[str, str]]]

# References within the edited file: the path of the ids, and that of the labels.
IN_THIS_FILE = {
    "source": ("sources.*.id", "sources.*.title"),
    "theme": ("themes.*.id", "themes.*.title"),
    "outcome": ("outcomes.*.id", "outcomes.*.statement"),
    "fund": ("funds.*.id", "funds.*.name"),
    "partner plan": ("partner_plans.*.id", "partner_plans.*.title"),
    # The items of a plan are in several lists; the editor's file format collects their ids in one.
    "item": ("items__.*", "items__.*"),
}
# The first of these fields that a group has is its heading when it is collapsed.
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
    """Builds the controls of a form. `collection` is the name of the collection of files, `file` that of a
    single file, `choices` are those from outside of the file.
    """

    def __init__(self, collection: str, choices: Choices, file: str = ""):
        self.collection, self.choices, self.file = collection, choices, file

    def controls(self, model: type[BaseModel]) -> list[Control]:
        """The controls of every field of a model, in order, each followed by that for its reason, if any."""
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
        """A choice of the things that a reference can refer to: those in the edited file, or those that
        existed when the site was built.
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
        """A text field or a text area, with the pattern of its leaf type."""
        made: Control = {
            "widget": "string" if spec.one_line or spec.leaf_name not in ("text", "prose") else "text"
        }
        if spec.most:
            made["maxlength"] = spec.most
        if spec.leaf_name in PATTERNS:
            # The pattern of a date is long, and there are many dates: the editor inserts it for its name.
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
    # A switch would be off, which means "no", for every missing value.
    return {
        "widget": "select",
        "options": [{"label": "Yes", "value": "true"}, {"label": "No", "value": "false"}],
    }


# The control of each leaf type. A new leaf type needs a row; a test fails without one.
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
