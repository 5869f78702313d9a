"""Where a text can be read, and answered: the link to a line of its file, and the link that writes to the council."""

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from markupsafe import Markup, escape

from ..model.settings import ForgeKind, Settings
from ..text.catalogue import _


@dataclass(frozen=True)
class Origin:
    """The links out of a page, as far as the settings give them. Without a forge a page names file and line instead."""

    settings: Settings

    @property
    def has_mailbox(self) -> bool:
        """Whether an address for suggestions is published."""
        return self.settings.mailbox is not None

    @property
    def can_write(self) -> bool:
        """Whether residents can send something in: by e-mail or on paper."""
        return self.has_mailbox or self.settings.paper_address is not None

    def source(self, path: str, line: int, about: str) -> Markup:
        """The place in the files: a link to the exact line where the forge is known, else its name. `about` is for screen readers."""
        forge = self.settings.forge
        words = _("{path}, line {line}").format(path=path, line=line)
        if forge is None:
            return Markup(f'<span class="cp-place">{escape(words)}</span>')
        way = "blob" if forge.kind is ForgeKind.github else "-/blob"
        url = f"{forge.url.rstrip('/')}/{way}/{quote(forge.branch)}/{quote(path)}#L{line}"
        said = _('See the source, line {line}<span class="cp-sr">, of {about}</span>').format(line=line, about=escape(about))
        return Markup(f'<a href="{escape(url)}">{said}</a>')

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
