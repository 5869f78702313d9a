"""The index of places, as one JSON file for the search box of the finder."""

import json

from ..content.documents import Content
from ..derived.place_lookup import AREA, STREET, WARD, places, title_now
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
