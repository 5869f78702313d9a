"""What goes wrong inside one value: quotes, backslashes, brackets, and signs that mean something to YAML."""

import re

from .characters import UNWANTED, character_name
from .diagnostic import Diagnostic, Position
from .files import SourceFile, line_and_column
from .syntax_error_location import SyntaxErrorLocation, in_quotes, quoted

# What stands before a value on its line: spaces, dashes of points, a name.
_BEFORE = r"^(\s*(?:- +)*(?:[\w-]+ *: +)?)"
_QUOTE = re.compile(_BEFORE + r"""(["'])(.*)$""")
_SPECIAL = re.compile(_BEFORE + r"([@`%*&!|>,?\]}].*)$")
_BRACKET = re.compile(_BEFORE + r"([\[{].*)$")
_ESCAPE = re.compile(
    r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0abtnvfre \"/\\N_LP\n\t])|)"
)
_HIDDEN = {
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "v": "\v",
    "f": "\f",
    "r": "\r",
    "e": "\x1b",
    "N": "\x85",
    "L": "\u2028",
    "P": "\u2029",
}


def unclosed_quote(broken: SyntaxErrorLocation) -> Diagnostic | None:
    """A quote that is opened and never closed, which the parser notices far below; or words behind a closing
    quote.
    """
    value = _QUOTE.match(broken.lines[broken.start_line])
    if value and broken.start and broken.start[1] == len(value[1]) and _closing(value[2], value[3]) is None:
        return _never_closed(broken, broken.start_line, value)
    before = broken.text[: broken.column].rstrip()
    if not before.endswith(('"', "'")):
        return None
    for line in range(broken.line, max(-1, broken.line - 40), -1):
        value = _QUOTE.match(broken.lines[line])
        closing = _closing(value[2], value[3]) if value else None
        if value and closing is None:
            return _never_closed(broken, line, value)
        if value and line == broken.line and not value[3][closing + 1 :].strip().startswith(":"):
            return _words_behind(broken, value, closing)
    return None


def _closing(quote: str, rest: str) -> int | None:
    """Where in the rest of a line its quote is closed."""
    plain = re.sub(r"\\.", "..", rest) if quote == '"' else rest.replace("''", "..")
    found = plain.find(quote)
    return found if found >= 0 else None


def _never_closed(broken: SyntaxErrorLocation, line: int, value: re.Match) -> Diagnostic:
    return broken.say(
        line,
        len(value[1]),
        "quote",
        f"The quote opened on line {line + 1} is never closed.",
        f"Add {value[2]} at the end of the text: {broken.lines[line].strip()}{value[2]}",
    )


def _words_behind(broken: SyntaxErrorLocation, value: re.Match, closing: int) -> Diagnostic:
    before, quote, rest = value.groups()
    if quote == "'":  # An apostrophe ended the text: Cutty's Lane.
        inner = rest.rstrip().removesuffix("'")
    else:
        inner = rest[:closing] + rest[closing + 1 :].replace('"', "'")
    return broken.say(
        broken.line,
        len(before) + 1 + closing,
        "quote",
        "There is more text behind the closing quote.",
        f"Put one pair of double quotes round all of it: {before.strip()} {quoted(inner)}",
    )


def special_start(broken: SyntaxErrorLocation) -> Diagnostic | None:
    """A text that starts with a sign which means something to YAML."""
    value = _SPECIAL.match(broken.text) or re.match(
        _BEFORE.replace(")?)", "))") + r"(-(?: .*)?)$", broken.text
    )
    if not value:
        return None
    before, text = value.groups()
    if re.match(r"[|>][+-]?\d?[+-]?$", text):
        return None
    return broken.say(
        broken.line,
        len(before),
        "special-start",
        f"Text that starts with {text[0]} must be in quotes.",
        in_quotes(before, text),
    )


def bracket(broken: SyntaxErrorLocation) -> Diagnostic | None:
    """A bracket that opens a list or a group for YAML: never closed, closed too often, or meant as text."""
    for line in (broken.start_line, broken.line):
        value = _BRACKET.match(broken.lines[line])
        if value:
            break
    else:
        return None
    before, text = value[1], value[2].rstrip()
    closing = "]" if text[0] == "[" else "}"
    if text.count(text[0]) > text.count(closing):
        return broken.say(
            line,
            len(before),
            "bracket",
            f"The bracket {text[0]} opened on line {line + 1} is never closed.",
            f"Add {closing} at the end: {before.strip()} {text}{closing}".replace(":  ", ": ")
            + f"\nOr, if it is text: {before.strip()} {quoted(text)}",
        )
    if text.count(text[0]) < text.count(closing):
        return broken.say(
            line,
            len(before) + len(text) - 1,
            "bracket",
            f"There is one closing bracket {closing} too many.",
            f"Leave it out: {before.strip()} {text[:-1]}",
        )
    if text.endswith(closing) and text.count(closing) == 1:
        return broken.say(
            line,
            len(before),
            "bracket",
            "What stands in these brackets cannot be read.",
            f"Write one comma between two values, as in [first, second]. Or, if it is text: {before.strip()}"
            f" {quoted(text)}",
        )
    return broken.say(
        line,
        len(before),
        "special-start",
        f"Text that starts with {text[0]} must be in quotes.",
        in_quotes(before, text),
    )


def colon_in_text(broken: SyntaxErrorLocation) -> Diagnostic | None:
    """`summary: Safer streets: phase 2`: the second colon looks like a second field."""
    line = broken.text
    second = re.compile(r"\s*:").match(line, broken.column)
    first = re.match(r"^\s*+(?:- ++)*+[^\s:'\"][^:]*+:(?=\s)", line)
    if not first or not second or first.end() > broken.column:
        return None
    return broken.say(
        broken.line,
        second.end() - 1,
        "colon-in-text",
        "A colon followed by a space starts a new field.",
        in_quotes(first.group(), line[first.end() :]),
    )


def backslash(broken: SyntaxErrorLocation) -> Diagnostic | None:
    r"""`"C:\Temp"`: a backslash that the parser could not read, in a text in double quotes."""
    found = bad_escape(broken.file, sum(len(line) + 1 for line in broken.lines[: broken.start_line]))
    if found is None or found.rule != "backslash" or found.position.line > broken.line + 1:
        return None
    return found if '"' in "".join(broken.lines[broken.start_line : found.position.line]) else None


def bad_escape(file: SourceFile, offset: int) -> Diagnostic | None:
    """The first escape behind a place that stands for no character at all, or else for one that nobody can
    see.
    """
    hidden = None
    for escape in _ESCAPE.finditer(file.content, offset):
        code = escape[1] or escape[2] or escape[3]
        number = int(code, 16) if code else ord(_HIDDEN.get(escape[4] or "", " "))
        position = Position(file.path, *line_and_column(file.content, escape.start()))
        if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF or (not code and escape[4] is None):
            line = file.content.split("\n")[position.line - 1].strip()
            return Diagnostic(
                position,
                "backslash",
                "A backslash (\\) in double quotes forms one sign with what follows it, and there is no such"
                " sign.",
                "Write two backslashes: " + line.replace("\\", "\\\\"),
            )
        if hidden is None and UNWANTED.match(chr(number)):
            hidden = Diagnostic(
                position,
                "invisible-character",
                f"There is {character_name(chr(number))} here, which readers cannot see.",
                "Delete it, with its backslash.",
            )
    return hidden
