"""Describes what differs between two states of the content: for `plans diff`, for the summary of a proposal,
and for the message of an edition.
"""

import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from ..content.documents import Content, Document
from ..editions.change_text import describe, describe_changes, grouped, summarise_changes
from ..editions.compare import Change, ChangeSeverity, title_of
from ..editions.document_diff import compare_documents, new_notes
from ..editions.plan_renames import slugs_over_time
from ..editions.reference_names import Names, names_of, use_names
from ..model.plan import Plan
from ..source.characters import escape_invisible
from ..source.files import STREETS

# Never part of an edition: always read from the working files.
NOT_CONTENT = ("plans/editions/", "plans/council-settings", "suggestions/", "reports/", STREETS)


@dataclass(frozen=True)
class Difference:
    """What differs in one document: its changes, each with its reason ("" if none), and its new change notes.

    `state` is changed, new, gone or unreadable, or for a picture replaced; only a changed document has
    changes. `was` is its former path, if it was renamed. `meanings` are the names by which ids are described.
    """

    title: str
    path: str
    state: str
    changes: list[tuple[Change, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    was: str = ""
    meanings: tuple[Names, ...] = ()


def differences(before: Content, after: Content, unreadable: Collection[str] = ()) -> list[Difference]:
    """What differs between two contents, document by document, in the order of the new one.

    Args:
        before: The earlier content.
        after: The later content.
        unreadable: Paths of files of the later content that could not be loaded.
    """
    old, new = _documents(before), _documents(after)
    found, met = [], set()
    titles = [(plan.slug, plan.top("title")) for one in (before, after) for plan in one.plans]
    meant = (names_of(None, before.council, titles), names_of(None, after.council))
    for path, document in new.items():
        earlier = old.get(path) or _formerly(document, old, new)
        if earlier is None:
            notes = (
                [note.text for note in document.model.change_notes]
                if isinstance(document.model, Plan)
                else []
            )
            found.append(Difference(title_of(document.model), path, "new", notes=notes))
            continue
        met.add(earlier.source.path)
        meanings = (*meant, names_of(earlier), names_of(document))
        with use_names(*meanings):
            changes = compare_documents(earlier, document)
        was = earlier.source.path if earlier.source.path != path else ""
        if changes or was:
            notes = (
                [note.text for note in new_notes(earlier.model, document.model)]
                if isinstance(document.model, Plan)
                else []
            )
            found.append(
                Difference(
                    title_of(document.model),
                    path,
                    "changed",
                    [(c, describe_changes(document.model, c)) for c in changes],
                    notes,
                    was,
                    meanings,
                )
            )
    found += [
        Difference(title_of(d.model), path, "unreadable" if path in unreadable else "gone")
        for path, d in old.items()
        if path not in met
    ]
    return found + _pictures(before, after, unreadable)


def _pictures(before: Content, after: Content, unreadable: Collection[str]) -> list[Difference]:
    """The pictures that are new, replaced or gone."""
    old, new = (
        {path: picture.blob for path, picture in content.assets.items()} for content in (before, after)
    )
    states = {
        path: (
            "new"
            if path not in old
            else "replaced"
            if path in new
            else "unreadable"
            if path in unreadable
            else "gone"
        )
        for path in sorted(old.keys() | new.keys())
        if old.get(path) != new.get(path)
    }
    return [Difference(f"The picture {path}", path, state) for path, state in states.items()]


def changed_documents(
    before: Content, after: Content
) -> Iterator[tuple[Document[Any] | None, Document[Any]]]:
    """Each document whose text differs, with its earlier version; None for a new one."""
    old, new = _documents(before), _documents(after)
    for path, document in new.items():
        earlier = old.get(path) or _formerly(document, old, new)
        if earlier is None or (earlier.source.content, earlier.body) != (
            document.source.content,
            document.body,
        ):
            yield earlier, document


def _documents(content: Content) -> dict[str, Document[Any]]:
    return {
        document.source.path: document
        for document in content.documents
        if not document.source.path.startswith(NOT_CONTENT)
    }


def _formerly(
    document: Document[Any], old: dict[str, Document[Any]], new: dict[str, Document[Any]]
) -> Document[Any] | None:
    """The plan under its former name, for a plan that was renamed."""
    names = slugs_over_time(document) if isinstance(document.model, Plan) else ()
    return next(
        (old[path] for path in (f"plans/{name}.yml" for name in names) if path in old and path not in new),
        None,
    )


def as_text(found: list[Difference]) -> str:
    """Plain text: each document, then each change in a sentence, with its reason."""
    return (
        "\n".join(
            f"{'- ' if kind == 'point' else ''}{text}" for kind, text in lines_of(found, escape_invisible)
        )
        or "Nothing differs."
    )


def as_markdown(found: list[Difference]) -> str:
    """Markdown for a comment in a forge.

    Names and titles are escaped, so that content cannot break out of it.
    """
    return (
        "\n".join(f"{'- ' if kind == 'point' else '### '}{text}" for kind, text in lines_of(found, escaped))
        or "Nothing differs."
    )


def as_json(found: list[Difference]) -> str:
    """A list of documents, each with its changes: item, kind, class, sentence, reason."""
    return json.dumps(rows_of(found), indent=2)


def rows_of(found: list[Difference]) -> list[dict[str, Any]]:
    """The documents that differ as plain data."""
    return [_row(d) for d in found]


def _row(d: Difference) -> dict[str, Any]:
    with use_names(*d.meanings):
        return {
            "path": d.path,
            "title": escape_invisible(d.title),
            "state": d.state,
            "was": d.was,
            "notes": [escape_invisible(note) for note in d.notes],
            "changes": [
                {
                    "item": c.item,
                    "kind": c.kind,
                    "class": c.class_,
                    "path": list(c.path),
                    "sentence": escape_invisible(describe(c)),
                    "reason": escape_invisible(reason),
                }
                for c, reason in d.changes
            ],
        }


FORMS: dict[str, Callable[[list[Difference]], str]] = {
    "text": as_text,
    "markdown": as_markdown,
    "json": as_json,
}
_STATES = {
    "new": "new",
    "gone": "no longer there",
    "replaced": "another picture now",
    "unreadable": "there is a mistake in it, so it cannot be compared (plans check)",
}


def lines_of(found: list[Difference], escape: Callable[[str], str]) -> list[tuple[str, str]]:
    """The differences line by line: ("head", a document) or ("point", a change).

    Args:
        found: The documents that differ.
        escape: Applied to every text that comes from a file.
    """
    lines = []
    for difference in found:
        title = escape(difference.title)
        if difference.state != "changed":
            lines.append(("head", f"{title}: {_STATES[difference.state]}"))
            continue
        changes = [change for change, _ in difference.changes]
        renamed = f" (was {escape(difference.was)})" if difference.was else ""
        lines.append(
            ("head", f"{title}{renamed}: {summarise_changes(changes) if changes else 'its name changed'}")
        )
        why = {id(change): reason for change, reason in difference.changes}
        for _, _, these in grouped(changes):
            for change in these:
                promise = " (a promise)" if change.class_ is ChangeSeverity.commitment else ""
                with use_names(*difference.meanings):
                    said = describe(change)
                lines.append(
                    (
                        "point",
                        f"{escape(said)}{promise}"
                        + (f" Why: {escape(why[id(change)])}" if why[id(change)] else ""),
                    )
                )
    return lines


def escaped(text: str) -> str:
    """Escape a text for Markdown and HTML, on one line. An @ notifies no account in the forge."""
    flat = " ".join(escape_invisible(text).split())
    for sign, safe in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        flat = flat.replace(sign, safe)
    return "".join("@\u200b" if c == "@" else f"\\{c}" if c in "\\`*_[]{}()#!|~" else c for c in flat)
