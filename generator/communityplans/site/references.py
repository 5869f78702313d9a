"""Resolves ids to names and links, so that pages never show ids."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from markupsafe import Markup, escape
from pydantic import BaseModel

from ..content.documents import Content, Document
from ..editions.compare import title_of
from ..i18n import N_, _
from ..model.council import Council
from ..model.fields import fields
from ..model.types import NotPublished
from ..rules.reference_rules import ELSEWHERE, IN_THIS_FILE
from .glossary import terms

# The kinds of reference to things in the same file.
NAMED = {kind: classes for kind, classes in IN_THIS_FILE.items() if kind != "source"}


class PlanReferences:
    """The things in a document, and in other plans, that the document can refer to; sources apart.

    They are collected on first use, because most pages show none of them.

    Args:
        model: The document.
        page: The relative address of its page; "" on the page itself.
        plans: The relative address below which the pages of plans are.
        titles: The titles of the plans by their short names.
    """

    def __init__(self, model: BaseModel, page: str, plans: str, titles: Mapping[str, str]):
        self._model, self._page, self._plans, self._titles = model, page, plans, titles

    def show(self, kind: str, id: str) -> Markup | None:
        """The name of a thing as a link; None if the document has no such thing."""
        found = self._found[kind].get(id) if kind in NAMED or kind == ELSEWHERE else None
        if found is None:
            return None
        if kind != ELSEWHERE:
            return Markup(f'<a href="{self._page}#{id}">{escape(title_of(found))}</a>')
        slug, _slash, id = id.partition("/")
        return Markup(f'<a href="{self._plans}{slug}/#{id}">{escape(self._titles.get(slug, slug))}</a>')

    @cached_property
    def _found(self) -> dict[str, dict[str, BaseModel]]:
        """For each kind of reference, the groups by id; for references into other plans, the group with the
        reference.
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
    """The HTML for ids, by kind of reference. An unknown id is shown as it is.

    `up` is the relative address of the plan's own page, to which links in texts are relative. `inside`
    resolves the kinds that are not in `known`.
    """

    known: Mapping[str, Mapping[str, Markup]] = field(default_factory=dict)
    up: str = ""
    inside: PlanReferences | None = field(default=None, repr=False, compare=False)

    def cite(self, id: str) -> Markup:
        """A citation: the number of a source in the list at the foot of the page, as a link."""
        found = self.known["citation"].get(id) if "citation" in self.known else None
        return found if found is not None else escape(id)

    def show(self, kind: str, id: str) -> Markup:
        """The name of a thing, as a link if it has a place on a page."""
        known = self.known.get(kind)
        found = known.get(id) if known is not None else self.inside.show(kind, id) if self.inside else None
        return found if found is not None else escape(id)


def sources_on_about(content: Content) -> frozenset[str]:
    """The ids of the sources that are listed on the About page."""
    return (
        frozenset(source.id for source in content.council.model.sources) if content.council else frozenset()
    )


class ReferenceDirectory:
    """Gives each page its names; those of the council's places and priorities are computed once for all."""

    def __init__(
        self,
        content: Content,
        base: str = "../../",
        about: frozenset[str] | None = None,
        publisher: str | None = None,
    ):
        """Prepare the names of the council's places and priorities.

        Args:
            content: The content as the pages show it.
            base: The relative address of the site's root, seen from the pages.
            about: The ids of the sources on the current About page, for pages of past editions: other sources are
                named without a link. None for the current content.
            publisher: The publisher of the site, for pages of past editions, which do not name it.
        """
        self._content = content
        self.publisher = publisher or content.publisher
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
        # The facts of the council and their sources are on the About page.
        self.places = (
            self.names(content.council, f"{base}about/", linked=about)
            if content.council
            else ReferenceNames()
        )

    @cached_property
    def terms(self) -> dict[str, str]:
        """Every term that a guide explains, with its address; computed on first use, because the pages of
        past editions do not need it.
        """
        return terms(self._content)

    def names(
        self, document: Document[Any], page: str = "", up: str = "", linked: frozenset[str] | None = None
    ) -> ReferenceNames:
        """The names for a page about a document.

        Args:
            document: The document.
            page: The relative address of the document's page, for use on another page; "" on its own.
            up: The relative address of its current page, for use on a dated page.
            linked: The ids of the sources that are linked; None for all. Others are named without a link.
        """
        listed, cited = {}, {}
        for number, source in enumerate(getattr(document.model, "sources", ()), 1):
            words = escape(
                source.publisher
                if isinstance(source.published, NotPublished)
                else f"{source.publisher}, {source.published.words}"
            )
            if linked is not None and source.id not in linked:
                listed[source.id] = cited[source.id] = Markup(words)
                continue
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
    """Every group of a document, itself first, that can be referred to or refers to another plan."""
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
    """The kinds of reference that can refer to a group of a class."""
    return tuple(kind for kind, classes in NAMED.items() if issubclass(model, classes))


@cache
def _elsewhere(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields of a group that refer to another plan."""
    return tuple(spec.name for spec in fields(model) if spec.leaf and spec.leaf.to == ELSEWHERE)


# The titles of guides: a folder of guides/ is named after its readers.


TITLES = {
    "councillors": N_("Guide for councillors"),
    "editors": N_("Guide for editors"),
    "publishers": N_("Guide for publishers"),
    "residents": N_("Guide for residents"),
}


def guide_title(slug: str) -> str:
    """The name of the guide that a page belongs to, from the page's or the folder's address."""
    folder = slug.split("/", maxsplit=1)[0]
    return (
        _(TITLES[folder])
        if folder in TITLES
        else _("Guide for {readers}").format(readers=folder.replace("-", " "))
    )
