"""The page that finds a plan: by neighbourhood, by ward (past names too) and by street, from A to Z; and the
search page.

Both have a box that a script answers at once. Without the script each is a page of links that leads to the
same plans.
"""

from ..content.documents import Content
from ..derived.place_lookup import AREA, STREET, WARD, places
from ..i18n import _
from .page import Heading, Page
from .place_index import STREETS_ON_ONE_PAGE, address_of, by_letter, letter_text
from .render import render


def find_pages(content: Content) -> list[Page]:
    """The page that finds a plan, and one for each letter where there are many streets."""
    found = places(content)
    letters = by_letter([one for one in found if one.kind == STREET])
    many = sum(one.kind == STREET for one in found) > STREETS_ON_ONE_PAGE
    council = content.required_council
    shared = {
        "letters": letters,
        "council": council,
        "address_of": address_of,
        "said": letter_text,
        "many": many,
    }
    body = render(
        "find",
        areas=[one for one in found if one.kind == AREA],
        wards=[one for one in found if one.kind == WARD],
        **shared,
    )
    headings = tuple(
        Heading(2, f"find_{kind}", title)
        for kind, title in (
            ("areas", _("By neighbourhood")),
            ("wards", _("By ward")),
            ("streets", _("By street")),
        )
    )
    made = [
        Page(
            "find/",
            "find",
            _("Find my plan"),
            body,
            _("Which community plan in {place} is for my street or my ward.").format(place=council.place),
            "find/",
            headings=headings,
        )
    ]
    if many:
        for letter, streets in letters.items():
            page = render("find_letter", letter=letter, streets=streets, **shared)
            description = _("Streets that begin with {letter}, with the plan for each.").format(
                letter=letter_text(letter)
            )
            made.append(
                Page(
                    f"find/{address_of(letter)}/",
                    "find-letter",
                    _("Streets: {letter}").format(letter=letter_text(letter)),
                    page,
                    description,
                    "find/",
                )
            )
    return made


def search_page(content: Content) -> Page:
    """The page of the search."""
    body = render(
        "search",
        council=content.required_council,
        guides=sorted({guide.slug.split("/")[0] for guide in content.guides}),
    )
    return Page(
        "search/", "search", _("Search"), body, _("Search the plans, the streets and the guides."), "search/"
    )
