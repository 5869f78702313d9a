"""Renders the page about the safety tests of this program, from the record that `make safety` writes."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ..i18n import _
from .page import Heading, Page
from .render import render

RECORD = Path(__file__).with_name("safety.json")


@cache
def record() -> dict[str, Any] | None:
    """The record of the tests; None if there is none."""
    try:
        said: dict[str, Any] = json.loads(RECORD.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return said | {
        "on": date.fromisoformat(said["on"]),
        "cases": sum(fault["cases"] for fault in said["faults"]),
    }


def tried_page() -> Page:
    """The page for those who are responsible for the safety of a site."""
    headings = (
        Heading(2, "tried", _("What was tried, and what was found")),
        Heading(2, "faults", _("What can go wrong, and what then happens")),
    )
    return Page(
        "reference/tested/",
        "statement",
        _("How it was tested"),
        render("tried", tried=record()),
        _("What was tried to break the program that makes this site, and what was found."),
        "reference/",
        headings=headings if record() else (),
    )
