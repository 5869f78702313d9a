"""Translation of messages that contain HTML tags, for templates and for HTML that is rendered in Python."""

import re
from functools import lru_cache

from markupsafe import Markup

from ..i18n import gettext as translated
from ..i18n import ngettext as translated_number

# In a message: a quote or an ampersand outside of tags, which must be escaped.
_LOOSE = re.compile(r'<[^<>]*>|"|&(?!#?\w+;)')


def gettext(text: str, **values: object) -> Markup:
    """Translate a message. Its own tags are kept; the values that are inserted are escaped."""
    said = _safe(translated(text))
    return said % values if "%" in said else said


def ngettext(one: str, many: str, number: int, **values: object) -> Markup:
    """Translate a message with a plural; `num` in the message is the number."""
    said = _safe(translated_number(one, many, number))
    return said % ({"num": number} | values) if "%" in said else said


@lru_cache(maxsize=8192)
def _safe(words: str) -> Markup:
    return Markup(_LOOSE.sub(lambda found: {'"': "&#34;", "&": "&amp;"}.get(found[0], found[0]), words))
