"""The data files of the tracker: a CSV for each of its pages, and the rows that its script filters and sorts."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, TypeVar

from ..derived.tracker import VIEWS, TrackerRow, view_words
from ..i18n import _
from ..model.tracked import Status
from ..schema.table_columns import TRACKER
from .addresses import TRACKER as ROOT
from .csv_writer import joined, lines
from .page import SiteFile
from .place_index import as_json
from .render_context import RenderContext
from .tasks import Task, task_key
from .tracker_rows import TrackerRowHtml, tracker_row_html

T = TypeVar("T")


def table_jobs(showing: RenderContext, today: date) -> Iterator[Task]:
    """The tasks for a CSV of every page of the tracker, and for the rows of its script.

    The CSV files of areas are computed first and stored; the others consist of their lines.
    """
    found = tracker_row_html(showing, today)
    mine: dict[str, list[TrackerRow]] = {slug: [] for slug in found.keys}
    for row in found.rows:
        mine[row.plan].append(row)
    made = showing.run(
        [
            Task("tracker table", task_key("table", found.keys[slug]), area_table, (slug, mine[slug], today))
            for slug in mine
        ]
    )
    titles = {plan.slug: plan.model.title for plan in showing.content.plans if plan.model.withdrawn is None}
    areas = {slug: files[0] for slug, files in zip(mine, made, strict=True)}
    yield Task("tracker tables", "", tracker_table_files, (found, areas, titles))


def tracker_table_files(
    found: TrackerRowHtml, areas: dict[str, SiteFile], titles: dict[str, str]
) -> list[SiteFile]:
    """The tables of the tracker, and the rows for the filter on its page.

    Args:
        found: The rows, by view and by lead.
        areas: The table of each area, by the short name of its plan; all other tables take their lines from
            these.
        titles: The title of each plan in force, by its short name.
    """
    written = [line for one in areas.values() for line in one.content.decode().split("\r\n")[1:-1]]

    def table(address: str, rows: list[TrackerRow]) -> SiteFile:
        return SiteFile(f"{ROOT}{address}.csv", joined(TRACKER, (written[row.number] for row in rows)))

    return [
        table("tracker", found.rows),
        SiteFile(f"{ROOT}rows.json", as_json(_for_script(found.rows, found.slugs, titles))),
        *(table(f"{view}/{view}", these) for view, these in found.views.items()),
        *(areas[slug] for slug in titles),
        *(
            table(f"lead/{found.slugs[words]}/{found.slugs[words]}", these)
            for words, these in found.leads.items()
        ),
    ]


def area_table(slug: str, rows: list[TrackerRow], today: date) -> list[SiteFile]:
    """The table of one area, as of a day, in CSV."""
    day = today.isoformat()
    written = lines(
        [*row[2:-2], *("yes" if view in row.views else "no" for view in VIEWS), day] for row in rows
    )
    return [SiteFile(f"{ROOT}area/{slug}/{slug}.csv", joined(TRACKER, written))]


def _for_script(rows: list[TrackerRow], slugs: dict[str, str], titles: dict[str, str]) -> dict[str, Any]:
    """The rows in a compact form: repeated values are in lists, and the rows have their indexes."""
    numbers = _numbered(row.plan for row in rows)
    leads = list(slugs.items())
    led = {"": -1} | _numbered(slugs)
    kinds, statuses = _numbered(sorted({row.kind for row in rows})), _numbered(row.status for row in rows)
    bits = {
        views: sum(1 << number for number, view in enumerate(VIEWS) if view in views)
        for views in {row.views for row in rows}
    }
    short = [
        [
            numbers[row.plan],
            kinds[row.kind],
            row.id,
            row.title,
            row.under,
            row.theme,
            statuses[row.status],
            row.status_label,
            row.timeliness,
            row.due_words,
            row.due_by,
            led[row.lead],
            row.last,
            row.last_on,
            bits[row.views],
        ]
        for row in rows
    ]
    return {
        "plans": [[slug, titles[slug]] for slug in numbers],
        "leads": leads,
        "kinds": [_(kind) for kind in kinds],
        "statuses": [[status, Status(status).label] for status in statuses],
        "views": [[view, title] for view, (title, _said) in view_words().items()],
        "rows": short,
    }


def _numbered(values: Iterable[T]) -> dict[T, int]:
    """Each distinct value with its index, in order of first use."""
    return {value: number for number, value in enumerate(dict.fromkeys(values))}
