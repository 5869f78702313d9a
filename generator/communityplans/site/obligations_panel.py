"""The panel "Is this plan up to date?": what a plan owes, and how that stands on the day on which the page is
made.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ..content.documents import Document
from ..derived.obligations import SETTLED, Obligation, ObligationStatus
from ..i18n import NN_, _, ngettext
from ..model.report import Report
from ..model.tracked import Status
from .status_icons import MARKS

# The marks of the statuses say the same of a duty: done, held up, not known, still open.
_LOOKS = {
    ObligationStatus.kept: Status.complete,
    ObligationStatus.overdue: Status.paused,
    ObligationStatus.missing: Status.unknown,
    ObligationStatus.due: Status.not_started,
    ObligationStatus.not_needed: Status.proposed,
    ObligationStatus.not_published: Status.unknown,
    ObligationStatus.not_looked: Status.unknown,
    ObligationStatus.none: Status.unknown,
}
_SAID = (
    (ObligationStatus.kept, NN_("{number} kept", "{number} kept")),
    (ObligationStatus.overdue, NN_("{number} overdue", "{number} overdue")),
    (ObligationStatus.missing, NN_("{number} missing", "{number} missing")),
    (ObligationStatus.not_published, NN_("{number} not published", "{number} not published")),
    (ObligationStatus.not_looked, NN_("{number} not looked for", "{number} not looked for")),
    (ObligationStatus.none, NN_("{number} said not to exist", "{number} said not to exist")),
    (ObligationStatus.due, NN_("{number} still to come", "{number} still to come")),
)


@dataclass(frozen=True)
class ObligationsPanel:
    """The obligations of one plan as its page shows them.

    `calendar` is the address of its calendar, if there is one; `reports` are those on this area.
    """

    duties: Sequence[Obligation]
    calendar: str
    reports: Sequence[Document[Report]] = ()

    @property
    def summary(self) -> str:
        """The number of obligations by status, in words."""
        owed = [duty for duty in self.duties if duty.kept is not ObligationStatus.not_needed]
        counts = Counter(duty.kept for duty in owed)
        parts = [
            ngettext(*words, counts[kept]).format(number=counts[kept])
            for kept, words in _SAID
            if counts[kept]
        ]
        if not parts:
            return _("Nothing more is due for this plan.")
        said = ngettext(
            "Of one thing this plan needs: {parts}.",
            "Of {number} things this plan needs: {parts}.",
            len(owed),
        )
        return said.format(number=len(owed), parts=", ".join(parts))

    @property
    def shared(self) -> list[str]:
        """The post that is responsible for all open obligations, so that it is shown once; "" if there are
        several.
        """
        owners = {duty.owner for duty in self.duties if duty.kept not in SETTLED}
        return list(owners) if len(owners) == 1 else []

    def mark(self, duty: Obligation) -> Markup:
        """The icon for the status of an obligation."""
        return MARKS[_LOOKS[duty.kept]]
