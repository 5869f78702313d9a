"""Links to the source of a text (a line of its file in the forge), to the form, and to the council's mailbox."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import quote

from markupsafe import Markup, escape

from ..i18n import _
from ..model.settings import ForgeKind, Settings

# The length to which a title is cut in the subject of an e-mail.
SUBJECT = 135


@dataclass(frozen=True)
class SourceLinks:
    """The links that the settings allow. Without a forge, a page names the file and line instead.

    `lines` has the line of each item in the working files, by path and id: source links lead there, and not
    to the shown edition. `form` says whether the site has the form at /edit/.
    """

    settings: Settings
    lines: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    form: bool = False

    @property
    def has_mailbox(self) -> bool:
        """Whether the council has published an e-mail address for suggestions."""
        return self.settings.mailbox is not None

    @property
    def can_write(self) -> bool:
        """Whether residents can send suggestions, by e-mail or on paper."""
        return self.has_mailbox or self.settings.paper_address is not None

    def source(self, path: str, line: int, about: str) -> Markup:
        """The place in the files: a link to the exact line where the forge is known, else its name.

        `about` is for screen readers.

        Where the site has a form, whoever follows the link can change the file there.
        """
        return Markup(self.place(path).format(line=line, title=escape(about)))

    def place(self, path: str) -> str:
        """The same for any line of a file, with placeholders for the `line` and the `title` of the item."""
        forge = self.settings.forge
        if forge is None:
            return (
                "<span"
                f' class="cp-place">{escape(_("{path}, line {line}").replace("{path}", as_it_is(path)))}</span>'
            )
        way = ("" if forge.kind is ForgeKind.github else "-/") + ("edit" if self.form else "blob")
        file = as_it_is(f"{forge.url.rstrip('/')}/{way}/{quote(forge.branch)}/{quote(path)}")
        said = (
            _('Edit the source, line {line}<span class="cp-sr">, of {about}</span>')
            if self.form
            else _('See the source, line {line}<span class="cp-sr">, of {about}</span>')
        )
        return f'<a href="{escape(file)}#L{{line}}">{said.replace("{about}", "{title}")}</a>'

    def line(self, path: str, id: str, shown: int) -> int:
        """The line of an item in the working files; `shown`, its line in the shown version, if it is not
        there.
        """
        return self.lines.get(path, {}).get(id) or shown

    def change(self, slug: str, base: str, item: str = "") -> str | None:
        """The address of a plan in the form; None if the site has no form.

        Args:
            slug: The plan.
            base: Leads from the page to the root of the site.
            item: The id of the item to open the form at; "{id}" for a place for it.
        """
        return (
            f"{base}edit/{f'?item={item}' if item else ''}#/collections/plans/entries/{quote(slug)}"
            if self.form
            else None
        )

    def suggest(self, what: str, place: str) -> str | None:
        """A mailto address for a suggestion about an item; None if there is no mailbox. `place` is the item's
        reference.
        """
        letter = self.suggestion(quote(place))
        return letter and letter.format(subject=quoted(what[:SUBJECT]), quoted=quoted(what))

    def suggestion(self, place: str) -> str | None:
        """The same for any item, with placeholders for its title: `quoted`, and cut short as `subject`."""
        return self._letter(_("Suggestion: "), place, _("What should change, and why:"))

    def question(self, place: str) -> str | None:
        """The same for a question about an item."""
        return self._letter(_("Question: "), place, _("My question:"))

    def _letter(self, kind: str, place: str, ask: str) -> str | None:
        if self.settings.mailbox is None:
            return None
        body = f"{quote(_('About: '))}{{quoted}}{quote(chr(10) + _('Reference: '))}{place}{quote(chr(10) * 2 + ask + chr(10))}"
        return f"mailto:{quote(self.settings.mailbox, safe='@')}?subject={quote(kind)}{{subject}}&body={body}"


def quoted(words: str) -> str:
    """A text quoted for an address, word by word, because a cache has most words already."""
    return "%20".join(map(_word, words.split(" ")))


_word = lru_cache(maxsize=8192)(quote)


def as_it_is(words: str) -> str:
    """A text in which braces are escaped for str.format."""
    return words.replace("{", "{{").replace("}", "}}")
