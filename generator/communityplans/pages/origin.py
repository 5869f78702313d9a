"""Where a text can be read, and answered: the link to a line of its file, and the link that writes to the council."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
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
        if self.settings.forge is None:
            return Markup(f'<span class="cp-place">{escape(_("{path}, line {line}").format(path=path, line=line))}</span>')
        url = escape(f"{self._files}{_quoted(path)}#L{line}")
        said = (_('Edit the source, line {line}<span class="cp-sr">, of {about}</span>') if self.form
                else _('See the source, line {line}<span class="cp-sr">, of {about}</span>'))
        return Markup(f'<a href="{url}">{said.format(line=line, about=escape(about))}</a>')

    @cached_property
    def _files(self) -> str:
        """Where the files stand at the forge: to be read, or where the site has a form to be changed."""
        forge = self.settings.forge
        way = ("" if forge.kind is ForgeKind.github else "-/") + ("edit" if self.form else "blob")
        return f"{forge.url.rstrip('/')}/{way}/{quote(forge.branch)}/"

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
        start, about, reference, end = _letter(self.settings.mailbox, kind, _("About: "), _("Reference: "), ask)
        return f"{start}{title if len(what) <= _SUBJECT else _quoted(what[:_SUBJECT])}{about}{title}{reference}{_quoted(place)}{end}"


# So much of what a letter is about stands in its subject.
_SUBJECT = 135
# A page has two such letters for every item, about the same words.
_quoted = lru_cache(maxsize=4096)(quote)


@lru_cache(maxsize=64)
def _letter(mailbox: str, kind: str, about: str, reference: str, ask: str) -> tuple[str, str, str, str]:
    """A letter round its subject, what it is about and the reference of that: the same for every item of a site."""
    return (f"mailto:{quote(mailbox, safe='@')}?subject={quote(kind)}", f"&body={quote(about)}", quote(f"\n{reference}"), quote(f"\n\n{ask}\n"))
