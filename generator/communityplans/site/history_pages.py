"""Renders the history of plans and guides: changes, dated versions, finished promises, and editions."""

from collections.abc import Callable, Iterable

from pydantic import BaseModel

from ..content.documents import Document
from ..editions.compare import title_of
from ..editions.edition_list import PublishedEdition, history_of
from ..editions.plan_renames import slugs_over_time
from ..editions.redaction import RedactionTarget, redaction_text, target_of
from ..i18n import _
from ..model.fields import iter_values
from ..model.plan import Plan
from ..model.settings import Withheld
from ..model.tracked import CLOSED, Tracked
from .change_summary import CouncilStep
from .document_history import DocumentHistory, Revision
from .field_html import View
from .page import Heading, Page, way_up
from .references import ReferenceDirectory, ReferenceNames, guide_title, sources_on_about
from .render import render
from .render_context import RenderContext


def plan_history(
    document: Document[Plan],
    past: DocumentHistory,
    directory: ReferenceDirectory,
    removed: list[tuple[str, str]],
) -> list[Page]:
    """The history page of a shown plan, with its redactions (`removed`), and the page of finished promises."""
    title = document.model.title
    ended = [
        View(value, directory.names(document, "../"))
        for _, _, value in iter_values(document.model)
        if isinstance(value, Tracked) and (value.status in CLOSED or value.merged_into or value.handed_to)
    ]
    closed = render("closed", title=title, slug=document.slug, views=ended)
    return [
        history_page(title, past, removed),
        Page(
            f"{past.home}closed/",
            "closed",
            _("Finished and closed: {title}").format(title=title),
            closed,
            _("What was finished or closed in {title}.").format(title=title),
            "plans/",
        ),
    ]


def gone(past: DocumentHistory) -> list[Page]:
    """The pages of a removed document: a page at its address, and its history."""
    body = render(
        "gone", past=past, last=past.latest, base=way_up(past.home), trail=trail(past), what=WHAT[past.folder]
    )
    return [
        Page(
            past.home,
            "gone",
            past.title,
            body,
            _("{title} is not in the newest edition.").format(title=past.title),
            section(past),
            index=False,
        ),
        history_page(past.title, past, [], gone=True),
    ]


def moved_plan(past: DocumentHistory) -> list[Page]:
    """The forwarding pages at the former addresses of a plan."""
    pages = []
    for slug in past.former:
        for part in ("", "history/", "closed/"):
            old, new = f"plans/{slug}/{part}", f"{past.home}{part}"
            body = render("moved", title=past.title, old=old, new=new, base=way_up(old))
            pages.append(
                Page(
                    old,
                    "moved",
                    _("Now called {title}").format(title=past.title),
                    body,
                    _("This plan is now called {title}.").format(title=past.title),
                    "plans/",
                    canonical=new,
                    index=False,
                    forward=True,
                )
            )
    return pages


def dated_page(
    past: DocumentHistory, step: Revision, page_of: Callable[..., Page], directory: ReferenceDirectory
) -> Page:
    """The permanent page of a document in an edition in which it changed; `page_of` renders it if the text
    can be read.
    """
    if step.document is None:
        return _unread(past, step)
    return page_of(step.document, step.edition.content, directory, None, step.day, past, dated=step.edition)


def removed_from(
    document: Document[Plan], past: DocumentHistory, places: Iterable[Withheld]
) -> list[tuple[str, str]]:
    """The redactions of a plan: the name of the item, and the text in place of the redacted words."""
    titles = {
        getattr(value, "id", None): title_of(value)
        for _, _, value in iter_values(document.model)
        if isinstance(value, BaseModel)
    }
    mine = ((place, target_of(place.item)) for place in places)
    return [
        (titles.get(target.id, target.id) or document.model.title, redaction_text(place))
        for place, target in mine
        if target.kind == "plan" and target.name in (past.slug, *past.former)
    ]


def removed_from_guide(past: DocumentHistory, places: Iterable[Withheld]) -> list[tuple[str, str]]:
    """The redactions of a published guide page: the heading, and the text in place of the redacted words."""
    mine = [place for place in places if target_of(place.item) == RedactionTarget("guide", past.slug)]
    shown = {path for step in past.steps for path in step.edition.pictures.get(step.path, ())}
    mine += [place for place in places if place.item in shown]
    return [(place.section or past.title, redaction_text(place)) for place in mine]


# The noun for a document of each folder.
WHAT = {"plans": "plan", "guides": "page"}


def section(past: DocumentHistory) -> str:
    """The address of the menu entry of a document: all plans, or its guide."""
    return "plans/" if past.folder == "plans" else f"guides/{past.slug.split('/')[0]}/"


def trail(past: DocumentHistory) -> list[tuple[str, str]]:
    """The breadcrumbs of a document, without itself: (title, address)."""
    return [(_("All plans") if past.folder == "plans" else guide_title(past.slug), section(past))]


def history_page(
    title: str, past: DocumentHistory, removed: list[tuple[str, str]], *, gone: bool = False
) -> Page:
    """Every edition in which a document differs, with what changed."""
    address = f"{past.home}history/"
    body = render(
        "history",
        title=title,
        past=past,
        base=way_up(address),
        gone=gone,
        removed=removed,
        trail=trail(past),
        what=WHAT[past.folder],
    )
    headings = tuple(Heading(2, f"e-{step.edition.id}", step.edition.name) for step in past.steps)
    said = (
        _("Every change to the plan {title}, by edition.")
        if past.folder == "plans"
        else _("Every change to the page {title}, by edition.")
    )
    return Page(
        address,
        "history",
        _("History of {title}").format(title=title),
        body,
        said.format(title=title),
        section(past),
        headings=headings,
    )


def _unread(past: DocumentHistory, step: Revision) -> Page:
    body = render(
        "unread",
        title=past.title,
        past=past,
        step=step,
        base=way_up(step.address),
        trail=trail(past),
        what=WHAT[past.folder],
    )
    return Page(
        step.address,
        "unread",
        f"{past.title}, {step.edition.words}",
        body,
        "",
        section(past),
        canonical=past.home,
        index=False,
    )


def edition_pages(showing: RenderContext) -> list[Page]:
    """The page of the latest changes in all areas, and a page for each edition."""
    editions = list(reversed(showing.editions))
    steps: dict[str, list[tuple[DocumentHistory, Revision]]] = {edition.id: [] for edition in editions}
    for past in sorted(
        (*showing.pasts.values(), *showing.guide_pasts.values()),
        key=lambda p: (p.folder != "plans", p.title.casefold()),
    ):
        for step in past.steps:
            steps[step.edition.id].append((past, step))
    body = render(
        "changes",
        editions=editions,
        steps=steps,
        council=showing.council_steps,
        unread=bool(showing.content.editions),
    )
    headings = tuple(Heading(2, f"e-{edition.id}", edition.name) for edition in editions)
    pages = [
        Page(
            "changes/",
            "changes",
            _("Latest changes"),
            body,
            _("What changed in the plans, by edition."),
            "changes/",
            headings=headings,
        )
    ]
    pages += [
        _edition(edition, showing, editions[0], showing.council_steps.get(edition.id)) for edition in editions
    ]
    return pages


def _edition(
    edition: PublishedEdition,
    showing: RenderContext,
    newest: PublishedEdition,
    council: CouncilStep | None = None,
) -> Page:
    """The page of an edition, with a link to the dated page of each plan in it."""
    until = showing.editions[: showing.editions.index(edition) + 1]
    rows = []
    for plan in sorted(edition.content.plans, key=lambda p: p.top("title").casefold()):
        last, _path = history_of(
            until,
            [
                f"plans/{name}.yml"
                for name in slugs_over_time(plan)
                if name == plan.slug or f"plans/{name}.yml" not in edition.manifest
            ],
        )[-1]
        rows.append((plan.top("title"), plan.slug, last.id, plan.top("summary")))
    guides = [
        (guide.model.title, f"{guide.slug}/{history_of(until, [guide.source.path])[-1][0].id}")
        for guide in edition.content.guides
    ]
    # Only the approval can cite a source, and few editions do.
    about = sources_on_about(showing.content)
    sourced = edition.model.approved.source is not None
    names = ReferenceDirectory(edition.content, about=about).places if sourced else ReferenceNames()
    body = render(
        "edition",
        council=council,
        edition=edition,
        rows=rows,
        guides=guides,
        newest=newest,
        approved=View(edition.model, names),
    )
    title = _("All areas as they stood on {day}").format(day=edition.name)
    return Page(
        f"editions/{edition.id}/",
        "edition",
        title,
        body,
        edition.model.title,
        "changes/",
        index=edition is newest,
    )
