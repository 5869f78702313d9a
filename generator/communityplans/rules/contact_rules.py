"""Whom residents can ask."""

from collections.abc import Iterator

from ..model.people import Contact
from ..model.unfinished import UNFINISHED_GAP
from .rule_context import CheckContext, Finding


def no_way_to_reach(checked: CheckContext) -> Iterator[Finding]:
    """A contact has no e-mail address, no telephone number and no web page. It helps nobody.

    Fails:
        contact: {post: The team}
    Passes:
        contact: {post: The team, email: neighbourhoods@example.org}
    From: Birmingham paper, section 10
    """
    for document in checked.content.plans:
        contact = document.model.contact
        if isinstance(contact, Contact) and not (contact.email or contact.phone or contact.page):
            yield Finding(
                document,
                ("contact",),
                "There is no way to reach this contact.",
                f"Add email, phone or page, or say why not: email: {UNFINISHED_GAP}",
                of_key=True,
            )
