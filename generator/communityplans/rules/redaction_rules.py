"""Passages that were taken down: a place that is misspelled would leave the words public."""

from collections.abc import Iterator

from .rule_context import CheckContext, Finding


def withheld_place(checked: CheckContext) -> Iterator[Finding]:
    """A place whose words should be taken down is in no plan and in no edition, so nothing is taken down.

    Fails in plans/council-settings.yml:
        withheld:
          - {item: bedwell/no-such-item, field: description, on: 2026-11-22, reason: It named a private person}
    Passes in plans/council-settings.yml:
        withheld:
          - {item: bedwell, field: summary, on: 2026-11-22, reason: It named a private person}
    From: data protection: the right to erasure
    """
    settings = checked.content.settings
    if settings is None:
        return
    unread = checked.content.unread
    for number, place in enumerate(settings.model.withheld):
        # It may stand in a file that could not be read: its own page, or a plan that is not there under its name.
        homes = (
            f"plans/{place.item.split('/')[0]}.yml",
            f"{place.item}.md",
            f"plans/editions/{place.item}.yml",
        )
        if place in checked.content.misplaced and not unread.intersection(homes):
            yield Finding(
                settings,
                ("withheld", number, "item"),
                f"There is nothing at {place.item}, {place.field}, in any plan or edition, so nothing is"
                " taken down.",
                "Put the item or the field right, as they are written in the plan's file.",
            )
