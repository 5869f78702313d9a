"""Renders the tracker: all promises of all areas in one table, with a page for each view, area and lead.

Every view is a page of its own, reached by links. A script (theme/assets/tracker.js) filters and sorts all
rows at once. The rows are rendered in `tracker_rows.py` and not in a template, because a large council has
thousands of them on several pages each.
"""

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from markupsafe import Markup, escape

from ..derived.tracker import VIEWS, TrackerRow, view_words
from ..i18n import N_, _
from ..model.tracked import Status
from .addresses import TRACKER as ROOT
from .page import Page, way_up
from .plan_page import in_order
from .render import render
from .render_context import RenderContext
from .tasks import Task, task_key
from .tracker_rows import TrackerRowHtml, tracker_row_html

# Fast rendering of many similar pages: a template is rendered once for each combination of its conditions,
# with marks for the values, and then filled by joining strings, like the page shell. Rendering a template
# takes half a millisecond, and a large council has thousands of tables that differ only in their title and
# rows.


# Marks the place of a value. No text can contain these characters, and they are not escaped.
_MARK = "\0{}\0"
_CUT = re.compile(_MARK.format(r"(\w+)"))


class PageTemplates:
    """The rendered forms of a template. `shared` are the values that all pages share; `key` is their hash."""

    def __init__(self, template: str, shared: Mapping[str, object]):
        self._template, self._shared = template, shared
        self.key = task_key(template, sorted(shared.items()))
        self._known: dict[tuple[Any, ...], list[str]] = {}

    def fill(
        self, words: Mapping[str, str], html: Mapping[str, str], shape: Mapping[str, Hashable]
    ) -> Markup:
        """Render the template with some values.

        Args:
            words: Texts, which are escaped. The template may test only whether they are empty.
            html: Safe HTML. The template may test only whether it is empty.
            shape: Values that the template may use freely; it is rendered once for each combination.
        """
        given = {name: escape(value) for name, value in words.items() if value} | {
            name: value for name, value in html.items() if value
        }
        key = (frozenset(given), *shape.items())
        if key not in self._known:
            marks = {name: Markup(_MARK.format(name)) if name in given else "" for name in (*words, *html)}
            self._known[key] = _CUT.split(render(self._template, **self._shared, **shape, **marks))
        return Markup(
            "".join(given[piece] if number % 2 else piece for number, piece in enumerate(self._known[key]))
        )


# So many rows stand on one page; the rest follow on pages of their own.
MOST = 300
COLUMNS = (N_("Item"), N_("How it is going"), N_("Due"), N_("Lead"), N_("Last update"), N_("Area"))


def tracker_jobs(showing: RenderContext, today: date) -> Iterator[Task]:
    """What must be done for the tracker, its views, and the pages of areas and leads.

    Each page of a table has a key.
    """
    found = tracker_row_html(showing, today)
    council = showing.content.required_council
    titled = view_words()
    statuses = in_order(
        Counter(
            {Status(status): count for status, count in Counter(row.status for row in found.rows).items()}
        )
    )
    nav = {
        "all_statuses": [status for status, _count in statuses],
        "total": len(found.rows),
        "counts": _counts(found.rows),
        "titles": titled,
        "today": today,
    }
    titles = {
        plan.slug: plan.model.title
        for plan in sorted(showing.content.plans, key=lambda one: one.model.title.casefold())
        if plan.model.withdrawn is None
    }
    areas: dict[str, list[TrackerRow]] = {slug: [] for slug in titles}
    for row in found.rows:
        areas[row.plan].append(row)
    table = partial(_tables, found, PageTemplates("tracker", nav | {"columns": [_(one) for one in COLUMNS]}))

    yield from table(
        ROOT,
        _("Progress across all areas"),
        _("Every investment, project, issue and action in the plans for {place}.").format(
            place=council.place
        ),
        found.rows,
        "tracker.csv",
        statuses=tuple(statuses),
    )
    for view, rows in found.views.items():
        yield from table(f"{ROOT}{view}/", *titled[view], rows, f"{view}.csv", view=view)
    yield Task(
        "tracker index",
        "",
        tracker_index,
        ("area", _("By area"), [(titles[slug], slug, rows) for slug, rows in areas.items()], nav),
    )
    for slug, rows in areas.items():
        yield from table(
            f"{ROOT}area/{slug}/",
            titles[slug],
            _("Everything in the plan for this area."),
            rows,
            f"{slug}.csv",
            area=slug,
            plan=slug,
        )
    yield Task(
        "tracker index",
        "",
        tracker_index,
        (
            "lead",
            _("By lead"),
            [(words, found.slugs[words], rows) for words, rows in found.leads.items()],
            nav,
        ),
    )
    for words, rows in found.leads.items():
        slug = found.slugs[words]
        yield from table(
            f"{ROOT}lead/{slug}/",
            words,
            _("Everything that this person or post is answerable for."),
            rows,
            f"{slug}.csv",
            lead_words=words,
        )


def _tables(
    found: TrackerRowHtml,
    frames: PageTemplates,
    address: str,
    title: str,
    lead: str,
    rows: Sequence[TrackerRow],
    file: str,
    *,
    view: str = "",
    statuses: tuple[Any, ...] = (),
    **words: str,
) -> Iterator[Task]:
    """What must be done for the pages of a table: one, or as many as its rows need."""
    count = max(1, -(-len(rows) // MOST))
    top = address == ROOT
    name = title if top else _("Progress: {title}").format(title=title)
    for number in range(1, count + 1):
        here = address if number == 1 else f"{address}{number}/"
        base = way_up(here)
        said = {
            "title": name,
            "home": base + address,
            "lead": lead,
            "file": file,
            "area": "",
            "plan": "",
            "lead_words": "",
        } | words
        shape = {
            "top": top,
            "base": base,
            "number": number,
            "pages": count,
            "found": len(rows),
            "view": view,
            "statuses": statuses,
        }
        shown = rows[(number - 1) * MOST : number * MOST]
        # All that `_page` is given stands in the key. The rows are named by their HTML, and by what takes the
        # place of the marks in it.
        leads = sorted({(row.lead, found.slugs[row.lead]) for row in shown if row.lead})
        yield Task(
            "tracker page",
            task_key(
                "tracker",
                here,
                frames.key,
                said,
                shape,
                "".join(found.sums[row.number] for row in shown),
                leads,
            ),
            tracker_page,
            (found, frames, here, said, shape, shown),
        )


def tracker_page(
    found: TrackerRowHtml,
    frames: PageTemplates,
    address: str,
    said: dict[str, str],
    shape: dict[str, Any],
    rows: Sequence[TrackerRow],
) -> list[Page]:
    """One page of a table of the tracker.

    Args:
        found: Renders the rows.
        frames: The templates of the page.
        address: The address of the page.
        said: The texts of the page by name: its title, its lead and others.
        shape: The values that choose the template: its number in a table of several pages, its base and others.
        rows: The rows of this page.
    """
    name, number = said["title"], shape["number"]
    body = frames.fill(said, {"rows": found.html(rows, shape["base"])}, shape)
    return [
        Page(
            address,
            "tracker",
            name if number == 1 else _("{title}, page {number}").format(title=name, number=number),
            body,
            said["lead"],
            ROOT,
        )
    ]


def tracker_index(
    kind: str, title: str, groups: Sequence[tuple[str, str, list[TrackerRow]]], values: dict[str, Any]
) -> list[Page]:
    """The list of all areas, or of all leads, with how many promises stand in each view."""
    counted = [(name, slug, len(rows), list(_counts(rows).values())) for name, slug, rows in groups]
    body = render("tracker_index", title=title, kind=kind, groups=counted, **values)
    return [
        Page(
            f"{ROOT}{kind}/",
            "tracker",
            _("Progress: {title}").format(title=title.lower()),
            body,
            _("How everything is going, {how}.").format(how=title.lower()),
            ROOT,
        )
    ]


def _counts(rows: Sequence[TrackerRow]) -> dict[str, int]:
    """How many of some rows stand in each view."""
    found = Counter(row.views for row in rows)
    return {view: sum(count for views, count in found.items() if view in views) for view in VIEWS}
