"""Renders suggestions and their answers: the page of all, those of one plan, and the paper forms."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from markupsafe import Markup, escape

from ..content.documents import Content, Document
from ..derived.due_dates import answer_due, is_overdue
from ..editions.compare import title_of
from ..i18n import _
from ..model.dates import display_day
from ..model.fields import groups
from ..model.items import Alignment
from ..model.plan import Plan
from ..model.suggestion import Suggestion
from ..model.tracked import Tracked
from .field_html import View
from .page import Heading, Page
from .references import ReferenceDirectory
from .render import render
from .source_links import SourceLinks


@dataclass(frozen=True)
class SuggestionView:
    """One suggestion as a page shows it.

    `about` is the HTML of its subject; `anchor` its id; `due` the day by which it should be answered.
    """

    view: View
    anchor: str
    about: Markup
    edition: Markup
    published: bool
    due: date
    overdue: bool

    @property
    def raw(self) -> Suggestion:
        """The suggestion itself."""
        suggestion: Suggestion = self.view.raw
        return suggestion


class Suggestions:
    """The suggestions of a site, as its pages show them. The titles of items are looked up once."""

    def __init__(
        self,
        content: Content,
        origin: SourceLinks,
        directory: ReferenceDirectory,
        today: date,
        editions: frozenset[str],
    ):
        self.content, self.origin, self.directory, self.today, self.editions = (
            content,
            origin,
            directory,
            today,
            editions,
        )

    @cached_property
    def called(self) -> dict[str, str]:
        """The title of each plan and item by reference; computed only if there are suggestions."""
        return titles(self.content)

    def shown(self, base: str, plan: str = "") -> list[SuggestionView]:
        """The suggestions, newest first; those about one plan if its slug is given.

        `base` leads from the page to the root of the site.
        """
        newest = sorted(
            self.content.suggestions, key=lambda one: (one.model.received, one.slug), reverse=True
        )
        return [
            self._said(one, base, plan) for one in newest if not plan or one.model.about.split("/")[0] == plan
        ]

    def pages(self) -> list[Page]:
        """The page of all suggestions, if residents can send suggestions."""
        content, origin = self.content, self.origin
        made = []
        if content.suggestions or origin.can_write:
            said = self.shown("../")
            body = render(
                "suggestions",
                said=said,
                origin=origin,
                open=[one for one in said if not one.raw.answer],
                plans=content.plans,
            )
            made.append(
                Page(
                    "suggestions/",
                    "suggestions",
                    _("You said, we decided"),
                    body,
                    _("What residents suggested, and what was decided on it."),
                    "suggestions/",
                    headings=(Heading(2, "part_said", _("What residents said")),),
                )
            )
        return made

    def form(self, document: Document[Plan]) -> list[Page]:
        """The page of a plan's paper forms: one for each item, of which the browser shows and prints the one
        in the address.
        """
        title = document.model.title
        body = render(
            "form", plan=document.model, slug=document.slug, items=_items(document), origin=self.origin
        )
        return [
            Page(
                f"plans/{document.slug}/suggest/",
                "form",
                _("Suggest a change on paper: {title}").format(title=title),
                body,
                _("A form to print, to suggest a change to the plan for {title}.").format(title=title),
                "plans/",
                index=False,
            )
        ]

    def _said(self, document: Document[Suggestion], base: str, plan: str) -> SuggestionView:
        one, within = document.model, self.origin.settings.answer_within_days
        slug, _slash, id = one.about.partition("/")
        words = self.called.get(one.about, one.about) + (
            f" ({self.called.get(slug, slug)})" if id and not plan else ""
        )
        if plan and not id:
            about = escape(_("The whole plan"))
        elif one.about in self.called:
            about = Markup('<a href="{}{}">{}</a>').format(
                "" if plan else f"{base}plans/{slug}/", f"#{id}" if id else "", words
            )
        else:
            about = escape(words)
        edition = one.answer.edition if one.answer else None
        day = display_day(date.fromisoformat(edition[:10])) if edition else ""
        known = edition in self.editions
        shown = Markup('<a href="{}editions/{}/">{}</a>').format(base, edition, day) if known else escape(day)
        return SuggestionView(
            View(one, self.directory.names(document)),
            f"said_{document.slug}",
            about,
            shown,
            known,
            answer_due(one, within),
            is_overdue(one, within, self.today),
        )


def _items(document: Document[Plan]) -> list[tuple[str, str]]:
    """The id and the title of everything in a plan that can be the subject of a suggestion."""
    return [
        (group.id, title_of(group))
        for group in groups(document.model)
        if isinstance(group, Tracked | Alignment)
    ]


def titles(content: Content) -> dict[str, str]:
    """The title of each plan and each item, by reference."""
    found = {}
    for plan in content.plans:
        found[plan.slug] = plan.model.title
        found |= {f"{plan.slug}/{id}": words for id, words in _items(plan)}
    return found
