"""Pictures, in their files and in texts."""

import re
from collections.abc import Iterator
from posixpath import dirname, relpath

from ..content.documents import Document, is_elsewhere, resolve_relative
from ..content.value_errors import closest_match
from ..model.guide import Guide
from ..source.diagnostic import Position, Severity
from ..source.files import line_and_column
from ..source.markdown import PictureSeen
from ..source.markdown import render_document_markdown as render_guide
from .rule_context import CheckContext, Finding

_IN_TEXT = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")
# What programs put in where a description should stand.
_SAYS_NOTHING = re.compile(
    r"(an? |the )?(image|picture|photo|photograph|graphic|screenshot|diagram|map|logo|alt|alt"
    r" text|description|img[-_ ]?\d*|dsc[-_ ]?\d*)|.*\.(png|jpe?g|webp|gif)",
    re.IGNORECASE,
)


def picture_without_description(checked: CheckContext) -> Iterator[Finding]:
    """A picture has no description, or one that says nothing. People who cannot see it learn nothing of it.

    The description stands between the square brackets. Say what the picture tells, in a sentence; it is read
    out, and shown where the picture cannot be.

    Fails in the text of a guide:
        ![](how-it-works.png)
    Passes: ![The five steps from an idea to an agreed plan](how-it-works.png)
    From: WCAG 2.2, 1.1.1
    """
    for guide, seen, at in seen_in(checked):
        said = seen.description.strip()
        if not said:
            yield Finding(
                guide,
                (),
                "This picture has no description, so people who cannot see it learn nothing of it.",
                "Say between the square brackets what it tells: ![‹what it tells›](name.png)",
                position=at,
            )
        elif _SAYS_NOTHING.fullmatch(said):
            yield Finding(
                guide,
                (),
                f"“{said[:60]}” does not say what the picture tells.",
                "Say it in a sentence: what does somebody learn who sees it?",
                position=at,
            )


def missing_picture(checked: CheckContext) -> Iterator[Finding]:
    """There is no picture of this name.

    A picture stands beside the guide that shows it, and is called by the name of its file.

    Fails in the text of a guide:
        ![The five steps from an idea to an agreed plan](not-there.png)
    Passes: the name of a picture that lies beside the guide.
    From: this template
    """
    for guide, seen, at in seen_in(checked):
        path = resolve_relative(guide.source.path, seen.name)
        if is_elsewhere(seen.name) or path in checked.content.assets or path in checked.files:
            continue
        meant = closest_match(path, list(checked.content.assets)) if path else None
        yield Finding(
            guide,
            (),
            (
                f"There is no picture {seen.name[:80]} here."
                if seen.name
                else "The name of the picture is missing."
            ),
            (
                f"Did you mean {relpath(meant, dirname(guide.source.path))}?"
                if meant
                else "Put the file beside the guide, as .png, .jpg or .webp, and write its name."
            ),
            position=at,
        )


def picture_elsewhere(checked: CheckContext) -> Iterator[Finding]:
    """A picture is to come from another website, or from the root of this one. It is not shown.

    The other website would learn who reads the page, and could show something else tomorrow.

    Fails in the text of a guide:
        ![The five steps from an idea to an agreed plan](https://www.example.org/steps.png)
    Passes: the name of a picture that lies beside the guide.
    From: UK GDPR, article 5 (data minimisation)
    """
    for guide, seen, at in seen_in(checked):
        if is_elsewhere(seen.name):
            # Its description is shown in its place, which is safe: it stops nothing.
            yield Finding(
                guide,
                (),
                "This picture would come from another place, so it is not shown; its description is.",
                "Put the file beside the guide, if you may use it, and write its name.",
                Severity.warning,
                position=at,
            )


def picture_in_plan(checked: CheckContext) -> Iterator[Finding]:
    """A plan asks for a picture. Pictures are shown in guides only.

    A plan is read on small screens, read aloud, printed and taken over by other programs. What it promises
    stands in words.

    Fails:
        summary: A new crossing. ![Where it will be](map.png)
    Passes:
        summary: A new crossing, beside the school.
    From: GOV.UK, publishing accessible documents
    """
    for document in checked.content.documents:
        if "![" not in document.source.content:
            continue
        for path, _, value in checked.of(document).leaves("text", "prose"):
            if _IN_TEXT.search(value):
                yield Finding(
                    document,
                    path,
                    "Pictures are not shown here, only in guides.",
                    "Say in words what the picture tells, or give the address of a page that shows it.",
                    Severity.warning,
                )


def seen_in(checked: CheckContext) -> Iterator[tuple[Document[Guide], PictureSeen, Position]]:
    """Every picture that a guide asks for, with its place in the file."""
    for guide in checked.content.guides:
        if "![" not in guide.body:
            continue
        after = 0
        for seen in render_guide(guide.body).pictures:
            found = guide.body.find("![", after)
            start = found if found >= 0 else guide.body.find("![")
            name = guide.body.find(seen.name, start) if seen.name else -1
            yield guide, seen, _position(guide, max(name, start), len(seen.name) if name >= 0 else 2)
            after = max(name, start) + 1


def _position(guide: Document[Guide], at: int, length: int) -> Position:
    line, column = line_and_column(guide.body, at)
    number = guide.body_line + line - 1
    return Position(guide.source.path, number, column, number, column + length)
