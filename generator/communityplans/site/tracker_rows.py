"""The rows of the tracker: values, and HTML. Each is rendered once, and used in several tables.

The rows of a plan are a task with a key, so after a change of one plan only that plan's rows are rendered
again.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b

from markupsafe import escape

from ..derived.tracker import (
    VIEWS,
    TrackerBasis,
    TrackerRow,
    by_lead,
    in_view,
    numbered,
    plan_rows,
    tracker_bases,
)
from ..editions.plan_renames import slugs_over_time
from ..i18n import N_, _
from ..model.tracked import Status
from ..source.files import suggested_slug
from .addresses import TRACKER as ROOT
from .page import SiteFile
from .render_context import RenderContext
from .status_icons import MARKS
from .tasks import Task, task_key

# What stands in a row until it is known: the way from the page to the root of the site, and the address of
# the lead; and what stands between rows. No text of ours can hold these characters.
_UP, _LED, _END = "\0", "\1", "\2"


@dataclass(frozen=True)
class TrackerRowHtml:
    """All rows; the rows of each view and of each lead, with the address of the lead; the key of the rows of
    each plan; and a hash of the HTML of each row, by its number.
    """

    rows: list[TrackerRow]
    views: dict[str, list[TrackerRow]]
    leads: dict[str, list[TrackerRow]]
    slugs: dict[str, str]
    keys: dict[str, str]
    sums: list[str]
    _files: dict[str, SiteFile]
    _known: dict[str, list[str]] = field(default_factory=dict)

    def html(self, rows: Iterable[TrackerRow], base: str) -> str:
        """The HTML of some rows, for a page whose relative address of the root is `base`. Only the files of
        their plans are read.
        """
        made = []
        for row in rows:
            if row.plan not in self._known:
                self._known[row.plan] = (
                    self._files[row.plan].content.decode("utf-8", "surrogatepass").split(_END)
                )
            html = self._known[row.plan][row.place]
            made.append(html.replace(_LED, self.slugs[row.lead]) if row.lead else html)
        return "".join(made).replace(_UP, base)


def tracker_row_html(showing: RenderContext, today: date) -> TrackerRowHtml:
    """The rows of the shown content, as of a day. A change of an item in an edition counts as an update."""
    return showing.once(("tracked", today), lambda: _tracked(showing, today))


def lead_slugs(leads: Iterable[str]) -> dict[str, str]:
    """The address of each lead, made from the words; with a number if two would be the same."""
    slugs: dict[str, str] = {}
    taken = set()
    for words in leads:
        plain = suggested_slug(words, "lead")
        slug, number = plain, 1
        while slug in taken:
            number += 1
            slug = f"{plain}-{number}"
        slugs[words] = slug
        taken.add(slug)
    return slugs


def _tracked(showing: RenderContext, today: date) -> TrackerRowHtml:
    changed = {
        slug: {item: step.edition.day for step in reversed(past.steps) for item in step.told.items}
        for slug, past in showing.pasts.items()
    }
    found, masks = tracker_bases(showing.content, today, changed), _masks(showing)
    keys = {basis.plan.slug: _key(basis, masks) for basis in found}
    made = showing.run(
        [Task("tracker rows", keys[basis.plan.slug], tracker_row_files, (basis,)) for basis in found]
    )
    said = [json.loads(files[0].content) for files in made]
    rows = numbered(zip(found, (one["rows"] for one in said), strict=True))
    leads = by_lead(rows)
    return TrackerRowHtml(
        rows,
        {view: in_view(rows, view) for view in VIEWS},
        leads,
        lead_slugs(leads),
        keys,
        [one for each in said for one in each["sums"]],
        dict(zip(keys, (files[1] for files in made), strict=True)),
    )


def _masks(showing: RenderContext) -> object:
    """What the redactions of plans depend on besides the files themselves; empty if there are none."""
    places = showing.content.withheld
    named = (showing.content, showing.working or showing.content)
    return places and (
        [repr(place) for place in places],
        showing.edition and showing.edition.id,
        [[(plan.slug, *slugs_over_time(plan)) for plan in one.plans] for one in named],
    )


def _key(basis: TrackerBasis, masks: object) -> str:
    """The key of the rows of a plan: a hash of its file, and of all else that the rows depend on."""
    changed = sorted((item, day.isoformat()) for item, day in basis.changed.items())
    return task_key(
        "tracked",
        basis.plan.slug,
        basis.plan.text_id,
        masks,
        basis.area,
        basis.usual,
        basis.today.isoformat(),
        changed,
    )


def tracker_row_files(basis: TrackerBasis) -> list[SiteFile]:
    """The rows of a plan as JSON, and their HTML."""
    values = plan_rows(basis)
    html = [
        one.encode("utf-8", "surrogatepass")
        for one in _html(numbered([(basis, values)]), basis.plan.model.title)
    ]
    said = {"rows": values, "sums": [blake2b(one, digest_size=12).hexdigest() for one in html]}
    return [
        SiteFile("tracked.json", json.dumps(said, separators=(",", ":")).encode()),
        SiteFile("tracked.html", _END.encode().join(html)),
    ]


def _html(rows: Iterable[TrackerRow], area: str) -> Iterable[str]:
    """Each row of a plan as safe HTML, with marks for values that differ from page to page."""
    no_date = _("No date")
    due, led, news, where = (
        f'<td role="cell" data-label="{_(label)}">'
        for label in (N_("Due:"), N_("Lead:"), N_("Last update:"), N_("Area:"))
    )
    looks = {status.value: (MARKS[status], escape(status.label)) for status in Status}
    for row in rows:
        kind = _(row.kind)
        about = _("{kind} on: {title}").format(kind=kind, title=escape(row.under)) if row.under else kind
        theme = f" · {escape(row.theme)}" if row.theme else ""
        mark, ours = looks[row.status]
        label = f"{escape(row.status_label)}<small>{ours}</small>" if row.status_label else ours
        late = f'<small class="cp-timely">{escape(row.timeliness)}</small>' if row.timeliness else ""
        lead = (
            f'<a href="{_UP}{ROOT}lead/{_LED}/">{escape(row.lead)}</a>'
            if row.lead
            else escape(row.lead_words)
        )
        yield (
            '<tr role="row"><th scope="row" role="rowheader"><a'
            f' href="{_UP}plans/{row.plan}/#{row.id}">{escape(row.title)}</a><small>{about}{theme}</small></th><td'
            ' role="cell" class="st"><span'
            f' class="cp-status">{mark}<span>{label}{late}</span></span></td>{due}{escape(row.due_words)}</td>{led}{lead}</td>{news}{escape(row.last) or no_date}</td>{where}<a'
            f' href="{_UP}{ROOT}area/{row.plan}/">{escape(area)}</a></td></tr>\n'
        )
