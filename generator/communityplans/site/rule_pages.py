"""Renders the pages of the checks: the meaning of each rule id, an example, and the source of the rule."""

from ..i18n import _
from ..schema.rule_reference import RuleEntry, rulebook
from ..source.characters import escape_invisible
from .page import Heading, Page
from .render import render


def rule_pages() -> list[Page]:
    """A page for each check, and one that lists them all."""
    families = rulebook()
    body = render("rules", families=families)
    headings = tuple(
        Heading(2, f"family_{number}", about) for number, (about, _entries) in enumerate(families, 1)
    )
    index = Page(
        "reference/rules/",
        "rules",
        _("What each check means"),
        body,
        _("Every check of a community plan: what it means, and what to write instead."),
        headings=headings,
    )
    return [index, *(_page(entry) for _about, entries in families for entry in entries)]


def _page(entry: RuleEntry) -> Page:
    examples = [
        (title, example, escape_invisible(example.text))
        for title, example in ((_("Not like this"), entry.fails), (_("But like this"), entry.passes))
    ]
    body = render("rule", entry=entry, examples=examples)
    headings = tuple(
        Heading(2, f"example_{number}", title) for number, (title, *_rest) in enumerate(examples, 1)
    )
    return Page(
        f"reference/rules/{entry.word}/",
        "rule",
        entry.meaning,
        body,
        _("What the check {word} means: {meaning}.").format(word=entry.word, meaning=entry.meaning),
        headings=headings,
    )
