"""The titles of guides: a folder of guides/ is named after its readers."""

from ..i18n import N_, _

TITLES = {
    "councillors": N_("Guide for councillors"),
    "editors": N_("Guide for editors"),
    "publishers": N_("Guide for publishers"),
    "residents": N_("Guide for residents"),
}


def guide_title(slug: str) -> str:
    """The name of the guide that a page belongs to, from the page's or the folder's address."""
    folder = slug.split("/", maxsplit=1)[0]
    return (
        _(TITLES[folder])
        if folder in TITLES
        else _("Guide for {readers}").format(readers=folder.replace("-", " "))
    )
