"""The index of places, as one JSON file for the search box of the finder."""

import json
from collections.abc import Iterator
from itertools import groupby

from ..content.documents import Content
from ..derived.place_lookup import AREA, STREET, WARD, PlaceMatch, places, title_now
from ..i18n import _
from ..model.streets import SHORT
from .page import SiteFile

ADDRESS = "find/places.json"
KINDS = (AREA, WARD, STREET)


def places_file(content: Content) -> SiteFile:
    """A row for every place: kind, name, plans, numbers, ranges, why there is no plan, its present name,
    note; empty values at the end are left out.

    Plans are indexes into the list `plans` (title and address); `short` maps abbreviations to words.
    """
    plans = {plan.slug: number for number, plan in enumerate(content.plans)}
    rows = []
    for one in places(content):
        numbers, ranges = (
            (one.numbers.words, [[r.first, r.last, r.side] for r in one.numbers.ranges])
            if one.numbers
            else ("", [])
        )
        row = [
            KINDS.index(one.kind),
            one.name,
            [plans[slug] for _title, slug in one.plans],
            numbers,
            ranges,
            one.without_plan,
            one.said,
            one.note,
        ]
        while not row[-1] and row[-1] != 0:
            row.pop()
        rows.append(row)
    data = {
        "short": SHORT,
        "plans": [[title_now(plan.model), f"plans/{plan.slug}/"] for plan in content.plans],
        "places": rows,
    }
    return SiteFile(ADDRESS, as_json(data))


def as_json(data: object) -> bytes:
    """Compact, reproducible JSON in which <, > and & are escaped, so that no browser can read it as HTML."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return (text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026") + "\n").encode()


# Groups streets by letter, and gives the addresses of the pages of letters.


# With more streets than this, each letter has a page of its own.
STREETS_ON_ONE_PAGE = 300


def by_letter(streets: list[PlaceMatch]) -> dict[str, list[tuple[str, list[PlaceMatch]]]]:
    """The streets by letter, each with its parts."""
    in_order = sorted(streets, key=lambda one: (one.letter == "#", one.letter))
    return {
        letter: [(name, list(parts)) for name, parts in groupby(under, key=lambda one: one.name)]
        for letter, under in groupby(in_order, key=lambda one: one.letter)
    }


def find_addresses(content: Content) -> Iterator[str]:
    """The addresses of the finder's pages."""
    yield "find/"
    rows = content.streets.model.streets if content.streets else ()
    if len(rows) > STREETS_ON_ONE_PAGE:
        for letter in {PlaceMatch(STREET, row.street).letter for row in rows}:
            yield f"find/{address_of(letter)}/"


def address_of(letter: str) -> str:
    """The part of an address for a letter."""
    return "other" if letter == "#" else letter.lower()


def letter_text(letter: str) -> str:
    """The title of a letter."""
    return _("a number or another sign") if letter == "#" else letter
