"""Renders the reference of fields, from the model."""

from ..i18n import _
from ..model.tracked import Status
from ..schema.field_reference import FILES, groups
from .page import Heading, Page
from .render import render


def reference_page() -> Page:
    """The page that lists every field of every kind of file."""
    shown: set[str] = set()
    files = []
    for path, model, title in FILES:
        rows = [g for g in groups(model) if g.id not in shown]
        shown |= {g.id for g in rows}
        files.append((path, _(title), rows))
    body = render("reference", files=files, statuses=list(Status))
    headings = tuple(
        Heading(2, f"file_{number}", title) for number, (path, title, rows) in enumerate(files, 1)
    )
    return Page(
        "reference/",
        "reference",
        _("What goes in a plan"),
        body,
        _("Every field of a community plan: what it is for, and how to write it."),
        headings=headings,
    )
