"""Renders the home page and the list of all plans."""

from datetime import date
from typing import Any

from ..content.documents import Content
from ..derived.place_lookup import WARD, places
from ..derived.tracker import newest_fact, tally
from ..i18n import _
from ..model.types import NotPublished
from .page import Heading, Page
from .plan_page import in_order
from .render import render
from .render_context import RenderContext

# With more plans than this, the home page has only their names; the cards are on the page of all plans.
CARDS_ON_HOME = 40


def home_page(showing: RenderContext, today: date) -> Page:
    """The home page: an introduction, the finder, the areas, and the latest changes."""
    content = showing.content
    council = content.required_council
    body = render(
        "home",
        council=council,
        cards=_cards(showing, today),
        wards=by_ward(content),
        settings=content.settings and content.settings.model,
        guides=content.guides,
        latest=list(reversed(showing.editions))[:3],
        cards_on_home=CARDS_ON_HOME,
    )
    description = _("What is planned in each neighbourhood of {place}, and how it is going.").format(
        place=council.place
    )
    return Page(
        "",
        "home",
        _("Community plans for {place}").format(place=council.place),
        body,
        description,
        "",
        headings=(Heading(2, "part_areas", _("The areas")),),
    )


def plans_page(showing: RenderContext, today: date) -> Page:
    """All plans, by the name of the area."""
    content = showing.content
    council = content.required_council
    ended = sorted(
        (plan for plan in content.plans if plan.model.withdrawn), key=lambda p: p.model.title.casefold()
    )
    body = render("plans", council=council, cards=_cards(showing, today), ended=ended)
    return Page(
        "plans/",
        "plans",
        _("All plans"),
        body,
        _("All community plans for {place}.").format(place=council.place),
        "plans/",
    )


def _cards(showing: RenderContext, today: date) -> list[dict[str, Any]]:
    return showing.once("cards", lambda: _made(showing.content, today))


def _made(content: Content, today: date) -> list[dict[str, Any]]:
    wards = {ward.id: ward.name for ward in content.required_council.wards}
    return [
        {
            "slug": plan.slug,
            "title": plan.model.title,
            "summary": plan.model.summary,
            "as_of": plan.model.as_of,
            "newest": newest_fact(plan.model, today),
            "wards": plan.model.wards.gap.label.lower()
            if isinstance(plan.model.wards, NotPublished)
            else ", ".join(wards.get(w, w) for w in plan.model.wards),
            "tally": in_order(tally(plan.model)),
        }
        for plan in sorted(content.plans, key=lambda p: p.model.title.casefold())
        if plan.model.withdrawn is None
    ]


def by_ward(content: Content) -> list[tuple[str, str, tuple[tuple[str, str], ...]]]:
    """Every ward that a plan covers, by name, past names too: (name, what to say of it, the plans as (title,
    slug)).
    """
    return [
        (one.name, _("now {ward}").format(ward=one.now) if one.now else "", one.plans)
        for one in places(content)
        if one.kind == WARD and one.plans
    ]
