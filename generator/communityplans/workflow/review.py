"""What differs between two states of the content, in words: for `plans diff`, and as the summary of a proposal."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from ..content.documents import Content
from ..history.compare import Change, Class, compare
from ..history.words import grouped, say, summary
from ..model.fields import values
from ..text.characters import visible
from ..text.diagnostic import Diagnostic, Severity
from ..text.report import summary as count


@dataclass(frozen=True)
class Difference:
    """What differs in one document. `changes` is None where it is new or gone; then `state` says which."""

    title: str
    path: str
    state: str
    changes: list[Change]
    reasons: dict[str, str]


def differences(before: Content, after: Content) -> list[Difference]:
    """What differs between two contents, document by document, in the order of the new one."""
    found = []
    old = {document.source.path: document for document in before.documents}
    new = {document.source.path: document for document in after.documents}
    for path, document in new.items():
        if path.startswith(("plans/editions/", "plans/council-settings")):
            continue
        title = getattr(document.model, "title", None) or getattr(document.model, "name", path)
        earlier = old.get(path)
        if earlier is None:
            found.append(Difference(title, path, "new", [], {}))
            continue
        changes = compare(earlier.model, document.model)
        if changes or earlier.body != document.body:
            found.append(Difference(title, path, "changed", changes, _reasons(document)))
    found += [Difference(getattr(d.model, "title", path), path, "gone", [], {}) for path, d in old.items()
              if path not in new and not path.startswith(("plans/editions/", "plans/council-settings"))]
    return found


def as_text(found: list[Difference]) -> str:
    """Plain text: each document, then each change in a sentence, with its reason."""
    return "\n".join(_lines(found, "", "- ")) or "Nothing differs."


def as_markdown(found: list[Difference]) -> str:
    """Markdown for a comment in a forge. Names and titles are escaped, so that content cannot break out of it."""
    return "\n".join(_lines(found, "### ", "- ", escape=_escaped)) or "Nothing differs."


def as_json(found: list[Difference]) -> str:
    """A list of documents, each with its changes: item, kind, class, sentence."""
    rows = [{"path": d.path, "title": d.title, "state": d.state,
             "changes": [{"item": c.item, "kind": c.kind, "class": c.class_, "path": list(c.path), "sentence": visible(say(c))} for c in d.changes]} for d in found]
    return json.dumps(rows, indent=2)


FORMS: dict[str, Callable[[list[Difference]], str]] = {"text": as_text, "markdown": as_markdown, "json": as_json}


def review(found: list[Difference], diagnostics: list[Diagnostic], *, markdown: bool) -> str:
    """The summary of a proposal: what changes, what is wrong, and what the next edition's notes would say."""
    errors = [d for d in diagnostics if d.severity is Severity.error]
    head = "## " if markdown else ""
    parts = [f"{head}What this proposal changes", (as_markdown if markdown else as_text)(found)]
    if errors:
        escape = _escaped if markdown else visible
        parts += ["", f"{head}What must be put right first ({count(errors)})",
                  *(f"- {d.position.path}, line {d.position.line}: {escape(d.message)}" for d in errors[:20])]
    else:
        parts += ["", "The check found nothing that stops it."]
    return "\n".join(parts)


def _lines(found: list[Difference], head: str, point: str, escape: Callable[[str], str] = visible) -> list[str]:
    lines = []
    for difference in found:
        title = escape(difference.title)
        if difference.state != "changed":
            lines.append(f"{head}{title}: {'new' if difference.state == 'new' else 'no longer there'}")
            continue
        lines.append(f"{head}{title}: {summary(difference.changes) if difference.changes else 'its text changed'}")
        for _, _, changes in grouped(difference.changes):
            for change in changes:
                promise = " (a promise)" if change.class_ is Class.commitment else ""
                reason = difference.reasons.get(change.item, "") if change.class_ is Class.commitment else ""
                lines.append(f"{point}{escape(say(change))}{promise}" + (f" Why: {escape(reason)}" if reason else ""))
    return lines


def _reasons(document) -> dict[str, str]:
    return {v.id: v.reason for _, _, v in values(document.model) if getattr(v, "reason", None) and hasattr(v, "id")}


def _escaped(text: str) -> str:
    """Text that Markdown and HTML show as it is, on one line."""
    flat = " ".join(visible(text).split())
    for sign, safe in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        flat = flat.replace(sign, safe)
    return "".join(f"\\{c}" if c in "\\`*_[]{}#!|~@" else c for c in flat)
