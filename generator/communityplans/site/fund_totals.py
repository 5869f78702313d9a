"""Derived values that pages show beside the fields of a group, such as the sums of a fund."""

from markupsafe import Markup, escape
from pydantic import BaseModel

from ..derived.fund_summaries import Compared
from ..derived.totals import Sum, exact, totals
from ..i18n import _
from ..model.funds import Fund
from ..model.money import say_pounds
from .charts import money


def computed(model: BaseModel) -> list[tuple[str, Markup]]:
    """Title and HTML of the values derived from a group; empty for most kinds of group."""
    return _fund(model) if isinstance(model, Fund) else []


def pictured(model: BaseModel) -> Markup:
    """The chart of a group; empty for most kinds of group."""
    return money(model) if isinstance(model, Fund) else Markup("")


def said(amount: Sum) -> str:
    """A sum in words: exact, the least that it can be, or "not known"."""
    if amount.known is None:
        return _("Not known")
    return (
        _("At least {amount}").format(amount=say_pounds(amount.known))
        if amount.missing
        else say_pounds(amount.known)
    )


def difference(one: Compared) -> str:
    """How a published total differs from the computed one, in words for residents."""
    amount = exact(one.published.amount) if one.published.amount else None
    if one.ours.known is None:
        return _("There is nothing here to compare it with.")
    if one.differs is None:
        return _("Not everything is stated here, so the two cannot be compared.")
    if not one.differs:
        return _("The two agree.")
    if amount is None or one.ours.known is None:
        return _("The two differ.")
    more = amount > one.ours.known
    apart = say_pounds(abs(amount - one.ours.known))
    if one.ours.exact is None:
        return _("The published total is at least {amount} less than the sum here.").format(amount=apart)
    return (
        _("The published total is {amount} more than the sum here.")
        if more
        else _("The published total is {amount} less than the sum here.")
    ).format(amount=apart)


def _fund(fund: Fund) -> list[tuple[str, Markup]]:
    """The sums of a fund, and the number of decisions without a known amount."""
    sums = totals(fund)
    shown = [(_("Available"), escape(said(sums.available)))]
    if not fund.entries:
        return shown if sums.available.known is not None else []
    rows = [
        (_("Planned (added up)"), sums.planned),
        (_("Allocated (added up)"), sums.allocated),
        (_("Of that, committed"), sums.committed),
        (_("Of that, spent"), sums.spent),
        (_("Left"), sums.left),
    ]
    shown += [
        (title, escape(said(amount)))
        for title, amount in rows
        if amount is not sums.planned or amount.known or amount.missing
    ]
    if sums.unknown:
        shown.append(
            (_("Not counted"), escape(_("{number} without an exact amount").format(number=sums.unknown)))
        )
    return shown
