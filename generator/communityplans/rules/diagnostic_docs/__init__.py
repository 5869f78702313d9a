"""What each word in brackets means that is said before a rule is asked: by the reader, the loader and the
check of links.

A word has the same form as the docstring of a rule, because a page of the reference is made from either
(`schema/rule_reference`).
"""

from .field_docs import FIELD_DOCS
from .file_docs import FILE_DOCS
from .image_docs import IMAGE_DOCS
from .line_docs import LINE_DOCS
from .table_docs import TABLE_DOCS
from .value_docs import VALUE_DOCS

# By family: the heading in the reference, which a family of rules may share, and the text for each word.
DIAGNOSTIC_FAMILIES: dict[str, dict[str, str]] = {
    "A whole file": FILE_DOCS,
    "Pictures": IMAGE_DOCS,
    "Lines, and the signs that mean something in them": LINE_DOCS,
    "Fields that are missing, unknown or of the wrong kind": FIELD_DOCS,
    "Days, amounts, addresses and other values": VALUE_DOCS,
    "The list of streets": TABLE_DOCS,
}
DIAGNOSTIC_DOCS: dict[str, str] = {
    word: text for family in DIAGNOSTIC_FAMILIES.values() for word, text in family.items()
}
