"""Renders the paper forms of a plan: one for each item; they differ only in its name and reference."""

from collections.abc import Iterable

from markupsafe import Markup, escape

from .template_i18n import gettext as _

# Marks the values that differ from form to form. No file can contain it.
_OWN = "\0"


def sheets(items: Iterable[tuple[str, str]], slug: str, plan: str, same: Markup) -> Markup:
    """A form for each item (id and title) of a plan, and one for the whole plan; `same` are the values that
    all forms share.
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
