"""What a pasted fix left to be filled in."""

from collections.abc import Iterator

from ..model.fields import iter_values
from ..model.unfinished import OPENS, finish, mark_in
from .rule_context import CheckContext, Finding


def unfinished(checked: CheckContext) -> Iterator[Finding]:
    """A value still has the example of a suggested fix in it, between the marks ‹ and ›.

    Every example in a fix stands between these marks, so that nobody publishes it as it is. Write your own
    words, and take the marks away.

    Fails:
        process: ‹The forum goes through it in March.›
    Passes:
        process: The steering group goes through it each spring.
    From: style notes (a fix that is pasted is true or visibly unfinished)
    """
    for document in checked.content.documents:
        # Hardly any file has the mark; only those are walked through.
        if OPENS not in document.source.content and OPENS not in document.body:
            continue
        for path, field, value in iter_values(document.model):
            if field.leaf and (mark := mark_in(str(value))):
                yield Finding(document, path, f"{field.title} is not filled in yet.", finish(mark))
        if mark := mark_in(document.body):
            yield Finding(document, (), "The text is not filled in yet.", finish(mark))
