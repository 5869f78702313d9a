"""The words of a page with tags in them, in the language of the moment: for templates, and for what is laid
out in Python.
"""

import re
from functools import lru_cache

from markupsafe import Markup

from ..i18n import gettext as translated
from ..i18n import ngettext as translated_number

# In the words of a template: what is no tag and would end the value of an attribute, or begin an entity.
_LOOSE = re.compile(r'<[^<>]*>|"|&(?!#?\w+;)')


def gettext(text: str, **values: object) -> Markup:
    """The words of a template in the language of the moment.

    Their tags are kept, what is put into them is escaped.
    """
    said = _safe(translated(text))
    return said % values if "%" in said else said


def ngettext(one: str, many: str, number: int, **values: object) -> Markup:
    """The same, of a number of things; `num` in the words is the number."""
    said = _safe(translated_number(one, many, number))
    return said % ({"num": number} | values) if "%" in said else said


@lru_cache(maxsize=8192)
def _safe(words: str) -> Markup:
    return Markup(_LOOSE.sub(lambda found: {'"': "&#34;", "&": "&amp;"}.get(found[0], found[0]), words))
