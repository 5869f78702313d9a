"""The first page, and the list of all plans."""

from markupsafe import Markup

from ..content.documents import Content, Document
from ..model.council import Council
from ..model.plan import Plan
from ..model.types import listed
from ..reckoning.progress import tally
from .page import Heading, Page
from .plan import in_order
from .render import render
from .showing import Showing

# Beyond this many plans the first page gives the list of names only; the cards stand on the page of all plans.
CARDS_ON_HOME = 40


def home_page(showing: Showing) -> Page:
    """The first page: what this is, which plan is mine, the areas side by side, and what changed lately."""
    content = showing.content
    council = content.council.model
    body = render("home", council=council, cards=_cards(content), wards=by_ward(content), settings=content.settings and content.settings.model,
                  guides=content.guides, latest=list(reversed(showing.editions))[:3], cards_on_home=CARDS_ON_HOME)
    description = f"What is promised in each neighbourhood of {council.place}, and how it is going."
    return Page("", "home", f"Community plans for {council.place}", body, description, "", headings=(Heading(2, "part_areas", "The areas"),))


def plans_page(content: Content) -> Page:
    """All plans, by the name of the area."""
    council = content.council.model
    ended = sorted((plan for plan in content.plans if plan.model.withdrawn), key=lambda p: p.model.title.casefold())
    body = render("plans", council=council, cards=_cards(content), ended=ended)
    return Page("plans/", "plans", "All plans", body, f"All community plans for {council.place}.", "plans/")


def _cards(content: Content) -> list[dict]:
    wards = {ward.id: ward.name for ward in content.council.model.wards}
    return [
        {
            "slug": plan.slug, "title": plan.model.title, "summary": plan.model.summary, "as_of": plan.model.as_of,
            "wards": ", ".join(wards.get(w, w) for w in listed(plan.model.wards)) or "not published", "tally": in_order(tally(plan.model)),
        }
        for plan in sorted(content.plans, key=lambda p: p.model.title.casefold()) if plan.model.withdrawn is None
    ]


def by_ward(content: Content) -> list[tuple[str, Markup, list[tuple[str, str]]]]:
    """Every ward by name, past names too: (name, what to say of it, the plans that cover it as (title, slug))."""
    council: Council = content.council.model
    rows = []
    now = {old: ward for ward in council.wards for old in ward.formerly}
    for ward in sorted(council.wards, key=lambda w: w.name.casefold()):
        successor = now.get(ward.id)
        plans = _plans_of(content.plans, ward.id) or (_plans_of(content.plans, successor.id) if successor else [])
        note = Markup("now {}").format(successor.name) if successor else Markup("")
        if plans:
            rows.append((ward.name, note, [(p.model.title, p.slug) for p in plans]))
    return rows


def _plans_of(plans: tuple[Document[Plan], ...], ward: str) -> list[Document[Plan]]:
    found = [plan for plan in plans if ward in listed(plan.model.wards)]
    return [plan for plan in found if plan.model.withdrawn is None] or found

