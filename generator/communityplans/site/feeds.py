"""Atom feeds from the change notes: one for all areas, one for each plan.

Following a plan needs no account.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from urllib.parse import urljoin

from feedgenerator import Atom1Feed
from markupsafe import escape

from ..editions.edition_list import sort_key
from ..i18n import _, current_language
from ..model.council import Council
from .change_summary import ChangeSummary, CouncilStep
from .document_history import DocumentHistory, Revision
from .link_check import rebased
from .page import SiteFile
from .render_context import RenderContext

# The number of entries in the feed of all areas; the feed of a plan has all of its entries.
NEWEST = 100


def feeds(showing: RenderContext, council: Council, url: str) -> list[SiteFile]:
    """The feeds of a site at the public address `url`.

    The id of an entry is the permanent address of its edition, so it never changes (RFC 4287, 4.2.6).
    """
    everything = [
        (past, step)
        for past in (*showing.pasts.values(), *showing.guide_pasts.values())
        for step in past.steps
    ]
    title = _("Community plans for {place}: changes").format(place=council.place)
    made = [
        _feed(
            title,
            showing.content.publisher,
            "feeds/all.xml",
            "changes/",
            _newest_first(everything)[:NEWEST],
            url,
            showing.content.notice,
            tuple(showing.council_steps.values()),
        )
    ]
    for past in showing.pasts.values():
        if past.steps:
            entries = _newest_first((past, step) for step in past.steps)
            feed = _feed(
                _("{title}: changes to the plan").format(title=past.title),
                showing.content.publisher,
                f"feeds/{past.slug}.xml",
                past.home,
                entries,
                url,
                showing.content.notice,
            )
            made += [feed, *(replace(feed, address=f"feeds/{slug}.xml") for slug in past.former)]
    return made


def _newest_first(
    entries: Iterable[tuple[DocumentHistory, Revision]],
) -> list[tuple[DocumentHistory, Revision]]:
    """Sort by the day of publication, then by edition, newest first."""
    by_name = sorted(entries, key=lambda pair: (pair[0].folder != "plans", pair[0].slug))
    return sorted(
        by_name, key=lambda pair: (pair[1].edition.public_from, sort_key(pair[1].edition.id)), reverse=True
    )


def _feed(
    title: str,
    author: str,
    address: str,
    page: str,
    entries: list[tuple[DocumentHistory, Revision]],
    url: str,
    notice: str = "",
    council: tuple[CouncilStep, ...] = (),
) -> SiteFile:
    feed = Atom1Feed(
        title=title,
        link=urljoin(url, page),
        description=title,
        subtitle=notice or None,
        language=current_language(),
        author_name=author,
        feed_url=urljoin(url, address),
        feed_guid=urljoin(url, address),
    )
    for one in reversed(council):
        when, where = _noon(one.edition.public_from), urljoin(url, one.address)
        short = f"{one.told.short[:1].lower()}{one.told.short[1:]}"
        feed.add_item(
            title=f"{_('Areas, wards and priorities of the council')}: {short}",
            link=where,
            description=_listed(one.told),
            unique_id=where,
            pubdate=when,
            updateddate=when,
        )
    for past, step in entries:
        when = _noon(step.edition.public_from)
        stood = f" ({step.edition.words})" if step.edition.compiled else ""
        feed.add_item(
            title=f"{step.title}: {step.short[:1].lower()}{step.short[1:]}{stood}",
            link=urljoin(url, f"{past.home}history/#e-{step.edition.id}"),
            description=_said(step, urljoin(url, past.home)),
            unique_id=urljoin(url, step.address),
            pubdate=when,
            updateddate=when,
        )
    return SiteFile(address, feed.writeString("utf-8").encode())


def _noon(day: date) -> datetime:
    """Noon (UTC) of a day, so that it is the same day in every time zone of Europe."""
    return datetime.combine(day, time(12), UTC)


def _said(step: Revision, home: str) -> str:
    """The content of an entry as HTML: the change note, then each change in a sentence. Links of writers are
    relative to `home`, the plan's page.
    """
    words = (
        f"<p>{escape(step.edition.words[:1].upper() + step.edition.words[1:])}.</p>"
        if step.edition.compiled
        else ""
    )
    first = (
        f"<p>{_('The first edition of this plan.') if step.folder == 'plans' else _('The first edition of this page.')}</p>"
        if step.first
        else ""
    )
    notes = (rebased(note, home, anchors=True) for note in step.told.notes)
    return "".join(map(str, notes)) + first + _listed(step.told) + words


def _listed(told: ChangeSummary) -> str:
    """Each change in a sentence, as a list in HTML."""
    because = f" {_('Why:')} "
    rows = "".join(
        f"<li>{escape(sentence)}{because if reason else ''}{escape(reason)}</li>"
        for _key, _heading, these in told.groups
        for sentence, _anchor, reason in these
    )
    return f"<ul>{rows}</ul>" if rows else ""
