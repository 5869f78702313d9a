"""Renders the page of pre-election periods: each with its editions, exceptions, and the answers given in it."""

from dataclasses import dataclass

from ..editions.edition_list import PublishedEdition
from ..i18n import _
from ..model.settings import PreElection
from .document_history import DocumentHistory, Revision
from .field_html import View
from .page import Heading, Page
from .references import ReferenceDirectory
from .render import render
from .render_context import RenderContext
from .source_links import SourceLinks
from .suggestion_pages import titles


@dataclass(frozen=True)
class PreElectionView:
    """A period as the page shows it."""

    view: View
    raw: PreElection
    now: bool
    editions: list[tuple[PublishedEdition, list[tuple[DocumentHistory, Revision]]]]
    answers: list[tuple[str, str]]


def election_pages(showing: RenderContext, origin: SourceLinks, directory: ReferenceDirectory) -> list[Page]:
    """The page of all periods, newest first; no page if the settings have no period."""
    settings = showing.content.settings
    if settings is None or not origin.settings.pre_election:
        return []
    names = directory.names(settings)
    called = titles(showing.content)
    periods = []
    for one in sorted(origin.settings.pre_election, key=lambda period: period.notice, reverse=True):
        editions = [
            edition
            for edition in reversed(showing.editions)
            if one.notice <= edition.day <= one.close_of_poll
        ]
        steps = [
            (
                edition,
                [
                    (past, step)
                    for past in showing.pasts.values()
                    for step in past.steps
                    if step.edition.id == edition.id
                ],
            )
            for edition in editions
        ]
        answers = [
            (f"said_{document.slug}", called.get(document.model.about, document.model.about))
            for document in showing.content.suggestions
            if document.model.answer and one.notice <= document.model.answer.on <= one.close_of_poll
        ]
        periods.append(PreElectionView(View(one, names), one, one == showing.period, steps, answers))
    body = render("elections", periods=periods, called=called)
    headings = tuple(
        Heading(2, f"part_{number}", period.raw.election) for number, period in enumerate(periods, 1)
    )
    return [
        Page(
            "elections/",
            "elections",
            _("Before elections"),
            body,
            _("What was published between the notice of an election and the close of the polls."),
            "about/",
            headings=headings,
        )
    ]
