"""The template engine for the content of pages: autoescapes, rejects undefined names, and never parses
content as a template.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Protocol

from jinja2 import BytecodeCache, PackageLoader, StrictUndefined, nodes
from jinja2.bccache import Bucket
from jinja2.sandbox import SandboxedEnvironment
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from ..i18n import ENGLISH, N_, Catalogue, capitalised, current_catalogue, current_language
from ..i18n import gettext as translated
from ..model.dates import display_day
from ..model.money import say_number
from ..model.types import WithheldText
from ..source.markdown import render_field_markdown
from .charts import statuses
from .field_html import GAPS, View, label, none_known, why
from .fund_totals import computed, pictured
from .item_card import alignments, cards, chain, lead, measures
from .link_check import rebased
from .references import guide_title
from .status_icons import MARKS
from .tables import register
from .template_i18n import gettext, ngettext
from .template_i18n import gettext as _

# Renders the paper forms of a plan: one for each item; they differ only in its name and reference.


# Marks the values that differ from form to form. No file can contain it.
_OWN = "\0"


def sheets(items: Iterable[tuple[str, str]], slug: str, plan: str, same: Markup) -> Markup:
    """A form for each item (id and title) of a plan, and one for the whole plan; `same` are the values that
    all forms share.
    """
    before, after = str(_("Suggest a change: %(title)s", title=_OWN)).split(_OWN)
    where, end = str(
        _("Plan: <b>%(title)s</b><br>Reference: <b>%(reference)s</b>", title=plan, reference=_OWN)
    ).split(_OWN)
    return Markup(
        "".join(
            [
                f'<section class="cp-form" id="{id}" aria-labelledby="{id}_title"><h2'
                f' id="{id}_title">{before}{escape(words)}{after}</h2>\n<p>{where}{escape(reference)}{end}</p>\n{same}</section>\n'
                for id, words, reference in (
                    *((id, words, f"{slug}/{id}") for id, words in items),
                    ("form_plan", _("the plan as a whole"), slug),
                )
            ]
        )
    )


# Renders the lists of change notes and sources at the foot of a page. They are long, so they are rendered
# in Python, which is faster than a template.


# The fields of a source that have their own place; all others follow.
PLACED = frozenset({"title", "publisher", "published", "url", "kind", "note", "accessed"})


def notes(views: Sequence[View]) -> Markup:
    """The entries of the list of change notes."""
    return Markup(
        "".join(
            f'<li><b>{view.cell("on")}</b><div class="cp-text">{view.cell("text")}</div></li>'
            for view in views
        )
    )


def sources(views: Sequence[View]) -> Markup:
    """The entries of the list of sources, each with its id as anchor."""
    return Markup("".join(f'<li id="{view.raw.id}">{_source(view)}</li>\n' for view in views))


def _source(view: View) -> str:
    """A source: title, publisher and date, then all other fields."""
    raw, cell = view.raw, view.cell
    title = cell("title")
    undated, unlinked = type(raw.published) in GAPS, type(raw.url) in GAPS
    removed = isinstance(raw.url, WithheldText)
    if not unlinked and not removed:
        address = escape(raw.url)
        title = Markup('<a href="{0}" data-host="{0}">{1}</a>').format(address, title)
    more = [f"{cell('kind')}."]
    if undated:
        more.append(
            _(
                "Date: %(gap)s. %(why)s.",
                gap=raw.published.gap.label.lower(),
                why=why(raw.published, view.names),
            )
        )
    if unlinked:
        more.append(
            _("Address: %(gap)s. %(why)s.", gap=raw.url.gap.label.lower(), why=why(raw.url, view.names))
        )
    if removed:
        more.append(cell("url"))
    if raw.note:
        more.append(f"{cell('note')}.")
    if raw.accessed:
        more.append(_("Read on %(day)s.", day=cell("accessed")))
    more += [f"{label(name)}: {html}." for name, html in view.rest(PLACED)]
    published = "" if undated else f", {cell('published')}"
    return f'<p>{title}. {cell("publisher")}{published}.</p>\n<p class="cp-quiet">{" ".join(more)}</p>\n'


_SMALL = (
    N_("no"),
    N_("one"),
    N_("two"),
    N_("three"),
    N_("four"),
    N_("five"),
    N_("six"),
    N_("seven"),
    N_("eight"),
    N_("nine"),
    N_("ten"),
)
# The prefix of this program's module names.
_US = f"{__name__.partition('.')[0]}."


@cache
def _ours(kind: type) -> bool:
    """Whether a class is one of this program's. Subclasses of str are not: the sandbox restricts their
    methods, such as format.
    """
    return kind.__module__.startswith(_US) and not issubclass(kind, str)


class _Environment(SandboxedEnvironment):
    """A sandbox with a fast path for objects of this program, which are most of what a page uses."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """An attribute, as the sandbox gives it; without its checks for public names of our own types."""
        # mypy looks for the __hash__ of the instances of a class, and not of the class.
        if _ours(type(obj)) and attribute[0] != "_":  # type: ignore[arg-type]
            try:
                return getattr(obj, attribute)
            except AttributeError:
                pass
        return super().getattr(obj, attribute)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template: nodes.Template = _Resolved().visit(super()._parse(source, name, filename))
        return template


class _Resolved(NodeTransformer):
    """Translates messages without values when a template is compiled, so that no page looks them up again."""

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        """Replace `_("Text")` by the translated text."""
        self.generic_visit(node)
        if isinstance(node.node, nodes.Name) and node.node.name == "_" and not node.kwargs:
            match node.args:
                case [nodes.Const(value=text)]:
                    return nodes.MarkSafe(nodes.Const(str(gettext(text))))
        return node


class ByteStore(Protocol):
    """Where compiled templates are stored. It is part of the key of a cache, so it must be hashable."""

    def __hash__(self) -> int:
        """Identifies the store."""

    def get_bytes(self, key: str) -> bytes | None:
        """The bytes under a key; None if there are none, or they are damaged."""

    def put_bytes(self, key: str, data: bytes) -> bool:
        """Store some bytes; returns whether they were written."""


class TemplateCache(BytecodeCache):
    """Jinja's bytecode cache on a store; compiling the templates takes half a second. `name` separates
    engines and languages.
    """

    def __init__(self, store: ByteStore, name: str):
        self._store, self._name = store, name

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take a template from the store."""
        code = self._store.get_bytes(self._key(bucket))
        if code is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Store a template."""
        self._store.put_bytes(self._key(bucket), bucket.bytecode_to_string())

    def _key(self, bucket: Bucket) -> str:
        return f"template {self._name} {bucket.key} {bucket.checksum}"


def template_cache(name: str) -> TemplateCache | None:
    """The bytecode cache of an engine, in the store set by `use_template_store`; None if there is none."""
    return TemplateCache(_store, name) if _store else None


_store: ByteStore | None = None


def use_template_store(store: ByteStore | None) -> None:
    """Set the store for compiled templates. Its keys must depend on the version of this program."""
    global _store
    _store = store


@cache
def _environment(spoken: Catalogue | None, store: ByteStore | None) -> SandboxedEnvironment:
    """The environment for the current language; its bytecode contains the translations (see _Resolved)."""
    environment = _Environment(
        loader=PackageLoader("communityplans.site", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
        bytecode_cache=template_cache(current_language()),
    )
    # Set by the extension i18n of Jinja; its stubs do not say so.
    environment.newstyle_gettext = True  # type: ignore[attr-defined]
    environment.globals |= {
        "_": gettext,
        "gettext": gettext,
        "ngettext": ngettext,
        "lang": current_language,
        "guide_title": guide_title,
        "in_english": in_english,
    }
    # A redacted address is a sentence, and is no link.
    environment.tests["address"] = lambda value: bool(value) and not isinstance(value, WithheldText)
    environment.filters |= {
        "say_day": display_day,
        "none_known": none_known,
        "counted": counted,
        "and_last": and_last,
        "begin": capitalised,
        "translated": translated,
        "prose": render_field_markdown,
        "rebased": rebased,
    }
    environment.globals |= {
        "MARKS": MARKS,
        "computed": computed,
        "money": pictured,
        "statuses": statuses,
        "measures": measures,
        "cards": cards,
        "alignments": alignments,
        "chain": chain,
        "lead": lead,
        "register": register,
        "notes": notes,
        "sources": sources,
        "sheets": sheets,
    }
    return environment


def in_english(text: str) -> Markup:
    """A text that is never translated (the explanations of checks); on a page in another language, with its
    own lang attribute.
    """
    return (
        escape(text)
        if current_language() == ENGLISH
        else Markup('<span lang="{}">{}</span>').format(ENGLISH, text)
    )


def counted(number: int) -> str:
    """A number as text: six, 12, 1,200."""
    return translated(_SMALL[number]) if number < len(_SMALL) else say_number(number)


def and_last(names: Sequence[Any]) -> Markup:
    """Names in a sentence: A, B and C."""
    *first, last = map(escape, names)
    return gettext("%(first)s and %(last)s", first=Markup(", ").join(first), last=last) if first else last


def render(template: str, **values: object) -> Markup:
    """The HTML of a content template (a name in `templates/`, without its ending), rendered with `values`."""
    return Markup(
        _environment(current_catalogue(), _store).get_template(f"{template}.jinja").render(**values)
    )
