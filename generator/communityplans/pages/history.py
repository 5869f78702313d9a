"""The pages of the past: a plan's history, its dated addresses, what happened to what, and each edition as a whole."""

from collections.abc import Iterable

from pydantic import BaseModel

from ..content.documents import Content, Document
from ..history.editions import Edition, history_of
from ..history.names import slugs
from ..history.rows import title_of
from ..history.withheld import words_for
from ..model.fields import values
from ..model.plan import Plan
from ..model.settings import Withheld
from ..model.tracked import CLOSED, Tracked
from .names import Directory
from .page import Heading, Page
from .past import Past, Step
from .plan import plan_page
from .render import render
from .show import View
from .showing import Showing


def plan_history(document: Document[Plan], past: Past, directory: Directory, removed: list[tuple[str, str]]) -> list[Page]:
    """The history of a plan that is shown, with what was `removed` from it, and what happened to its promises."""
    title, home = document.model.title, f"plans/{document.slug}/"
    ended = [View(value, directory.names(document, "../")) for _, _, value in values(document.model) if isinstance(value, Tracked) and (value.status in CLOSED or value.merged_into or value.handed_to)]
    closed = render("closed", title=title, slug=document.slug, views=ended)
    return [_history(title, past, removed), Page(f"{home}closed/", "closed", f"What happened to: {title}", closed, f"What became of what was promised in {title}.", "plans/")]


def gone_plan(past: Past) -> list[Page]:
    """The pages of a plan that was published and is not in the newest edition: its address answers, and its history stays."""
    last = past.latest
    body = render("gone", title=past.title, past=past, last=last)
    return [Page(f"plans/{past.slug}/", "gone", past.title, body, f"{past.title} is not in the newest edition.", "plans/", index=False), _history(past.title, past, [], gone=True)]


def moved_plan(past: Past) -> list[Page]:
    """What answers at the addresses that a plan had under its former names."""
    pages = []
    for slug in past.former:
        for part in ("", "history/", "closed/"):
            old, new = f"plans/{slug}/{part}", f"plans/{past.slug}/{part}"
            body = render("moved", title=past.title, old=old, new=new, base="../" * old.count("/"))
            pages.append(Page(old, "moved", f"Now called {past.title}", body, f"This plan is now called {past.title}.", "plans/", canonical=new, index=False, forward=True))
    return pages


def dated_pages(past: Past, directories: dict[str, Directory]) -> list[Page]:
    """One page for each edition in which a plan differs, at an address that never changes."""
    pages = []
    for step in past.steps:
        edition = step.edition
        if step.document is None:
            body = render("unread", title=past.title, step=step, base="../../../")
            pages.append(Page(step.address, "unread", f"{past.title}, {edition.words}", body, "", "plans/", canonical=f"plans/{past.slug}/", index=False))
            continue
        if edition.id not in directories:
            directories[edition.id] = Directory(edition.content)
        pages.append(plan_page(step.document, edition.content, directories[edition.id], None, step.day, past, dated=edition))
    return pages


def removed_from(document: Document[Plan], past: Past, places: Iterable[Withheld]) -> list[tuple[str, str]]:
    """What was taken down from a plan: the name of the item, and the sentence that stands in its place."""
    titles = {getattr(value, "id", None): title_of(value) for _, _, value in values(document.model) if isinstance(value, BaseModel)}
    mine = ((place, *place.item.partition("/")[::2]) for place in places)
    return [(titles.get(id, id) or document.model.title, words_for(place)) for place, slug, id in mine if slug in (past.slug, *past.former)]


def _history(title: str, past: Past, removed: list[tuple[str, str]], *, gone: bool = False) -> Page:
    body = render("history", title=title, past=past, slug=past.slug, base="../../../", gone=gone, removed=removed)
    headings = tuple(Heading(2, f"e-{step.edition.id}", step.edition.name) for step in past.steps)
    return Page(f"plans/{past.slug}/history/", "history", f"History of {title}", body, f"Every change to the plan for {title}, by edition.", "plans/", headings=headings)


def edition_pages(showing: Showing, pasts: dict[str, Past]) -> list[Page]:
    """Latest changes over all areas, and each edition as a whole."""
    editions = list(reversed(showing.editions))
    steps: dict[str, list[tuple[Past, Step]]] = {edition.id: [] for edition in editions}
    for past in sorted(pasts.values(), key=lambda p: p.title.casefold()):
        for step in past.steps:
            steps[step.edition.id].append((past, step))
    body = render("changes", editions=editions, steps=steps)
    headings = tuple(Heading(2, f"e-{edition.id}", edition.name) for edition in editions)
    pages = [Page("changes/", "changes", "Latest changes", body, "What changed in the plans, by edition.", "changes/", headings=headings)]
    pages += [_edition(edition, showing.editions, editions[0]) for edition in editions]
    return pages


def _edition(edition: Edition, editions: tuple[Edition, ...], newest: Edition) -> Page:
    """All areas as they stood: each plan at the dated address at which its text of that day stands."""
    until = editions[: editions.index(edition) + 1]
    rows = []
    for plan in sorted(edition.content.plans, key=lambda p: p.model.title.casefold()):
        last, _ = history_of(until, [f"plans/{name}.yml" for name in slugs(plan) if name == plan.slug or f"plans/{name}.yml" not in edition.manifest])[-1]
        rows.append((plan.model.title, plan.slug, last.id, plan.model.summary))
    body = render("edition", edition=edition, rows=rows, guides=edition.content.guides, newest=newest, approved=View(edition.model, Directory(Content()).names(edition.document)))
    title = f"All areas {edition.words}" if edition.compiled else f"Edition of {edition.name}"
    return Page(f"editions/{edition.id}/", "edition", title, body, edition.model.title, "changes/", index=edition is newest)
