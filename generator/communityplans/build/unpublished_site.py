"""Writes the public site before the first edition: one page that says that nothing is published yet."""

from pathlib import Path

from markupsafe import Markup

from ..content.documents import Content
from ..i18n import _, use_language

# It loads no other file, so none has to be deployed with it.
_PAGE = Markup(
    '<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="robots"'
    ' content="noindex">\n'
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; base-uri'
    " 'none'\">\n<title>{title}</title>\n</head>\n"
    "<body>\n<main>\n<h1>{title}</h1>\n<p>{words}</p>\n{contact}</main>\n</body>\n</html>\n"
)


def write_not_published(output: Path, content: Content) -> None:
    """Write the page into the folder `output`, as the home page and as the not-found page.

    It contains nothing of the plans, which are a draft until an edition publishes them.

    Args:
        output: The folder of the site, which exists.
        content: What was read; it has a council.

    Raises:
        ValueError: The content has no council.
    """
    council = content.required_council
    settings = content.settings.model if content.settings else None
    language = settings.language if settings else "en-GB"
    with use_language(language):
        contact = Markup("")
        if settings and settings.mailbox:
            contact = Markup("<p>{}</p>\n").format(
                Markup(_("Questions: {}")).format(
                    Markup('<a href="mailto:{0}">{0}</a>').format(settings.mailbox)
                )
            )
        page = _PAGE.format(
            language=language,
            title=_("Community plans for {place}").format(place=council.place),
            words=_("{council} has not published any plans yet.").format(council=council.name),
            contact=contact,
        )
    for name in ("index.html", "404.html"):
        (output / name).write_text(page, encoding="utf-8", newline="\n")
