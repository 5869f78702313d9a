"""Which street belongs to which area (`plans/council-streets.csv`), and the house numbers of a street that
runs through several.
"""

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, PlainValidator

from ..i18n import _
from .field_error import FieldError
from .types import AreaRef, Leaf, Part, SourceRef, Text, field_metadata

# What stands in the column `area` where no source says it. An area is never inferred from a ward.
NOT_STATED = "not stated"
REST = "the rest"
HIGHEST = 99_999
_RANGE = re.compile(r"([1-9]\d{0,4})(?:\s*(?:-|–|to)\s*([1-9]\d{0,4}))?(?:\s+(even|odd))?\Z")
_UPWARDS = re.compile(r"([1-9]\d{0,4})\s+upwards(?:\s+(even|odd))?\Z")
# Words that are written in several ways: in a street's name and in what a resident types. St is a street and
# a saint.
SHORT = {
    "saint": "st",
    "saints": "st",
    "street": "st",
    "str": "st",
    "road": "rd",
    "avenue": "ave",
    "av": "ave",
    "close": "cl",
    "drive": "dr",
    "crescent": "cres",
    "cresc": "cres",
    "court": "ct",
    "gardens": "gdns",
    "gdn": "gdns",
    "garden": "gdns",
    "grove": "gr",
    "gro": "gr",
    "lane": "ln",
    "la": "ln",
    "place": "pl",
    "square": "sq",
    "terrace": "ter",
    "terr": "ter",
    "way": "wy",
    "park": "pk",
    "hill": "hl",
    "walk": "wk",
    "green": "gn",
    "grn": "gn",
    "gate": "gte",
    "mount": "mt",
    "north": "n",
    "south": "s",
    "east": "e",
    "west": "w",
    "upper": "upr",
    "lower": "lwr",
    "great": "gt",
    "little": "lt",
    "doctor": "dr",
    "rise": "ri",
    "mews": "ms",
    "path": "pth",
    "parade": "pde",
    "boulevard": "blvd",
    "bldgs": "buildings",
    "and": "",
}


@dataclass(frozen=True)
class Range:
    """House numbers from `first` to `last`; of one `side` ("even" or "odd") or of both ("")."""

    first: int
    last: int
    side: str = ""

    def __str__(self) -> str:
        if self.first == self.last:
            return str(self.first)
        many = (
            _("{first} upwards").format(first=self.first)
            if self.last == HIGHEST
            else _("{first} to {last}").format(first=self.first, last=self.last)
        )
        return (
            (
                _("{numbers}, even numbers only") if self.side == "even" else _("{numbers}, odd numbers only")
            ).format(numbers=many)
            if self.side
            else many
        )

    def meets(self, other: "Range") -> bool:
        """Whether a house can have a number of both."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        if self.side and other.side and self.side != other.side:
            return False
        side = self.side or other.side
        if side and first % 2 != (side == "odd"):
            first += 1
        return first <= last


@dataclass(frozen=True)
class HouseNumbers:
    """A part of a street: some ranges, or with none of them whatever no other row of the street names."""

    printed: str
    ranges: tuple[Range, ...]

    def __str__(self) -> str:
        return self.printed

    @property
    def words(self) -> str:
        """What residents read: "numbers 102 to 132, even numbers only"."""
        if not self.ranges:
            return _("all other numbers")
        one = len(self.ranges) == 1 and self.ranges[0].first == self.ranges[0].last
        return (_("number {numbers}") if one else _("numbers {numbers}")).format(
            numbers=_(" and ").join(map(str, self.ranges))
        )

    def meets(self, other: "HouseNumbers") -> bool:
        """Whether a house can have a number of both."""
        return any(one.meets(two) for one in self.ranges for two in other.ranges)


def parse_numbers(value: object) -> HouseNumbers:
    """The house numbers that a cell names. Raises Wrong."""
    text = " ".join(str(value).split())
    low = text.casefold()
    if low == REST:
        return HouseNumbers(text, ())
    ranges = []
    for piece in low.split(" and "):
        upwards = _UPWARDS.match(piece)
        found = _RANGE.match(piece)
        if upwards:
            ranges.append(_range(text, int(upwards[1]), HIGHEST, upwards[2] or "", upwards=True))
        elif found:
            ranges.append(_range(text, int(found[1]), int(found[2] or found[1]), found[3] or ""))
        else:
            raise FieldError(
                "street-numbers",
                f"“{text[:60]}” cannot be read as house numbers.",
                "Write them like this: 102-132 even; 1-99 odd; 7; 40 upwards; 1-19 odd and 2-20 even;"
                f" {REST}",
            )
    numbers = HouseNumbers(text, tuple(ranges))
    if any(one.meets(two) for n, one in enumerate(ranges) for two in ranges[:n]):
        raise FieldError(
            "street-numbers", f"The same house is named twice in “{text[:60]}”.", "Name each number once."
        )
    return numbers


def _range(text: str, first: int, last: int, side: str, *, upwards: bool = False) -> Range:
    if last < first:
        raise FieldError(
            "street-numbers",
            f"The numbers in “{text[:60]}” run backwards.",
            f"Write: {last}-{first}{' ' + side if side else ''}",
        )
    for end in (first,) if upwards else (first, last):
        if side and end % 2 != (side == "odd"):
            other = "odd" if side == "even" else "even"
            raise FieldError(
                "street-numbers",
                f"“{text[:60]}” says {side}, but {end} is {other}.",
                f"Put the number right, or leave out the word {side}.",
            )
    return Range(first, last, side)


def folded(name: str) -> str:
    """A name as it is compared with others: `St. Nicholas Park Rd` and `Saint Nicholas' Park Road` are one."""
    plain = re.sub(r"['’`]", "", name.casefold())
    words = re.sub(r"[^\w]+", " ", plain.replace("&", " and ")).split()
    return " ".join(filter(None, (SHORT.get(word, word) for word in words)))


Numbers = Annotated[HouseNumbers, Leaf("house-numbers"), PlainValidator(parse_numbers)]


class Street(Part):
    """A street, or the part of it with some house numbers, and the area whose plan is for it."""

    street: Text = Field(
        title="Street",
        description=(
            "The street's name, or words for several streets. Two streets of one name: add the place in"
            " brackets."
        ),
        examples=["Letchmore Road"],
    )
    numbers: Numbers | None = Field(
        None,
        title="House numbers",
        description="Only where the street runs through several areas.",
        examples=["102-132 even"],
    )
    area: AreaRef | None = Field(
        None,
        title="Area",
        description=(
            f"The area, by its id in council.yml; or the words {NOT_STATED}. Never guessed from a ward."
        ),
        examples=["bedwell-and-pin-green"],
    )
    note: Text | None = Field(
        None,
        title="Note",
        description="What residents should know, such as an edge that moved.",
        examples=["In Old Town ward since 2024"],
    )
    source: SourceRef | None = Field(
        None,
        title="Source",
        description="The source for this, by its id in council.yml.",
        examples=["executive-2019"],
    )


class StreetList(Part):
    """The streets that somebody has put to an area, one on each line below the names of the columns."""

    streets: tuple[Street, ...] = Field(
        (),
        title="Streets",
        description="One row for each street, or for each part of it.",
        json_schema_extra=field_metadata(
            source="Executive, 16 December 2019 (streets at the edge of an area)"
        ),
    )
