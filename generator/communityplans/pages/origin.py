"""Where a text can be read, and answered: the link to a line of its file, and the link that writes to the council."""

from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup, escape

from ..model.settings import ForgeKind, Settings


@dataclass(frozen=True)
class Origin:
    """The links out of a page, as far as the settings give them. Without a forge a page names file and line instead."""

    settings: Settings

    @property
    def has_mailbox(self) -> bool:
        """Whether an address for suggestions is published."""
        return self.settings.mailbox is not None

    def source(self, path: str, line: int, about: str) -> Markup:
        """The place in the files: a link to the exact line where the forge is known, else its name. `about` is for screen readers."""
        forge = self.settings.forge
        words = f"{path}, line {line}"
        if forge is None:
            return Markup(f'<span class="cp-place">{escape(words)}</span>')
        way = "blob" if forge.kind is ForgeKind.github else "-/blob"
        url = f"{forge.url.rstrip('/')}/{way}/{quote(forge.branch)}/{quote(path)}#L{line}"
        return Markup(f'<a href="{escape(url)}">See the source, line {line}<span class="cp-sr">, of {escape(about)}</span></a>')

    def suggest(self, what: str, place: str) -> str | None:
        """The address of a new e-mail about one item, or None where no mailbox is published. `place` is the item's reference."""
        return self._mail(f"Suggestion: {what}", f"About: {what}\nReference: {place}\n\nWhat should change, and why:\n")

    def ask(self, what: str, place: str) -> str | None:
        """The address of a new e-mail with a question about one item, or None where no mailbox is published."""
        return self._mail(f"Question: {what}", f"About: {what}\nReference: {place}\n\nMy question:\n")

    def _mail(self, subject: str, body: str) -> str | None:
        if self.settings.mailbox is None:
            return None
        return f"mailto:{quote(self.settings.mailbox, safe='@')}?subject={quote(subject[:150])}&body={quote(body)}"
