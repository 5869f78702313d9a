"""What is owed for each plan, how it is kept, and who has to do it: from the content and the day.

Nothing here is ever an error.

Only what is owed now is said: the meetings of this financial year, the last three months and the last year
that have ended, and those that come next. Nothing is owed for a time after the plan has ended. What the plan
says is not there is one of the four gaps (model/types.GapKind), each with its own words; what it leaves out
is missing, and nobody knows why. A stage owes a thing from the moment that the template says so on the field
itself (`owed`, `advised`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ..content.documents import Content, Document
from ..i18n import N_, _, ngettext
from ..model.dates import FuzzyDate, display_day
from ..model.fields import spec_of
from ..model.people import Contact, Lead
from ..model.plan import Plan
from ..model.report import ReportKind
from ..model.responsibilities import EqualityState
from ..model.settings import Settings
from ..model.stages import reached
from ..model.types import Choice, GapKind, NotPublished, listed
from .due_dates import answer_due, ended, guide_due
from .meetings import held_meetings, upcoming_meetings
from .reporting_periods import ReportingPeriod, quarter_of, year_of

# What a duty is: something owed for a plan, how it stands, by when, and who sees to it.


class ObligationStatus(Choice):
    """How it stands with something that is owed."""

    overdue = "overdue", N_("Overdue")
    missing = "missing", N_("Missing")
    not_published = "not_published", GapKind.not_published.english
    not_looked = "not_looked", GapKind.not_looked.english
    none = "none", GapKind.none.english
    due = "due", N_("To come")
    kept = "kept", N_("Kept")
    not_needed = "not_needed", GapKind.not_needed.english


# What nobody needs to see to, and what somebody should: something that a plan says is not there is no more
# overdue than it is kept.
SETTLED = frozenset({ObligationStatus.kept, ObligationStatus.not_needed})
NEEDED = frozenset(
    {
        ObligationStatus.overdue,
        ObligationStatus.missing,
        ObligationStatus.not_published,
        ObligationStatus.not_looked,
        ObligationStatus.none,
    }
)


@dataclass(frozen=True)
class ObligationTerms:
    """A report that is asked for again and again: its name in keys, and its words."""

    key: str
    plural: str
    name: str
    given: str
    given_on: str
    was_due: str
    is_due: str


@dataclass(frozen=True)
class Obligation:
    """Something owed.

    `key` names it for ever within its plan; `short` says it in a few words, `words` how it stands, `due` by
    when (None where no day follows), `owner` the post that does it. `address` is the page about it, below the
    root of the site.
    """

    key: str
    kind: str
    plan: str
    title: str
    short: str
    words: str
    kept: ObligationStatus
    due: date | None
    owner: str
    address: str

    def within(self, today: date, days: int) -> bool:
        """Whether somebody must see to it: it is not kept, and due by then or at no day."""
        return self.kept not in SETTLED and (self.due is None or self.due <= today + timedelta(days=days))


__all__ = ["NEEDED", "SETTLED", "Obligation", "ObligationStatus", "obligations", "owner_of", "settings_of"]

# The parts of a plan that are led from above; all else is the officer's who leads the area's team.
_STRATEGIC = ("annual_reports", "equality_impact")
NOBODY = N_("Nobody is named")


_UPDATE = ObligationTerms(
    "update",
    N_("Quarterly updates"),
    N_("Update for {period}"),
    N_("The update for {period} was handed in."),
    N_("The update for {period} was handed in ({on})."),
    N_("The update for {period} was due on {day}."),
    N_("The update for {period} is due on {day}."),
)
_REPORT = ObligationTerms(
    "report",
    N_("Annual reports"),
    N_("Annual report for {period}"),
    N_("The annual report for {period} was handed in."),
    N_("The annual report for {period} was handed in ({on})."),
    N_("The annual report for {period} was due on {day}."),
    N_("The annual report for {period} is due on {day}."),
)


def obligations(content: Content, today: date, plan: str | None = None) -> list[Obligation]:
    """Everything owed on a day, for the plans in force or the plan with an address: what is overdue first,
    then by day.
    """
    settings = settings_of(content)
    found = [
        duty
        for document in content.plans
        if document.model.withdrawn is None and plan in (None, document.slug)
        for duty in _of_plan(document, content, settings, today)
    ]
    if plan is None:
        found += _guides(content, today)
    order = list(ObligationStatus)
    return sorted(
        found,
        key=lambda duty: (order.index(duty.kept), duty.due or date.min, duty.title.casefold(), duty.key),
    )


def settings_of(content: Content) -> Settings:
    """The settings of the council, or those of a council that says nothing."""
    return content.settings.model if content.settings else Settings(schema_version=1)


def owner_of(plan: Plan, name: str = "") -> str:
    """Who does what the field `name` of a plan asks for: a post, with the name if it is public."""
    leads = [plan.operational_lead, plan.strategic_lead]
    who = next(
        (
            one
            for one in (*(reversed(leads) if name in _STRATEGIC else leads), plan.contact)
            if isinstance(one, Lead | Contact)
        ),
        None,
    )
    if who is None:
        return _(NOBODY)
    return f"{who.post} ({who.name})" if isinstance(who.name, str) else who.post


def _of_plan(
    document: Document[Plan], content: Content, settings: Settings, today: date
) -> Iterator[Obligation]:
    plan, asked = document.model, settings.duties
    yield _over(document, "review", "next_review", _("Review of the plan"), today) or _review(document, today)
    least = plan.meeting_minimum if plan.meeting_minimum is not None else settings.meetings_a_year
    if least and (_owes(plan, "meetings") or plan.meeting_minimum):
        yield _over(
            document, f"meetings-{year_of(today).name}", "meetings", _("Meetings"), today
        ) or _meetings(document, least, today)
    if asked.quarterly_updates and _owes(plan, "quarterly_updates"):
        entries = [(one.period, one.on) for one in listed(plan.quarterly_updates)] + _presented(
            plan, content, ReportKind.quarterly
        )
        yield from _reported(
            document,
            "quarterly_updates",
            _UPDATE,
            quarter_of(today),
            entries,
            asked.update_within_days,
            today,
        )
    if asked.annual_reports and _owes(plan, "annual_reports"):
        entries = [(one.year, one.on) for one in listed(plan.annual_reports)] + _presented(
            plan, content, ReportKind.annual
        )
        yield from _reported(
            document, "annual_reports", _REPORT, year_of(today), entries, asked.report_within_days, today
        )
    if asked.equality_months and _owes(plan, "equality_impact"):
        yield _over(
            document, "equality", "equality_impact", _("Equality impact assessment"), today
        ) or _equality(document, asked.equality_months, today)
    if asked.asset_checks and plan.assets:
        yield _over(document, "assets", "assets", _("Asset check"), today) or _assets(
            document, settings.stale_after_months, today
        )
    yield from _suggestions(document, content, settings, today)


def _owes(plan: Plan, name: str) -> bool:
    """Whether the stage of a plan owes a field, or should have it."""
    spec = spec_of(Plan, name)
    return any(stage and reached(plan.stage, stage) for stage in (spec.owed, spec.advised))


def _reached(plan: Plan, name: str) -> date | None:
    """The day from which the stage of a plan owes a field, where the plan tells when it got there."""
    spec = spec_of(Plan, name)
    days = [
        one.on.latest or one.on.earliest
        for one in plan.stage_history
        if any(stage and reached(one.stage, stage) for stage in (spec.owed, spec.advised))
    ]
    return min(filter(None, days), default=None)


def _duty(
    document: Document[Plan],
    key: str,
    field: str,
    short: str,
    words: str,
    kept: ObligationStatus,
    due: date | None,
    part: str = "part_kept",
) -> Obligation:
    return Obligation(
        key,
        field,
        document.slug,
        document.model.title,
        short,
        words,
        kept,
        due,
        owner_of(document.model, field),
        f"plans/{document.slug}/#{part}",
    )


def _over(document: Document[Plan], key: str, field: str, short: str, today: date) -> Obligation | None:
    """That something is not owed, because the plan has ended; None for a plan that still runs."""
    end = ended(document.model, today)
    words = _("{what}: not needed, because the plan ended on {day}.")
    return (
        _duty(
            document,
            key,
            field,
            short,
            words.format(what=short, day=display_day(end)),
            ObligationStatus.not_needed,
            None,
        )
        if end
        else None
    )


def _gap(document: Document[Plan], key: str, field: str, short: str, value: NotPublished) -> Obligation:
    """How something stands that the plan says is not there: which of the four gaps it is, why, and when
    somebody looked.
    """
    words = _("{what}: {gap}. {why}. Checked {day}.").format(
        what=short,
        gap=value.gap.label.lower(),
        why=value.not_published.rstrip("."),
        day=display_day(value.as_of),
    )
    return _duty(document, key, field, short, words, ObligationStatus(value.gap.value), None)


def _by(due: date, today: date) -> ObligationStatus:
    return ObligationStatus.overdue if due < today else ObligationStatus.due


def _review(document: Document[Plan], today: date) -> Obligation:
    due = document.model.next_review
    if isinstance(due, NotPublished):
        return _gap(document, "review", "next_review", _("Review date"), due)
    words, day = _("The plan is to be reviewed: {day}."), due.latest
    if day is None:
        return _duty(
            document,
            "review",
            "next_review",
            _("Review of the plan"),
            words.format(day=due),
            ObligationStatus.due,
            None,
        )
    words = (
        _("The plan should have been reviewed by {day}.")
        if day < today
        else _("The plan is to be reviewed by {day}.")
        if due.earliest == day
        else words
    )
    return _duty(
        document,
        "review",
        "next_review",
        _("Review of the plan"),
        words.format(day=due),
        _by(day, today),
        day,
    )


def _meetings(document: Document[Plan], least: int, today: date) -> Obligation:
    """The meetings of this financial year, and how many were held in the one before, if any is known."""
    year = year_of(today)
    if isinstance(document.model.meetings, NotPublished):
        return _gap(document, f"meetings-{year.name}", "meetings", _("Meetings"), document.model.meetings)
    meetings = document.model.meetings
    if not meetings:
        words = ngettext(
            "No meetings recorded. {number} is due by {day}.",
            "No meetings recorded. {number} are due by {day}.",
            least,
        )
        return _duty(
            document,
            f"meetings-{year.name}",
            "meetings",
            _("Meetings"),
            words.format(number=least, day=display_day(year.last)),
            ObligationStatus.due,
            year.last,
        )
    done, planned = held_meetings(meetings, year, today), upcoming_meetings(meetings, year, today)
    last = held_meetings(meetings, year.before, today)
    words = ngettext(
        "{done} of {least} meetings held since {day}", "{done} of {least} meetings held since {day}", least
    ).format(done=done, least=least, day=display_day(year.first))
    if done < least:
        missing = max(0, least - done - planned)
        words += (
            ngettext("; {number} more has a date", "; {number} more have a date", planned).format(
                number=planned
            )
            if planned
            else _("; no other has a date")
        )
        words += (
            ngettext(
                ", and {number} is still to be fixed", ", and {number} are still to be fixed", missing
            ).format(number=missing)
            if missing and planned
            else ""
        )
        words += _(". They are due by {day}").format(day=display_day(year.last))
    words += _(". In {year} it was {number}.").format(year=year.before.words, number=last) if last else "."
    return _duty(
        document,
        f"meetings-{year.name}",
        "meetings",
        _("Meetings"),
        words,
        ObligationStatus.kept if done >= least else ObligationStatus.due,
        year.last,
        "part_talk" if meetings else "part_kept",
    )


def _reported(
    document: Document[Plan],
    field: str,
    what: ObligationTerms,
    now: ReportingPeriod,
    entries: list[tuple[object, FuzzyDate | None]],
    within: int,
    today: date,
) -> Iterator[Obligation]:
    """The report on the last period that has ended, and the one on the period that runs."""
    since, end, value = (
        _reached(document.model, field),
        ended(document.model, today),
        getattr(document.model, field),
    )
    if end and end < now.before.first:
        yield _over(document, f"{what.key}s", field, _(what.plural), today)
        return
    if isinstance(value, NotPublished) and not entries:
        yield _gap(document, f"{what.key}s", field, _(what.plural), value)
        return
    for period in (now.before, now):
        # Nothing is owed for a time that began before the plan had got so far, or after it had ended.
        if (since and since > period.first) or (end and end < period.first):
            continue
        given = [
            on
            for when, on in entries
            if period.holds(when) and not (on and on.earliest and on.earliest > today)
        ]
        due = period.last + timedelta(days=within)
        words = (
            (what.given_on if given[0] else what.given)
            if given
            else what.was_due
            if due < today
            else what.is_due
        )
        said = _(words).format(period=period.words, on=given[0] if given else "", day=display_day(due))
        yield _duty(
            document,
            f"{what.key}-{period.name}",
            field,
            _(what.name).format(period=period.words),
            said,
            ObligationStatus.kept if given else _by(due, today),
            due,
        )


def _presented(plan: Plan, content: Content, kind: ReportKind) -> list[tuple[FuzzyDate, FuzzyDate]]:
    """The reports on a plan that were presented, with the day; a report on all areas is one on each."""
    return [
        (
            one.model.period,
            FuzzyDate(display_day(one.model.presented), one.model.presented, one.model.presented),
        )
        for one in content.reports
        if one.model.kind is kind and one.model.presented and one.model.area in (plan.area, None)
    ]


def _equality(document: Document[Plan], months: int, today: date) -> Obligation:
    one, short = document.model.equality_impact, _("Equality impact assessment")
    if isinstance(one, NotPublished):
        return _gap(document, "equality", "equality_impact", short, one)
    if one is None:
        return _duty(
            document,
            "equality",
            "equality_impact",
            short,
            _("No equality impact assessment is recorded."),
            ObligationStatus.missing,
            None,
        )
    if one.state is EqualityState.not_done:
        return _duty(
            document,
            "equality",
            "equality_impact",
            short,
            _("No equality impact assessment has been made."),
            ObligationStatus.missing,
            None,
        )
    if one.state is EqualityState.ongoing:
        return _duty(
            document,
            "equality",
            "equality_impact",
            short,
            _("The assessment of equality is under way."),
            ObligationStatus.due,
            None,
        )
    if one.on is None or one.on.latest is None:
        return _duty(
            document,
            "equality",
            "equality_impact",
            short,
            _("The assessment of equality was made; its day is not known."),
            ObligationStatus.kept,
            None,
        )
    due = guide_due(one.on.latest, months)
    kept = ObligationStatus.overdue if due < today else ObligationStatus.kept
    words = (
        _("The assessment of equality is from {on}; it should have been looked at again by {day}.")
        if due < today
        else _("The assessment of equality is from {on}; it is to be looked at again by {day}.")
    )
    return _duty(
        document,
        "equality",
        "equality_impact",
        short,
        words.format(on=one.on, day=display_day(due)),
        kept,
        due,
    )


def _assets(document: Document[Plan], months: int, today: date) -> Obligation:
    """How many entries of what there is were checked lately; when the next one is due."""
    assets = document.model.assets
    due = [
        guide_due(one.last_checked.latest, months)
        for one in assets
        if isinstance(one.last_checked, FuzzyDate) and one.last_checked.latest
    ]
    fresh = sum(day >= today for day in due)
    words = ngettext(
        "{number} of {all} entries of what there is was checked in the last {months} months.",
        "{number} of {all} entries of what there is were checked in the last {months} months.",
        fresh,
    )
    kept = (
        ObligationStatus.kept
        if fresh == len(assets)
        else ObligationStatus.overdue
        if len(due) > fresh
        else ObligationStatus.missing
    )
    return _duty(
        document,
        "assets",
        "assets",
        _("Asset check"),
        words.format(number=fresh, all=len(assets), months=months),
        kept,
        min(due, default=None),
        "part_place",
    )


def _suggestions(
    document: Document[Plan], content: Content, settings: Settings, today: date
) -> Iterator[Obligation]:
    """An answer for each suggestion that has none."""
    for one in content.suggestions:
        if one.model.answer is None and one.model.about.split("/")[0] == document.slug:
            due = answer_due(one.model, settings.answer_within_days)
            words = (
                _("A suggestion of {received} should have had its answer by {day}.")
                if due < today
                else _("A suggestion of {received} is to be answered by {day}.")
            )
            yield _duty(
                document,
                f"answer-{one.slug}",
                "suggestions",
                _("Answer to a suggestion"),
                words.format(received=display_day(one.model.received), day=display_day(due)),
                _by(due, today),
                due,
                f"said_{one.slug}",
            )


def _guides(content: Content, today: date) -> Iterable[Obligation]:
    """The review of each page of a guide."""
    for guide in content.guides:
        due, owner = guide_due(guide.model.last_reviewed, guide.model.review_in_months), guide.model.owner
        words = (
            _("This page of a guide should have been reviewed by {day}.")
            if due < today
            else _("This page of a guide is to be reviewed by {day}.")
        )
        yield Obligation(
            "review",
            "guide",
            f"guides/{guide.slug}",
            guide.model.title,
            _("Review of the page"),
            words.format(day=display_day(due)),
            _by(due, today),
            due,
            _(NOBODY) if isinstance(owner, NotPublished) else owner,
            f"guides/{guide.slug}/",
        )
