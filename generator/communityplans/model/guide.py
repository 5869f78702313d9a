"""A page of guidance: the fields above its text."""

from typing import Literal

from pydantic import Field

from .provenance import Source
from .succession import Approval
from .types import Choice, Count, Day, OrGap, Part, Prose, Summary, Text, field_metadata


class GuideAudience(Choice):
    borough_councillors = "borough_councillors", "Borough councillors"
    county_councillors = "county_councillors", "County councillors"
    youth_mayor = "youth_mayor", "The Youth Mayor"
    officers = "officers", "Officers"
    residents = "residents", "Residents"
    publishers = "publishers", "The communications team"


class Guide(Part):
    """The fields at the head of a guide page (`guides/<audience>/<page>.md`)."""

    schema_version: Literal[1] = Field(
        title="Template version",
        description="The version of the template that this file follows.",
        examples=[1],
    )
    title: Text = Field(title="Title", description="The heading of the page.", examples=["Your role"])
    summary: Summary = Field(
        title="Summary",
        description="What the page tells, in one or two sentences.",
        examples=["What is expected of a councillor."],
    )
    order: Count = Field(
        title="Order", description="Where the page stands in the guide: 1 is first.", examples=[1]
    )
    audience: tuple[GuideAudience, ...] = Field(
        min_length=1,
        title="For",
        description="Who it is written for.",
        examples=[["borough_councillors"]],
        json_schema_extra=field_metadata(source="Stevenage report 2.1 II"),
    )
    owner: OrGap[Text] = Field(
        title="Owner", description="The post that keeps this page right.", examples=["Head of Communities"]
    )
    approved: OrGap[Approval] | None = Field(
        None, title="Approved", description="The decision that approved this text."
    )
    last_reviewed: Day = Field(
        title="Last reviewed",
        description="When somebody last checked that all of it is true.",
        examples=["2026-11-22"],
    )
    review_in_months: Count = Field(
        title="Review in", description="After how many months it must be checked again.", examples=[6]
    )
    sources: tuple[Source, ...] = Field(
        (), title="Sources", description="The documents that this page is drawn from."
    )


class Section(Part):
    """A heading of a guide's text with what stands under it. No file has these fields: the text is cut so to
    be compared.
    """

    heading: Text = Field(title="Heading", description="Its heading.", examples=["Your role"])
    text: Prose = Field(
        title="The text", description="What stands under it.", examples=["Councillors speak for their ward."]
    )


class Sections(Part):
    """A guide's text, cut at its headings."""

    sections: tuple[Section, ...] = Field((), title="The sections", description="The sections of the text.")
