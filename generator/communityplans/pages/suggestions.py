"""What residents said and what was decided: the page of all suggestions, those of one plan, and the form to print."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from ..content.documents import Content, Document
from ..history.rows import title_of
from ..model.dates import say_day
from ..model.items import Alignment
from ..model.plan import Plan
from ..model.fields import values
from ..model.suggestion import Suggestion
from ..model.tracked import Tracked
from ..reckoning.answers import answer_due, is_overdue
from .names import Directory
from .origin import Origin
from .page import Heading, Page
from .render import render
from .show import View


@dataclass(frozen=True)
class Said:
    """One suggestion as a page shows it. `about` is the HTML of what it is about; `anchor` its id; `due` when the answer should be there."""

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
        return self.view.raw


def suggestions(content: Content, origin: Origin, directory: Directory, today: date, editions: frozenset[str], base: str, plan: str = "") -> list[Said]:
    """The suggestions, newest first; those about one plan if its slug is given. `base` leads from the page to the root of the site."""
    within = origin.settings.answer_within_days
    called = titles(content)
    found = []
    for document in sorted(content.suggestions, key=lambda d: (d.model.received, d.slug), reverse=True):
        one = document.model
        slug, _, id = one.about.partition("/")
        if plan and slug != plan:
            continue
        words = called.get(one.about, one.about) + (f" ({called.get(slug, slug)})" if id and not plan else "")
        address = f"#{id}" if plan and id else "" if plan else f"{base}plans/{slug}/{f'#{id}' if id else ''}"
        about = Markup('<a href="{}">{}</a>').format(address, words) if address and one.about in called else Markup("{}").format("The whole plan" if plan and not id else words)
        edition = one.answer.edition if one.answer else None
        shown = Markup('<a href="{}editions/{}/">{}</a>').format(base, edition, say_day(date.fromisoformat(edition[:10]))) if edition in editions else Markup("{}").format(say_day(date.fromisoformat(edition[:10])) if edition else "")
        found.append(Said(View(one, directory.names(document)), f"said_{document.slug}", about, shown, edition in editions, answer_due(one, within), is_overdue(one, within, today)))
    return found


def suggestion_pages(content: Content, origin: Origin, directory: Directory, today: date, editions: frozenset[str]) -> list[Page]:
    """“You said, we decided”, and for each plan a form to print, where there is somewhere to send it."""
    made = []
    if content.suggestions or origin.can_write:
        said = suggestions(content, origin, directory, today, editions, "../")
        body = render("suggestions", said=said, origin=origin, open=[s for s in said if not s.raw.answer], plans=content.plans, today=today)
        made.append(Page("suggestions/", "suggestions", "You said, we decided", body, "What residents suggested, and what was decided on it.", "suggestions/",
                         headings=(Heading(2, "part_said", "What residents said"),)))
    if origin.can_write:
        made += [_form(plan, origin) for plan in content.plans if plan.model.withdrawn is None]
    return made


def _form(document: Document[Plan], origin: Origin) -> Page:
    """The form of a plan: one for each item, of which the browser shows and prints the one that was asked for."""
    title = document.model.title
    body = render("form", plan=document.model, slug=document.slug, items=_items(document), origin=origin)
    return Page(f"plans/{document.slug}/suggest/", "form", f"Suggest a change on paper: {title}", body, f"A form to print, to suggest a change to the plan for {title}.", "plans/", index=False)


def _items(document: Document[Plan]) -> list[tuple[str, str]]:
    """The id and the words of everything in a plan that one can suggest a change to."""
    return [(value.id, title_of(value)) for _, _, value in values(document.model) if isinstance(value, Tracked | Alignment)]


def titles(content: Content) -> dict[str, str]:
    """What each plan and each item is called, by its reference."""
    found = {}
    for plan in content.plans:
        found[plan.slug] = plan.model.title
        found |= {f"{plan.slug}/{id}": words for id, words in _items(plan)}
    return found
