"""The tracker as files: a CSV for each of its pages, and the rows that its script filters and sorts."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from ..derive.columns import TRACKER
from ..model.types import NotPublished
from ..pages.addresses import TRACKER as ROOT
from ..pages.page import Asset
from ..pages.showing import Showing
from ..pages.tracker import lead_slugs, rows_of
from ..reckoning.tracker import VIEWS, Row, by_lead, in_view, view_words
from ..text.catalogue import _
from .places import as_json
from .sheets import joined, lines

T = TypeVar("T")


def tracker_files(showing: Showing, today: date) -> list[Asset]:
    """A CSV for every page of the tracker, and the rows for its script."""
    rows = rows_of(showing, today)
    slugs = lead_slugs(rows)
    # Each row stands in several tables, and is written once.
    written = lines(_cells(row, today) for row in rows)
    areas: dict[str, list[Row]] = {plan.slug: [] for plan in showing.content.plans if plan.model.withdrawn is None}
    for row in rows:
        areas[row.plan.slug].append(row)

    def table(address: str, found: list[Row]) -> Asset:
        return Asset(f"{ROOT}{address}.csv", joined(TRACKER, (written[row.number] for row in found)))

    made = [table("tracker", rows), Asset(f"{ROOT}rows.json", as_json(_for_script(rows, slugs)))]
    made += [table(f"{view}/{view}", in_view(rows, view)) for view in VIEWS]
    made += [table(f"area/{slug}/{slug}", found) for slug, found in areas.items()]
    return made + [table(f"lead/{slugs[words]}/{slugs[words]}", found) for words, found in by_lead(rows).items()]


def _cells(row: Row, today: date) -> list[object]:
    item = row.item
    since = "" if item.status_date is None or isinstance(item.status_date, NotPublished) else item.status_date.words
    gap = item.due.not_published if isinstance(item.due, NotPublished) else ""
    return [row.area, row.plan.slug, item.id, row.kind, item.title, row.under, row.theme, item.status.value, item.status_label, since, row.timeliness,
            row.due and row.due.words, row.due and row.due.latest, gap, row.lead, row.last_words, row.last, *(view in row.views for view in VIEWS), today]


def _for_script(rows: list[Row], slugs: dict[str, str]) -> dict:
    """The rows in few words: what stands in many of them stands once in a list, and they have its number."""
    plans = list({row.plan.slug: row.plan.model.title for row in rows}.items())
    numbers = {slug: number for number, (slug, _title) in enumerate(plans)}
    leads = list(slugs.items())
    led = {words: number for number, (words, _) in enumerate(leads)}
    kinds, statuses = _numbered(sorted({row.kind for row in rows})), _numbered(row.item.status for row in rows)
    bits = {view: 1 << number for number, view in enumerate(VIEWS)}
    short = [[
        numbers[row.plan.slug], kinds[row.kind], row.item.id, row.item.title, row.under, row.theme, statuses[row.item.status], row.item.status_label or "",
        row.timeliness, row.due_words, (row.due.latest.isoformat() if row.due and row.due.latest else ""), led.get(row.lead, -1), row.last_words,
        (row.last.isoformat() if row.last else ""), sum(bits[view] for view in row.views),
    ] for row in rows]
    return {"plans": plans, "leads": leads, "kinds": [_(kind) for kind in kinds], "statuses": [[status.value, status.label] for status in statuses],
            "views": [[view, title] for view, (title, _said) in view_words().items()], "rows": short}


def _numbered(values: Iterable[T]) -> dict[T, int]:
    """Each of some values once, with its place in the list of them."""
    return {value: number for number, value in enumerate(dict.fromkeys(values))}
