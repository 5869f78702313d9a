"""Renders the page of a plan: what is promised in an area, its progress, and contacts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from markupsafe import Markup

from ..content.documents import Content, Document
from ..derived.due_dates import ended, is_late, no_update
from ..derived.tracker import items, newest_fact, tally
from ..editions.edition_list import PublishedEdition
from ..i18n import N_, _
from ..model.council import Ward
from ..model.fields import FieldSpec, spec_of
from ..model.items import Issue
from ..model.plan import FIVE_CONTENTS, Plan
from ..model.stages import ORDER
from ..model.tracked import Status
from ..model.types import NoneKnown, listed
from .document_history import DocumentHistory
from .field_html import View
from .glossary import explained
from .item_card import Actions
from .obligations_panel import ObligationsPanel
from .page import Heading, Page, SiteFile
from .references import ReferenceDirectory, ReferenceNames
from .render import render
from .source_links import SourceLinks
from .status_icons import LOOKS
from .suggestion_pages import SuggestionView

# The areas and wards of a plan, and the facts about the council, from the council's file.


def area_of(plan: Plan, directory: ReferenceDirectory) -> View | None:
    """The area of a plan, with its name marked as placed; None if the council's file has no such area."""
    area = directory.areas.get(plan.area)
    if area is None:
        return None
    found = View(area, directory.places)
    found.place("name")
    return found


def wards_of(plan: Plan, directory: ReferenceDirectory) -> list[View]:
    """The wards of a plan about which more than the name is known, each followed by its former wards."""
    return [
        View(ward, directory.places)
        for ward in _of(plan, directory.wards)
        if ward.model_fields_set > {"id", "name"}
    ]


def about_council(
    content: Content, directory: ReferenceDirectory
) -> tuple[View, list[tuple[FieldSpec, list[View]]]]:
    """The council, and its lists of facts; of areas and wards, only those that no plan's page shows. Its
    sources are at the foot of the page.
    """
    council = content.required_council
    view = View(council, directory.names(content.council) if content.council else ReferenceNames())
    view.place("sources", "schema_version")
    told = {
        "areas": {plan.model.area for plan in content.plans},
        "wards": {ward.id for plan in content.plans for ward in _of(plan.model, directory.wards)},
    }
    lists = [
        (spec, [one for one in views if one.raw.id not in told.get(spec.name, ())])
        for spec, views in view.records()
    ]
    return view, [(spec, views) for spec, views in lists if views]


def _of(plan: Plan, wards: dict[str, Ward]) -> Iterator[Ward]:
    """The wards of a plan and their former wards, each once."""
    seen: set[str] = set()
    waiting = [wards[id] for id in listed(plan.wards) if id in wards]
    while waiting:
        ward = waiting.pop(0)
        if ward.id not in seen:
            seen.add(ward.id)
            yield ward
            waiting[:0] = [wards[id] for id in ward.formerly if id in wards]


# Ids of our own parts of a page have an underscore, which no id of an item can have.
ANCHOR = "part_"
# The place of the link to the PDF, which is rendered after the page. An HTML comment, because no content can
# contain one.
PAPER = Markup("<!--paper-->")


@dataclass(frozen=True)
class PlanSection:
    """One of the five contents, as the page shows it."""

    name: str
    anchor: str
    number: int
    title: str
    description: str
    items: list[View]
    none: NoneKnown | None


def plan_page(
    document: Document[Plan],
    content: Content,
    directory: ReferenceDirectory,
    origin: SourceLinks | None,
    today: date,
    past: DocumentHistory | None = None,
    said: Sequence[SuggestionView] = (),
    *,
    kept: ObligationsPanel | None = None,
    dated: PublishedEdition | None = None,
    draft: bool = False,
    paper: bool = False,
) -> Page:
    """The page of a plan as it stands in `document`, on a day; `past` is what the editions say of it, `said`
    what residents said about it, `kept` how its duties are kept.

    With `dated`, the page at the address of that edition: it has no links that write to anybody, and its body
    never changes. With `paper` the page keeps a place for `with_paper`.
    """
    plan = document.model
    shown_names = directory.names(document, up="../" if dated else "")
    view = View(plan, shown_names)
    view.place(
        *FIVE_CONTENTS,
        "strategic_lead",
        "operational_lead",
        "statutory_neighbourhood_plan",
        "title",
        "summary",
        *([] if plan.local_name else ["plan_kind"]),
        "local_name",
        "area",
        "wards",
        "boundary_notes",
        "stage",
        "stage_due",
        "statutory_status",
        "legal_basis",
        "contact",
        "next_review",
        "last_reviewed",
        "review_frequency",
        "sources",
        "as_of",
        "schema_version",
        "change_notes",
        "withdrawn",
    )
    parts = []
    for number, name in enumerate(FIVE_CONTENTS, 1):
        spec, value = spec_of(Plan, name), getattr(plan, name)
        parts.append(
            PlanSection(
                name,
                ANCHOR + name,
                number,
                spec.title,
                spec.description,
                [View(item, shown_names) for item in listed(value)],
                value if isinstance(value, NoneKnown) else None,
            )
        )
    counts = tally(plan)
    body = render(
        "plan",
        paper=PAPER if paper else "",
        more=_more(view),
        said=said,
        kept=kept,
        draft=draft,
        past=past,
        dated=dated,
        first=past.first_promised(dated) if past else {},
        successors=_successors(plan, content),
        base="../../../" if dated else "../../",
        area=area_of(plan, directory),
        wards=wards_of(plan, directory),
        plan=view,
        raw=plan,
        parts=parts,
        empty=[part for part in parts if not part.items],
        document=document,
        origin=origin,
        actions=Actions(document, origin),
        content=content,
        today=today,
        tally=in_order(counts),
        known=sum(n for s, n in counts.items() if s is not Status.unknown),
        total=counts.total(),
        passed=said_of_dates(plan, today),
        unanswered=sum(no_update(one, today) for one in items(plan)),
        newest=newest_fact(plan, today),
        ended=ended(plan, today),
        stages=ORDER,
        council=content.council.model if content.council else None,
        publisher=directory.publisher,
    )
    current = f"plans/{document.slug}/"
    if dated is None:
        told = [Heading(2, ANCHOR + "said", _("You said, we decided"))] if said else []
        return Page(
            current,
            "plan",
            plan.title,
            explained(body, directory.terms, "../../"),
            plan.summary,
            "plans/",
            headings=(*_headings(parts), *told),
        )
    now = f"plans/{past.slug}/" if past else current
    return Page(
        f"{current}{dated.id}/",
        "dated",
        f"{plan.title}, {dated.words}",
        body,
        plan.summary,
        "plans/",
        canonical=now,
        index=False,
        headings=tuple(_headings(parts)),
    )


def said_of_dates(plan: Plan, today: date) -> dict[str, str]:
    """A sentence about the due date of each item that is late, or whose date has passed without an update, by
    id.
    """
    late, passed = _("late"), _("date passed, no update published")
    return {
        one.id: late if is_late(one, today) else passed
        for one in items(plan)
        if is_late(one, today) or no_update(one, today)
    }


def _successors(plan: Plan, content: Content) -> list[tuple[str, str | None]]:
    """The successors of a withdrawn plan: the name of each plan or area, with the address of its page if it
    has one.
    """
    if plan.withdrawn is None:
        return []
    plans = {
        other.model.area: other
        for other in content.plans
        if other.model is not plan and other.model.withdrawn is None
    }
    names = {area.id: area.name for area in content.council.model.areas} if content.council else {}
    return [
        (plans[area].model.title, plans[area].slug) if area in plans else (names.get(area, area), None)
        for area in plan.withdrawn.replaced_by
    ]


def with_pdf_link(page: Page, paper: SiteFile | None) -> Page:
    """The page of a plan or a report with a link to its PDF; without a PDF, the place for it is removed."""
    if paper is None:
        return replace(page, body=Markup(page.body.replace(PAPER, "")))
    link = Markup('<p class="cp-pdf"><a href="{}" type="application/pdf">{}</a></p>')
    said = (
        _("Download this report (PDF, {size})")
        if page.kind == "report"
        else _("Download this plan (PDF, {size})")
    )
    return replace(
        page,
        body=Markup(
            page.body.replace(
                PAPER,
                link.format(paper.address.rpartition("/")[2], said.format(size=say_size(len(paper.content)))),
            )
        ),
    )


def say_size(size: int) -> str:
    """A file size in words: 71 KB, 1.2 MB."""
    return f"{max(1, round(size / 1000))} KB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


# The parts of the page after the five contents, as the fields of a plan name them; the last one takes the rest.
SECTIONS = {
    "measures": ("know", N_("Measures")),
    "funds": ("money", N_("Money")),
    "place": ("place", N_("The place")),
    "engagement": ("talk", N_("Meetings and engagement")),
    "responsibilities": ("together", N_("Who does what")),
    "succession": ("lineage", N_("Where this plan comes from")),
}


@dataclass(frozen=True)
class Chapter:
    """A part of the page after the five contents: groups of fields of one kind."""

    anchor: str
    title: str
    groups: list[tuple[FieldSpec, list[View]]]


def _more(view: View) -> list[Chapter]:
    """All other groups of fields of a plan, by section, so that every value of a file is shown."""
    found: dict[str, list[Any]] = {section: [] for section in SECTIONS}
    for spec, views in view.records():
        found[spec.page_section or "succession"].append((spec, views))
    return [
        Chapter(ANCHOR + SECTIONS[section][0], _(SECTIONS[section][1]), groups)
        for section, groups in found.items()
        if groups
    ]


def in_order(counts: Mapping[Status, int]) -> list[tuple[Status, int]]:
    """The statuses that occur, with their numbers, in the order of the legend."""
    return [(status, counts[status]) for status in LOOKS if counts[status]]


def _headings(parts: list[PlanSection]) -> Iterator[Heading]:
    for part in parts:
        if part.items:
            yield Heading(2, part.anchor, part.title)
        for item in part.items:
            raw = item.raw
            title = getattr(raw, "title", None)
            if title:
                yield Heading(3, raw.id, title)
            if isinstance(raw, Issue):
                for action in raw.actions:
                    yield Heading(4, action.id, action.title)
    yield Heading(2, ANCHOR + "where", _("About this plan and its sources"))
