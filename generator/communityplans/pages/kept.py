"""The panel "Is this plan being kept?": what a plan owes, and how that stands on the day on which the page is made."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ..content.documents import Document
from ..model.report import Report
from ..model.tracked import Status
from ..reckoning.duties import SETTLED, Duty, Kept
from ..text.catalogue import NN_, _, ngettext
from .marks import MARKS

# The marks of the statuses say the same of a duty: done, held up, not known, still open.
_LOOKS = {Kept.kept: Status.complete, Kept.overdue: Status.paused, Kept.missing: Status.unknown, Kept.due: Status.not_started, Kept.not_needed: Status.proposed,
          Kept.not_published: Status.unknown, Kept.not_looked: Status.unknown, Kept.none: Status.unknown}
_SAID = ((Kept.kept, NN_("{number} kept", "{number} kept")), (Kept.overdue, NN_("{number} overdue", "{number} overdue")), (Kept.missing, NN_("{number} missing", "{number} missing")),
         (Kept.not_published, NN_("{number} not published", "{number} not published")), (Kept.not_looked, NN_("{number} not looked for", "{number} not looked for")),
         (Kept.none, NN_("{number} said not to exist", "{number} said not to exist")),
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
        owed = [duty for duty in self.duties if duty.kept is not Kept.not_needed]
        counts = Counter(duty.kept for duty in owed)
        parts = [ngettext(*words, counts[kept]).format(number=counts[kept]) for kept, words in _SAID if counts[kept]]
        if not parts:
            return _("Nothing is owed for this plan.")
        said = ngettext("One thing is owed for this plan: {parts}.", "{number} things are owed for this plan: {parts}.", len(owed))
        return said.format(number=len(owed), parts=", ".join(parts))

    @property
    def shared(self) -> list[str]:
        """The one post that sees to everything that is open, so that it need not stand behind each; nothing if there are several."""
        owners = {duty.owner for duty in self.duties if duty.kept not in SETTLED}
        return list(owners) if len(owners) == 1 else []

    def mark(self, duty: Duty) -> Markup:
        """The mark that shows how a duty stands."""
        return MARKS[_LOOKS[duty.kept]]
