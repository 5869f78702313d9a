"""What each word in brackets means that is said before a rule is asked: by the reader, the loader and the
check of links.

A word has the same form as the docstring of a rule, because a page of the reference is made from either
(`derive/rulebook`).
"""

from .field_docs import FIELD_DOCS
from .file_docs import FILE_DOCS
from .image_docs import IMAGE_DOCS
from .line_docs import LINE_DOCS
from .table_docs import TABLE_DOCS
from .value_docs import VALUE_DOCS

DIAGNOSTIC_DOCS: dict[str, str] = FILE_DOCS | IMAGE_DOCS | LINE_DOCS | FIELD_DOCS | VALUE_DOCS | TABLE_DOCS
