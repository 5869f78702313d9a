"""Keys of tasks about one document: hashes of everything that the result depends on."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from ..content.documents import Document
from ..editions.edition_list import PublishedEdition
from ..editions.plan_renames import slugs_over_time
from ..model.guide import Guide
from ..model.plan import Plan
from ..model.settings import Withheld
from .document_history import DocumentHistory, Revision
from .glossary import terms
from .render_context import RenderContext
from .tasks import task_key


def key(past: DocumentHistory, step: Revision, withheld: Iterable[Withheld]) -> str:
    """The key of the dated page of a revision.

    The edition file pins the bytes of every document that the page is made of. The page also shows its
    successor, the dates first promised, and redactions.
    """
    edition, replaced = step.edition, past.replaced(step.edition)
    return task_key(
        step.folder,
        step.slug,
        past.home,
        edition.id,
        edition.document.text_id,
        replaced and (replaced.edition.id, replaced.edition.document.text_id, replaced.address),
        sorted(past.first_promised(edition).items()),
        [repr(place) for place in withheld],
    )


class CacheKeys:
    """The keys of tasks about the current version of one plan.

    A plan's page depends on its own file and history, on every small file of the council, on the titles of
    other plans, and on the day. It does not depend on the content of other plans: a test changes each of them
    and compares.
    """

    def __init__(self, showing: RenderContext, today: date, *flags: bool):
        content, self._showing = showing.content, showing
        small = [one for one in content.documents if not isinstance(one.model, Plan | Guide)]
        self._lines = {plan.source.path: plan.lines for plan in (showing.working or content).plans}
        self._small = task_key([(one.source.path, one.text_id) for one in small])
        # A redaction names a plan by any of its names, so it depends on the names of all plans.
        self._always = task_key(
            [(one.source.path, one.text_id) for one in (content.council, content.settings) if one],
            [(plan.slug, *slugs_over_time(plan)) for plan in content.plans],
        )
        self._around = task_key(
            today.isoformat(),
            flags,
            showing.draft,
            repr(showing.period),
            self._small,
            [(one.slug, one.model.title, one.model.area, repr(one.model.withdrawn)) for one in content.plans],
            [guide.slug for guide in content.guides],
            terms(content),
        )

    def of(self, plan: Document[Plan], what: str) -> str:
        """The key of a task of the kind `what` about a plan."""
        past = self._showing.pasts.get(plan.slug)
        steps = (
            [
                (step.edition.id, step.edition.manifest.get(step.path), step.document is None)
                for step in past.steps
            ]
            if past
            else None
        )
        return task_key(
            what,
            self._around,
            plan.slug,
            plan.text_id,
            self._lines.get(plan.source.path),
            past and (past.home, past.former),
            steps,
        )

    def then(self, document: Document[Any], edition: PublishedEdition, what: str) -> str:
        """The key of a task about a document in an edition, which also depends on the current council file
        and settings.
        """
        return task_key(
            what, self._always, document.slug, edition.id, edition.document.text_id, document.text_id
        )
