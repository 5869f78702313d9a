"""Where a text can be read, and answered: the link to a line of its file, and the link that writes to the council."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import quote

from markupsafe import Markup, escape

from ..model.settings import ForgeKind, Settings
from ..text.catalogue import _


@dataclass(frozen=True)
class Origin:
    """The links out of a page, as far as the settings give them. Without a forge a page names file and line instead.

    `lines` has the line of each item in the working files, by path and id: a link leads into those, not into the edition that is
    shown. `form` says whether the site has the form at /edit/.
    """

    settings: Settings
    lines: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    form: bool = False

    @property
    def has_mailbox(self) -> bool:
        """Whether an address for suggestions is published."""
        return self.settings.mailbox is not None

    @property
    def can_write(self) -> bool:
        """Whether residents can send something in: by e-mail or on paper."""
        return self.has_mailbox or self.settings.paper_address is not None

    def source(self, path: str, line: int, about: str) -> Markup:
        """The place in the files: a link to the exact line where the forge is known, else its name. `about` is for screen readers.

        Where the site has a form, whoever follows the link can change the file there.
        """
        forge = self.settings.forge
        words = _("{path}, line {line}").format(path=path, line=line)
        if forge is None:
            return Markup(f'<span class="cp-place">{escape(words)}</span>')
        way = ("" if forge.kind is ForgeKind.github else "-/") + ("edit" if self.form else "blob")
        url = f"{forge.url.rstrip('/')}/{way}/{quote(forge.branch)}/{quote(path)}#L{line}"
        said = (_('Edit the source, line {line}<span class="cp-sr">, of {about}</span>') if self.form
                else _('See the source, line {line}<span class="cp-sr">, of {about}</span>'))
        return Markup(f'<a href="{escape(url)}">{said.format(line=line, about=escape(about))}</a>')

    def line(self, path: str, id: str, shown: int) -> int:
        """The line on which an item stands in the working files; `shown` is where it stands in what the page shows."""
        return self.lines.get(path, {}).get(id) or shown

    def change(self, slug: str, base: str) -> str | None:
        """The address at which a plan opens in the form, or None where the site has no form. `base` leads from the page to the root."""
        return f"{base}edit/#/collections/plans/entries/{quote(slug)}" if self.form else None

    def suggest(self, what: str, place: str) -> str | None:
        """The address of a new e-mail about one item, or None where no mailbox is published. `place` is the item's reference."""
        return self._mail(_("Suggestion: "), what, place, _("What should change, and why:"))

    def ask(self, what: str, place: str) -> str | None:
        """The address of a new e-mail with a question about one item, or None where no mailbox is published."""
        return self._mail(_("Question: "), what, place, _("My question:"))

    def _mail(self, kind: str, what: str, place: str, ask: str) -> str | None:
        if self.settings.mailbox is None:
            return None
        title = _quoted(what)
        body = f"{_quoted(_('About: '))}{title}{_quoted(chr(10) + _('Reference: '))}{_quoted(place)}{_quoted(chr(10) * 2 + ask + chr(10))}"
        return f"mailto:{quote(self.settings.mailbox, safe='@')}?subject={_quoted(kind)}{_quoted(what[:135])}&body={body}"


# A page has two such links for every item, and says the same words in each.
_quoted = lru_cache(maxsize=4096)(quote)
