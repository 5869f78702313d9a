"""Renders the facts of a committee report as Markdown, from plans and editions. All text from files is
escaped.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ..content.documents import Content, Document
from ..derived.due_dates import is_late, no_update
from ..derived.fund_summaries import share_of
from ..derived.meetings import held_meetings, is_over
from ..derived.obligations import NEEDED, ObligationStatus, obligations
from ..derived.reporting_periods import ReportingPeriod, year_of
from ..derived.totals import Sum, add_up, less, part, together, totals
from ..derived.tracker import items, tally
from ..editions.change_text import describe, describe_changes, grouped
from ..editions.document_diff import compare_documents
from ..editions.edition_list import PublishedEdition
from ..editions.plan_renames import slugs_over_time
from ..model.dates import FuzzyDate, display_day
from ..model.funds import Fund
from ..model.money import say_pounds
from ..model.plan import Plan
from ..model.tracked import Status, Tracked
from ..model.types import NotPublished, listed

# Longer lists are cut: nobody reads them, and the Markdown renderer limits the length of a paragraph
# (source/markdown.py).
MOST = 60
_SIGNS = re.compile(r"([\\`*_{}\[\]#|])")
# Character references, such as &lt; or &#60;. A single & needs no escape.
_ENTITY = re.compile(r"&(?=#?\w+;)")
_START = re.compile(r"^(\s*)(\d+)([.)])|^(\s*)([-+>=~:])")


@dataclass(frozen=True)
class Facts:
    """The inputs of a report.

    `editions` are those that are due, oldest first; `since` is the last day of the previous report's period.
    """

    content: Content
    editions: Sequence[PublishedEdition]
    plans: Sequence[Document[Plan]]
    period: ReportingPeriod
    since: date
    today: date


def facts(given: Facts) -> str:
    """The computed part of a report, as Markdown with headings of the third level."""
    parts = [
        ("How it is going", _progress),
        ("What changed", _changes),
        ("Money", _money),
        ("Meetings", _meetings),
        ("Risks", _risks),
        ("What is owed", _duties),
        ("Where this comes from", _origin),
    ]
    return "\n\n".join(f"### {title}\n\n{_block(make, given)}" for title, make in parts)


def plain(text: str) -> str:
    """Escape a text from a file for Markdown, on one line."""
    flat = _SIGNS.sub(r"\\\1", _ENTITY.sub("&amp;", " ".join(text.split())).replace("<", "&lt;"))
    return _START.sub(
        lambda m: f"{m[1]}{m[2]}\\{m[3]}" if m[2] else f"{m[4]}\\{m[5]}" if m[5] in "-+>" else m[0], flat
    )


def _block(make: Callable[[Facts], Iterator[str]], given: Facts) -> str:
    return "\n\n".join(make(given))


def _bullets(rows: Sequence[str]) -> str:
    shown = [f"- {row}" for row in rows[:MOST]]
    return "\n".join(
        shown
        + (
            [f"- and {len(rows) - MOST} more, which stand in the history of the plan"]
            if len(rows) > MOST
            else []
        )
    )


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def _several(given: Facts) -> bool:
    return len(given.plans) != 1


def _progress(given: Facts) -> Iterator[str]:
    """The items by status, those that are late, and those whose date has passed without an update."""
    counts = [(document, tally(document.model)) for document in given.plans]
    statuses = [status for status in Status if any(one[status] for _, one in counts)]
    if not statuses:
        yield "No items are listed."
        return
    if _several(given):
        rows = [
            [plain(d.model.title), str(one.total()), *(str(one[status]) for status in statuses)]
            for d, one in counts
        ]
        sums = [
            "All areas",
            str(sum(one.total() for _, one in counts)),
            *(str(sum(one[status] for _, one in counts)) for status in statuses),
        ]
        yield _table(["Area", "Items", *(status.label for status in statuses)], [*rows, sums])
    else:
        yield _table(
            ["Status", "Items"],
            [[status.label, str(counts[0][1][status])] for status in statuses]
            + [["All", str(counts[0][1].total())]],
        )
    for words, fits in (("Late, as published:", is_late), ("Date passed, no update published:", no_update)):
        found = [
            f"{_where(given, d)}{plain(one.title)}: {_due(one)}{one.status.label.lower()}"
            for d in given.plans
            for one in items(d.model)
            if fits(one, given.today)
        ]
        if found:
            yield words
            yield _bullets(found)


def _due(item: Tracked) -> str:
    return f"due {plain(str(item.due))}, " if isinstance(item.due, FuzzyDate) else ""


def _where(given: Facts, document: Document[Plan]) -> str:
    return f"{plain(document.model.title)}: " if _several(given) else ""


def _changes(given: Facts) -> Iterator[str]:
    """What differs between the newest edition before the period and the newest one in it, item by item."""
    before = next((e for e in reversed(given.editions) if e.day <= given.since), None)
    after = next((e for e in reversed(given.editions) if e.day <= given.period.last), None)
    if after is None or after is before:
        yield (
            f"No edition was published between {display_day(given.since)} and"
            f" {display_day(given.period.last)}."
        )
        return
    yield (
        f"Between {f'the edition of {before.name}' if before else 'the beginning'} and the edition of"
        f" {after.name}:"
    )
    within = [e for e in given.editions if given.since < e.day <= given.period.last]
    for document in given.plans:
        names = slugs_over_time(document)
        new, old = _in(after, names), _in(before, names) if before else None
        if new is None:
            continue
        # A plan that is new in this period is compared with its first edition.
        first, earlier = None, old
        if earlier is None:
            first, earlier = next((edition, plan) for edition in within if (plan := _in(edition, names)))
        rows = [
            f"{plain(describe(change))}{f' Why: {plain(why)}' if (why := describe_changes(new.model, change)) else ''}"
            for key, _, these in grouped(compare_documents(earlier, new))
            if key not in ("correction", "sources")
            for change in these
        ]
        if _several(given) and (rows or first):
            yield f"**{plain(document.model.title)}**"
        if first:
            yield f"The plan was published for the first time, in the edition of {first.name}." + (
                " Since then:" if rows else ""
            )
        if rows:
            yield _bullets(rows)
        elif not first and not _several(given):
            yield "Nothing changed but corrections and sources."


def _in(edition: PublishedEdition, names: Sequence[str]) -> Document[Plan] | None:
    """A plan, under any of its names, in an edition."""
    return next((plan for plan in edition.content.plans if plan.slug in names), None)


def _words(value: object) -> str:
    """A time or an amount as its file has it; a gap in its own words."""
    if isinstance(value, NotPublished):
        return value.gap.label.lower()
    return getattr(value, "words", "not recorded")


def _amount(value: object) -> str:
    return f"amount {_words(value)}" if isinstance(value, NotPublished) else plain(_words(value))


def _money(given: Facts) -> Iterator[str]:
    """Each fund of the year, added up to the penny, and what was decided in this time."""
    year = year_of(given.period.last)
    funds = [(d, fund) for d in given.plans for fund in d.model.funds if year.holds(fund.year)]
    if not funds:
        yield f"No fund is listed for {year.words}."
        return
    head = ["Fund", "Available", "Allocated", "Of that, committed", "Of that, spent", "Left", "As of"]
    yield _table(
        head,
        [
            [
                f"{_where(given, d)}{plain(fund.name)}",
                *_sums([fund]),
                plain(_words(fund.as_of)),
            ]
            for d, fund in funds
        ]
        + ([["All funds", *_sums([fund for _, fund in funds]), ""]] if len(funds) > 1 else []),
    )
    unknown = sum(totals(fund).unknown for _, fund in funds)
    if unknown:
        yield f"Not counted: {unknown} without an exact amount."
    decided = [
        f"{_where(given, d)}{plain(entry.title)}: {_amount(entry.amount)}, {entry.state.label.lower()}"
        for d, fund in funds
        for entry in fund.entries
        if given.period.holds(entry.on)
    ]
    if decided:
        yield f"Decided in {given.period.words}:"
        yield _bullets(decided)


def _sums(funds: Sequence[Fund]) -> list[str]:
    """The sums over some funds. Each is exact only where every one of them states it."""
    found = [(fund.name, totals(fund)) for fund in funds]
    available, allocated, committed, spent = (
        add_up(part(name, getattr(one, column)) for name, one in found)
        for column in ("available", "allocated", "committed", "spent")
    )
    share, at_most = share_of(together(committed, spent), available)
    of = "" if share is None else f" ({'at most ' if at_most else ''}{share}% committed and spent)"
    return [
        _at_least(available),
        _at_least(allocated),
        _at_least(committed),
        f"{_at_least(spent)}{of}",
        _at_least(less(available, allocated)),
    ]


def _at_least(amount: Sum) -> str:
    """A sum in words: exact, the least that it can be, or "not known"."""
    if amount.known is None:
        return "not known"
    return f"at least {say_pounds(amount.known)}" if amount.missing else say_pounds(amount.known)


def _meetings(given: Facts) -> Iterator[str]:
    """The meetings of the period, and those to come."""
    if _several(given):
        yield _table(
            ["Area", f"Held in {given.period.words}"],
            [
                [
                    plain(d.model.title),
                    str(held_meetings(listed(d.model.meetings), given.period, given.today)),
                ]
                for d in given.plans
            ],
        )
    rows = []
    for document in given.plans:
        for one in listed(document.model.meetings):
            over = is_over(one, given.today)
            if given.period.holds(one.on) or not over:
                state = "called off" if one.cancelled else "held" if over else "to come"
                decided = (
                    f". Decided: {plain('; '.join(d.what.rstrip('.') for d in one.decisions))}"
                    if one.decisions
                    else ""
                )
                came = f" ({plain(one.attendance)})" if one.attendance else ""
                rows.append(
                    f"{_where(given, document)}{plain(one.on.words)}, {plain(one.title or one.kind.label)},"
                    f" {state}{came}{decided}"
                )
    yield _bullets(rows) if rows else "No meeting is listed."


def _risks(given: Facts) -> Iterator[str]:
    rows = [
        f"{_where(given, d)}{plain(risk.risk)}{''.join(f'. {words} {plain(value)}' for words, value in (('Effect:', risk.effect), ('What is done:', risk.mitigation), ('Who watches it:', risk.owner)) if value)}"
        for d in given.plans
        for risk in d.model.risks
    ]
    yield _bullets(rows) if rows else "No risk is listed."


def _duties(given: Facts) -> Iterator[str]:
    """What is owed for the plans, this report apart, as it stands on the day of the report."""
    wanted = {document.slug for document in given.plans}
    found = [
        duty
        for duty in obligations(given.content, given.today)
        if duty.plan in wanted and not duty.key.endswith(f"-{given.period.name}")
    ]
    if _several(given):
        names = list(ObligationStatus)
        rows = [
            [
                plain(d.model.title),
                *(str(sum(duty.plan == d.slug and duty.kept is kept for duty in found)) for kept in names),
            ]
            for d in given.plans
        ]
        yield _table(["Area", *(kept.label for kept in names)], rows)
        found = [duty for duty in found if duty.kept in NEEDED]
    if found:
        yield _bullets(
            [
                f"{_where(given, next(d for d in given.plans if d.slug == duty.plan))}{duty.kept.label}:"
                f" {plain(duty.words)}"
                for duty in found
            ]
        )


def _origin(given: Facts) -> Iterator[str]:
    """The git blob ids of the files from which the report was computed."""
    newest = given.editions[-1] if given.editions else None
    pinned = newest.manifest if newest else {}
    rows = [
        f"{document.source.path}, git blob {pinned.get(document.source.path) or document.source.blob}"
        for document in given.plans
    ]
    yield (
        f"Put together on {display_day(given.today)} from"
        f" {f'the edition of {newest.name}' if newest else 'files that no edition has published yet'}:"
    )
    yield _bullets(rows)
