"""The page at /edit/: an empty page that starts the form.

What it may load and speak to is written in its head, and nothing else is allowed.
"""

import base64
import hashlib
import json
from collections.abc import Sequence

from .render import render

ADDRESS = "edit/"
# Where the browser finds what our modules ask for by name.
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


def edit_page(place: str, speaks_to: Sequence[str], pictures: Sequence[str]) -> str:
    """The page, for a place.

    `speaks_to` and `pictures` are the origins that the form may ask, beside the site itself.
    """
    return str(render("edit", place=place, modules=_MODULES, policy=policy(speaks_to, pictures))) + "\n"


def policy(speaks_to: Sequence[str], pictures: Sequence[str]) -> str:
    """The content security policy: our own files only, no text is ever run as a program, and no frame, form
    or plug-in leads elsewhere.
    """
    ours = base64.b64encode(hashlib.sha256(_MODULES.encode()).digest()).decode()
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'sha256-{ours}'",
            # Sveltia writes its styles into the page.
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
