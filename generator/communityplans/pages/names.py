"""What ids stand for, so that a page can show names and links instead of ids."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from ..content.documents import Content, Document
from ..model.fields import values
from ..model.plan import Plan
from ..model.types import NotPublished


@dataclass(frozen=True)
class Names:
    """For each kind of reference, the HTML that stands for an id. An id that is not known is shown as it is."""

    known: Mapping[str, Mapping[str, Markup]] = field(default_factory=dict)

    def cite(self, id: str) -> Markup:
        """The number of a source in the list at the foot of the page, as a link: short enough to stand behind every fact."""
        return self.known["citation"].get(id, escape(id))

    def show(self, kind: str, id: str) -> Markup:
        """The name of one thing: a link where it stands on the same page."""
        found = self.known.get(kind, {}).get(id)
        return found if found is not None else escape(id)


def names(content: Content, document: Document) -> Names:
    """The names that a page about `document` needs: sources and items of the document, places and priorities of the council."""
    known: dict[str, dict[str, Markup]] = {"source": {}, "citation": {}, "item": {}}
    for number, source in enumerate(getattr(document.model, "sources", ()), 1):
        words = source.publisher if isinstance(source.published, NotPublished) else f"{source.publisher}, {source.published.words}"
        known["source"][source.id] = Markup(f'<a href="#{source.id}">{number}. {escape(words)}</a>')
        known["citation"][source.id] = Markup(
            f'<a class="cp-cite" href="#{source.id}"><span class="cp-sr">Source </span>{number}<span class="cp-sr">: {escape(words)}</span></a>')
    if isinstance(document.model, Plan):
        titles = {v.id: getattr(v, "title", v.id) for _, _, v in values(document.model) if hasattr(v, "id")}
        known["item"] = {id: Markup(f'<a href="#{id}">{escape(title)}</a>') for id, title in titles.items() if id not in known["source"]}
    if content.council:
        council = content.council.model
        known["ward"] = {ward.id: escape(ward.name) for ward in council.wards}
        known["area"] = {area.id: escape(area.name) for area in council.areas}
        known["corporate priority"] = {priority.id: escape(priority.title) for priority in council.corporate_priorities}
    return Names(known)
