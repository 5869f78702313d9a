"""The links below an item of a plan: suggest a change, ask a question, print a form, see the source line."""

from operator import itemgetter
from string import Formatter
from typing import Any
from urllib.parse import quote

from markupsafe import Markup, escape

from ..content.documents import Document
from ..i18n import _
from ..model.items import Alignment
from ..model.tracked import Tracked
from .source_links import SUBJECT, SourceLinks, quoted


class Actions:
    """The links below the items of a document. Without `origin` (a dated page) there are none.

    Only the item's own values differ from item to item, so the rest of the HTML is rendered once.
    """

    def __init__(self, document: Document[Any], origin: SourceLinks | None):
        self._document, self._origin = document, origin
        cut = (
            [
                (words.replace("%", "%%"), name)
                for words, name, _, _ in Formatter().parse(_layout(document, origin))
            ]
            if origin
            else []
        )
        self._fixed = "".join(f"{words}%s" if name else words for words, name in cut)
        self._own = itemgetter(*(name for _, name in cut if name)) if origin else None

    def of(self, raw: Tracked | Alignment) -> Markup:
        """The links below an item, as HTML; empty where there is nothing to link to."""
        if self._origin is None or self._own is None:
            return Markup("")
        words, document = getattr(raw, "title", raw.id), self._document
        whole = quoted(words)
        own = {
            "id": raw.id,
            "title": escape(words),
            "quoted": whole,
            "subject": whole if len(words) <= SUBJECT else quoted(words[:SUBJECT]),
            "line": self._origin.line(document.source.path, raw.id, document.lines[raw.id]),
        }
        return Markup(self._fixed % self._own(own))


def _layout(document: Document[Any], origin: SourceLinks) -> str:
    """The HTML of the links with placeholders for the values of an item: `id`, `line`, `title` as HTML, the
    title `quoted` for an address, and cut short as `subject`.
    """
    links, place = "", f"{quote(document.slug)}/{{id}}"
    form, letter = origin.change(document.slug, "../../", "{id}"), origin.suggestion(place)
    if form:
        said = _('Suggest a change<span class="cp-sr"> to {title}</span>')
        links += f'<a href="{escape(form)}">{said}</a> '
    if letter:
        said = (
            _('Suggest a change by e-mail<span class="cp-sr"> to {title}</span>')
            if form
            else _('Suggest a change<span class="cp-sr"> to {title}</span>')
        )
        links += f'<a href="{escape(letter)}">{said}</a> '
    if origin.has_mailbox:
        said = _('Ask about this<span class="cp-sr">: {title}</span>')
        links += f'<a href="{escape(origin.question(place))}">{said}</a> '
    if origin.can_write:
        said = _('Form to print<span class="cp-sr">, to suggest a change to {title}</span>')
        links += f'<a href="suggest/#{{id}}">{said}</a> '
    return f'<p class="cp-actions">{links}{origin.place(document.source.path)}</p>'
