"""What a page of an old edition is made of, as a key: the same key is the same page, for ever."""

import hashlib
from collections.abc import Iterable

from ..model.settings import Withheld
from .past import Past, Step


def key(past: Past, step: Step, withheld: Iterable[Withheld]) -> str:
    """The key of the dated page of a step.

    The edition file pins the bytes of every document that the page draws on; besides, it says what took its place, when
    things were first promised for, and what was taken down.
    """
    edition, replaced = step.edition, past.replaced(step.edition)
    parts = (
        step.folder, step.slug, past.home, edition.id, edition.document.source.content,
        replaced and (replaced.edition.id, replaced.edition.document.source.content, replaced.address),
        sorted(past.first_promised(edition).items()), [repr(place) for place in withheld],
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()
