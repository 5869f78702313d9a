"""Renders a review as plain text for a terminal, Markdown for a comment in a forge, HTML, or JSON."""

import json
from collections.abc import Callable
from html import escape as html_escape

from ..source.characters import escape_invisible
from .content_diff import escaped, rows_of
from .review import Review, pieces


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
