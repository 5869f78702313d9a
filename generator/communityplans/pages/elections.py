"""What was published before elections: each pre-election period with its editions, its exceptions and the answers given in it."""

from dataclasses import dataclass

from ..history.editions import Edition
from ..model.elections import PreElection
from ..text.catalogue import _
from .names import Directory
from .origin import Origin
from .page import Heading, Page
from .past import Past, Step
from .render import render
from .show import View
from .showing import Showing
from .suggestions import titles


@dataclass(frozen=True)
class Period:
    """A period as the page shows it."""

    view: View
    raw: PreElection
    now: bool
    editions: list[tuple[Edition, list[tuple[Past, Step]]]]
    answers: list[tuple[str, str]]


def election_pages(showing: Showing, origin: Origin, directory: Directory) -> list[Page]:
    """The page of all periods, newest first; none where the settings name no period."""
    settings = showing.content.settings
    if settings is None or not origin.settings.pre_election:
        return []
    names = directory.names(settings)
    called = titles(showing.content)
    periods = []
    for one in sorted(origin.settings.pre_election, key=lambda period: period.notice, reverse=True):
        editions = [edition for edition in reversed(showing.editions) if one.notice <= edition.day <= one.close_of_poll]
        steps = [(edition, [(past, step) for past in showing.pasts.values() for step in past.steps if step.edition.id == edition.id]) for edition in editions]
        answers = [(f"said_{document.slug}", called.get(document.model.about, document.model.about)) for document in showing.content.suggestions
                   if document.model.answer and one.notice <= document.model.answer.on <= one.close_of_poll]
        periods.append(Period(View(one, names), one, one == showing.period, steps, answers))
    body = render("elections", periods=periods, called=called)
    headings = tuple(Heading(2, f"part_{number}", period.raw.election) for number, period in enumerate(periods, 1))
    return [Page("elections/", "elections", _("Before elections"), body, _("What was published between the notice of an election and the close of the polls."), "about/", headings=headings)]
