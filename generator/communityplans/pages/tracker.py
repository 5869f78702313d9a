"""The tracker: all promises of all areas in one table, with a page for each view, each area and each lead.

Every view is a page of its own, reached by links. A script (theme/assets/tracker.js) filters and sorts all rows at once. The rows are
written here and not in a template, because a large council has thousands of them on several pages each.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from markupsafe import Markup, escape

from ..reckoning.tracker import VIEWS, Row, by_lead, in_view, tracker, view_words
from ..text.catalogue import N_, _
from ..text.source import suggested_slug
from .addresses import TRACKER as ROOT
from .marks import MARKS
from .page import Page, way_up
from .plan import in_order
from .render import render
from .showing import Showing

# So many rows stand on one page; the rest follow on pages of their own.
MOST = 300
# Stands for the way from a page to the root of the site, until the page is known. No text of ours can hold it.
UP = "\0"
COLUMNS = (N_("Promise"), N_("How it is going"), N_("Due"), N_("Lead"), N_("Last news"), N_("Area"))


def rows_of(showing: Showing, today: date) -> list[Row]:
    """The rows of what is shown, on a day. An edition in which an item changed is news of it."""
    return showing.once(("rows", today), lambda: _rows(showing, today))


def _rows(showing: Showing, today: date) -> list[Row]:
    changed: dict[str, date] = {}
    for slug, past in showing.pasts.items():
        for step in reversed(past.steps):
            changed |= {f"{slug}/{item}": step.edition.day for item in step.told.items}
    return tracker(showing.content, today, changed)


def lead_slugs(rows: Sequence[Row]) -> dict[str, str]:
    """The address of each lead: its words as a short name; with a number where two come to the same."""
    slugs: dict[str, str] = {}
    for words in by_lead(rows):
        plain = suggested_slug(words, "lead")
        slug, number = plain, 1
        while slug in slugs.values():
            number += 1
            slug = f"{plain}-{number}"
        slugs[words] = slug
    return slugs


def tracker_pages(showing: Showing, today: date) -> list[Page]:
    """The tracker, its views, and the pages of areas and leads."""
    rows = rows_of(showing, today)
    slugs = lead_slugs(rows)
    council = showing.content.council.model
    counts = {view: sum(view in row.views for row in rows) for view in VIEWS}
    titled = view_words()
    nav = {"all_statuses": [status for status, _count in in_order(Counter(row.item.status for row in rows))], "total": len(rows), "counts": counts, "titles": titled, "today": today}
    leads = by_lead(rows)
    areas: dict[str, list[Row]] = {plan.slug: [] for plan in sorted(showing.content.plans, key=lambda one: one.model.title.casefold()) if plan.model.withdrawn is None}
    for row in rows:
        areas[row.plan.slug].append(row)

    # Each row stands in several tables, and is written once.
    written = [_row(row, slugs.get(row.lead, "")) for row in rows]

    def table(address: str, title: str, lead: str, found: Sequence[Row], file: str, **more) -> list[Page]:
        return _tables(address, title, lead, [written[row.number] for row in found], nav | {"file": file} | more)

    made = table(ROOT, _("How it is all going"), _("Every investment, project, issue and action in the plans for {place}.").format(place=council.place), rows, "tracker.csv",
                 statuses=in_order(Counter(row.item.status for row in rows)))
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


def _tables(address: str, title: str, lead: str, rows: Sequence[str], values: dict) -> list[Page]:
    """The pages of a table: one, or as many as its rows need."""
    count = max(1, -(-len(rows) // MOST))
    name = title if address == ROOT else _("Progress: {title}").format(title=title)
    made = []
    for number in range(1, count + 1):
        here = address if number == 1 else f"{address}{number}/"
        base = way_up(here)
        body = render("tracker", title=name, top=address == ROOT, lead=lead, base=base, home=base + address, number=number, pages=count, found=len(rows), columns=[_(one) for one in COLUMNS],
                      rows=Markup("".join(rows[(number - 1) * MOST : number * MOST]).replace(UP, base)),
                      first=(number - 1) * MOST + 1, **{"view": "", "area": "", "plan": "", "lead_words": "", "statuses": ()} | values)
        made.append(Page(here, "tracker", name if number == 1 else _("{title}, page {number}").format(title=name, number=number), body, lead, ROOT))
    return made


def _index(kind: str, title: str, groups: Sequence[tuple[str, str, list[Row]]], values: dict) -> Page:
    """The list of all areas, or of all leads, with how many promises stand in each view."""
    counted = [(name, slug, len(rows), [sum(view in row.views for row in rows) for view in VIEWS]) for name, slug, rows in groups]
    body = render("tracker_index", title=title, kind=kind, groups=counted, **values)
    return Page(f"{ROOT}{kind}/", "tracker", _("Progress: {title}").format(title=title.lower()), body, _("How the promises are going, {how}.").format(how=title.lower()), ROOT)


def _row(row: Row, lead_slug: str) -> str:
    """One row, as safe HTML with a mark in the place of the way up. What is not published says so."""
    item = row.item
    kind = _(row.kind)
    about = _("{kind} on: {title}").format(kind=kind, title=escape(row.under)) if row.under else kind
    theme = f" · {escape(row.theme)}" if row.theme else ""
    label = escape(item.status_label or item.status.label)
    ours = f"<small>{escape(item.status.label)}</small>" if item.status_label else ""
    late = f'<small class="cp-timely">{escape(row.timeliness)}</small>' if row.timeliness else ""
    lead = f'<a href="{UP}{ROOT}lead/{lead_slug}/">{escape(row.lead)}</a>' if row.lead else _("Nobody named")
    return (
        f'<tr role="row"><th scope="row" role="rowheader"><a href="{UP}plans/{row.plan.slug}/#{item.id}">{escape(item.title)}</a><small>{about}{theme}</small></th>'
        f'<td role="cell" class="st"><span class="cp-status">{MARKS[item.status]}<span>{label}{ours}{late}</span></span></td>'
        f'<td role="cell" data-label="{_("Due:")}">{escape(row.due_words)}</td><td role="cell" data-label="{_("Lead:")}">{lead}</td>'
        f'<td role="cell" data-label="{_("Last news:")}">{escape(row.last_words) or _("No date")}</td>'
        f'<td role="cell" data-label="{_("Area:")}"><a href="{UP}{ROOT}area/{row.plan.slug}/">{escape(row.plan.model.title)}</a></td></tr>\n'
    )
