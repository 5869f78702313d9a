"""The reference of fields: every field of every kind of file, from the model alone."""

from dataclasses import dataclass

from pydantic import BaseModel

from ..content.messages import in_yaml
from ..i18n import N_, _
from ..model.council import Council
from ..model.edition import Edition
from ..model.fields import FieldSpec, docstring_summary, fields
from ..model.guide import Guide
from ..model.plan import Plan
from ..model.report import Report
from ..model.settings import Settings
from ..model.streets import StreetList
from ..model.suggestion import Suggestion

# What to write for each leaf type, in plain words. A new leaf type needs a row; a test fails without one.
ASKS_FOR = {
    "text": N_("Words, on one line"),
    "prose": N_("Words; Markdown for lists, links and emphasis"),
    "id": N_("Small letters, digits and hyphens"),
    "constant": N_("Always the same"),
    "count": N_("A whole number"),
    "yes-no": N_("true or false"),
    "day": N_("A day: year-month-day"),
    "when": N_("A date as printed: 2026-03-31, March 2026, Summer 2026, 2026/27, by 2026-09-30, ongoing"),
    "money": N_("Pounds: 12000, 1453.50, about 12000, 10000 to 20000"),
    "choice": N_("One of the words on the list"),
    "status": N_("One of the words on the list"),
    "ref": N_("The id of what it points at"),
    "url": N_("A web address"),
    "account": N_("A name on the forge, with an @ before it, in quotes"),
    "email": N_("An e-mail address"),
    "phone": N_("A telephone number, in quotes"),
    "house-numbers": N_(
        "House numbers: 102-132 even, 1-99 odd, 7, 40 upwards, 1-19 odd and 2-20 even, the rest"
    ),
    "manifest": N_("Paths of files, each with the id that git gives its bytes; plans publish writes them"),
}

FILES: tuple[tuple[str, type[BaseModel], str], ...] = (
    ("plans/<area>.yml", Plan, N_("A community plan")),
    ("guides/<readers>/<page>.md", Guide, N_("The first lines of a guide page")),
    ("plans/council.yml", Council, N_("The council, its areas and wards")),
    ("plans/council-settings.yml", Settings, N_("How the site is run")),
    ("suggestions/<name>.yml", Suggestion, N_("What a resident sent in, and the answer")),
    ("reports/<area>-<period>.md", Report, N_("A report for a committee, above its text")),
    ("plans/council-streets.csv", StreetList, N_("Which street belongs to which area")),
    ("plans/editions/<day>.yml", Edition, N_("What was published on a day")),
)


@dataclass(frozen=True)
class ReferenceRow:
    """A field in the reference, with the texts of its row."""

    key: str
    title: str
    description: str
    required: bool
    asks_for: str
    example: str
    choices: tuple[tuple[str, str], ...]
    source: str
    part: str


@dataclass(frozen=True)
class ReferenceGroup:
    """A group of fields in the reference."""

    id: str
    name: str
    description: str
    rows: tuple[ReferenceRow, ...]


def reference_parts(model: type[BaseModel]) -> list[type[BaseModel]]:
    """A model and every group of fields in it, each once, in order of first use (breadth first)."""
    parts: dict[type[BaseModel], None] = {}
    queue = [model]
    while queue:
        part = queue.pop(0)
        if part not in parts:
            parts[part] = None
            queue += [spec.part for spec in fields(part) if spec.part]
    return list(parts)


def groups(model: type[BaseModel]) -> list[ReferenceGroup]:
    """The fields of a file, then every group of fields in it, each once, in order of first use."""
    return [
        ReferenceGroup(
            f"group_{one.__name__.lower()}",
            _(one.__name__),
            _(docstring_summary(one)),
            tuple(_row(f) for f in fields(one)),
        )
        for one in reference_parts(model)
    ]


def _row(field: FieldSpec) -> ReferenceRow:
    if field.part:
        asks = _("A list of groups of fields") if field.many else _("A group of fields")
    else:
        asks = (
            _(ASKS_FOR[field.leaf_name])
            + (f": {_(field.reference_target)}" if field.reference_target else "")
            + (_("; a list") if field.many else "")
        )
    if field.gap:
        asks += _("; or why it is not published")
    if field.section:
        asks += _("; or why there is none")
    choices = tuple((c.value, c.label) for c in field.choices) if field.choices else ()
    example = in_yaml(field.examples[0]) if field.examples else ""
    return ReferenceRow(
        field.key,
        field.title,
        field.description,
        field.required,
        asks,
        f"{field.key}: {example}" if example else "",
        choices,
        field.source,
        field.part.__name__ if field.part else "",
    )
