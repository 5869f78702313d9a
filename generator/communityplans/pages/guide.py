"""The pages of guidance."""

from datetime import date
from itertools import groupby

from ..content.documents import Content, Document
from ..model.guide import Guide
from ..reckoning.reviews import guide_due
from ..text.markdown import guide as render_guide
from .names import Directory
from .origin import Origin
from .pictures import pictures_for
from .page import Heading, Page
from .render import render
from .show import View

TITLES = {"councillors": "Guide for councillors", "editors": "Guide for editors", "publishers": "Guide for publishers", "residents": "Guide for residents"}


def guide_pages(content: Content, directory: Directory, origin: Origin, today: date) -> list[Page]:
    """A page for each guide document, and one for each folder of them."""
    pages = []
    for folder, group in groupby(sorted(content.guides, key=_order), key=lambda d: d.slug.split("/")[0]):
        documents = list(group)
        title = TITLES.get(folder, f"Guide for {folder.replace('-', ' ')}")
        body = render("guides", title=title, folder=folder, documents=documents)
        pages.append(Page(f"guides/{folder}/", "guides", title, body, f"{title}: {len(documents)} pages.", f"guides/{folder}/"))
        pages += [_page(document, documents, title, directory, origin, today, content) for document in documents]
    return pages


def _order(document: Document[Guide]) -> tuple:
    return document.slug.split("/")[0], document.model.order, document.slug


def _page(document: Document[Guide], all_pages: list, guide_title: str, directory: Directory, origin: Origin, today: date, content: Content) -> Page:
    rendered = render_guide(document.body, pictures_for(document, content.assets, "../../../"))
    model = document.model
    view = View(model, directory.names(document))
    view.place("title", "summary", "order", "sources", "review_in_months")
    position = all_pages.index(document)
    body = render(
        "guide", guide=view, raw=model, text=rendered.html, sections=rendered.sections, document=document, pages=all_pages, guide_title=guide_title,
        due=guide_due(model.last_reviewed, model.review_in_months), today=today, origin=origin,
        previous=all_pages[position - 1] if position else None, next=all_pages[position + 1] if position + 1 < len(all_pages) else None,
    )
    headings = tuple(Heading(s.level, s.id, s.text) for s in rendered.sections)
    return Page(f"guides/{document.slug}/", "guide", model.title, body, model.summary, f"guides/{document.slug.split('/')[0]}/", headings=headings)
