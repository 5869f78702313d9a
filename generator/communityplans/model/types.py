"""Leaf types: what one line of a file can hold. Each has a row in the tables of `show`, `forms` and `words`.

A leaf is a plain annotation (`Text`, `When`, `Money`...) that carries a `Leaf`, so that the rest of the
program can ask what a field is without knowing its name. Lists and groups of fields are not leaves; they are
walked (see `fields`).
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated, Any, ClassVar, Self, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    PlainValidator,
    StringConstraints,
    Tag,
    WithJsonSchema,
)

from ..i18n import ENGLISH, N_, _, languages
from .dates import FuzzyDate as WhenValue
from .dates import parse_day, parse_fuzzy_date
from .field_error import FieldError, unfinished
from .money import Money as MoneyValue
from .money import parse_money


@dataclass(frozen=True)
class Leaf:
    """The type of one value in a file. `to` names what a reference points at."""

    name: str
    to: str = ""


class Part(BaseModel):
    """A group of fields. Unknown fields are errors; nothing changes after loading."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, coerce_numbers_to_str=True, str_strip_whitespace=True
    )

    # Fields that this kind of group neither owes nor is expected to have, though the group that it is made
    # from does.
    exempt: ClassVar[frozenset[str]] = frozenset()


class Choice(str, Enum):
    """One of a fixed list of words, each with the label that readers see: `NAME = "word_in_file", "Label"`."""

    english: str

    def __new__(cls, word: str, label: str = "") -> Self:
        member = str.__new__(cls, word)
        member._value_ = word
        member.english = label
        return member

    @property
    def label(self) -> str:
        """The words that readers see, in the language of the moment."""
        return _(self.english)


def field_metadata(
    *,
    commitment: bool = False,
    attributed: bool = False,
    expected: str = "",
    source: str = "",
    owed: str = "",
    advised: str = "",
    page_section: str = "",
) -> dict[str, Any]:
    """What the program should know of a field, beside its type.

    commitment: a change needs a reason. attributed: said by or for a councillor (held back before elections).
    expected: the word for it in the line "Not published: ..." of an item that lacks it. source: where the
    need for it comes from. owed: the stage from which a plan must say this, or why it cannot. advised: the
    stage from which lacking it is a warning. page_section: the part of a plan's page that shows it (SECTIONS in
    `site/plan_page`); without one, the last part does.
    """
    given = {
        "x-commitment": commitment,
        "x-attributed": attributed,
        "x-expected": expected,
        "x-source": source,
        "x-owed": owed,
        "x-advised": advised,
        "x-page-section": page_section,
    }
    return {key: value for key, value in given.items() if value}


def _choices(limit: int, pattern: str | None = None) -> StringConstraints:
    return StringConstraints(min_length=1, max_length=limit, pattern=pattern)


def _yes_or_no(value: object) -> bool:
    if isinstance(value, bool):
        return value
    meant = {"yes": "true", "y": "true", "on": "true", "no": "false", "n": "false", "off": "false"}.get(
        str(value).casefold()
    )
    hint = f" Did you mean {meant}?" if meant else ""
    raise FieldError(
        "true-or-false", f"This must be true or false, not “{str(value)[:40]}”.{hint}", meant or ""
    )


_URL = re.compile(r"https?://[^\s/?#@\\<>\"']+\.[^\s/?#@\\<>\"']+(?:[/?#][^\s<>\"'\\]*)?\Z", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@<>\"',;:]+@[^\s@<>\"',;:]+\.[^\s@<>\"',;:.]+\Z")
_PHONE = re.compile(r"\+?[0-9][0-9 ()]{5,19}\Z")


def _url(value: object) -> str:
    text = str(value).strip()
    if len(text) <= 500 and _URL.match(text):
        return text
    if re.match(r"(www\.|[\w-]+\.(gov|org|com|co|net)\b)", text):
        raise FieldError("web-address", "A web address starts with https://.", f"https://{text}")
    raise FieldError(
        "web-address",
        f"“{text[:60]}” is not a web address. It starts with https:// and has no spaces.",
        unfinished("https://www.example.org/page"),
    )


def _email(value: object) -> str:
    text = str(value).strip()
    if len(text) <= 200 and _EMAIL.match(text):
        return text
    raise FieldError(
        "email",
        f"“{text[:60]}” is not an e-mail address: it needs a name, an @ and a place.",
        unfinished("neighbourhoods@example.org"),
    )


def _phone(value: object) -> str:
    text = str(value).strip()
    if _PHONE.match(text):
        return text
    raise FieldError(
        "phone",
        f'“{text[:60]}” is not a telephone number. Put it in quotes, with spaces: "01632 960001".',
        unfinished("01632 960001"),
    )


def _language(value: object) -> str:
    text = str(value).strip()
    if text in languages():
        return text
    raise FieldError(
        "language",
        f"The words of the pages are not there in “{text[:20]}”. They are in: {', '.join(languages())}.",
        unfinished(ENGLISH),
    )


def _text_schema(**more: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", **more})


ONE_LINE = r"^[^\n]*$"
_ID = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"

Text = Annotated[str, Leaf("text"), _choices(300, ONE_LINE)]
Summary = Annotated[str, Leaf("text"), _choices(600)]
Prose = Annotated[str, Leaf("prose"), _choices(4000)]
Id = Annotated[str, Leaf("id"), _choices(60, _ID)]
Day = Annotated[
    date, Leaf("day"), PlainValidator(parse_day), _text_schema(format="date", examples=["2026-11-22"])
]
When = Annotated[
    WhenValue,
    Leaf("when"),
    PlainValidator(parse_fuzzy_date),
    WithJsonSchema(
        {"type": ["string", "integer"], "examples": ["2026-03", "Summer 2025", "2023/24", "by 2026-09-30"]}
    ),
]
Money = Annotated[
    MoneyValue,
    Leaf("money"),
    PlainValidator(parse_money),
    WithJsonSchema({"type": ["number", "string"], "examples": [12000, "about 12000", "10000 to 20000"]}),
]
Count = Annotated[int, Leaf("count"), Field(ge=0, le=100_000, strict=True)]
YesNo = Annotated[bool, Leaf("yes-no"), BeforeValidator(_yes_or_no)]
Url = Annotated[str, Leaf("url"), PlainValidator(_url), _text_schema(format="uri", pattern="^https?://")]
Email = Annotated[str, Leaf("email"), PlainValidator(_email), _text_schema(format="email")]
Language = Annotated[str, Leaf("text"), PlainValidator(_language), _text_schema()]
Phone = Annotated[str, Leaf("phone"), PlainValidator(_phone), _text_schema()]
SourceRef = Annotated[str, Leaf("ref", "source"), _choices(60, _ID)]
WardRef = Annotated[str, Leaf("ref", "ward"), _choices(60, _ID)]
AreaRef = Annotated[str, Leaf("ref", "area"), _choices(60, _ID)]
PriorityRef = Annotated[str, Leaf("ref", "corporate priority"), _choices(60, _ID)]
ItemRef = Annotated[str, Leaf("ref", "item"), _choices(60, _ID)]
ThemeRef = Annotated[str, Leaf("ref", "theme"), _choices(60, _ID)]
OutcomeRef = Annotated[str, Leaf("ref", "outcome"), _choices(60, _ID)]
FundRef = Annotated[str, Leaf("ref", "fund"), _choices(60, _ID)]
PartnerPlanRef = Annotated[str, Leaf("ref", "partner plan"), _choices(60, _ID)]
AboutRef = Annotated[str, Leaf("ref", "plan or item"), _choices(121, _ID[:-1] + "(/" + _ID[1:-1] + ")?$")]
EditionRef = Annotated[
    str, Leaf("ref", "edition"), _choices(13, r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(-[0-9]{1,2})?$")
]
PlanItemRef = Annotated[str, Leaf("ref", "item of another plan"), _choices(121, _ID[:-1] + "/" + _ID[1:])]


class GapKind(Choice):
    """Why there is no answer. Four different things, each with its own words everywhere; none is ever said in
    place of another.

    The words of each stand here once: pages, duties, tracker, data and reports take them from here. A field
    that a file leaves out is none of these: of that the program says only that it is not recorded.
    """

    not_published = "not_published", N_("Not published")
    not_looked = "not_looked", N_("We have not looked")
    none = "none", N_("There is none")
    not_needed = "not_needed", N_("Not needed for this plan")


class NotPublished(Part):
    """A stated gap: what stands where a fact is not there. `kind` says which of the four gaps it is. Nobody
    writes "TBC".
    """

    not_published: Text = Field(
        title="Not published",
        description="Why there is no answer, in words for residents.",
        examples=["No name has been published for this post"],
    )
    as_of: Day = Field(
        title="Checked on",
        description="The day on which somebody last looked for the answer.",
        examples=["2026-11-22"],
    )
    source: SourceRef | None = Field(
        None,
        title="Source",
        description="The source that shows the gap, by its id.",
        examples=["executive-2020"],
    )
    kind: GapKind | None = Field(
        None,
        title="Kind of gap",
        description="Which gap it is, if not that nobody has published it.",
        examples=["none"],
    )

    @property
    def gap(self) -> GapKind:
        """Which of the four gaps this is: not published, unless the file says otherwise."""
        return self.kind or GapKind.not_published


# What a new plan says where it needs an answer that nobody has given yet: one for a decision, one for a fact
# that can be looked up. Both are true on a public page. A gap that says one of them is counted as undecided,
# and is no warning in a first-stage plan.
NOT_DECIDED, NOT_FILLED_IN = "Not decided yet", "Not filled in yet"


def undecided(gap: NotPublished) -> bool:
    """Whether a stated gap says no more than a new plan file does: that there is no answer yet."""
    return gap.not_published.strip().rstrip(".") in (NOT_DECIDED, NOT_FILLED_IN)


class Redacted(NotPublished):
    """What stands where a value that may be a stated gap was taken down. No file says this; see
    history/withheld.
    """


class WithheldText(str):
    """What stands where a web address, an e-mail address or a telephone number was taken down: the sentence
    that says so, and no link.
    """

    __slots__ = ()


class NoneKnown(Part):
    """What stands where a section is empty: that there is nothing, why, and when somebody looked."""

    none_reason: Text = Field(
        title="Why there is none",
        description="Why there is nothing in this section, in words for residents.",
        examples=["No public source lists any"],
    )
    as_of: Day = Field(
        title="Checked on", description="The day on which somebody last looked.", examples=["2026-11-22"]
    )


def _value_or_gap(value: Any) -> str:
    # By class: pydantic answers isinstance in Python, and this is asked for 60 values of a plan.
    kind = type(value)
    return "<gap>" if (kind is dict and "not_published" in value) or kind is NotPublished else "<value>"


def _items_or_none(value: Any) -> str:
    return "<none>" if type(value) in (dict, NoneKnown) else "<items>"


def listed(value: Any) -> tuple[Any, ...]:
    """What a list holds: nothing where a stated gap, or the reason for having none, stands in its place."""
    return value if isinstance(value, tuple) else ()


T = TypeVar("T")
OrGap = Annotated[
    Annotated[T, Tag("<value>")] | Annotated[NotPublished, Tag("<gap>")], Discriminator(_value_or_gap)
]
Section = Annotated[
    Annotated[tuple[T, ...], Tag("<items>")] | Annotated[NoneKnown, Tag("<none>")],
    Discriminator(_items_or_none),
]
