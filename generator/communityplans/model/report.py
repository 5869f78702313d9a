"""A report for a committee (`reports/<area>-2026-q3.md`): an officer's own words, and the facts as they stood
on a day.
"""

import hashlib
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from .types import AreaRef, Choice, Day, Leaf, Part, Text, When


class ReportKind(Choice):
    quarterly = "quarterly", "Quarterly update"
    annual = "annual", "Annual report"


Fingerprint = Annotated[str, Leaf("text"), StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Report(Part):
    """The fields at the head of a report. `plans report` writes them; its text is the report, word for word."""

    schema_version: Literal[1] = Field(
        title="Template version",
        description="The version of the template that this file follows.",
        examples=[1],
    )
    title: Text = Field(
        title="Title", description="What the report is called.", examples=["Bedwell: July to September 2026"]
    )
    kind: ReportKind = Field(
        title="Kind", description="A quarterly update or an annual report.", examples=["quarterly"]
    )
    area: AreaRef | None = Field(
        None,
        title="Area",
        description="The area, by its id in council.yml. Without it, the report is about all areas.",
        examples=["bedwell-and-pin-green"],
    )
    period: When = Field(
        title="For", description="Which three months, or which financial year.", examples=["2026-Q3"]
    )
    as_of: Day = Field(
        title="Facts as of",
        description="The day on which the facts were put together.",
        examples=["2026-10-12"],
    )
    publisher: Text = Field(
        title="Publisher", description="Who reports.", examples=["Example Borough Council"]
    )
    presented: Day | None = Field(
        None,
        title="Presented on",
        description="The day on which it was presented. From then on the report never changes.",
        examples=["2026-10-20"],
    )
    presented_to: Text | None = Field(
        None, title="Presented to", description="Who got it.", examples=["Cabinet member for Neighbourhoods"]
    )
    fingerprint: Fingerprint | None = Field(
        None,
        title="Fingerprint",
        description="Shows that not a word has changed since. Only `plans report present` writes it.",
        examples=["0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"],
    )


def fingerprint(report: Report, text: str) -> str:
    """What a report and its text come to: the same for the same words, in whatever language the site is, and
    for nothing else.
    """
    parts = (
        report.title,
        report.kind.value,
        report.area or "",
        report.period.printed,
        report.as_of.isoformat(),
        report.publisher,
        report.presented.isoformat() if report.presented else "",
        report.presented_to or "",
        text.strip(),
    )
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
