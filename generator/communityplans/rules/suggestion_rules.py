"""What residents sent in, and whether it was answered."""

from collections.abc import Iterator

from ..derived.due_dates import answer_due, is_overdue
from ..derived.obligations import settings_of
from ..model.dates import display_day
from ..model.suggestion import Decided
from ..source.diagnostic import Severity
from .rule_context import CheckContext, Finding

CHANGES_THE_PLAN = frozenset({Decided.agreed, Decided.partly})


def unanswered(checked: CheckContext) -> Iterator[Finding]:
    """A suggestion has had no answer within the days that the settings give. The site says so too.

    An answer may be a no. What people do not forgive is silence. It depends on the day, so it never stops a
    build.

    Fails in suggestions/swing.yml:
        received: 2026-09-01
    Passes in suggestions/swing.yml:
        received: 2026-09-01
        answer: {decision: declined, reason: There is no room for it beside the path., by: Head of Communities, on: 2026-09-20}
    From: Rotherham report 4.1-2c (what people hear back)
    """
    within = settings_of(checked.around.content).answer_within_days
    for document in checked.content.suggestions:
        if is_overdue(document.model, within, checked.today):
            due = answer_due(document.model, within)
            yield Finding(
                document,
                ("received",),
                f"This suggestion should have had its answer by {display_day(due)}, {within} days after it"
                " came in.",
                "Add: answer, with decision, reason, by and on.",
                Severity.warning,
            )


def answer_order(checked: CheckContext) -> Iterator[Finding]:
    """A suggestion was answered before it came in, its author agreed to be named before that, or an edition
    is named for something that changed nothing.

    Fails in suggestions/swing.yml:
        received: 2026-11-02
        answer: {decision: declined, reason: There is no room for it., by: Head of Communities, on: 2026-10-02}
    Passes in suggestions/swing.yml:
        received: 2026-11-02
        answer: {decision: declined, reason: There is no room for it., by: Head of Communities, on: 2026-11-12}
    From: this template
    """
    for document in checked.content.suggestions:
        one = document.model
        received = display_day(one.received)
        if one.answer and one.answer.on < one.received:
            yield Finding(
                document,
                ("answer", "on"),
                f"The answer ({display_day(one.answer.on)}) comes before the suggestion ({received}).",
                "Put the wrong day right.",
            )
        if one.credit and one.credit.agreed_on < one.received:
            yield Finding(
                document,
                ("credit", "agreed_on"),
                f"The agreement to be named ({display_day(one.credit.agreed_on)}) comes before the suggestion"
                f" ({received}).",
                "Put the wrong day right.",
            )
        if one.answer and one.answer.edition and one.answer.decision not in CHANGES_THE_PLAN:
            yield Finding(
                document,
                ("answer", "edition"),
                f"The decision is “{one.answer.decision.label}”, so no edition changed the plan because"
                " of it.",
                f"Take the line edition out, or write the decision {Decided.agreed.value} or"
                f" {Decided.partly.value}.",
            )
