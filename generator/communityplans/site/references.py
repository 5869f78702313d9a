"""What ids stand for, so that a page can show names and links instead of ids."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from markupsafe import Markup, escape
from pydantic import BaseModel

from ..content.documents import Content, Document
from ..editions.row_matching import title_of
from ..i18n import _
from ..model.council import Council
from ..model.fields import fields
from ..model.types import NotPublished
from ..rules.reference_rules import ELSEWHERE, IN_THIS_FILE
from .glossary import terms

# What can be named on its own page: the kinds of reference that point into the same file.
NAMED = {kind: classes for kind, classes in IN_THIS_FILE.items() if kind != "source"}


class PlanReferences:
    """What a document can point at in itself and in other plans, apart from its sources.

    Most pages show nothing of that, so it is looked for when one does.

    `page` leads to the page of the document, and `plans` from there to those of the plans, which are called
    as in `titles`.
    """

    def __init__(self, model: BaseModel, page: str, plans: str, titles: Mapping[str, str]):
        self._model, self._page, self._plans, self._titles = model, page, plans, titles

    def show(self, kind: str, id: str) -> Markup | None:
        """The name of one thing as a link, or None where the document has no such thing."""
        found = self._found[kind].get(id) if kind in NAMED or kind == ELSEWHERE else None
        if found is None:
            return None
        if kind != ELSEWHERE:
            return Markup(f'<a href="{self._page}#{id}">{escape(title_of(found))}</a>')
        slug, _slash, id = id.partition("/")
        return Markup(f'<a href="{self._plans}{slug}/#{id}">{escape(self._titles.get(slug, slug))}</a>')

    @cached_property
    def _found(self) -> dict[str, dict[str, BaseModel]]:
        """For each kind of reference, the groups by their ids; of those into other plans, the group that has
        it.
        """
        found: dict[str, dict[str, BaseModel]] = {ELSEWHERE: {}, **{kind: {} for kind in NAMED}}
        for group in _telling(self._model):
            for kind in _kinds(type(group)):
                # Only groups with an id can be referred to.
                found[kind][getattr(group, "id", "")] = group
            for name in _elsewhere(type(group)):
                held = group.__dict__[name]
                found[ELSEWHERE] |= {
                    value: group
                    for value in (held if type(held) is tuple else (held,))
                    if isinstance(value, str)
                }
        return found


@dataclass(frozen=True)
class ReferenceNames:
    """For each kind of reference, the HTML that stands for an id. An id that is not known is shown as it is.

    `up` is the way from the page to that of the plan itself: writers type links from there. `inside` is where
    all else is looked for.
    """

    known: Mapping[str, Mapping[str, Markup]] = field(default_factory=dict)
    up: str = ""
    inside: PlanReferences | None = field(default=None, repr=False, compare=False)

    def cite(self, id: str) -> Markup:
        """The number of a source in the list at the foot of the page, as a link: short enough to stand behind
        every fact.
        """
        found = self.known["citation"].get(id) if "citation" in self.known else None
        return found if found is not None else escape(id)

    def show(self, kind: str, id: str) -> Markup:
        """The name of one thing: a link where it stands on the same page."""
        known = self.known.get(kind)
        found = known.get(id) if known is not None else self.inside.show(kind, id) if self.inside else None
        return found if found is not None else escape(id)


class ReferenceDirectory:
    """Makes the names for each page; those of places and priorities of the council are made once for all
    pages.
    """

    def __init__(self, content: Content):
        self._content = content
        self.plans = {plan.slug: plan.top("title") for plan in content.plans}
        council = content.council.model if content.council else None
        self.areas = {area.id: area for area in reversed(council.areas)} if council else {}
        self.wards = {ward.id: ward for ward in council.wards} if council else {}
        self.council = (
            {
                "ward": {ward.id: escape(ward.name) for ward in council.wards},
                "area": {area.id: escape(area.name) for area in council.areas},
                "corporate priority": {
                    priority.id: escape(priority.title) for priority in council.corporate_priorities
                },
            }
            if council
            else {}
        )
        # The facts of the council and their sources stand on the page about the site.
        self.places = self.names(content.council, "../../about/") if content.council else ReferenceNames()

    @cached_property
    def terms(self) -> dict[str, str]:
        """Every word that a guide explains, with its address: worked out when a page asks, which those of old
        editions never do.
        """
        return terms(self._content)

    def names(self, document: Document[Any], page: str = "", up: str = "") -> ReferenceNames:
        """The names that a page about `document` needs.

        From another page, where its numbers say nothing, `page` leads to it; from a page that shows it at
        another address, `up` is the way to its own.
        """
        listed, cited = {}, {}
        for number, source in enumerate(getattr(document.model, "sources", ()), 1):
            words = escape(
                source.publisher
                if isinstance(source.published, NotPublished)
                else f"{source.publisher}, {source.published.words}"
            )
            link = listed[source.id] = Markup(
                f'<a href="{page}#{source.id}">{"" if page else f"{number}. "}{words}</a>'
            )
            cited[source.id] = (
                link
                if page
                else Markup(
                    f'<a class="cp-cite" href="#{source.id}"><span class="cp-sr">{_("Source")}'
                    f' </span>{number}<span class="cp-sr">: {words}</span></a>'
                )
            )
        plans = "../plans/" if isinstance(document.model, Council) else "../"
        return ReferenceNames(
            self.council | {"source": listed, "citation": cited},
            up,
            PlanReferences(document.model, page, f"{up}{plans}", self.plans),
        )


def _telling(model: BaseModel) -> Iterator[BaseModel]:
    """Every group of a document, itself first, that can be pointed at or points into another plan."""
    yield model
    held = model.__dict__
    for name in _worth_a_look(type(model)):
        value = held[name]
        for one in value if type(value) is tuple else () if value is None else (value,):
            if isinstance(one, BaseModel):
                yield from _telling(one)


@cache
def _worth_a_look(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields of a class in which there can be such groups."""
    return tuple(
        spec.name
        for spec in fields(model)
        if spec.part and (_kinds(spec.part) or _elsewhere(spec.part) or _worth_a_look(spec.part))
    )


@cache
def _kinds(model: type[BaseModel]) -> tuple[str, ...]:
    """The kinds of reference that can point at a group of a class."""
    return tuple(kind for kind, classes in NAMED.items() if issubclass(model, classes))


@cache
def _elsewhere(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields of a group that point into another plan."""
    return tuple(spec.name for spec in fields(model) if spec.leaf and spec.leaf.to == ELSEWHERE)
