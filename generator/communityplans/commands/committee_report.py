"""Writes reports for a committee, and records that one was presented.

A report is one Markdown file, `reports/<plan>-2026-q3.md`: an officer's own words, then the facts.

The facts are text in the file, and are not computed when the site is built, because a report must always say
what the committee read. `plans report` writes the facts as text that can be reviewed and compared in git; run
again, it replaces the facts and keeps the officer's words. `plans report present` adds the day and a
fingerprint over the whole report; from then on a check rejects any change. The page and the PDF are rendered
from this file alone, so neither the plan of that day nor a rendered page has to be stored.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from ..content.documents import Content, Document
from ..content.load import REPORTS, load_files
from ..content.messages import closest_match
from ..derived.reporting_periods import ReportingPeriod, period_named
from ..editions.edition_list import PublishedEdition
from ..model.dates import display_day
from ..model.field_error import FieldError
from ..model.plan import Plan
from ..model.report import Report, ReportKind, fingerprint
from ..source.diagnostic import Diagnostic, Position, has_errors
from ..source.errors import UsageError
from ..source.files import SourceFile
from .report_facts import Facts, facts

WORDS, FACTS = "## In our own words", "## Facts and figures"
ASK = "(Write here what the figures do not say, or take this part out.)"


@dataclass(frozen=True)
class ReportRequest:
    """Which report is asked for. `plan` is None for all areas."""

    kind: ReportKind
    period: ReportingPeriod
    plan: Document[Plan] | None

    @property
    def name(self) -> str:
        """The stem of its file, which is its address."""
        return f"{self.plan.slug if self.plan else 'council'}-{self.period.name.lower()}"


def report_request(kind: ReportKind, period: str, area: str | None, content: Content) -> ReportRequest:
    """Parse the arguments of `plans report`.

    Args:
        kind: Quarterly or annual.
        period: A quarter (2026-Q3) or a financial year (2025-26), as typed.
        area: The short name of a plan or the id of its area; None for all areas.
        content: The content to look the area up in.

    Raises:
        UsageError: The period does not fit the kind, or there is no plan for the area.
    """
    try:
        found = period_named(period)
    except FieldError as wrong:
        raise UsageError(wrong.sentence) from wrong
    if found is None or ("-Q" in found.name) is not (kind is ReportKind.quarterly):
        raise UsageError(
            f"{period} is not a"
            f" {'quarter: write 2026-Q3' if kind is ReportKind.quarterly else 'financial year: write 2025-26'}."
        )
    plans = {name: plan for plan in content.plans for name in (plan.model.area, plan.slug)}
    if area is not None and area not in plans:
        meant = closest_match(area, list(plans))
        raise UsageError(f"There is no plan for {area}." + (f" Did you mean {meant}?" if meant else ""))
    return ReportRequest(kind, found, plans[area] if area else None)


def write_report(
    root: Path, want: ReportRequest, content: Content, editions: Sequence[PublishedEdition], today: date
) -> tuple[Path, str]:
    """Write a report; for one that exists, replace the facts and keep the officer's words.

    Returns:
        The path, and a sentence that says what was done.

    Raises:
        UsageError: The period has not begun, or the file that is there cannot be read.
    """
    if today <= want.period.first:
        raise UsageError(f"{want.period.words} has not begun yet.")
    path = root / REPORTS / f"{want.name}.md"
    known = next((one for one in content.reports if one.slug == want.name), None)
    if known is None and path.exists():
        raise UsageError(f"{path.relative_to(root)} cannot be read. Run: plans check")
    if known and known.model.presented:
        return (
            path,
            (
                f"{path.relative_to(root)} was presented on {display_day(known.model.presented)} and stays as"
                " it is."
            ),
        )
    plans = [want.plan] if want.plan else [plan for plan in content.plans if plan.model.withdrawn is None]
    given = Facts(
        content, [e for e in editions if e.day <= today], plans, want.period, _since(want, content), today
    )
    title = (
        f"{want.plan.model.title if want.plan else content.required_council.place + ', all areas'}:"
        f" {want.period.words}"
    )
    model = Report(
        schema_version=1,
        title=title,
        kind=want.kind,
        area=want.plan.model.area if want.plan else None,
        period=want.period.name if want.kind is ReportKind.quarterly else want.period.words,
        as_of=today,
        publisher=(want.plan.model.publisher if want.plan else None) or content.required_council.name,
        presented_to=known.model.presented_to if known else None,
    )
    _write(path, model, f"{_words(known)}{FACTS}\n\n{facts(given)}\n")
    return path, f"Wrote {path.relative_to(root)}" + (
        ", with the words that were there."
        if known
        else f". Write your own words under “{WORDS[3:]}”, then run: plans check"
    )


def present(root: Path, name: str, content: Content, on: date, to: str | None) -> str:
    """Record that a report was presented. From then on a check rejects any change to it.

    Args:
        root: The root of the content.
        name: The name of the report, or its path.
        content: The content that holds it.
        on: The day of the meeting.
        to: The committee; None to leave what the report says.

    Returns:
        A sentence that says what was done.

    Raises:
        UsageError: There is no such report, it was presented before, or it is not complete.
    """
    name = name.removeprefix(REPORTS).removesuffix(".md")
    known = {document.slug: document for document in content.reports}
    if name not in known:
        meant = closest_match(name, list(known))
        raise UsageError(
            f"There is no report {name}."
            + (f" Did you mean {meant}?" if meant else " Write it first: plans report quarterly")
        )
    document = known[name]
    if document.model.presented:
        raise UsageError(f"{name} was presented on {display_day(document.model.presented)}.")
    if ASK in document.body:
        raise UsageError(
            f"{document.source.path} still asks for your own words. Write them, or take that part out."
        )
    if on < document.model.as_of:
        raise UsageError(
            f"The facts are of {display_day(document.model.as_of)}, after {display_day(on)}. Make the report"
            " again, or put the day right."
        )
    model = document.model.model_copy(
        update={"presented": on, "presented_to": to or document.model.presented_to}
    )
    _write(
        root / document.source.path,
        model.model_copy(update={"fingerprint": fingerprint(model, document.body)}),
        document.body,
    )
    return f"{document.source.path} was presented on {display_day(on)}. It stays as it is now."


def rewritten(before: Content, after: Content) -> list[Diagnostic]:
    """An error for each presented report that a proposal changes or removes, even with a new fingerprint."""
    now = {one.slug: one for one in after.reports}
    found = []
    for old in before.reports:
        new = now.get(old.slug)
        if old.model.presented and (
            new is None or (new.source.content, new.body) != (old.source.content, old.body)
        ):
            found.append(
                Diagnostic(
                    Position(old.source.path),
                    "presented-report",
                    f"The report {old.slug} was presented and would be {'changed' if new else 'removed'}. It"
                    " stays as it was.",
                    f"Bring {old.source.path} back as it was, and put the mistake right in the next report.",
                )
            )
    return found


def _since(want: ReportRequest, content: Content) -> date:
    """The last day of the report before, of the same kind and area; without one, the day before the period."""
    area = want.plan.model.area if want.plan else None
    ends = [
        one.model.period.latest
        for one in content.reports
        if one.model.area == area and one.model.kind is want.kind and one.model.period.latest
    ]
    return max(
        (end for end in ends if end < want.period.first), default=want.period.first - timedelta(days=1)
    )


def _words(known: Document[Report] | None) -> str:
    """The officer's words: everything above the facts; in a new report, the prompt to write them."""
    if known is None:
        return f"{WORDS}\n\n{ASK}\n\n"
    before, found, _ = f"\n{known.body}".partition(f"\n{FACTS}\n")
    if not found:
        raise UsageError(
            f"{known.source.path} has no line “{FACTS}”, so nobody can tell your words from the facts. Put it"
            " back above the facts."
        )
    return before.lstrip("\n").rstrip() + "\n\n" if before.strip() else ""


def _write(path: Path, model: Report, body: str) -> None:
    """Write a report, unless the loader could not read it again."""
    rows = [
        f"{name}: {_scalar(value)}"
        for name in Report.model_fields
        if (value := getattr(model, name)) is not None
    ]
    text = "---\n" + "\n".join(rows) + "\n---\n\n" + body.lstrip("\n")
    _, problems = load_files([SourceFile(f"{REPORTS}{path.name}", text)])
    if has_errors(problems):
        raise UsageError(f"The report cannot be written so: {problems[0].message} {problems[0].fix}".strip())
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _scalar(value: object) -> str:
    if isinstance(value, ReportKind):
        return str(value.value)
    if isinstance(value, date | int):
        return str(value)
    return json.dumps(str(value), ensure_ascii=False)
