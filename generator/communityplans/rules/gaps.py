"""Facts that a plan owes and does not have."""

from collections.abc import Iterator

from ..model.fields import fields
from ..model.types import NotPublished
from ..text.diagnostic import Severity
from .rule import Checked, Finding


def not_published(checked: Checked) -> Iterator[Finding]:
    """A plan must say this, and says that it is not published. That is allowed, and residents see it on the page."""
    for document in checked.content.plans:
        for spec, path, value in _owed(document.model):
            yield Finding(document, path, f"{spec.title} is not published: {value.not_published}.", "Write it here once it is public.", Severity.warning)


def _owed(plan):
    for spec in fields(type(plan)):
        value = getattr(plan, spec.name)
        if spec.required and isinstance(value, NotPublished):
            yield spec, (spec.key,), value
