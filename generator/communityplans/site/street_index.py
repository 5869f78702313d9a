"""The letters that streets stand under, and the addresses of their pages."""

from collections.abc import Iterator
from itertools import groupby

from ..content.documents import Content
from ..derived.place_lookup import STREET, PlaceMatch
from ..i18n import _

# With more streets than this, each letter has a page of its own.
STREETS_ON_ONE_PAGE = 300


def by_letter(streets: list[PlaceMatch]) -> dict[str, list[tuple[str, list[PlaceMatch]]]]:
    """The streets under their letters, each with its parts."""
    in_order = sorted(streets, key=lambda one: (one.letter == "#", one.letter))
    return {
        letter: [(name, list(parts)) for name, parts in groupby(under, key=lambda one: one.name)]
        for letter, under in groupby(in_order, key=lambda one: one.letter)
    }


def find_addresses(content: Content) -> Iterator[str]:
    """The addresses of the pages that find a plan."""
    yield "find/"
    rows = content.streets.model.streets if content.streets else ()
    if len(rows) > STREETS_ON_ONE_PAGE:
        for letter in {PlaceMatch(STREET, row.street).letter for row in rows}:
            yield f"find/{address_of(letter)}/"


def address_of(letter: str) -> str:
    """What stands for a letter in an address."""
    return "other" if letter == "#" else letter.lower()


def letter_text(letter: str) -> str:
    """What a letter is called."""
    return _("a number or another sign") if letter == "#" else letter
