"""The forms to print of a plan: one for each of its items, which differ in its name and reference alone."""

from collections.abc import Iterable

from markupsafe import Markup, escape

from .template_i18n import gettext as _

# Stands for what differs while the words round it are put together. No file can hold it.
_OWN = "\0"


def sheets(items: Iterable[tuple[str, str]], slug: str, plan: str, same: Markup) -> Markup:
    """A form for each item (its id and its words) of a plan with an address and a title, and one for the
    whole plan; `same` stands in all of them.
    """
    before, after = str(_("Suggest a change: %(title)s", title=_OWN)).split(_OWN)
    where, end = str(
        _("Plan: <b>%(title)s</b><br>Reference: <b>%(reference)s</b>", title=plan, reference=_OWN)
    ).split(_OWN)
    return Markup(
        "".join(
            [
                f'<section class="cp-form" id="{id}" aria-labelledby="{id}_title"><h2'
                f' id="{id}_title">{before}{escape(words)}{after}</h2>\n<p>{where}{escape(reference)}{end}</p>\n{same}</section>\n'
                for id, words, reference in (
                    *((id, words, f"{slug}/{id}") for id, words in items),
                    ("form_plan", _("the plan as a whole"), slug),
                )
            ]
        )
    )
