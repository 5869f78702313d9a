"""Groups streets by letter, and gives the addresses of the pages of letters."""

from collections.abc import Iterator
from itertools import groupby

from ..content.documents import Content
from ..derived.place_lookup import STREET, PlaceMatch
from ..i18n import _

# With more streets than this, each letter has a page of its own.
STREETS_ON_ONE_PAGE = 300


def by_letter(streets: list[PlaceMatch]) -> dict[str, list[tuple[str, list[PlaceMatch]]]]:
    """The streets by letter, each with its parts."""
    in_order = sorted(streets, key=lambda one: (one.letter == "#", one.letter))
    return {
        letter: [(name, list(parts)) for name, parts in groupby(under, key=lambda one: one.name)]
        for letter, under in groupby(in_order, key=lambda one: one.letter)
    }


def find_addresses(content: Content) -> Iterator[str]:
    """The addresses of the finder's pages."""
    yield "find/"
    rows = content.streets.model.streets if content.streets else ()
    if len(rows) > STREETS_ON_ONE_PAGE:
        for letter in {PlaceMatch(STREET, row.street).letter for row in rows}:
            yield f"find/{address_of(letter)}/"


def address_of(letter: str) -> str:
    """The part of an address for a letter."""
    return "other" if letter == "#" else letter.lower()


def letter_text(letter: str) -> str:
    """The title of a letter."""
    return _("a number or another sign") if letter == "#" else letter
