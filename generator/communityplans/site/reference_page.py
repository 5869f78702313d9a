"""Renders the reference of fields, from the model, and the page of each check."""

from ..i18n import _
from ..model.tracked import Status
from ..schema.field_reference import FILES, groups
from ..schema.rule_reference import RuleEntry, rulebook
from ..source.characters import escape_invisible
from .page import Heading, Page
from .render import render


def reference_page() -> Page:
    """The page that lists every field of every kind of file."""
    shown: set[str] = set()
    files = []
    for path, model, title in FILES:
        rows = [g for g in groups(model) if g.id not in shown]
        shown |= {g.id for g in rows}
        files.append((path, _(title), rows))
    body = render("reference", files=files, statuses=list(Status))
    headings = tuple(
        Heading(2, f"file_{number}", title) for number, (path, title, rows) in enumerate(files, 1)
    )
    return Page(
        "reference/",
        "reference",
        _("What goes in a plan"),
        body,
        _("Every field of a community plan: what it is for, and how to write it."),
        headings=headings,
    )


# Renders the pages of the checks: the meaning of each rule id, an example, and the source of the rule.


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
