"""What references mean, in words: people expect the name of a ward, a source or an item, and never its id."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType

from ..content.documents import Document
from ..i18n import _
from ..model.council import Council
from ..model.fields import groups

# (kind of thing, id) -> its name. The kinds are those that a reference names; "" is whatever has an id in the
# document itself.
Names = Mapping[tuple[str, str], str]

_names: ContextVar[Names] = ContextVar("reference names", default=MappingProxyType({}))
_OF_COUNCIL = {"areas": "area", "wards": "ward", "corporate_priorities": "corporate priority"}
_TITLES = ("title", "name", "statement")


def names_of(
    document: Document | None, council: Document[Council] | None = None, plans: Iterable[tuple[str, str]] = ()
) -> Names:
    """The names that a document's references may mean.

    Args:
        document: The document itself: its items, sources and funds.
        council: The council's file that goes with it: areas, wards, priorities.
        plans: Short name and title of each plan.
    """
    found: dict[tuple[str, str], str] = {("plan", slug): title for slug, title in plans}
    if council is not None:
        for name, kind in _OF_COUNCIL.items():
            found |= {(kind, one.id): _title(one) for one in getattr(council.model, name)}
    if document is not None:
        for group in groups(document.model):
            if isinstance(getattr(group, "id", None), str) and _title(group):
                found.setdefault(("", group.id), _title(group))
    return found


@contextmanager
def use_names(*names: Names) -> Iterator[None]:
    """Meanwhile references are said by these names, the last ones first."""
    together: dict[tuple[str, str], str] = {}
    for one in names:
        together |= one
    token = _names.set(together)
    try:
        yield
    finally:
        _names.reset(token)


def name_of(kind: str, id: str) -> str:
    """What a reference of a kind means; its id where nobody knows."""
    names = _names.get()
    if kind in _OF_COUNCIL.values():
        return names.get((kind, id), id)
    slug, _slash, item = id.partition("/")
    if item or kind == "plan or item":
        plan = names.get(("plan", slug))
        return id if plan is None else _("an item of “{plan}”").format(plan=plan) if item else plan
    return names.get(("", id), id)


def _title(model: object) -> str:
    return next((found for name in _TITLES if isinstance(found := getattr(model, name, None), str)), "")
