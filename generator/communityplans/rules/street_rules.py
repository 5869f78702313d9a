"""The list of streets: each house once."""

from collections import defaultdict
from collections.abc import Iterator

from ..model.streets import REST, Street, folded
from .rule_context import CheckContext, Finding

_TWO_STREETS = "If these are two streets of one name, add the place in brackets: Church Lane (Hilltop)."
Numbered = tuple[int, Street]

# No street is put to areas in more parts; with more, each is compared with the first ones only.
_MOST_PARTS = 200


def street_twice(checked: CheckContext) -> Iterator[Finding]:
    """A street is listed twice. Residents would not know which line counts.

    St and Street, Rd and Road, apostrophes and full stops make no difference. Where a street runs through
    several areas, each of its lines says which house numbers it is for. Two streets of one name need the
    place in brackets behind the name.

    Fails in plans/council-streets.csv:
        street,numbers,area
        Letchmore Road,,bedwell
        Letchmore Rd,,hilltop
    Passes in plans/council-streets.csv:
        street,numbers,area
        Letchmore Road,1-99 odd,bedwell
        Letchmore Road,the rest,hilltop
    From: Executive, 16 December 2019 (streets at the edge of an area)
    """
    for rows in _by_street(checked):
        seen: dict[object, int] = {}
        for number, row in rows:
            key = row.numbers.ranges if row.numbers else None
            if key in seen:
                yield _finding(
                    checked,
                    number,
                    "street" if key is None else "numbers",
                    f"{row.street} is already on line {_line(checked, seen[key])}"
                    + (f", with the same numbers ({row.numbers})." if row.numbers else "."),
                    f"Delete one of the two lines, or say which house numbers each is for. {_TWO_STREETS}",
                )
            else:
                seen[key] = number


def street_overlap(checked: CheckContext) -> Iterator[Finding]:
    """Two lines of a street claim the same house.

    A line without house numbers is for the whole street. A line that says the rest is for whatever the other
    lines of that street do not name.

    Fails in plans/council-streets.csv:
        street,numbers,area
        Walkern Road,1-50,bedwell
        Walkern Road,40-60 even,hilltop
    Passes in plans/council-streets.csv:
        street,numbers,area
        Walkern Road,1-50,bedwell
        Walkern Road,52-60 even,hilltop
    From: Executive, 16 December 2019 (streets at the edge of an area)
    """
    for rows in _by_street(checked):
        for place, (number, row) in enumerate(rows):
            for other_number, other in rows[: min(place, _MOST_PARTS)]:
                if row.numbers and other.numbers:
                    if row.numbers.ranges != other.numbers.ranges and row.numbers.meets(other.numbers):
                        yield _finding(
                            checked,
                            number,
                            "numbers",
                            f"Some of these houses are also on line {_line(checked, other_number)}"
                            f" ({other.numbers}).",
                            "Change the numbers so that each house is on one line only.",
                        )
                        break
                elif row.numbers or other.numbers:
                    yield _finding(
                        checked,
                        number,
                        "street",
                        f"One line is for the whole of {row.street}, and another for a part of it "
                        f"(lines {_line(checked, other_number)} and {_line(checked, number)}).",
                        f"Where one line has house numbers, the other says: {REST}. {_TWO_STREETS}",
                    )
                    break


def _by_street(checked: CheckContext) -> list[list[Numbered]]:
    """The rows of each street that has more than one, with their numbers in the list."""
    found: dict[str, list[Numbered]] = defaultdict(list)
    if checked.content.streets:
        for number, row in enumerate(checked.content.streets.model.streets):
            found[folded(row.street)].append((number, row))
    return [rows for rows in found.values() if len(rows) > 1]


def _line(checked: CheckContext, number: int) -> int:
    return checked.content.streets.at(("streets", number)).line


def _finding(checked: CheckContext, number: int, column: str, message: str, fix: str) -> Finding:
    return Finding(checked.content.streets, ("streets", number, column), message, fix)
