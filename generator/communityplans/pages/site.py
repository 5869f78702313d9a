"""All pages of the site, from what was read."""

from datetime import date

from ..content.documents import Content
from ..model.settings import Settings
from .guide import guide_pages
from .home import home_page, plans_page
from .names import Directory
from .origin import Origin
from .page import Page
from .plan import plan_page
from .reference import reference_page
from .rules import rule_pages
from .statements import statement_pages


def pages(content: Content, today: date) -> list[Page]:
    """Every page, in the order of the site map. Needs content without errors, with its council file."""
    origin = Origin(content.settings.model if content.settings else Settings(schema_version=1))
    directory = Directory(content)
    return [
        home_page(content),
        plans_page(content),
        *(plan_page(plan, content, directory, origin, today) for plan in content.plans),
        *guide_pages(content, directory, origin, today),
        reference_page(),
        *rule_pages(),
        *statement_pages(content, directory, origin),
    ]
