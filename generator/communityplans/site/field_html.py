"""Renders fields as HTML: one function for each leaf type, and a view of a group for templates that records
which fields were shown.
"""

from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import zip_longest
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup, escape
from pydantic import BaseModel

from ..i18n import _, ngettext
from ..model.dates import FuzzyDate, display_day
from ..model.fields import FieldSpec, fields
from ..model.money import say_number
from ..model.succession import Table
from ..model.tracked import Status
from ..model.types import NoneKnown, NotPublished, Redacted, WithheldText
from ..source.markdown import render_field_markdown
from .link_check import rebased
from .references import ReferenceNames
from .status_icons import MARKS

# Renders a stated gap: its kind (`model/types.GapKind`), the reason, and the day on which it was checked.


# Gaps are recognised by their exact class, because isinstance of pydantic models is slow, and every value of
# a page is tested.
GAPS = frozenset({NotPublished, *NotPublished.__subclasses__()})


def gap(value: NotPublished, names: ReferenceNames) -> Markup:
    """A stated gap as HTML: its kind, the reason, the day of the check, and where was looked, if stated."""
    if isinstance(value, Redacted):
        return Markup(f'<span class="cp-gap">{escape(value.not_published)}</span>')
    where = f" ({names.show('source', value.source)})" if value.source else ""
    reason = escape(value.not_published.rstrip("."))
    return Markup(
        f'<span class="cp-gap">{escape(value.gap.label)}</span>. {reason}. <span'
        f' class="cp-quiet">{_("Checked {day}").format(day=display_day(value.as_of))}{where}.</span>'
    )


def why(value: NotPublished, names: ReferenceNames) -> Markup:
    """The reason for a gap on one line: why, the day of the check, and where was looked."""
    return Markup(_("{}, checked {}{}")).format(
        value.not_published.rstrip("."),
        display_day(value.as_of),
        Markup(" ") + names.cite(value.source) if value.source else "",
    )


def none_known(value: NoneKnown) -> Markup:
    """Why a section is empty, and the day of the check."""
    return Markup(
        f"{escape(value.none_reason.rstrip('.'))}. {_('Checked {day}').format(day=display_day(value.as_of))}."
    )


def _time(value: FuzzyDate) -> Markup:
    if value.earliest and value.earliest == value.latest:
        return Markup(f'<time datetime="{value.earliest.isoformat()}">{escape(value.words)}</time>')
    return escape(value.words)


def _link(value: str) -> Markup:
    """A link that shows the host; the rest of the address is text for screen readers, so that the names of
    links differ.
    """
    host = urlsplit(value).hostname or value
    rest = value.partition("://")[2].partition("/")[2]
    ear = f'<span class="cp-sr">/{escape(rest)}</span>' if rest else ""
    return Markup(
        f'<a href="{escape(value)}" data-host="{escape(host)}">{escape(host.removeprefix("www."))}{ear}</a>'
    )


def _status(value: Status) -> Markup:
    return Markup(f"{MARKS[value]} {escape(value.label)}")


def taken_down(value: object) -> Markup:
    """The text in place of a redacted address or number, without a link; "" if it was not redacted."""
    return (
        Markup(f'<span class="cp-gap">{escape(value)}</span>') if isinstance(value, WithheldText) else EMPTY
    )


# Leaf name -> how its value is rendered. A new leaf type needs a row; a test fails without one.
FIELD_HTML: dict[str, Callable[[Any, ReferenceNames, FieldSpec], Markup]] = {
    "text": lambda v, n, f: escape(v),
    "prose": lambda v, n, f: rebased(render_field_markdown(v), n.up),
    "id": lambda v, n, f: escape(v),
    "constant": lambda v, n, f: escape(v),
    "count": lambda v, n, f: escape(say_number(v)),
    "yes-no": lambda v, n, f: escape(_("Yes") if v else _("No")),
    "day": lambda v, n, f: Markup(f'<time datetime="{v.isoformat()}">{display_day(v)}</time>'),
    "when": lambda v, n, f: _time(v),
    "money": lambda v, n, f: escape(v.words),
    "choice": lambda v, n, f: escape(v.label),
    "status": lambda v, n, f: _status(v),
    "ref": lambda v, n, f: n.show(f.reference_target, v),
    "url": lambda v, n, f: taken_down(v) or _link(v),
    "account": lambda v, n, f: escape(v),
    "email": lambda v, n, f: taken_down(v) or Markup(f'<a href="mailto:{escape(v)}">{escape(v)}</a>'),
    "phone": (
        lambda v, n, f: (
            taken_down(v)
            or Markup(f'<a href="tel:{"".join(c for c in v if c in "+0123456789")}">{escape(v)}</a>')
        )
    ),
    "house-numbers": lambda v, n, f: escape(v.words),
    "manifest": lambda v, n, f: escape(
        ngettext("{number} file", "{number} files", len(v)).format(number=len(v))
    ),
}

# Fields about the file and not about its content; they are not shown to residents.
_HIDDEN_LEAVES = ("id", "constant")
# CPython has one empty tuple: a comparison by identity is fast, comparing a model with a tuple is not.
_NOTHING = ()
EMPTY = Markup("")
# Escapes the program's own texts: the same few hundred on every page, so they are cached.
label = lru_cache(maxsize=2048, typed=True)(escape)


class FieldHtml:
    """A value with its HTML, which a template inserts. `raw` is the value, `gap` whether it is a stated gap,
    `why` the reason for the gap.
    """

    __slots__ = ("html", "raw", "why")

    def __init__(self, raw: Any, html: Markup, why: Markup | None = None):
        self.raw = raw
        self.html = html
        self.why = why

    def __html__(self) -> Markup:
        return self.html

    def __str__(self) -> str:
        return self.html

    @property
    def gap(self) -> bool:
        """Whether this is a stated gap and not an answer."""
        return type(self.raw) in GAPS

    @property
    def withheld(self) -> bool:
        """Whether the value was redacted."""
        return isinstance(self.raw, Redacted | WithheldText)


class View:
    """A group of fields for a template: `view.title` is the shown value of a field, or None if the file
    leaves it out.

    A list gives a list, a group a view of its own. Every field that a template asks for counts as placed;
    `rest()` gives the others, so that no field is ever lost because a template forgot it.
    """

    def __init__(self, model: BaseModel, names: ReferenceNames):
        # Any: templates and cards read the fields of one kind of group, which its caller chose.
        self.raw: Any = model
        self.names = names
        self._specs = _specs(type(model))
        self._placed: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        spec = self._specs.get(name)
        if spec is None:
            raise AttributeError(name)
        self._placed.add(name)
        # Cached as an attribute: the next access does not call __getattr__.
        shown = self.__dict__[name] = self._shown(spec)
        return shown

    def get(self, name: str) -> Any:
        """Like `view.name`, but None if this kind of group has no such field."""
        return getattr(self, name) if name in self._specs else None

    def place(self, *names: str) -> str:
        """Mark fields as placed that the page shows in another way. Returns "", for use in a template."""
        self._placed.update(names)
        return ""

    def rest(self, shown: frozenset[str] = frozenset()) -> Iterator[tuple[str, Markup]]:
        """Title and HTML of every field that has a value and was not placed, in the order of the model;
        `shown` are further fields that were placed.
        """
        values, placed = self.raw.__dict__, self._placed
        group: type[BaseModel] = type(self.raw)
        for name, spec in _read_out(group, shown):
            value = values[name]
            # Most fields of an item have no value, so that is tested first.
            if value is not None and value is not _NOTHING and name not in placed:
                yield spec.title, self._html(spec, value)

    def records(self) -> Iterator[tuple[FieldSpec, Any]]:
        """Views of every group that has a value and was not placed; marks it as placed. Stated gaps are left
        to `rest`.
        """
        for name, spec in self._specs.items():
            value = getattr(self.raw, name)
            if (
                name in self._placed
                or spec.part is None
                or value is None
                or value is _NOTHING
                or type(value) in GAPS
            ):
                continue
            self._placed.add(name)
            views = value if type(value) is tuple else (value,)
            yield spec, [View(one, self.names) for one in views]

    def heading(self) -> Markup:
        """The HTML of the first text, date or choice of a group, as its heading; marks it as placed."""
        for name, spec in self._specs.items():
            value = getattr(self.raw, name)
            if (
                spec.leaf
                and spec.leaf.name in ("text", "when", "choice")
                and not spec.many
                and value is not None
                and not isinstance(value, NotPublished)
            ):
                self._placed.add(name)
                return FIELD_HTML[spec.leaf.name](value, self.names, spec)
        return Markup("")

    def cite(self, name: str) -> Markup:
        """A citation of the source in the field `name`: its number in the list of sources; "" if it is empty."""
        self._placed.add(name)
        id = getattr(self.raw, name)
        return Markup(f" {self.names.cite(id)}") if id else EMPTY

    def cell(self, name: str) -> Markup:
        """The HTML of one field, "" if it has no value; marks it as placed."""
        self._placed.add(name)
        value = self.raw.__dict__[name]
        return EMPTY if value is None or value is _NOTHING else self._html(self._specs[name], value)

    def missing(self) -> dict[str, list[Markup]]:
        """The fields that readers expect and that have no value, by the label of the gap, each with its
        reason; fields that the file leaves out are listed as not recorded.
        """
        found: dict[str, list[Markup]] = {}
        values = self.raw.__dict__
        group: type[BaseModel] = type(self.raw)
        for spec in _awaited(group):
            value = values[spec.name]
            if type(value) in GAPS:
                found.setdefault(label(value.gap.label), []).append(
                    Markup(f"{label(spec.expected)} ({why(value, self.names)})")
                )
            elif value is None and spec.name not in self.raw.exempt:
                found.setdefault(label(_("Not recorded")), []).append(label(spec.expected))
        return found

    def _shown(self, spec: FieldSpec) -> Any:
        value = self.raw.__dict__[spec.name]
        if value is None:
            return None
        if type(value) in GAPS:
            return FieldHtml(value, gap(value, self.names), why(value, self.names))
        if type(value) is tuple:
            return [
                (
                    View(one, self.names)
                    if spec.part
                    else FieldHtml(one, FIELD_HTML[spec.leaf_name](one, self.names, spec))
                )
                for one in value
            ]
        if spec.part:
            return View(value, self.names)
        return FieldHtml(value, FIELD_HTML[spec.leaf_name](value, self.names, spec))

    def _html(self, spec: FieldSpec, value: Any) -> Markup:
        """The HTML of a field that was not placed: a value, a list of values, or the fields of a group."""
        if type(value) is tuple:
            shown = [self._html(spec, one) for one in value]
            if len(shown) == 1:
                return shown[0]
            if (
                spec.leaf
                and spec.leaf.name in ("ref", "text")
                and all(len(s) < 60 or spec.leaf.name == "ref" for s in shown)
            ):
                return Markup("; " if spec.leaf.name == "text" else ", ").join(shown)
            return Markup("<ul>" + "".join(f"<li>{escape(one)}</li>" for one in shown) + "</ul>")
        if type(value) in GAPS:
            return gap(value, self.names)
        if spec.leaf:
            return FIELD_HTML[spec.leaf.name](value, self.names, spec)
        if isinstance(value, Table):
            return _table(value)
        rows = View(value, self.names).rest()
        return Markup(
            "; ".join(f'<div class="cp-sub">{label(title)}: {escape(html)}</div>' for title, html in rows)
        )


def _table(table: Table) -> Markup:
    """A small table from a plan, with the attributes that the theme needs to show it as cards on a phone."""
    head = "".join(f'<th scope="col" role="columnheader">{escape(c)}</th>' for c in table.columns)
    rows = ""
    for row in table.rows:
        cells = "".join(
            f'<td role="cell" data-label="{escape(column)}">{escape(cell)}</td>'
            for column, cell in zip_longest(table.columns, row.cells, fillvalue="")
        )
        rows += f'<tr role="row">{cells}</tr>'
    return Markup(
        f'<table role="table" class="cp-small-table"><caption>{escape(table.caption)}</caption><thead'
        f' role="rowgroup"><tr role="row">{head}</tr></thead><tbody role="rowgroup">{rows}</tbody></table>'
    )


@cache
def _specs(model: type[BaseModel]) -> dict[str, FieldSpec]:
    return {spec.name: spec for spec in fields(model)}


@cache
def _read_out(model: type[BaseModel], shown: frozenset[str]) -> tuple[tuple[str, FieldSpec], ...]:
    """The fields that residents are shown, in the order of the model, without some."""
    return tuple(
        (spec.name, spec)
        for spec in fields(model)
        if spec.name not in shown and (not spec.leaf or spec.leaf.name not in _HIDDEN_LEAVES)
    )


@cache
def _awaited(model: type[BaseModel]) -> tuple[FieldSpec, ...]:
    """The fields that readers expect."""
    return tuple(spec for spec in fields(model) if spec.awaited)
