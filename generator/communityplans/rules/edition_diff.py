"""What differs from the newest edition, plan by plan: what the rules about promises and notes look at."""

from collections.abc import Iterator
from functools import lru_cache

from ..content.documents import Document
from ..editions.compare import Change, compare
from ..editions.edition_list import PublishedEdition
from ..editions.plan_renames import slugs_over_time
from ..model.plan import Plan
from .rule_context import CheckContext


def plan_pairs(checked: CheckContext) -> Iterator[tuple[Document[Plan], PublishedEdition, Plan]]:
    """Each plan that differs from the newest edition, with that edition and the plan as it stood in it, under
    whatever name.
    """
    for edition in checked.editions[-1:]:
        published = {plan.slug: plan for plan in edition.content.plans}
        files = {plan.slug for plan in checked.content.plans}
        for document in checked.content.plans:
            names = [name for name in slugs_over_time(document) if name == document.slug or name not in files]
            old = next((published[name] for name in names if name in published), None)
            if old is not None and edition.manifest.get(old.source.path) != document.source.blob:
                yield document, edition, old.model


def changes(old: Plan, new: Plan) -> list[Change]:
    """The changes of a pair; three rules ask for those of the same pair."""
    return _compare(_Pair(old, new))


def first_with(checked: CheckContext, names: tuple[str, ...], id: str = "") -> PublishedEdition | None:
    """The first edition in which the plan of these names had something with this id; without an id, the first
    with the plan.
    """
    for edition in checked.editions:
        for plan in edition.content.plans:
            if plan.slug in names and (not id or id in plan.lines):
                return edition
    return None


class _Pair:
    """Two plans, hashed by identity: comparing them is dear, hashing them by value would be dearer."""

    def __init__(self, old: Plan, new: Plan):
        self.old, self.new = old, new

    def __hash__(self) -> int:
        return hash((id(self.old), id(self.new)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Pair) and self.old is other.old and self.new is other.new


@lru_cache(maxsize=256)
def _compare(pair: _Pair) -> list[Change]:
    return compare(pair.old, pair.new)
