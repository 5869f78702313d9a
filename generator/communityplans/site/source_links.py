"""Where a text can be read, and answered: the link to a line of its file, and the link that writes to the
council.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import quote

from markupsafe import Markup, escape

from ..i18n import _
from ..model.settings import ForgeKind, Settings

# So much of what a letter is about stands in its subject.
SUBJECT = 135


@dataclass(frozen=True)
class SourceLinks:
    """The links out of a page, as far as the settings give them.

    Without a forge a page names file and line instead.

    `lines` has the line of each item in the working files, by path and id: a link leads into those, not into
    the edition that is shown. `form` says whether the site has the form at /edit/.
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
        """The place in the files: a link to the exact line where the forge is known, else its name.

        `about` is for screen readers.

        Where the site has a form, whoever follows the link can change the file there.
        """
        return Markup(self.place(path).format(line=line, title=escape(about)))

    def place(self, path: str) -> str:
        """The same for any line of a file, with places for the `line` and for the `title` of what stands
        there.
        """
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
        """The line on which an item stands in the working files; `shown` is where it stands in what the page
        shows.
        """
        return self.lines.get(path, {}).get(id) or shown

    def change(self, slug: str, base: str, item: str = "") -> str | None:
        """The address at which a plan opens in the form, or None where the site has no form.

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
        """The address of a new e-mail about one item, or None where no mailbox is published.

        `place` is the item's reference.
        """
        letter = self.suggestion(quote(place))
        return letter and letter.format(subject=quoted(what[:SUBJECT]), quoted=quoted(what))

    def suggestion(self, place: str) -> str | None:
        """The same for any item, with places for what it is called: `quoted`, and for the `subject` cut
        short.
        """
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
    """Words for an address. One by one, because most of them stand in many titles."""
    return "%20".join(map(_word, words.split(" ")))


_word = lru_cache(maxsize=8192)(quote)


def as_it_is(words: str) -> str:
    """Words that are to stand among places for others."""
    return words.replace("{", "{{").replace("}", "}}")
