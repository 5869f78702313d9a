"""What the page adds to a group of fields, because it follows from them and nobody types it."""

from markupsafe import Markup, escape
from pydantic import BaseModel

from ..derived.totals import totals
from ..i18n import _
from ..model.funds import Fund
from ..model.money import say_pounds
from .charts import money


def computed(model: BaseModel) -> list[tuple[str, Markup]]:
    """Title and HTML of what follows from a group of fields; nothing for most groups."""
    return _fund(model) if isinstance(model, Fund) else []


def pictured(model: BaseModel) -> Markup:
    """The picture of a group of fields; nothing for most groups."""
    return money(model) if isinstance(model, Fund) else Markup("")


def _fund(fund: Fund) -> list[tuple[str, Markup]]:
    """The sums of a fund, to the penny, and of how many decisions the amount is not known."""
    if not fund.entries:
        return []
    sums = totals(fund)
    rows = [
        (_("Planned (added up)"), sums.planned or None),
        (_("Allocated (added up)"), sums.allocated),
        (_("Of that, committed"), sums.committed),
        (_("Of that, spent"), sums.spent),
        (_("Left"), sums.uncommitted),
    ]
    # Where a decision has no exact amount, each sum is the least that it can be.
    said = _("At least {amount}") if sums.unknown else "{amount}"
    shown = [
        (title, escape(said.format(amount=say_pounds(amount))))
        for title, amount in rows
        if amount is not None
    ]
    if sums.unknown:
        shown.append(
            (_("Not counted"), escape(_("{number} without an exact amount").format(number=sums.unknown)))
        )
    return shown
