"""Who leads, and whom to ask (Stevenage report 4.5.3-4.5.4; Birmingham paper section 10)."""

from pydantic import Field

from .types import Day, Email, OrGap, Part, Phone, SourceRef, Text, Url, When, field_metadata


class Lead(Part):
    """A person who is answerable for an area or an item. The post is what counts; a name is better still."""

    post: Text = Field(
        title="Post",
        description="The job, for example Assistant Director.",
        examples=["Assistant Director, Housing"],
    )
    name: OrGap[Text] | None = Field(
        None,
        title="Name",
        description="Who holds the post now.",
        examples=["Jo Example"],
        json_schema_extra=field_metadata(
            source="Executive decision of 12 August 2020: names, not designations"
        ),
    )
    organisation: Text | None = Field(
        None,
        title="Organisation",
        description="Who the person works for, if not the council.",
        examples=["Example Housing Association"],
    )
    since: When | None = Field(
        None, title="Since", description="When this person took the post.", examples=["2020-10"]
    )
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["executive-2020"]
    )


class Contact(Part):
    """The one place to ask about an area: a post or a name, and at least one way to reach it."""

    post: Text = Field(
        title="Who", description="The post or team that answers.", examples=["Community Development Team"]
    )
    name: Text | None = Field(
        None, title="Name", description="A person's name, if one is published.", examples=["Jo Example"]
    )
    email: OrGap[Email] | None = Field(
        None,
        title="E-mail",
        description="An official address, not a private one.",
        examples=["neighbourhoods@example.org"],
    )
    phone: OrGap[Phone] | None = Field(
        None, title="Telephone", description="An office number, in quotes.", examples=["01632 960001"]
    )
    page: Url | None = Field(
        None,
        title="Web page",
        description="A page that says how to get in touch.",
        examples=["https://www.example.org/contact"],
    )
    address: Text | None = Field(
        None,
        title="Address",
        description="Where to write to or to call: an office, never a private address.",
        examples=["Example Council House, Market Square"],
    )
    hours: Text | None = Field(
        None, title="Hours", description="When somebody answers.", examples=["Monday to Friday, 9am to 5pm"]
    )
    formats: Text | None = Field(
        None,
        title="Other formats",
        description="How to ask for large print, another language or Easy Read.",
        examples=["Ask for large print or another language by telephone"],
    )
    as_of: Day | None = Field(
        None, title="Checked on", description="When this was last checked.", examples=["2026-11-22"]
    )
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["council-page"]
    )
