"""How the site is run (`plans/council-settings.yml`): what is not part of an edition; who approves, what is owed, and
the pre-election periods.
"""

from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, StringConstraints

from ..i18n import ENGLISH
from .field_error import FieldError
from .types import (
    AboutRef,
    Choice,
    Count,
    Day,
    Email,
    Language,
    Leaf,
    Part,
    Prose,
    Text,
    Url,
    YesNo,
    field_metadata,
)

# The weeks before an election, in which a council publishes no new promises and no words of councillors.


class Exempt(Choice):
    correction = "correction", "Correction of a mistake"
    safety = "safety", "Safety"
    legal = "legal", "Required by law"


class Permitted(Part):
    """Something that may go in the period all the same, with the reason, which the site prints."""

    about: AboutRef = Field(
        title="About",
        description="What may change: a plan, or a plan, a stroke and an item.",
        examples=["bedwell-and-pin-green/new-play-area"],
    )
    kind: Exempt = Field(
        title="Kind", description="What sort of exception it is. There are no others.", examples=["safety"]
    )
    reason: Text = Field(
        title="Reason",
        description="Why it cannot wait, in words for residents.",
        examples=["The crossing is closed from Monday, and the plan says that it is open"],
    )
    by: Text = Field(title="By", description="The post that agreed to it.", examples=["Monitoring Officer"])
    on: Day = Field(title="On", description="The day on which it was agreed.", examples=["2027-04-01"])


class PreElection(Part):
    """A pre-election period, from the notice of election until the polls close."""

    election: Text = Field(
        title="Election", description="Which election it is.", examples=["Borough elections of 6 May 2027"]
    )
    notice: Day = Field(
        title="Notice of election",
        description="The day of the notice of election: the first day of the period.",
        examples=["2027-03-22"],
    )
    close_of_poll: Day = Field(
        title="Close of poll",
        description="The day on which the polls close: the last day of the period.",
        examples=["2027-05-06"],
    )
    exceptions: tuple[Permitted, ...] = Field(
        (),
        title="What may go",
        description="What may be published all the same: corrections, safety, and what the law asks for.",
    )


# What every plan of the council owes, and how often. What is left out is as the reports ask for it.


class Duties(Part):
    """What is owed for each plan beside meetings and reviews, once it has reached the stage that owes it."""

    quarterly_updates: YesNo = Field(
        True,
        title="Updates",
        description="Whether an update is owed for every three months: true or false.",
        examples=[True],
        json_schema_extra=field_metadata(source="Rotherham report 2.5"),
    )
    update_within_days: Count = Field(
        15,
        title="Update within",
        description="Within how many days after three months have ended the update is due.",
        examples=[15],
    )
    annual_reports: YesNo = Field(
        True,
        title="Annual report",
        description="Whether a report is owed for every financial year: true or false.",
        examples=[True],
        json_schema_extra=field_metadata(source="Rotherham report 1.1, 2.5"),
    )
    report_within_days: Count = Field(
        183,
        title="Report within",
        description="Within how many days after the end of March the annual report is due.",
        examples=[183],
    )
    equality_months: Count = Field(
        12,
        title="Fair to everyone",
        description="After how many months the assessment of equality is looked at again; 0 if it is not.",
        examples=[12],
        json_schema_extra=field_metadata(source="Stevenage report 5.8; Rotherham report 11"),
    )
    asset_checks: YesNo = Field(
        True,
        title="Asset checks",
        description=(
            "Whether the entries of what there is are checked, each within the months of “Old after”: true or"
            " false."
        ),
        examples=[True],
        json_schema_extra=field_metadata(source="Rotherham report 4.1-1b"),
    )


# Who must agree to a proposal: which account on the forge belongs to which post.


class Approves(Choice):
    plans = "plans", "Every plan"
    guides = "guides", "The guides"
    editions = "editions", "Editions"
    suggestions = "suggestions", "Answers to suggestions"
    settings = "settings", "The facts of the council, and how the site is run"
    everything = "everything", "Everything that nobody else approves"


Account = Annotated[
    str,
    Leaf("account"),
    StringConstraints(max_length=120, pattern=r"^@[A-Za-z0-9](?:[A-Za-z0-9_./-]*[A-Za-z0-9_])?$"),
]


class Approver(Part):
    """A post or a team with its account on the forge. A post that leads an area approves the plan of that
    area.
    """

    post: Text = Field(
        title="Post",
        description="The post as it stands in the plans, for a lead; else the name of the team.",
        examples=["Head of Communities"],
    )
    account: Account = Field(
        title="Account",
        description="The name on the forge, with an @ before it: of a person, or of a group.",
        examples=["@example-council/communities"],
    )
    approves: tuple[Approves, ...] = Field(
        (),
        title="Approves",
        description="What it approves beside the plans of its areas.",
        examples=[["editions"]],
    )


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise FieldError(
            "choice", f"“{name[:60]}” is not the name of a time zone.", "Europe/London"
        ) from None
    return name


class ForgeKind(Choice):
    github = "github", "GitHub"
    gitlab = "gitlab", "GitLab"


class Editor(Part):
    """The form at /edit/, in which people propose changes to plans and guides without seeing the files."""

    forks: YesNo = Field(
        title="From copies",
        description=(
            "Whether people who may not write to the repository can propose changes from a copy of their own"
            " (GitHub only): true or false."
        ),
        examples=[True],
    )
    helper: Url | None = Field(
        None,
        title="Sign-in helper",
        description=(
            "The address of a helper through which people sign in to GitHub. Without it they sign in with an"
            " access token."
        ),
        examples=["https://sign-in.example.org"],
    )
    application: Text | None = Field(
        None,
        title="Application",
        description=(
            "The id of the application through which people sign in to GitLab. Without it they sign in with"
            " an access token."
        ),
        examples=["0123456789abcdef"],
    )


class Forge(Part):
    """Where the files live in public, so that pages can link to them."""

    kind: ForgeKind = Field(title="Kind", description="Which service it is.", examples=["github"])
    url: Url = Field(
        title="Web address",
        description="The address of the repository.",
        examples=["https://git.example.org/council/plans"],
    )
    branch: Text = Field("main", title="Branch", description="The main line of the files.", examples=["main"])
    editor: Editor | None = Field(
        None,
        title="Form",
        description="The form in which people propose changes. Without it, the site has none.",
    )


class ReuseTerms(Part):
    """On what terms the words of the site may be used again."""

    name: Text = Field(
        title="Name", description="What the licence is called.", examples=["Open Government Licence v3.0"]
    )
    url: Url | None = Field(
        None,
        title="Web address",
        description="Where to read it.",
        examples=["https://www.example.org/licence"],
    )


class Notice(Part):
    """A notice at the top of every page."""

    title: Text = Field(
        title="Title", description="The first words, in bold.", examples=["Independent demonstration"]
    )
    text: Text = Field(
        title="Text",
        description="The rest of the sentence.",
        examples=["from public sources, not by the council."],
    )
    more: Prose | None = Field(
        None,
        title="More",
        description="What the page “About this site” says.",
        examples=["This site was made to show an idea."],
    )
    publisher: Text | None = Field(
        None,
        title="Publisher",
        description="Who publishes this site, where that is not the council. PDFs, feeds, calendars, data and"
        " citations then name them.",
        examples=["The makers of this demonstration"],
    )


class Waiver(Part):
    """Something that looks like a person's own data and may stand, with the reason why."""

    path: Text = Field(
        title="File", description="The file in which it stands.", examples=["plans/bedwell-and-pin-green.yml"]
    )
    rule: Text = Field(
        title="Check",
        description="The check that would refuse it: the word in square brackets at the end of its message.",
        examples=["private-phone"],
    )
    text: Text | None = Field(
        None,
        title="Words",
        description=(
            "What may stand, as it is written there. Without it, everything that the check finds in the file"
            " may."
        ),
        examples=["01632 960003"],
    )
    reason: Text = Field(
        title="Reason",
        description="Why it may be public, and who agreed.",
        examples=["The number of the Friends of the Park, who asked for it to be printed"],
    )


class Withheld(Part):
    """A place whose words were taken down. It names the place and never the words; every page, feed and file
    then says so.
    """

    item: Text = Field(
        title="Item",
        description=(
            "The item: the plan's short name, a slash, and its id; or the plan alone, the day of an edition,"
            " or guides/folder/page; for a picture, the path of its file."
        ),
        examples=["bedwell-and-pin-green/new-play-area"],
    )
    field: Text = Field(
        title="Field",
        description=(
            "The field, by its name in the file; inside a group with a full stop between: lead.name. The text"
            " of a guide is “text”, a picture is “picture”."
        ),
        examples=["description"],
    )
    section: Text | None = Field(
        None,
        title="Under the heading",
        description="Of a guide's text, only what stands under this heading.",
        examples=["Whom to ask"],
    )
    on: Day = Field(
        title="Removed on", description="The day on which the words were taken down.", examples=["2026-11-22"]
    )
    reason: Text = Field(
        title="Because",
        description="Why, in words for residents, that do not repeat what was taken down.",
        examples=["It named a private person"],
    )
    until: Day | None = Field(
        None,
        title="Shown again from",
        description="Editions from this day on show what the file says there, once that is put right.",
        examples=["2026-12-01"],
    )


class Settings(Part):
    """How the site is run (`plans/council-settings.yml`). Always read from the working files."""

    schema_version: Literal[1] = Field(
        title="Template version",
        description="The version of the template that this file follows.",
        examples=[1],
    )
    url: Url | None = Field(
        None,
        title="Public address",
        description="Where the site is public. Feeds and the site map need it.",
        examples=["https://plans.example.org/"],
    )
    time_zone: Annotated[Text, AfterValidator(_zone)] = Field(
        "Europe/London",
        title="Time zone",
        description="In which days begin and end.",
        examples=["Europe/London"],
    )
    language: Language = Field(
        ENGLISH,
        title="Language",
        description=(
            "The language of the words round the text, and of dates and amounts. What you write stays as"
            " it is."
        ),
        examples=[ENGLISH],
    )
    notice: Notice | None = Field(None, title="Notice", description="What every page says at the top.")
    licence: ReuseTerms | None = Field(
        None,
        title="Licence",
        description=(
            "On what terms the plans and the data may be used again. Without it, the data says that none is"
            " stated."
        ),
        json_schema_extra=field_metadata(source="Birmingham paper section 5 (open data)"),
    )
    forge: Forge | None = Field(
        None,
        title="Where the files are",
        description="The public repository. Without it, pages name file and line.",
    )
    mailbox: Email | None = Field(
        None,
        title="Mailbox",
        description="Where residents' suggestions go. Without it, pages say that there is none.",
        examples=["plans@example.org"],
    )
    paper_address: Text | None = Field(
        None,
        title="Where paper goes",
        description=(
            "Where residents can hand in or post a form on paper: an office, never a private address."
        ),
        examples=["Reception, Example Council House, Market Square"],
    )
    answer_within_days: Count = Field(
        28,
        title="Answer within",
        description="Within how many days a suggestion should have its answer.",
        examples=[28],
    )
    pre_election: tuple[PreElection, ...] = Field(
        (),
        title="Pre-election periods",
        description=(
            "The weeks before elections, in which no new promises and no words of councillors are published."
        ),
    )
    approvers: tuple[Approver, ...] = Field(
        (),
        title="Approvers",
        description="Which account on the forge belongs to which post: who must agree to what.",
    )
    meetings_a_year: Count = Field(
        4,
        title="Meetings a year",
        description="How many meetings an area should hold in any twelve months.",
        examples=[4],
        json_schema_extra=field_metadata(source="Rotherham report 4.1-2c"),
    )
    stale_after_months: Count = Field(
        12,
        title="Old after",
        description=(
            "After how many months a status or a check counts as old, if the plan does not say how often it"
            " is reviewed."
        ),
        examples=[12],
        json_schema_extra=field_metadata(source="Rotherham report 4.1-1b"),
    )
    duties: Duties = Field(
        Duties(),
        title="Duties",
        description="What is owed for each plan, and how often. The site says how it is kept.",
    )
    withheld: tuple[Withheld, ...] = Field(
        (),
        title="Taken down",
        description="Places whose words are shown nowhere any more. `plans withhold` writes them.",
    )
    review_warning_days: Count = Field(
        28,
        title="Warn before a review",
        description="How many days before a review is due the site says so.",
        examples=[28],
    )
    official_domains: tuple[Text, ...] = Field(
        (),
        title="Official e-mail domains",
        description=(
            "What stands behind the @ of addresses that may be published. A domain covers those below it."
        ),
        examples=[["example.org"]],
    )
    official_numbers: tuple[Text, ...] = Field(
        (),
        title="Official telephone numbers",
        description=(
            "Numbers that may be published, in quotes. The first 6 to 9 digits stand for all numbers that"
            " begin so."
        ),
        examples=[["01632 960001"]],
    )
    waivers: tuple[Waiver, ...] = Field(
        (), title="What may stand", description="What looks like personal data and is not, or was agreed to."
    )
