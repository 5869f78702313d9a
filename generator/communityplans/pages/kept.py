"""The panel "Is this plan being kept?": what a plan owes, and how that stands on the day on which the page is made."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ..content.documents import Document
from ..model.report import Report
from ..model.tracked import Status
from ..reckoning.duties import Duty, Kept
from ..text.catalogue import NN_, _, ngettext
from .marks import MARKS

# The marks of the statuses say the same of a duty: done, held up, not known, still open.
_LOOKS = {Kept.kept: Status.complete, Kept.overdue: Status.paused, Kept.missing: Status.unknown, Kept.due: Status.not_started}
_SAID = ((Kept.kept, NN_("{number} kept", "{number} kept")), (Kept.overdue, NN_("{number} overdue", "{number} overdue")), (Kept.missing, NN_("{number} missing", "{number} missing")),
         (Kept.due, NN_("{number} still to come", "{number} still to come")))


@dataclass(frozen=True)
class Panel:
    """The duties of one plan as its page shows them. `calendar` is the address of its calendar, if there is one; `reports` are those on this area."""

    duties: Sequence[Duty]
    calendar: str
    reports: Sequence[Document[Report]] = ()

    @property
    def summary(self) -> str:
        """How many duties are kept, overdue, missing and to come."""
        counts = Counter(duty.kept for duty in self.duties)
        parts = [ngettext(*words, counts[kept]).format(number=counts[kept]) for kept, words in _SAID if counts[kept]]
        if not parts:
            return _("Nothing is owed for this plan.")
        said = ngettext("One thing is owed for this plan: {parts}.", "{number} things are owed for this plan: {parts}.", len(self.duties))
        return said.format(number=len(self.duties), parts=", ".join(parts))

    @property
    def shared(self) -> list[str]:
        """The one post that sees to everything that is open, so that it need not stand behind each; nothing if there are several."""
        owners = {duty.owner for duty in self.duties if duty.kept is not Kept.kept}
        return list(owners) if len(owners) == 1 else []

    def mark(self, duty: Duty) -> Markup:
        """The mark that shows how a duty stands."""
        return MARKS[_LOOKS[duty.kept]]
