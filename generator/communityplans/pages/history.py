"""The pages of the past: a plan's history, its dated addresses, what happened to what, and each edition as a whole."""

from ..content.documents import Content, Document
from ..history.editions import Edition, history_of
from ..model.dates import say_day
from ..model.tracked import CLOSED, Tracked
from ..model.fields import values
from ..model.plan import Plan
from .names import Directory
from .page import Heading, Page
from .past import Past, plan_in
from .plan import plan_page
from .render import render
from .show import View
from .showing import Showing


def plan_history(document: Document[Plan], past: Past, directory: Directory) -> list[Page]:
    """The history of a plan, what happened to its promises, and one dated page for each edition in which it differs."""
    title, home = document.model.title, f"plans/{document.slug}/"
    history = render("history", title=title, past=past, slug=document.slug)
    headings = tuple(Heading(2, f"e-{step.edition.id}", say_day(step.day)) for step in past.steps)
    ended = [View(value, directory.names(document)) for _, _, value in values(document.model) if isinstance(value, Tracked) and value.status in CLOSED]
    closed = render("closed", title=title, slug=document.slug, views=ended)
    pages = [
        Page(f"{home}history/", "history", f"History of {title}", history, f"Every change to the plan for {title}, by edition.", "plans/", headings=headings),
        Page(f"{home}closed/", "closed", f"What happened to: {title}", closed, f"What became of what was promised in {title}.", "plans/"),
    ]
    for step in past.steps:
        old = plan_in(step.edition, document.slug)
        if old is not None:
            pages.append(plan_page(old, step.edition.content, Directory(step.edition.content), None, step.day, past, dated=step.edition))
    return pages


def edition_pages(showing: Showing, pasts: dict[str, Past]) -> list[Page]:
    """Latest changes over all areas, and each edition as a whole."""
    editions = list(reversed(showing.editions))
    steps = {edition.id: [(past, step) for past in pasts.values() for step in past.steps if step.edition.id == edition.id] for edition in editions}
    titles = {plan.slug: plan.model.title for edition in showing.editions for plan in edition.content.plans}
    body = render("changes", editions=editions, steps=steps, titles=titles)
    headings = tuple(Heading(2, f"e-{edition.id}", edition.model.title) for edition in editions)
    pages = [Page("changes/", "changes", "Latest changes", body, "What changed in the plans, by edition.", "changes/", headings=headings)]
    pages += [_edition(edition, showing.editions, editions[0]) for edition in editions]
    return pages


def _edition(edition: Edition, editions: tuple[Edition, ...], newest: Edition) -> Page:
    """All areas as they stood: each plan at the dated address at which its text of that day stands."""
    until = [one for one in editions if one.id <= edition.id]
    rows = []
    for plan in sorted(edition.content.plans, key=lambda p: p.model.title.casefold()):
        steps = history_of(until, plan.source.path)
        rows.append((plan.model.title, plan.slug, steps[-1].id if steps else edition.id, plan.model.summary))
    body = render("edition", edition=edition, rows=rows, guides=edition.content.guides, newest=newest, approved=View(edition.model, Directory(Content()).names(edition.document)))
    return Page(f"editions/{edition.id}/", "edition", f"Edition of {say_day(edition.day)}", body, edition.model.title, "changes/", index=edition is newest)
