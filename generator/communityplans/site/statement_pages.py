"""Renders the pages that every public site needs: about, accessibility, privacy, not-found, and how it was tested."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ..content.documents import Content
from ..i18n import _
from ..source.markdown import render_field_markdown
from .page import Heading, Page
from .plan_page import about_council
from .references import ReferenceDirectory
from .render import render
from .source_links import SourceLinks

_ACCESSIBILITY = Path(__file__).with_name("accessibility.json")


@dataclass(frozen=True)
class AccessibilityRecord:
    """What was tested in a browser: on which day, with which tools, which kinds of page, and what was proved."""

    on: date
    tools: str
    kinds: tuple[str, ...]
    proved: tuple[str, ...]


@cache
def accessibility_record() -> AccessibilityRecord:
    """The record that `make accessibility` writes."""
    read = json.loads(_ACCESSIBILITY.read_text(encoding="utf-8"))
    return AccessibilityRecord(
        date.fromisoformat(read["on"]), read["tools"], tuple(read["kinds"]), tuple(read["proved"])
    )


def statement_pages(content: Content, directory: ReferenceDirectory, origin: SourceLinks) -> list[Page]:
    """The four pages."""
    council = content.required_council
    notice = content.settings.model.notice if content.settings else None
    more = render_field_markdown(notice.more) if notice and notice.more else None
    shared = {"council": council, "notice": notice, "more": more, "origin": origin, "plans": content.plans}
    facts, lists = about_council(content, directory)
    headings = (Heading(2, "part_council", _("About the council")),)
    return [
        Page(
            "about/",
            "about",
            _("About this site"),
            render("about", facts=facts, lists=lists, **shared),
            _("What this site is, and who made it ({council}).").format(council=council.name),
            "about/",
            headings=headings,
        ),
        Page(
            "accessibility/",
            "statement",
            _("Accessibility"),
            render("accessibility", tested=accessibility_record(), **shared),
            _("How this site can be used, how that was tested, and what is missing."),
        ),
        Page(
            "privacy/",
            "statement",
            _("Privacy"),
            render("privacy", **shared),
            _("No cookies, no tracking, nothing from third parties."),
        ),
        Page(
            "404.html",
            "not-found",
            _("Page not found"),
            render("not_found", **shared),
            _("There is no page at this address."),
            index=False,
        ),
    ]


# Renders the page about the safety tests of this program, from the record that `make safety` writes.


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
