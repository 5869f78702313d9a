"""What a duty is: something owed for a plan, how it stands, by when, and who sees to it."""

from dataclasses import dataclass
from datetime import date, timedelta

from ..i18n import N_
from ..model.types import Choice, GapKind


class ObligationStatus(Choice):
    """How it stands with something that is owed."""

    overdue = "overdue", N_("Overdue")
    missing = "missing", N_("Missing")
    not_published = "not_published", GapKind.not_published.english
    not_looked = "not_looked", GapKind.not_looked.english
    none = "none", GapKind.none.english
    due = "due", N_("To come")
    kept = "kept", N_("Kept")
    not_needed = "not_needed", GapKind.not_needed.english


# What nobody needs to see to, and what somebody should: something that a plan says is not there is no more
# overdue than it is kept.
SETTLED = frozenset({ObligationStatus.kept, ObligationStatus.not_needed})
NEEDED = frozenset(
    {
        ObligationStatus.overdue,
        ObligationStatus.missing,
        ObligationStatus.not_published,
        ObligationStatus.not_looked,
        ObligationStatus.none,
    }
)


@dataclass(frozen=True)
class ObligationTerms:
    """A report that is asked for again and again: its name in keys, and its words."""

    key: str
    plural: str
    name: str
    given: str
    given_on: str
    was_due: str
    is_due: str


@dataclass(frozen=True)
class Obligation:
    """Something owed.

    `key` names it for ever within its plan; `short` says it in a few words, `words` how it stands, `due` by
    when (None where no day follows), `owner` the post that does it. `address` is the page about it, below the
    root of the site.
    """

    key: str
    kind: str
    plan: str
    title: str
    short: str
    words: str
    kept: ObligationStatus
    due: date | None
    owner: str
    address: str

    def within(self, today: date, days: int) -> bool:
        """Whether somebody must see to it: it is not kept, and due by then or at no day."""
        return self.kept not in SETTLED and (self.due is None or self.due <= today + timedelta(days=days))
