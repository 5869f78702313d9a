"""The columns of the published tables and their meaning, from which both the files and the data dictionary
are written.
"""

from dataclasses import dataclass

from ..derived.tracker import view_words


@dataclass(frozen=True)
class Column:
    """A column: its name, and its meaning for the data dictionary."""

    name: str
    meaning: str


TRACKER = (
    Column("area", "The area, by its name"),
    Column("plan", "The plan, by its short name"),
    Column("id", "The item, by its id; with the plan before it and a slash it is its reference"),
    Column("kind", "Investment, Project, Issue or Action"),
    Column("title", "What it is"),
    Column("issue", "The issue that an action is about"),
    Column("theme", "The area's own theme, or the kind of work"),
    Column("status", "How far it has got, in the words of the template"),
    Column("status_label", "How far it has got, in the publisher's words"),
    Column("status_date", "Since when, as printed"),
    Column("timeliness", "Whether it is on time, on the day of the file"),
    Column("due", "When it should be done, as printed"),
    Column("due_by", "The last day that this can mean"),
    Column("due_gap", "Why no date is published, where the plan says so"),
    Column("lead", "Who is answerable: name, post, organisation, as far as they are published"),
    Column("last_news", "The newest day of which the plan says anything about it, as printed"),
    Column("last_news_on", "The last day that this can mean, the day of the file at most"),
    *(Column(view.replace("-", "_"), f"{title}. {said}") for view, (title, said) in view_words().items()),
    Column("as_of", "The day on which this file was made"),
)
_FUND = (
    Column("area", "The area, by the title of its plan, or All areas"),
    Column("plan", "The plan, by its short name; council where all areas share the fund"),
    Column("fund", "The fund, by its id"),
    Column("fund_name", "What it is called"),
    Column("holder", "Who decides on it"),
    Column("holder_name", "The ward, committee, councillor or partner"),
    Column("kind", "capital, revenue, both or unknown"),
    Column("year", "The financial year, as printed"),
    Column("as_of", "The day of the figures, as printed"),
)
FUNDS = (
    *_FUND,
    Column("opening", "New money, in pounds; empty where it is not an exact sum"),
    Column("opening_as_printed", "New money, as printed, or why it is not published"),
    Column("carried_in", "What was brought forward from the year before; empty where nothing is stated"),
    Column("available", "New money and what was brought forward; empty where one of the two is not stated"),
    Column(
        "allocated",
        "Allocated, approved, approved in part, committed and spent, added up; this and the next four are"
        " empty where not every part is known",
    ),
    Column("committed", "Committed and not spent yet, added up"),
    Column("spent", "Spent, added up"),
    Column("planned", "Planned, and not allocated, added up"),
    Column("left", "What is left to allocate"),
    Column(
        "available_at_least",
        "The least that is available: what is stated; this and the next five are empty where nothing is"
        " known",
    ),
    Column("allocated_at_least", "The least that is allocated"),
    Column("committed_at_least", "The least that is committed"),
    Column("spent_at_least", "The least that is spent"),
    Column("planned_at_least", "The least that is planned"),
    Column("left_at_least", "The least that is left to allocate"),
    Column("decisions", "How many decisions are listed"),
    Column("not_counted", "How many of them have no exact amount, or no known state, and are left out"),
)
AWARDS = (
    *_FUND,
    Column("decision", "The decision, by its id"),
    Column("for", "What the money is for"),
    Column("to", "Who gets it"),
    Column("state", "How far the payment has got, in the words of the template"),
    Column("state_words", "The same in the publisher's own words"),
    Column("amount", "How much was allocated, in pounds; empty where it is not an exact sum"),
    Column("amount_as_printed", "The same as printed, or why it is not published"),
    Column("asked", "How much was asked for, as printed"),
    Column(
        "counted",
        "What it adds to what is allocated from its fund: without the shares of others and what was given"
        " back; empty where it adds nothing",
    ),
    Column("spent_so_far", "How much of it was spent, as printed, if not all"),
    Column("given_back", "How much of it was given back, as printed"),
    Column("parts", "Its parts by purpose, as purpose and amount"),
    Column("shared", "The shares of wards and of others, as ward or payer and amount"),
    Column("on", "When it was decided or paid, as printed"),
    Column("decided_by", "Who decided"),
    Column("reference", "The number of the decision"),
    Column("items", "What it pays for, by id"),
    Column("priorities", "The council's priorities that it serves, by id"),
    Column("sector", "Public, voluntary, faith, business"),
    Column("communities", "The communities that it supports"),
    Column("match_funding", "What others add, as printed"),
    Column("note", "What was corrected, or agreed in part"),
)
PROMISES = (
    Column("plan", "The plan, by its short name"),
    Column("id", "The item, by its id"),
    Column("reference", "The plan and the id, with a slash between"),
    Column("kind", "investment, project, issue, action or possible_later"),
    Column("issue", "The issue that an action is about, by its id"),
    Column("title", "What it is"),
    Column("description", "What will be done, as written: Markdown, on one line"),
    Column("theme", "The area's own theme, by its id"),
    Column("category", "The kind of work"),
    Column("status", "How far it has got, in the words of the template"),
    Column("status_label", "How far it has got, in the publisher's words"),
    Column("status_date", "Since when, as printed"),
    Column("status_note", "Why, or what was known last"),
    Column("start", "When it starts or started, as printed"),
    Column("due", "When it should be done, as printed"),
    Column("due_earliest", "The first day that this can mean"),
    Column("due_latest", "The last day that this can mean"),
    Column("completed", "When it was done, as printed"),
    Column("lead_post", "Who is answerable: the post"),
    Column("lead_name", "Who is answerable: the name, if it is published"),
    Column("lead_organisation", "Who is answerable: the organisation, if not the council"),
    Column("cost", "What it costs, as printed"),
    Column("cost_least", "The least that this can mean, in pounds"),
    Column("cost_most", "The most that this can mean, in pounds"),
    Column("place", "The street or site"),
    Column("wards", "The wards it is in, by their ids, with spaces between"),
    Column("outcomes", "The outcomes it serves, by their ids, with spaces between"),
    Column("sources", "Where this comes from, by the ids of the sources in the JSON file"),
    Column(
        "not_published",
        "Which facts about it are stated not to be published, by the names of the fields, with spaces"
        " between",
    ),
    Column("as_of", "The time for which all this was true, as printed"),
)
DICTIONARY = (
    Column("table", "Which table"),
    Column("column", "The word at the head of the column"),
    Column("meaning", "What stands below it"),
)
# Each published table: its name, its title, its address ("" for one beside each plan), and its columns.
SHEETS = (
    (
        "tracker",
        "The tracker: every item of the plans in force, as it stands on the day of the file",
        "tracker/tracker.csv",
        TRACKER,
    ),
    ("funds", "Every fund with its sums", "money/funds.csv", FUNDS),
    ("awards", "Every decision about money", "money/awards.csv", AWARDS),
    ("promises", "The items of one plan, beside its JSON", "", PROMISES),
)
