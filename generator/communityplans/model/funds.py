"""Money that an area can decide on, and every decision about it (Rotherham report 2.5, 7.1).
Totals are computed, never typed.
"""

from pydantic import Field

from .types import (
    Choice,
    FundRef,
    Id,
    ItemRef,
    Money,
    OrGap,
    Part,
    Prose,
    SourceRef,
    Text,
    WardRef,
    When,
    YesNo,
    field_metadata,
)


class MoneyKind(Choice):
    capital = "capital", "Capital (things that last)"
    revenue = "revenue", "Revenue (running costs)"
    both = "both", "Capital and revenue"
    unknown = "unknown", "Not known"


class Holder(Choice):
    ward = "ward", "A ward"
    area = "area", "The area or its committee"
    councillor = "councillor", "A single councillor"
    council = "council", "The council"
    partner = "partner", "A partner"


class EntryState(Choice):
    planned = "planned", "Planned"
    applied = "applied", "Asked for"
    allocated = "allocated", "Allocated"
    approved = "approved", "Approved"
    part_approved = "part_approved", "Approved in part"
    declined = "declined", "Declined"
    committed = "committed", "Committed"
    part_spent = "part_spent", "Spent in part"
    spent = "spent", "Spent"
    returned = "returned", "Given back"
    carried_forward = "carried_forward", "Carried into the next year"
    unknown = "unknown", "Not known"


class TotalOf(Choice):
    opening = "opening", "New money"
    carried_in = "carried_in", "Brought forward"
    available = "available", "Available"
    allocated = "allocated", "Allocated"
    committed = "committed", "Committed"
    spent = "spent", "Spent"
    committed_and_spent = "committed_and_spent", "Committed and spent"
    uncommitted = "uncommitted", "Not committed"


class Split(Part):
    """The share of one ward or one payer in an entry."""

    ward: WardRef | None = Field(
        None, title="Ward", description="Which ward, by its id in council.yml.", examples=["weoley"]
    )
    funder: Text | None = Field(
        None, title="From", description="Which payer, if it is not this fund.", examples=["Youth Services"]
    )
    amount: Money = Field(title="Amount", description="Its share, in pounds.", examples=[6000])


class EntryPart(Part):
    """What a part of one decision is for, where the publisher gives its amount apart."""

    purpose: Text = Field(
        title="For", description="What this part of the money is for.", examples=["Hire of the hall"]
    )
    amount: Money = Field(
        title="Amount", description="How much of the decision it is, in pounds.", examples=[400]
    )


class Income(Part):
    """A part of what a fund has: money for one ward, money from one payer, or both."""

    ward: WardRef | None = Field(
        None,
        title="Ward",
        description="The ward that it is for, by its id in council.yml.",
        examples=["weoley"],
    )
    funder: Text | None = Field(None, title="From", description="Who gave it.", examples=["Youth Services"])
    amount: OrGap[Money] = Field(title="Amount", description="How much, in pounds.", examples=[10000])
    brought_forward: YesNo | None = Field(
        None,
        title="Brought forward",
        description="true, if it was left from the year before.",
        examples=[True],
    )
    note: Text | None = Field(
        None, title="Note", description="What it covers.", examples=["£10,000 for each ward"]
    )
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["report-2018"]
    )


class Entry(Part):
    """One decision about money from a fund: an award, a payment, a refusal."""

    id: Id = Field(title="Id", description="A short name that never changes.", examples=["fastaid"])
    title: Text = Field(title="For", description="What the money is for.", examples=["First-aid training"])
    payee: Text | None = Field(
        None, title="To", description="Who gets it. Groups, not private people.", examples=["FastAid"]
    )
    amount: OrGap[Money] = Field(
        title="Amount",
        description="How much was decided on, in pounds.",
        examples=[24000],
        json_schema_extra=field_metadata(commitment=True),
    )
    asked: Money | None = Field(
        None, title="Asked for", description="How much was asked for, if that differs.", examples=[30000]
    )
    state: EntryState = Field(
        title="State", description="How far the payment has got.", examples=["approved"]
    )
    state_words: Text | None = Field(
        None,
        title="State in the publisher's words",
        description="What the publisher calls the state, if that differs.",
        examples=["Agreed in principle"],
    )
    spent: Money | None = Field(
        None,
        title="Spent so far",
        description="How much of the amount was spent, if not all of it, in pounds.",
        examples=[400],
    )
    returned: Money | None = Field(
        None,
        title="Given back so far",
        description="How much of the amount was given back to the fund, in pounds.",
        examples=[150],
    )
    parts: tuple[EntryPart, ...] = Field(
        (), title="Made up of", description="Its parts by purpose. They add up to the amount."
    )
    splits: tuple[Split, ...] = Field(
        (), title="Shared between", description="The shares of wards or payers. They add up to the amount."
    )
    on: When | None = Field(
        None, title="When", description="When it was decided or paid.", examples=["2017-10-18"]
    )
    decided_by: Text | None = Field(
        None, title="Decided by", description="Who decided.", examples=["Ward Forum"]
    )
    decision: Text | None = Field(
        None, title="Decision", description="The number of the decision.", examples=["Minute 12"]
    )
    items: tuple[ItemRef, ...] = Field(
        (), title="Items", description="The items or issues it pays for, by id.", examples=[["new-play-area"]]
    )
    sector: Text | None = Field(
        None, title="Sector", description="Public, voluntary, faith, business.", examples=["Voluntary"]
    )
    communities: tuple[Text, ...] = Field(
        (), title="Communities", description="The communities that it supports.", examples=[["Young people"]]
    )
    match_funding: Money | None = Field(
        None, title="Match funding", description="What others add, in pounds.", examples=[10000]
    )
    note: Text | None = Field(
        None,
        title="Note",
        description="What was corrected, or agreed in part.",
        examples=["Only the gardening part met the rules"],
    )
    reason: Text | None = Field(
        None,
        title="Reason for the change",
        description="Why the amount was changed, in words for residents.",
        examples=["The group needed less"],
    )
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["forum-2017-10"]
    )


class PublishedTotal(Part):
    """A total that somebody has published. It is kept beside ours, whether or not the two agree."""

    of: TotalOf = Field(title="Of", description="What was added up.", examples=["committed_and_spent"])
    ward: WardRef | None = Field(
        None,
        title="Ward",
        description="The ward that it is about, if not all, by its id in council.yml.",
        examples=["weoley"],
    )
    funder: Text | None = Field(
        None,
        title="From",
        description="The payer that it is about, if not all, as in income.",
        examples=["Youth Services"],
    )
    amount: Money | None = Field(
        None, title="Amount", description="The total as published, in pounds.", examples=[171000]
    )
    share: Text | None = Field(
        None, title="Share", description="The share as published, if no amount was.", examples=["82%"]
    )
    note: Text | None = Field(
        None,
        title="Note",
        description="Why it differs from the sum, as far as is known.",
        examples=["The items add up to £90,000"],
    )
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["annual-report-2018"]
    )


class Fund(Part):
    """A sum of money for one year, with what was decided about it."""

    id: Id = Field(title="Id", description="A short name that never changes.", examples=["ward-capital-2017"])
    name: Text = Field(title="Name", description="What it is called.", examples=["Ward capital budget"])
    holder: Holder = Field(title="Managed by", description="Who decides on it.", examples=["ward"])
    holder_name: Text | None = Field(
        None,
        title="Name of who manages it",
        description="The ward, committee or partner.",
        examples=["Weoley Ward Forum"],
    )
    kind: MoneyKind = Field(
        title="Capital or revenue", description="What sort of money it is.", examples=["capital"]
    )
    year: OrGap[When] = Field(title="Year", description="The financial year.", examples=["2017/18"])
    opening: OrGap[Money] = Field(
        title="New money",
        description="What was given for the year, in pounds, without what was brought forward.",
        examples=[10000],
    )
    carried_in: Money | None = Field(
        None,
        title="Brought forward",
        description="What was left from the year before, in pounds. Write 0 if nothing was.",
        examples=[1500],
    )
    income: tuple[Income, ...] = Field(
        (), title="Where the money comes from", description="Its parts by ward or by payer."
    )
    as_of: OrGap[When] = Field(
        title="As of", description="The date of these figures.", examples=["2018-03-31"]
    )
    rules: Prose | None = Field(
        None, title="Rules", description="What it may be used for.", examples=["Grants of up to £5,000."]
    )
    restrictions: Text | None = Field(
        None, title="Only for", description="What it may not be used beyond.", examples=["Council tenants"]
    )
    decision_rule: Text | None = Field(
        None,
        title="How it is decided",
        description="Majority, all agreed, or somebody else.",
        examples=["Majority of ward councillors"],
    )
    pooled_with: tuple[FundRef, ...] = Field(
        (),
        title="Pooled with",
        description="Other funds that it is used together with, by id.",
        examples=[["ward-revenue-2017"]],
    )
    procurement: Text | None = Field(
        None,
        title="Buying together",
        description="What is bought together with other areas.",
        examples=["Benches, with two other wards"],
    )
    entries: tuple[Entry, ...] = Field((), title="Decisions", description="Every award, payment and refusal.")
    published_totals: tuple[PublishedTotal, ...] = Field(
        (), title="Published totals", description="Totals that others have published."
    )
    overspend_reason: Text | None = Field(
        None,
        title="Why more was spent",
        description="Why more was spent than was available.",
        examples=["Agreed by the Cabinet member"],
    )
    source: SourceRef | None = Field(
        None, title="Source", description="The source for this, by its id.", examples=["report-2018"]
    )
