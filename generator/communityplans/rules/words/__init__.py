"""What each word in brackets means that is said before a rule is asked: by the reader, the loader and the check of links.

A word has the same form as the docstring of a rule, because a page of the reference is made from either (`derive/rulebook`).
"""

from .fields import FIELDS
from .files import FILES
from .lines import LINES
from .pictures import PICTURES
from .tables import TABLES
from .values import VALUES

WORDS: dict[str, str] = FILES | PICTURES | LINES | FIELDS | VALUES | TABLES
