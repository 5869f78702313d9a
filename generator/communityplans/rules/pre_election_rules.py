"""Before an election: no new promises, and no words of councillors, until the polls close."""

import re
from collections.abc import Iterator
from datetime import date

from ..content.documents import Document, resolve_relative
from ..content.load import SETTINGS
from ..editions.change_text import describe
from ..editions.compare import compare
from ..editions.edition_list import PublishedEdition
from ..editions.plan_renames import slugs_over_time
from ..editions.pre_election import free_on, period_on, pre_election_reason, why_new
from ..model.dates import display_day
from ..model.field_error import unfinished
from ..model.fields import iter_values
from ..model.plan import Plan
from ..model.responsibilities import Councillor
from ..model.settings import PreElection
from ..model.types import listed
from ..source.diagnostic import Severity
from ..source.markdown import render_document_markdown as render_guide
from .image_rules import seen_in
from .promise_rules import changes, plan_pairs
from .rule_context import CheckContext, Finding

_CALLED = re.compile(r"\b(?:Cllrs?|Councillors?)\.? [A-Z]\w+")


def pre_election(checked: CheckContext) -> Iterator[Finding]:
    """A new promise, or words of a councillor, would be published between the notice of election and the
    close of poll.

    What the last edition says stays public. Facts, statuses and whatever is taken out may go. Corrections,
    safety and what the law asks for may go with an exception in the settings, which gives the reason and is
    printed. The day after the polls close the same text passes. It stops a proposal and an edition; the site
    that is public is built as before.

    Fails: In the period, a project is added, a due date is set, the foreword of a councillor is changed, or a guide shows a picture of one.
    Passes: The same the day after; or with an entry under exceptions of the period in plans/council-settings.yml.
    From: Local Government Act 1986, section 2; Code of Recommended Practice on Local Authority Publicity
    """
    period = period_on(_periods(checked), checked.today)
    if period is None or not checked.editions:
        return
    for document, _, old in plan_pairs(checked):
        here = {getattr(value, "id", None): path for path, value in checked.of(document).groups(object)}
        for change in changes(old, document.model):
            why = pre_election_reason(change)
            if why and not _permitted(period, slugs_over_time(document), change.item):
                path = here.get(change.item, ()) if change.item else ()
                step = change.path[len(path) - 1 if path else 0 :][:1] if change.field else ()
                yield Finding(
                    document,
                    (*path, *step),
                    f"{describe(change)} {why} {_until(checked, checked.today)}",
                    _fix(document.slug, change.item),
                    of_key=bool(step),
                )
    yield from _pictures(checked)
    published = {plan.slug for plan in checked.editions[-1].content.plans}
    for document in checked.content.plans:
        if (
            not published.intersection(slugs_over_time(document))
            and why_new(document.model)
            and not _permitted(period, slugs_over_time(document), "")
        ):
            yield Finding(
                document,
                (),
                f"This plan is new. {why_new(document.model)} {_until(checked, checked.today)}",
                _fix(document.slug, ""),
            )


def edition_in_period(checked: CheckContext) -> Iterator[Finding]:
    """An edition whose day is between a notice of election and the close of poll has a new promise or words
    of a councillor in it.

    It looks at the day of the edition, not at today.

    Fails: An edition of a day in the period says that a project was added.
    Passes: The edition has a day after the polls close; or an exception in plans/council-settings.yml says why the project could not wait.
    From: Local Government Act 1986, section 2; Code of Recommended Practice on Local Authority Publicity
    """
    for before, edition in zip((None, *checked.editions), checked.editions, strict=False):
        period = period_on(_periods(checked), edition.day)
        if period is None or edition.document.model.compiled:
            continue
        for document, why, item in _held_in(before, edition):
            if not _permitted(period, slugs_over_time(document), item):
                yield Finding(
                    edition.document,
                    ("documents", document.source.path),
                    f"{why} {_until(checked, edition.day)}",
                    f"Give the edition a later day, or publish it without that. {_fix(document.slug, item)}",
                    of_key=True,
                )


def names_councillor(checked: CheckContext) -> Iterator[Finding]:
    """A text that is new since the last edition names a councillor, between the notice of election and the
    close of poll.

    Whether that is publicity for somebody, only a person can tell. So this is a warning.

    Fails: In the period, the description of a project begins to say that Councillor Jo Example opened it.
    Passes: The description says that the project is open.
    From: Code of Recommended Practice on Local Authority Publicity
    """
    if period_on(_periods(checked), checked.today) is None or not checked.editions:
        return
    edition = checked.editions[-1]
    names = _councillors(checked)
    old = {value for document in edition.content.documents for value in _texts(document)}
    for document in (*checked.content.plans, *checked.content.suggestions):
        for path, field, value in checked.of(document).leaves("text", "prose"):
            found = None if field.attributed or value in old else _named(value, names)
            if found:
                yield Finding(
                    document,
                    path,
                    f"This names a councillor ({found}), and an election is coming.",
                    "Say what is so without the name, or ask the Monitoring Officer.",
                    Severity.warning,
                )
    bodies = {guide.source.path: guide.body for guide in edition.content.guides}
    for guide in checked.content.guides:
        if bodies.get(guide.source.path) != guide.body and (found := _named(guide.body, names)):
            yield Finding(
                guide,
                (),
                f"The text names a councillor ({found}), and an election is coming.",
                "Say what is so without the name, or ask the Monitoring Officer.",
                Severity.warning,
            )


def _pictures(checked: CheckContext) -> Iterator[Finding]:
    """Each picture of a councillor, by its description, that the last edition does not show."""
    edition = checked.editions[-1]
    old = {
        (guide.source.path, seen.name, seen.description)
        for guide in edition.content.guides
        if "![" in guide.body
        for seen in render_guide(guide.body).pictures
    }
    for guide, seen, at in seen_in(checked):
        found, path = (
            _named(seen.description, _councillors(checked)),
            resolve_relative(guide.source.path, seen.name),
        )
        file = checked.content.assets.get(path)
        same = (
            (guide.source.path, seen.name, seen.description) in old
            and file is not None
            and edition.manifest.get(path) == file.blob
        )
        if found and not same:
            yield Finding(
                guide,
                (),
                f"This picture shows a councillor ({found}). {_until(checked, checked.today)}",
                "Keep it back until then, or leave it out.",
                position=at,
            )


def _councillors(checked: CheckContext) -> set[str]:
    """The names of councillors that the plans give, now and in the last edition."""
    return {
        name
        for plan in (*checked.content.plans, *checked.editions[-1].content.plans)
        for name in _names(plan)
    }


def _periods(checked: CheckContext) -> tuple[PreElection, ...]:
    return checked.content.settings.model.pre_election if checked.content.settings else ()


def _held_in(
    before: PublishedEdition | None, edition: PublishedEdition
) -> Iterator[tuple[Document[Plan], str, str]]:
    """What an edition says that waits, compared with the one before it: the plan, why in words, and the id of
    the item.
    """
    old = {plan.slug: plan for plan in before.content.plans} if before else {}
    for document in edition.content.plans:
        was = next((old[name] for name in slugs_over_time(document) if name in old), None)
        if was is None and why_new(document.model):
            yield document, f"The plan {document.model.title} is new. {why_new(document.model)}", ""
        elif was is not None and was.source.blob != document.source.blob:
            yield from (
                (document, f"{describe(change)} {pre_election_reason(change)}", change.item)
                for change in compare(was.model, document.model)
                if pre_election_reason(change)
            )


def _permitted(period: PreElection, names: tuple[str, ...], item: str) -> bool:
    """Whether an exception covers a plan, by any of its names, or the item in it."""
    return any(one.about in (name, f"{name}/{item}") for one in period.exceptions for name in names)


def _until(checked: CheckContext, day: date) -> str:
    period = period_on(_periods(checked), day)
    return (
        f"Until the polls close ({period.election}) it may not be published. It can go on"
        f" {display_day(free_on(_periods(checked), day))}."
    )


def _fix(slug: str, item: str) -> str:
    about = f"{slug}/{item}" if item else slug
    return (
        "Keep it back until then. If it corrects a mistake, is about safety, or the law asks for it, add"
        f" under exceptions in {SETTINGS}: "
        f"- {{about: {about}, kind: correction, reason: {unfinished('why it cannot wait')},"
        f" by: {unfinished('who allowed it')}, on: {unfinished('day')}}}"
    )


def _names(plan: Document[Plan]) -> Iterator[str]:
    return (
        one.name
        for one in listed(plan.model.councillors)
        if isinstance(one, Councillor) and isinstance(one.name, str)
    )


def _texts(document: Document) -> Iterator[str]:
    return (
        value
        for _, field, value in iter_values(document.model)
        if field.leaf and field.leaf.name in ("text", "prose") and isinstance(value, str)
    )


def _named(text: str, names: set[str]) -> str:
    """The councillor that a text names, or what looks like one; "" if none."""
    called = _CALLED.search(text)
    return next(
        (name for name in sorted(names) if re.search(rf"\b{re.escape(name)}\b", text)),
        called[0] if called else "",
    )
