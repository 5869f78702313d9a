"""The page at /edit/: an empty page that starts the form, with its own content security policy."""

import base64
import hashlib
import json
from collections.abc import Sequence

from .render import render

ADDRESS = "edit/"
# The import map: where the browser finds the modules that ours import by name.
_MODULES = json.dumps(
    {
        "imports": {
            "immutable": "./immutable/immutable.js",
            "yaml": "./yaml/index.js",
            "sveltia": "./sveltia/npm/index.js",
        }
    },
    separators=(",", ":"),
)


def edit_page(
    place: str,
    speaks_to: Sequence[str],
    pictures: Sequence[str],
    forge: str = "",
    mailbox: str | None = None,
) -> str:
    """The HTML of the page.

    Args:
        place: The name of the place, for the title.
        speaks_to: The origins that the form may send requests to, beside the site itself.
        pictures: The origins of profile pictures.
        forge: What the service is called that people sign in to. Empty where the form is for the files on
            this computer.
        mailbox: The address that people may write to who have no account, where one is published.

    Returns:
        The page, with the words that `boot.js` puts above the buttons with which people sign in.
    """
    made = render(
        "edit",
        place=place,
        modules=_MODULES,
        policy=policy(speaks_to, pictures),
        forge=forge,
        mailbox=mailbox,
    )
    return str(made) + "\n"


def policy(speaks_to: Sequence[str], pictures: Sequence[str]) -> str:
    """The content security policy: files of this site only, no inline scripts, no frames, forms or plug-ins
    of other sites.
    """
    ours = base64.b64encode(hashlib.sha256(_MODULES.encode()).digest()).decode()
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'sha256-{ours}'",
            # Sveltia adds inline styles to the page.
            "style-src 'self' 'unsafe-inline'",
            " ".join(("img-src 'self' blob: data:", *pictures)),
            "font-src 'self'",
            " ".join(("connect-src 'self' blob: data:", *speaks_to)),
            "frame-src 'self' blob:",
            "manifest-src blob:",
            "worker-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
