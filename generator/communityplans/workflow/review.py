"""The summary of a proposal: what it changes, what is wrong with it, and what residents would read."""

from collections.abc import Iterable
from datetime import date

from ..content.documents import Content
from ..history.editions import NAME, day_of, sort_key
from ..text.characters import visible
from ..text.diagnostic import Diagnostic, Position, Severity
from ..text.report import summary as count
from ..text.source import SourceFile
from .differences import Difference, as_markdown, as_text, escaped

EDITIONS = "plans/editions/"
# A comment in a forge should be read; the whole list is what `plans check` is for.
MOST = 20


def review(found: list[Difference], diagnostics: list[Diagnostic], *, markdown: bool) -> str:
    """The summary of a proposal: what changes, what is wrong, and what the next edition's notes would say."""
    errors = [d for d in diagnostics if d.severity is Severity.error]
    head, escape = ("## ", escaped) if markdown else ("", visible)
    parts = [f"{head}What this proposal changes", (as_markdown if markdown else as_text)(found)]
    notes = [(difference, note) for difference in found for note in difference.notes]
    if notes:
        parts += ["", f"{head}What residents would read", *(f"- {escape(d.title)}: {escape(note)}" for d, note in notes)]
    if errors:
        parts += ["", f"{head}What must be put right first ({count(errors)})",
                  *(f"- {escape(d.position.path)}, line {d.position.line}: {escape(d.message)}" for d in errors[:MOST])]
        parts += [f"- and {len(errors) - MOST} more (plans check)"] if len(errors) > MOST else []
    else:
        parts += ["", "The check found nothing that stops it."]
    return "\n".join(parts)


def public_editions(before: Iterable[SourceFile], after: Iterable[SourceFile], content: Content, today: date) -> list[Diagnostic]:
    """What a proposal does to editions that are public: none may be changed, re-dated or removed, and none slipped in before them."""
    old, new = ({file.path: file for file in files if file.path.startswith(EDITIONS) and NAME.match(file.slug)} for files in (before, after))
    public = {path: file for path, file in old.items() if day_of(file.slug) <= today}
    found = []
    for path, file in public.items():
        now = new.get(path)
        moved = next((other for other in new.values() if other.path not in old and other.content == file.content), None)
        if now is None and moved:
            found.append(_error(path, f"The edition {file.slug} is public and would get another date, {moved.slug}. A public edition keeps its date.", f"Rename {moved.path} back to {path}."))
        elif now is None:
            found.append(_error(path, f"The edition {file.slug} is public and would be removed. What was published stays.", f"Bring {path} back. To hide a passage: plans withhold"))
        elif now.content != file.content:
            found.append(_error(path, f"The edition {file.slug} is public and would be changed. What was published stays as it was.", f"Undo the change to {path}, and publish a new edition instead: plans publish"))
    last = max((file.slug for file in public.values()), key=sort_key, default="")
    for document in content.editions:
        if document.source.path not in old and last and sort_key(document.slug) < sort_key(last) and not document.model.compiled:
            found.append(_error(document.source.path, f"This edition would be slipped in before the edition {last}, which is public.",
                                "Publish it again with a later day; or say when it was put together: compiled."))
    return found


def _error(path: str, message: str, fix: str) -> Diagnostic:
    return Diagnostic(Position(path), "public-edition", message, fix)
