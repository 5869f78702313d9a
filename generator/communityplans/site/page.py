"""The types of a page and of any other file of the site."""

from dataclasses import dataclass, field, fields

from markupsafe import Markup


def way_up(address: str) -> str:
    """The relative address of the site's root, seen from `address`: "" or "../" as often as needed."""
    return "../" * address.count("/")


@dataclass(frozen=True)
class Heading:
    """A heading on a page that can be linked to: level (2 or more), id, and words as plain text."""

    level: int
    id: str
    text: str


@dataclass(frozen=True, eq=False)
class Page:
    """One page.

    `address` is relative to the site's root and ends in `/` (or is `404.html`); "" is the home page.

    `title`, `description` and heading texts are plain text, escaped where they are written; `body` is safe
    HTML, whose headings are listed in `headings`. `section` is the address of the entry of the menu that the
    page belongs to.

    `canonical` is the address for search engines, if it is not this one; without `index` they are asked not
    to list the page. With `forward`, browsers are redirected to the canonical address.

    The body is one text and not a list of blocks, because headings are inside cards and columns.
    """

    address: str
    kind: str
    title: str
    body: Markup
    description: str = ""
    section: str = ""
    canonical: str | None = field(default=None, kw_only=True)
    index: bool = field(default=True, kw_only=True)
    headings: tuple[Heading, ...] = field(default=(), kw_only=True)
    forward: bool = field(default=False, kw_only=True)

    def __eq__(self, other: object) -> bool:
        """Compare all fields; a lazily loaded body equals one in memory."""
        return isinstance(other, Page) and all(
            getattr(self, one.name) == getattr(other, one.name) for one in fields(self)
        )

    def __hash__(self) -> int:
        return hash((self.address, self.kind))

    @property
    def base(self) -> str:
        """The relative address of the site's root: "" or "../" as often as needed."""
        return way_up(self.address)


@dataclass(frozen=True, eq=False)
class SiteFile:
    """A file of the site that is not a page."""

    address: str
    content: bytes

    def __eq__(self, other: object) -> bool:
        """Compare address and content; a lazily loaded content equals one in memory."""
        return isinstance(other, SiteFile) and self.address == other.address and self.content == other.content

    def __hash__(self) -> int:
        return hash(self.address)
