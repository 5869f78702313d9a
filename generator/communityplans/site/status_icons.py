"""The icons of the statuses. Shape, colour and text have the same meaning, so none is needed alone (WCAG 2.2,
1.4.1 Use of Color).
"""

from markupsafe import Markup

from ..model.tracked import Status

# Shapes in a box of 24 by 24. `hole` is what shows the ground through a filled shape.
_RING = '<circle cx="12" cy="12" r="10" fill="none" stroke="currentColor" stroke-width="2.2"/>'
_SHAPES = {
    "tick": (
        '<circle cx="12" cy="12" r="11" fill="currentColor"/>'
        '<path class="hole tick" d="M6.8 12.4l3.6 3.7 6.8-7.4" fill="none" stroke-width="2.8"/>'
    ),
    "half": _RING + '<path d="M12 2a10 10 0 0 1 0 20z" fill="currentColor"/>',
    "quarter": _RING + '<path d="M12 12V2a10 10 0 0 1 10 10z" fill="currentColor"/>',
    "dot": _RING + '<circle cx="12" cy="12" r="5" fill="currentColor"/>',
    "ring": _RING,
    "diamond": (
        '<path d="M12 1.8L22.2 12 12 22.2 1.8 12z" fill="none" stroke="currentColor" stroke-width="2.2"/>'
    ),
    "bars": (
        '<circle cx="12" cy="12" r="11" fill="currentColor"/><path class="hole" d="M9 7.5v9M15 7.5v9"'
        ' stroke-width="2.8"/>'
    ),
    "cross": (
        '<rect x="1.5" y="1.5" width="21" height="21" rx="3" fill="currentColor"/>'
        '<path class="hole" d="M7.5 7.5l9 9M16.5 7.5l-9 9" stroke-width="2.8"/>'
    ),
    "question": (
        '<circle cx="12" cy="12" r="10" fill="none" stroke="currentColor" stroke-width="2"'
        ' stroke-dasharray="3.6 2.68"/><path d="M9.3 9.6a2.8 2.8 0 1 1 4.1 2.5c-.9.5-1.4 1-1.4 1.9"'
        ' fill="none" stroke="currentColor" stroke-width="2"/><circle cx="12" cy="17" r="1.25"'
        ' fill="currentColor"/>'
    ),
}

# Status -> shape, tone. The order is that of the legend: complete first, unknown last.
LOOKS: dict[Status, tuple[str, str]] = {
    Status.complete: ("tick", "done"),
    Status.in_progress: ("half", "moving"),
    Status.ongoing: ("dot", "moving"),
    Status.planning: ("quarter", "moving"),
    Status.scoping: ("quarter", "moving"),
    Status.not_started: ("ring", "open"),
    Status.proposed: ("diamond", "open"),
    Status.paused: ("bars", "held"),
    Status.deferred: ("bars", "held"),
    Status.declined: ("cross", "shut"),
    Status.closed_not_delivered: ("cross", "shut"),
    Status.unknown: ("question", "open"),
}

MARKS: dict[Status, Markup] = {
    status: Markup(
        f'<svg class="cp-mark cp-mark--{tone}" viewBox="0 0 24 24" aria-hidden="true"'
        f' focusable="false">{_SHAPES[shape]}</svg>'
    )
    for status, (shape, tone) in LOOKS.items()
}


def drawings() -> dict[str, Markup]:
    """Each different mark once, by the name of its shape (and its tone, where one shape has two)."""
    return {f"{shape}-{tone}": MARKS[status] for status, (shape, tone) in LOOKS.items()}
