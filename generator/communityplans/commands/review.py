"""The review of a proposal: what it changes, its conflicts and errors, and who must approve it."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from html import escape as html_escape

from ..content.documents import Content
from ..content.load import NAME
from ..editions.change_text import describe
from ..editions.compare import compare
from ..editions.edition_list import day_of, sort_key
from ..model.dates import display_day
from ..source.characters import escape_invisible
from ..source.diagnostic import Diagnostic, Position, Severity
from ..source.diagnostic_formats import summary as count
from ..source.files import PictureFile, SourceFile
from .conflicts import Collision
from .content_diff import Difference, escaped, lines_of, rows_of

EDITIONS = "plans/editions/"
# Keeps a comment in a forge short; `plans check` lists all errors.
MOST = 20


@dataclass(frozen=True)
class Review:
    """The parts of a review.

    `conflicting` are the files with merge conflicts of git; `beside` are sentences about changes outside the
    plans; `approvers` are the accounts that must approve, by path; `preview` is the address of the preview
    ("" if there is none).
    """

    found: list[Difference]
    diagnostics: list[Diagnostic] = field(default_factory=list)
    collisions: list[Collision] = field(default_factory=list)
    conflicting: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    approvers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    preview: str = ""

    @property
    def errors(self) -> list[Diagnostic]:
        """The errors that must be fixed before the proposal can be approved."""
        return [one for one in self.diagnostics if one.severity is Severity.error]

    @property
    def fits(self) -> bool:
        """Whether it can be merged without a conflict."""
        return not (self.collisions or self.conflicting)


def pieces(review: Review, escape: Callable[[str], str]) -> list[tuple[str, str]]:
    """The text of a review, piece by piece: ("title" | "head" | "point" | "text" | "link", words).

    Args:
        review: The review.
        escape: Applied to every text that comes from a file.
    """
    said = [
        ("title", "What this proposal changes"),
        *(
            lines_of(review.found, escape) or []
            if review.beside
            else lines_of(review.found, escape) or [("text", "Nothing differs.")]
        ),
    ]
    if review.beside:
        said += [("head", "Beside the plans"), *(("point", escape(one)) for one in review.beside)]
    notes = [(difference, note) for difference in review.found for note in difference.notes]
    if notes:
        said += [
            ("title", "What residents would read"),
            *(("point", f"{escape(d.title)}: {escape(note)}") for d, note in notes),
        ]
    if not review.fits:
        said += [
            ("title", "It no longer fits"),
            *(("point", _collision(one, escape)) for one in review.collisions),
        ]
        said += [
            (
                "point",
                (
                    f"{escape(path)}: git cannot put the two texts together by itself. Whoever works with git"
                    " keeps both parts, most often two change notes."
                ),
            )
            for path in review.conflicting
            if path not in {one.path for one in review.collisions}
        ]
    if review.errors:
        said += [
            ("title", f"What must be put right first ({count(review.errors)})"),
            *(
                (
                    "point",
                    f"{escape(d.position.path)}, line {d.position.line}:"
                    f" {escape(f'{d.message} {d.fix}'.strip())}",
                )
                for d in review.errors[:MOST]
            ),
        ]
        said += (
            [("point", f"and {len(review.errors) - MOST} more (plans check)")]
            if len(review.errors) > MOST
            else []
        )
    verdict = [] if review.errors else ["The check found nothing that stops it."]
    accounts = list(dict.fromkeys(account for found in review.approvers.values() for account in found))
    verdict += [f"Who must agree: {', '.join(map(escape, accounts))}."] if accounts else []
    said += [("text", " ".join(verdict))] if verdict else []
    said += [
        ("link", _address(review.preview, one.path))
        for one in review.found
        if review.preview and not review.errors and one.state in ("new", "changed") and _has_page(one.path)
    ]
    return said


def how_it_is_run(before: Content, after: Content, other: list[str]) -> list[str]:
    """Sentences about what a proposal changes outside the plans.

    Args:
        before: The content before the proposal: settings and suggestions are compared.
        after: The content of the proposal.
        other: Paths of changed files that are not content.
    """
    # All of them by name: an unnamed file could be the harmful one.
    said = (
        [
            f"No content: {', '.join(other)}. The preview does not have it; who looks after the site must"
            " agree."
        ]
        if other
        else []
    )
    if before.settings and after.settings and before.settings.source.content != after.settings.source.content:
        said += [
            f"How the site is run: {describe(change)}"
            for change in compare(before.settings.model, after.settings.model)
        ]
    old = {one.slug: one.model for one in before.suggestions}
    for one in after.suggestions:
        if one.slug not in old:
            said.append(
                f"A suggestion was recorded, about {one.model.about}."
                + (" It is answered." if one.model.answer else "")
            )
        elif one.model != old[one.slug]:
            answer = None if old[one.slug].answer else one.model.answer
            said.append(
                f"The suggestion about {one.model.about} "
                + (f"was answered: {answer.decision.label}." if answer else "reads differently.")
            )
    gone = sorted(old.keys() - {one.slug for one in after.suggestions})
    return said + [f"The suggestion {slug} is no longer there." for slug in gone]


def _collision(one: Collision, escape: Callable[[str], str]) -> str:
    merged = ""
    if one.commit:
        merged = (
            f" (the change “{escape(one.commit.subject)}” of"
            f" {display_day(date.fromisoformat(one.commit.day))}, {escape(one.commit.id)})"
        )
    return (
        f"{escape(one.document)}. Here: {escape(one.mine)} Merged meanwhile: {escape(one.theirs)}{merged}"
        " Decide which of the two holds."
    )


def _has_page(path: str) -> bool:
    return path.endswith(".md") or (path.startswith("plans/") and not path.startswith("plans/council"))


def _address(preview: str, path: str) -> str:
    return f"{preview.rstrip('/')}/{path.rsplit('.', 1)[0]}/"


def public_editions(
    before: Iterable[SourceFile | PictureFile],
    after: Iterable[SourceFile | PictureFile],
    content: Content,
    today: date,
) -> list[Diagnostic]:
    """An error for each public edition that a proposal changes, re-dates or removes, and for each new edition
    that is dated before the newest public one.
    """
    old, new = (
        {
            file.path: file
            for file in files
            if isinstance(file, SourceFile) and file.path.startswith(EDITIONS) and NAME.match(file.slug)
        }
        for files in (before, after)
    )
    public = {path: file for path, file in old.items() if day_of(file.slug) <= today}
    found = []
    for path, file in public.items():
        now = new.get(path)
        moved = next(
            (other for other in new.values() if other.path not in old and other.content == file.content), None
        )
        if now is None and moved:
            found.append(
                _error(
                    path,
                    f"The edition {file.slug} is public and would get another date, {moved.slug}. A public"
                    " edition keeps its date.",
                    f"Rename {moved.path} back to {path}.",
                )
            )
        elif now is None:
            found.append(
                _error(
                    path,
                    f"The edition {file.slug} is public and would be removed. What was published stays.",
                    f"Bring {path} back. To hide a passage: plans withhold",
                )
            )
        elif now.content != file.content:
            found.append(
                _error(
                    path,
                    f"The edition {file.slug} is public and would be changed. What was published stays as it"
                    " was.",
                    f"Undo the change to {path}, and publish a new edition instead: plans publish",
                )
            )
    last = max((file.slug for file in public.values()), key=sort_key, default="")
    for document in content.editions:
        if (
            document.source.path not in old
            and last
            and sort_key(document.slug) < sort_key(last)
            and not document.model.compiled
        ):
            found.append(
                _error(
                    document.source.path,
                    f"This edition would be slipped in before the edition {last}, which is public.",
                    "Publish it again with a later day; or say when it was put together: compiled.",
                )
            )
    return found


def _error(path: str, message: str, fix: str) -> Diagnostic:
    return Diagnostic(Position(path), "public-edition", message, fix)


# Renders a review as plain text for a terminal, Markdown for a comment in a forge, HTML, or JSON.


def as_text(review: Review) -> str:
    """Plain text."""
    return "\n".join(
        _spaced(
            pieces(review, _flat),
            {"title": "{}", "head": "{}", "point": "- {}", "text": "{}", "link": "Preview: {}"},
        )
    )


def as_markdown(review: Review) -> str:
    """Markdown for a comment in a forge."""
    return "\n".join(
        _spaced(
            pieces(review, escaped),
            {"title": "## {}", "head": "### {}", "point": "- {}", "text": "{}", "link": "- Preview: <{}>"},
        )
    )


def as_html(review: Review) -> str:
    """A page of its own, without styles or scripts."""
    forms = {
        "title": "<h2>{}</h2>",
        "head": "<h3>{}</h3>",
        "point": "<li>{}</li>",
        "text": "<p>{}</p>",
        "link": '<li><a href="{0}">Preview: {0}</a></li>',
    }
    body, inside = [], False
    for kind, text in pieces(review, lambda words: html_escape(_flat(words))):
        listed = kind in ("point", "link")
        body += ["<ul>"] if listed and not inside else ["</ul>"] if inside and not listed else []
        inside = listed
        body.append(forms[kind].format(html_escape(text) if kind == "link" else text))
    body += ["</ul>"] if inside else []
    lines = "\n".join(body)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="robots"'
        ' content="noindex"><title>What this proposal changes</title></head><body><main>\n<h1>Review of a'
        f" proposal</h1>\n{lines}\n</main></body></html>"
    )


def as_json(review: Review) -> str:
    """All parts of a review as JSON."""
    return json.dumps(
        {
            "documents": rows_of(review.found),
            "beside": [escape_invisible(one) for one in review.beside],
            "fits": review.fits,
            "collisions": [
                {
                    "path": one.path,
                    "title": escape_invisible(one.document),
                    "here": escape_invisible(one.mine),
                    "merged": escape_invisible(one.theirs),
                    "commit": one.commit.id if one.commit else None,
                    "subject": escape_invisible(one.commit.subject) if one.commit else None,
                }
                for one in review.collisions
            ],
            "conflicting": [escape_invisible(path) for path in review.conflicting],
            "errors": [
                {
                    "path": d.position.path,
                    "line": d.position.line,
                    "rule": d.rule,
                    "message": escape_invisible(d.message),
                }
                for d in review.errors
            ],
            "approvers": {path: list(accounts) for path, accounts in review.approvers.items()},
        },
        indent=2,
    )


FORMS: dict[str, Callable[[Review], str]] = {
    "text": as_text,
    "markdown": as_markdown,
    "html": as_html,
    "json": as_json,
}


def _flat(text: str) -> str:
    return " ".join(escape_invisible(text).split())


def _spaced(found: list[tuple[str, str]], forms: dict[str, str]) -> list[str]:
    """Each piece on its own line, with an empty line before a title and after a list."""
    lines: list[str] = []
    for number, (kind, text) in enumerate(found):
        if number and (kind == "title" or (kind == "text" and found[number - 1][0] == "point")):
            lines.append("")
        lines.append(forms[kind].format(text))
    return lines
