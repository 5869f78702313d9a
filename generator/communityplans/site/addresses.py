"""The addresses of the pages about all areas (progress, money, outcomes, data), in one place for pages and
links.
"""

from collections.abc import Iterator

from ..content.documents import Content
from ..derived.fund_summaries import COUNCIL
from ..derived.tracker import VIEWS
from ..model.plan import Plan

TRACKER, MONEY, OUTCOMES, DATA = "tracker/", "money/", "outcomes/", "data/"


def view_addresses(content: Content) -> Iterator[str]:
    """The addresses that a writer can link to: not those of leads, nor further pages of long tables."""
    yield from (
        TRACKER,
        f"{TRACKER}area/",
        f"{TRACKER}lead/",
        *(f"{TRACKER}{view}/" for view in VIEWS),
        MONEY,
        OUTCOMES,
        DATA,
        f"{DATA}fields/",
    )
    if content.council and content.council.model.funds:
        yield f"{MONEY}{COUNCIL}/"
    for plan in content.plans:
        if plan.model.funds:
            yield f"{MONEY}{plan.slug}/"
        if plan.model.withdrawn is None:
            yield f"{TRACKER}area/{plan.slug}/"
            if has_outcomes(plan.model):
                yield f"{OUTCOMES}{plan.slug}/"


def has_outcomes(plan: Plan) -> bool:
    """Whether a plan has anything about outcomes or their evaluation, a stated gap included."""
    return bool(plan.outcomes or plan.evaluation)
