"""The rows of the tracker, each made once: its words, and the HTML of its row, which stands in several tables.

What a plan promises is a job with a key, and is kept from build to build like a page: after a change of one plan of a thousand, one plan's rows are made.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial

from markupsafe import escape

from ..history.names import slugs
from ..model.tracked import Status
from ..reckoning.tracker import Basis, Row, bases, numbered, plan_rows
from ..text.catalogue import N_, _
from .addresses import TRACKER as ROOT
from .jobs import Job, key_of
from .marks import MARKS
from .page import Asset
from .showing import Showing

# What stands in a row until it is known: the way from the page to the root of the site, and the address of the lead; and what ends a row. No text of ours
# can hold these characters.
UP, LED, _END = "\0", "\1", "\2"


@dataclass(frozen=True)
class Tracked:
    """All rows, and the HTML of each by its number, with the marks `UP` and `LED`. `keys` name all that the rows of each plan are made of."""

    rows: list[Row]
    html: list[str]
    keys: dict[str, str]


def tracked(showing: Showing, today: date) -> Tracked:
    """The rows of what is shown, on a day. An edition in which an item changed is news of it."""
    return showing.once(("tracked", today), lambda: _tracked(showing, today))


def _tracked(showing: Showing, today: date) -> Tracked:
    changed = {slug: {item: step.edition.day for step in reversed(past.steps) for item in step.told.items} for slug, past in showing.pasts.items()}
    found, masks = bases(showing.content, today, changed), _masks(showing)
    keys = {basis.plan.slug: _key(basis, masks) for basis in found}
    made = showing.do([Job(keys[basis.plan.slug], partial(_written, basis)) for basis in found])
    rows = numbered(zip(found, (json.loads(one.content) for one in made[::2]), strict=True))
    return Tracked(rows, [row for one in made[1::2] for row in one.content.decode("utf-8", "surrogatepass").split(_END)[:-1]], keys)


def _masks(showing: Showing) -> object:
    """What decides which words of which plan were taken down: nothing where none were. The text of a file does not say it."""
    places = showing.content.withheld
    named = (showing.content, showing.working or showing.content)
    return places and ([repr(place) for place in places], showing.edition and showing.edition.id, [[(plan.slug, *slugs(plan)) for plan in one.plans] for one in named])


def _key(basis: Basis, masks: object) -> str:
    """Names all that the rows of a plan are made of: its file, and what else stands in the basis."""
    changed = sorted((item, day.isoformat()) for item, day in basis.changed.items())
    return key_of("tracked", basis.plan.slug, basis.plan.text_id, masks, basis.area, basis.usual, basis.today.isoformat(), changed)


def _written(basis: Basis) -> list[Asset]:
    """The rows of a plan as JSON, and their HTML."""
    values = plan_rows(basis)
    html = "".join(_html(numbered([(basis, values)]), basis.plan.model.title))
    return [Asset("tracked.json", json.dumps(values, ensure_ascii=True, separators=(",", ":")).encode()), Asset("tracked.html", html.encode("utf-8", "surrogatepass"))]


def _html(rows: Iterable[Row], area: str) -> Iterable[str]:
    """Each row of a plan, as safe HTML with marks in the place of what is not known yet. What is not published says so."""
    nobody, no_date = _("Nobody named"), _("No date")
    due, led, news, where = (f'<td role="cell" data-label="{_(label)}">' for label in (N_("Due:"), N_("Lead:"), N_("Last news:"), N_("Area:")))
    looks = {status.value: (MARKS[status], escape(status.label)) for status in Status}
    for row in rows:
        kind = _(row.kind)
        about = _("{kind} on: {title}").format(kind=kind, title=escape(row.under)) if row.under else kind
        theme = f" · {escape(row.theme)}" if row.theme else ""
        mark, ours = looks[row.status]
        label = f"{escape(row.status_label)}<small>{ours}</small>" if row.status_label else ours
        late = f'<small class="cp-timely">{escape(row.timeliness)}</small>' if row.timeliness else ""
        lead = f'<a href="{UP}{ROOT}lead/{LED}/">{escape(row.lead)}</a>' if row.lead else nobody
        yield (
            f'<tr role="row"><th scope="row" role="rowheader"><a href="{UP}plans/{row.plan}/#{row.id}">{escape(row.title)}</a><small>{about}{theme}</small></th>'
            f'<td role="cell" class="st"><span class="cp-status">{mark}<span>{label}{late}</span></span></td>'
            f"{due}{escape(row.due_words)}</td>{led}{lead}</td>"
            f"{news}{escape(row.last) or no_date}</td>"
            f'{where}<a href="{UP}{ROOT}area/{row.plan}/">{escape(area)}</a></td></tr>\n{_END}'
        )
