"""A plan through all its names: the file it is in now, and those that it was in before."""

from collections.abc import Iterable

from ..content.documents import Document
from ..model.plan import Plan
from ..source.files import suggested_slug


def slugs_over_time(document: Document[Plan]) -> tuple[str, ...]:
    """The address of a plan now, and those of its former names, as its field `formerly` gives them: by name,
    or as they stood.
    """
    former = (
        name if name == suggested_slug(name) else suggested_slug(name) for name in document.top("formerly")
    )
    return tuple(dict.fromkeys((document.slug, *former)))


def current_slug(slug: str, plans: Iterable[Document[Plan]]) -> Document[Plan] | None:
    """The plan that has an address now: the one in the file of that name, or else the one that had it before."""
    plans = list(plans)
    return next((one for one in plans if one.slug == slug), None) or next(
        (one for one in plans if slug in slugs_over_time(one)), None
    )
