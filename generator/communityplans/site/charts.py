"""Charts as inline SVG that needs no script, no style and no id.

The numbers of every chart are also text: in its label, and in the list or table beside it. A segment of a bar
is filled like the icon of its status (`status_icons.py`), so no chart depends on colour.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from markupsafe import Markup, escape

from ..derived.outcomes import Point, Series, numbers
from ..derived.totals import NOTHING, totals
from ..i18n import _, ngettext
from ..model.funds import Fund
from ..model.money import say_pounds
from ..model.tracked import Status
from .status_icons import LOOKS, MARKS

# The widths of bars and of line charts, chosen so that their text is legible on a phone.
WIDE, HIGH, GAP = 320, 24, 3
CHART = 240


@dataclass(frozen=True)
class Piece:
    """A segment of a bar: its amount, its text, and the status whose pattern it has."""

    amount: Decimal | int
    words: Markup
    like: Status


def statuses(rows: Sequence[tuple[Status, int]], big: bool = False) -> Markup:
    """A bar of the promises of an area by status, and its key with the numbers."""
    pieces = [
        Piece(count, Markup(f"<b>{count}</b> {escape(status.label.lower())}"), status)
        for status, count in rows
    ]
    said = ", ".join(f"{count} {status.label.lower()}" for status, count in rows)
    total = sum(count for _, count in rows)
    # In a list of areas the text is right below each bar, so the bar has no label of its own.
    return _figure(
        pieces,
        (
            ngettext("{number} item: {said}", "{number} items: {said}", total).format(number=total, said=said)
            if big
            else None
        ),
        big,
    )


def money(fund: Fund) -> Markup:
    """A bar of a fund's money by how far it is spent; empty if no sum is known. The sums are also text among
    the fund's facts.
    """
    sums = totals(fund)
    spent, committed, allocated, left = (
        one.known or NOTHING for one in (sums.spent, sums.committed, sums.allocated, sums.left)
    )
    parts = [
        (spent, sums.spent, _("spent"), Status.complete),
        (committed, sums.committed, _("committed"), Status.in_progress),
        (allocated - committed - spent, sums.allocated, _("allocated, not yet committed"), Status.planning),
        (left, sums.left, _("left"), Status.not_started),
    ]
    # A sum with an unknown part is "at least" the known rest.
    worded = [
        (
            amount,
            _("at least {amount}").format(amount=say_pounds(amount)) if of.missing else say_pounds(amount),
            words,
            like,
        )
        for amount, of, words, like in parts
        if amount > 0
    ]
    if not worded or not allocated:
        return Markup("")
    pieces = [
        Piece(amount, Markup("<b>{}</b> {}").format(figure, words), like)
        for amount, figure, words, like in worded
    ]
    said = ", ".join(f"{figure} {words}" for _amount, figure, words, _like in worded)
    available, after = sums.available, ""
    if sums.opening.known is None:
        said, after = (
            _("Money: {said}").format(said=said),
            _("How much was available is not published as an exact sum."),
        )
    elif available.missing:
        said, after = (
            _("Of at least {amount}: {said}").format(
                amount=say_pounds(available.known or NOTHING), said=said
            ),
            _("What was brought forward is not stated."),
        )
    else:
        said = _("Of {amount}: {said}").format(amount=say_pounds(available.known or NOTHING), said=said)
        after = _("{amount} more than was available.").format(amount=say_pounds(-left)) if left < 0 else ""
    return _figure(pieces, said, True, after)


def readings(series: Series) -> Markup:
    """A line chart of the readings of a measure, with its target. A table with the numbers is below it."""
    left, right, top, foot = 8, CHART - 8, 44, 128
    first, last = _ordinal(series.points[0]), _ordinal(series.points[-1])
    aim = series.target
    values = [point.value for point in series.points] + ([aim.value] if aim else []) + [NOTHING]
    low, high = min(values), max(values)
    x = [
        left + 16 + round((right - left - 32) * (_ordinal(point) - first) / max(1, last - first))
        for point in series.points
    ]
    height = {value: foot - round((foot - top) * (value - low) / ((high - low) or 1)) for value in values}
    drawn = [
        f'<path class="cp-axis" d="M{left} {height[NOTHING]}H{right}" fill="none" stroke="currentColor"/>'
    ]
    if aim:
        drawn.append(
            f'<path class="cp-target" d="M{left} {height[aim.value]}H{right}" fill="none"'
            f' stroke="currentColor" stroke-width="2" stroke-dasharray="7 5"/><text x="{left}"'
            f' y="16">{_("Target: {figure} (dashed)").format(figure=escape(aim.short))}</text>'
        )
    line = "L".join(f"{at} {height[point.value]}" for at, point in zip(x, series.points, strict=True))
    drawn.append(f'<path class="cp-line" d="M{line}" fill="none" stroke="currentColor" stroke-width="3"/>')
    drawn += [
        f'<circle class="cp-dot" cx="{at}" cy="{height[point.value]}" r="5" fill="currentColor"/>'
        for at, point in zip(x, series.points, strict=True)
    ]
    drawn += _figures(series, x, height) + _times(series.points, left, right)
    said = "; ".join(f"{point.said}, {point.when}" for point in series.points) + (
        _("; target {figure}").format(figure=aim.said) + (f", {aim.when}" if aim.when else "") if aim else ""
    )
    return Markup(
        f'<figure class="cp-picture"><svg class="cp-chart" viewBox="0 0 {CHART} 156" role="img"'
        f' aria-label="{escape(f"{series.what}: {said}")}" font-size="14" font-family="Public Sans,'
        f' sans-serif" fill="currentColor">{"".join(drawn)}</svg></figure>'
    )


def beside(what: str, rows: Sequence[tuple[str, str]]) -> Markup:
    """The same figure for several places as horizontal bars; empty if the figures are not plain numbers of
    one unit.
    """
    found = numbers([said for _, said in rows])
    if found is None or len(rows) < 2:
        return Markup("")
    # Percentages are scaled to 100, other figures to the greatest.
    whole = max(*found, Decimal(100)) if rows[0][1].strip().endswith("%") else max(found)
    drawn = []
    for number, ((place, said), value) in enumerate(zip(rows, found, strict=True)):
        top, wide = 40 * number, max(2, round(CHART * value / whole))
        drawn.append(
            f'<text x="0" y="{top + 14}">{escape(place)}:'
            f" {escape(said)}</text>{_box(0, top + 20, wide, 12) if number == 0 else _hollow(top + 20, wide)}"
        )
    label = f"{what}: " + "; ".join(f"{place} {said}" for place, said in rows)
    return Markup(
        f'<figure class="cp-picture"><svg class="cp-chart cp-mark--moving" viewBox="0 0 {CHART}'
        f' {40 * len(rows)}" role="img" aria-label="{escape(label)}" font-size="14" font-family="Public Sans,'
        f' sans-serif">{"".join(drawn)}</svg></figure>'
    )


def _hollow(y: int, wide: int) -> str:
    return (
        f'<rect x="1" y="{y + 1}" width="{max(1, wide - 2)}" height="10" fill="none" stroke="currentColor"'
        ' stroke-width="2"/>'
    )


def _figures(series: Series, x: Sequence[int], height: dict[Decimal, int]) -> list[str]:
    """The label of each dot, below it where the target line would cross it; of dots too close together, only
    the last one has a label.
    """
    found, free = [], CHART
    for at, point in reversed(list(zip(x, series.points, strict=True))):
        half = 4 * len(point.short)
        if at + half <= free:
            y = height[point.value]
            under = series.target and 0 <= y - height[series.target.value] < 26
            found.append(
                f'<text x="{min(max(at, half), CHART - half)}" y="{y + 20 if under else y - 10}"'
                f' text-anchor="middle">{escape(point.short)}</text>'
            )
            free = at - half - 4
    return found


def _ordinal(point: Point) -> int:
    """The day of a reading as a number. Only a target can be without a day."""
    return point.day.toordinal() if point.day else 0


def _times(points: Sequence[Point], left: int, right: int) -> list[str]:
    """The dates of the first and the last reading; only their years if both do not fit."""
    begin, end = points[0].when, points[-1].when
    from_year, to_year = (date.fromordinal(_ordinal(one) or 1).year for one in (points[0], points[-1]))
    if 8 * (len(begin) + len(end)) > right - left and from_year < to_year:
        begin, end = str(from_year), str(to_year)
    first = f'<text x="{left}" y="150">{escape(begin)}</text>'
    last = f'<text x="{right}" y="150" text-anchor="end">{escape(end)}</text>'
    return [first, last] if len(points) > 1 and 8 * (len(begin) + len(end)) <= right - left else [last]


def _figure(pieces: Sequence[Piece], label: str | None, big: bool, after: str = "") -> Markup:
    """A bar of segments with its key. Without a label it is decorative, beside its text."""
    total = sum(piece.amount for piece in pieces)
    drawn, start = [], Decimal(0)
    room = WIDE - GAP * (len(pieces) - 1)
    for piece in pieces:
        wide = room * Decimal(piece.amount) / total
        drawn.append(_piece(piece.like, round(start), max(3, round(start + wide) - round(start))))
        start += wide + GAP
    about = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true" focusable="false"'
    key = "".join(f"<li>{MARKS[piece.like]} <span>{piece.words}</span></li>" for piece in pieces)
    more = f'<p class="cp-quiet">{escape(after)}</p>' if after else ""
    return Markup(
        f'<figure class="cp-picture"><svg class="cp-bar" viewBox="0 0 {WIDE} {HIGH}"'
        f" {about}>{''.join(drawn)}</svg><ul"
        f' class="cp-tally{" cp-tally--big" if big else ""}">{key}</ul>{more}</figure>'
    )


def _piece(status: Status, x: int, wide: int) -> str:
    """One segment: a rectangle, filled like the icon of its status."""
    shape, tone = LOOKS[status]
    dashed = ' stroke-dasharray="4 3"' if shape == "question" else ""
    edge = (
        f'<rect x="{x + 1}" y="1" width="{max(1, wide - 2)}" height="{HIGH - 2}" fill="none"'
        f' stroke="currentColor" stroke-width="2"{dashed}/>'
    )
    return f'<g class="cp-mark--{tone}">{_filled(shape, x, wide)}{edge}</g>'


def _filled(shape: str, x: int, wide: int) -> str:
    match shape:
        case "tick":
            return _box(x, 0, wide, HIGH)
        case "half":
            return _box(x, HIGH // 2, wide, HIGH // 2)
        case "quarter":
            return _box(x, HIGH * 3 // 4, wide, HIGH // 4)
        case "dot":
            return _box(x, 8, wide, 8)
        case "diamond":
            return _line(x, wide, 4, "4 4")
        case "bars":
            return _line(x, wide, HIGH, "6 4")
        case "cross":
            return _box(x, 0, wide, 9) + _box(x, 15, wide, 9)
    return ""


def _box(x: int, y: int, wide: int, high: int) -> str:
    return f'<rect x="{x}" y="{y}" width="{wide}" height="{high}" fill="currentColor"/>'


def _line(x: int, wide: int, thick: int, dashes: str) -> str:
    return (
        f'<path d="M{x} {HIGH // 2}h{wide}" fill="none" stroke="currentColor" stroke-width="{thick}"'
        f' stroke-dasharray="{dashes}"/>'
    )
