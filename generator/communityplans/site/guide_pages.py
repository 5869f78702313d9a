"""Renders the pages of the guides."""

from collections.abc import Mapping
from datetime import date
from itertools import groupby

from ..content.documents import Content, Document, resolve_relative
from ..derived.due_dates import guide_due
from ..editions.edition_list import PublishedEdition
from ..i18n import _, ngettext
from ..model.guide import Guide
from ..source.images import Picture
from ..source.markdown import ImageTarget, Resolve
from ..source.markdown import render_document_markdown as render_guide
from .document_history import DocumentHistory
from .field_html import View
from .link_check import rebased
from .page import Heading, Page
from .references import ReferenceDirectory, guide_title
from .render import render
from .source_links import SourceLinks

# Resolves the pictures of a guide page: from the file name in the guide to the address of the published
# picture.


def pictures_for(document: Document[Guide], assets: Mapping[str, Picture], base: str) -> Resolve:
    """A function that renders the pictures of a guide, for a page at depth `base`.

    `assets` are the pictures of the same content as the guide: a page of an old edition shows the pictures of
    that edition.
    """

    def resolve(name: str) -> ImageTarget | None:
        picture = assets.get(resolve_relative(document.source.path, name))
        return ImageTarget(base + picture.address, picture.width, picture.height) if picture else None

    return resolve


def guide_pages(
    content: Content,
    directory: ReferenceDirectory,
    origin: SourceLinks | None,
    today: date,
    pasts: Mapping[str, DocumentHistory],
    *,
    draft: bool = True,
) -> list[Page]:
    """A page for each guide document, one for each folder of them, and one that lists them all."""
    pages = [_index(content)] if content.guides else []
    for folder, documents in _guides(content).items():
        title = guide_title(folder)
        body = render("guides", title=title, folder=folder, documents=documents)
        pages.append(
            Page(
                f"guides/{folder}/",
                "guides",
                title,
                body,
                ngettext("{title}: {number} page.", "{title}: {number} pages.", len(documents)).format(
                    title=title, number=len(documents)
                ),
                f"guides/{folder}/",
            )
        )
        pages += [
            guide_page(document, content, directory, origin, today, pasts.get(document.slug), draft=draft)
            for document in documents
        ]
    return pages


def _index(content: Content) -> Page:
    guides = [(guide_title(folder), folder, documents) for folder, documents in _guides(content).items()]
    return Page(
        "guides/",
        "guides",
        _("For councillors and officers"),
        render("guides_index", guides=guides),
        _("Guides for those who write, check and publish plans."),
        headings=tuple(Heading(2, f"part_{folder}", title) for title, folder, _documents in guides),
    )


def guide_page(
    document: Document[Guide],
    content: Content,
    directory: ReferenceDirectory,
    origin: SourceLinks | None,
    today: date,
    past: DocumentHistory | None = None,
    *,
    dated: PublishedEdition | None = None,
    draft: bool = False,
) -> Page:
    """The page of a guide document. With `dated`, the permanent page of that edition, whose body never
    changes.
    """
    folder, up = document.slug.split("/")[0], "../" if dated else ""
    all_pages = _guides(content)[folder]
    rendered = render_guide(document.body, pictures_for(document, content.assets, "../../../" + up))
    model = document.model
    view = View(model, directory.names(document, up=up))
    view.place("title", "summary", "order", "sources", "review_in_months")
    position = all_pages.index(document)
    body = render(
        "guide",
        guide=view,
        raw=model,
        text=rebased(rendered.html, up),
        sections=rendered.sections,
        document=document,
        pages=all_pages,
        guide_title=guide_title(folder),
        due=guide_due(model.last_reviewed, model.review_in_months),
        today=today,
        origin=origin,
        past=past,
        dated=dated,
        draft=draft,
        base="../" * (4 if dated else 3),
        up=up,
        previous=all_pages[position - 1] if position else None,
        next=all_pages[position + 1] if position + 1 < len(all_pages) else None,
    )
    headings, home, section = (
        tuple(Heading(s.level, s.id, s.text) for s in rendered.sections),
        f"guides/{document.slug}/",
        f"guides/{folder}/",
    )
    if dated is None:
        return Page(home, "guide", model.title, body, model.summary, section, headings=headings)
    return Page(
        f"{home}{dated.id}/",
        "dated-guide",
        f"{model.title}, {dated.words}",
        body,
        model.summary,
        section,
        canonical=home,
        index=False,
        headings=headings,
    )


def _guides(content: Content) -> dict[str, list[Document[Guide]]]:
    """The guide documents by their folder, in the order of reading."""
    ordered = sorted(content.guides, key=lambda d: (d.slug.split("/")[0], d.model.order, d.slug))
    return {folder: list(group) for folder, group in groupby(ordered, key=lambda d: d.slug.split("/")[0])}
