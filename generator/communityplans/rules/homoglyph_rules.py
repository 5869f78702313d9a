"""Letters that are not what they seem."""

from collections.abc import Iterator

from ..source.diagnostic import Severity
from ..source.homoglyphs import find_homoglyphs
from ..source.mojibake import mojibake
from .readability import position_in_text, texts
from .rule_context import CheckContext, Finding


def look_alike(checked: CheckContext) -> Iterator[Finding]:
    """A word has letters of another alphabet that look like ours, letters in fancy dress, or a heap of
    accents.

    Such words can imitate a name or a web address. They cannot be found by searching, and people who listen
    to the page hear something else. Texts that are written in another language are not meant, and are
    welcome.

    Fails:
        summary: Pay at bеdwell.example, where the first e is a letter of Russian.
    Passes:
        summary: Pay at bedwell.example. Croeso, zapraszamy, ласкаво просимо.
    From: Unicode Technical Standard 39, security mechanisms
    """
    for document, path, text, line in texts(
        checked, ("text", "prose", "url", "email"), lambda whole: "\\" in whole or not whole.isascii()
    ):
        for found in find_homoglyphs(text):
            word = text[found.start : found.end]
            yield Finding(
                document,
                path,
                f"“{word[:60]}” is not written with the letters that it seems to have.",
                f"If it is this word, type it anew: {found.plain[:60]}",
                Severity.warning,
                position=position_in_text(document, text, line, found.start, found.end),
            )


def broken_letters(checked: CheckContext) -> Iterator[Finding]:
    """A text was read in the wrong encoding, so that single letters became two or three signs.

    That happens when a table or a paper is opened as “Western” and is UTF-8.

    Fails:
        summary: Residentsâ€™ forum, Â£1,000.
    Passes:
        summary: Residents’ forum, £1,000.
    From: Unicode Standard, section 3.9 (UTF-8)
    """
    for document, path, text, line in texts(
        checked, ("text", "prose"), lambda whole: "\\" in whole or not whole.isascii()
    ):
        for found in mojibake(text):
            yield Finding(
                document,
                path,
                f"“{text[found.start : found.end]}” was read in the wrong encoding.",
                f"Write: {found.meant}",
                position=position_in_text(document, text, line, found.start, found.end),
            )
