"""The tracker: all promises of all areas in one table, with a page for each view, each area and each lead.

Every view is a page of its own, reached by links. A script (theme/assets/tracker.js) filters and sorts all rows at once. The rows are
written in `tracked` and not in a template, because a large council has thousands of them on several pages each.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from ..model.tracked import Status
from ..reckoning.tracker import VIEWS, Row, by_lead, in_view, view_words
from ..text.catalogue import N_, _
from ..text.source import suggested_slug
from .addresses import TRACKER as ROOT
from .frames import Frames
from .page import Page, way_up
from .plan import in_order
from .render import render
from .showing import Showing
from .tracked import LED, UP, tracked

# So many rows stand on one page; the rest follow on pages of their own.
MOST = 300
COLUMNS = (N_("Promise"), N_("How it is going"), N_("Due"), N_("Lead"), N_("Last news"), N_("Area"))


def lead_slugs(rows: Sequence[Row]) -> dict[str, str]:
    """The address of each lead: its words as a short name; with a number where two come to the same."""
    slugs: dict[str, str] = {}
    taken = set()
    for words in by_lead(rows):
        plain = suggested_slug(words, "lead")
        slug, number = plain, 1
        while slug in taken:
            number += 1
            slug = f"{plain}-{number}"
        slugs[words] = slug
        taken.add(slug)
    return slugs


def tracker_pages(showing: Showing, today: date) -> list[Page]:
    """The tracker, its views, and the pages of areas and leads."""
    found = tracked(showing, today)
    rows, leads = found.rows, by_lead(found.rows)
    slugs = lead_slugs(rows)
    council = showing.content.council.model
    counts = _counts(rows)
    titled = view_words()
    statuses = in_order(Counter({Status(status): count for status, count in Counter(row.status for row in rows).items()}))
    nav = {"all_statuses": [status for status, _count in statuses], "total": len(rows), "counts": counts, "titles": titled, "today": today}
    areas: dict[str, list[Row]] = {plan.slug: [] for plan in sorted(showing.content.plans, key=lambda one: one.model.title.casefold()) if plan.model.withdrawn is None}
    for row in rows:
        areas[row.plan].append(row)

    written = [html.replace(LED, slugs[row.lead]) if row.lead else html for row, html in zip(rows, found.html, strict=True)]
    frames = Frames("tracker", nav | {"columns": [_(one) for one in COLUMNS]})

    def table(address: str, title: str, lead: str, found: Sequence[Row], file: str, *, view: str = "", statuses: tuple = (), **words: str) -> list[Page]:
        words = {"lead": lead, "file": file, "area": "", "plan": "", "lead_words": ""} | words
        return _tables(address, title, [written[row.number] for row in found], frames, words, {"view": view, "statuses": statuses})

    made = table(ROOT, _("How it is all going"), _("Every investment, project, issue and action in the plans for {place}.").format(place=council.place), rows, "tracker.csv",
                 statuses=tuple(statuses))
    for view in VIEWS:
        made += table(f"{ROOT}{view}/", *titled[view], in_view(rows, view), f"{view}.csv", view=view)
    titles = {plan.slug: plan.model.title for plan in showing.content.plans}
    made.append(_index("area", _("By area"), [(titles[slug], slug, found) for slug, found in areas.items()], nav))
    for slug, found in areas.items():
        made += table(f"{ROOT}area/{slug}/", titles[slug], _("Everything that is promised in this area."), found, f"{slug}.csv", area=slug, plan=slug)
    made.append(_index("lead", _("By lead"), [(words, slugs[words], found) for words, found in leads.items()], nav))
    for words, found in leads.items():
        made += table(f"{ROOT}lead/{slugs[words]}/", words, _("Everything that this person or post is answerable for."), found, f"{slugs[words]}.csv", lead_words=words)
    return made


def _tables(address: str, title: str, rows: Sequence[str], frames: Frames, words: dict[str, str], shape: dict) -> list[Page]:
    """The pages of a table: one, or as many as its rows need."""
    count = max(1, -(-len(rows) // MOST))
    top = address == ROOT
    name = title if top else _("Progress: {title}").format(title=title)
    made = []
    for number in range(1, count + 1):
        here = address if number == 1 else f"{address}{number}/"
        base = way_up(here)
        shown = Markup("".join(rows[(number - 1) * MOST : number * MOST]).replace(UP, base))
        body = frames.fill({"title": name, "home": base + address, "rows": shown} | words, top=top, base=base, number=number, pages=count, found=len(rows), **shape)
        made.append(Page(here, "tracker", name if number == 1 else _("{title}, page {number}").format(title=name, number=number), body, words["lead"], ROOT))
    return made


def _index(kind: str, title: str, groups: Sequence[tuple[str, str, list[Row]]], values: dict) -> Page:
    """The list of all areas, or of all leads, with how many promises stand in each view."""
    counted = [(name, slug, len(rows), list(_counts(rows).values())) for name, slug, rows in groups]
    body = render("tracker_index", title=title, kind=kind, groups=counted, **values)
    return Page(f"{ROOT}{kind}/", "tracker", _("Progress: {title}").format(title=title.lower()), body, _("How the promises are going, {how}.").format(how=title.lower()), ROOT)


def _counts(rows: Sequence[Row]) -> dict[str, int]:
    """How many of some rows stand in each view."""
    found = Counter(row.views for row in rows)
    return {view: sum(count for views, count in found.items() if view in views) for view in VIEWS}
