"""What people mistype in YAML, found from the text itself, so that every parser gives the same sentence in
the same place.
"""

import re

from .diagnostic import Diagnostic, Position
from .files import SourceFile
from .syntax_error_location import (
    BULLET_PATTERN,
    FIELD_PATTERN,
    SyntaxErrorLocation,
    in_quotes,
    indent_of,
    locate_syntax_error,
)
from .yaml_scalar_errors import backslash, bracket, colon_in_text, special_start, unclosed_quote

BULLETS = "•·▪●◦‣–"
_CONFLICT = re.compile(r"^(<{7}|={7}|>{7}|\|{7})( |$)", re.MULTILINE)
_TAB = re.compile(r"^ *(\t)[ \t]*[^\s#]", re.MULTILINE)
_GLUED = re.compile(r"^\s*(?:- +)*([A-Za-z_][\w-]*):([^\s/].*)$")
_GLUED_DASH = re.compile(r"^\s*-([^\s-].*)$")
_HTML = re.compile(r"\s*<(!doctype|html|head|body|\?xml)\b", re.IGNORECASE)
_ROW = re.compile(r"^\s*\|.*\||^[^:]*\S\t+\S")


def before_parsing(file: SourceFile) -> list[Diagnostic]:
    """What makes a file no YAML at all, and is better said than parsed."""
    text = file.content
    if not text.strip():
        return [_at(file, 1, 1, "empty-file", "This file is empty.", "Write the plan, or delete the file.")]
    if _HTML.match(text):
        return [
            _at(
                file,
                1,
                1,
                "not-a-plan",
                "This is a web page (HTML), not a plan.",
                "Copy the words of the page into the fields of a plan.",
            )
        ]
    marks = list(_CONFLICT.finditer(text)) if "<<<<<<<" in text or ">>>>>>>" in text else []
    if any(m.group(1)[0] in "<>" for m in marks):
        return [_conflict(file, marks)]
    tab = _TAB.search(text) if "\t" in text else None
    if tab and not _inside_block(text, tab.start()):
        line = text.count("\n", 0, tab.start()) + 1
        return [_tab(file, line, tab.start(1) - tab.start() + 1)]
    percent = re.match(r"(?:[^\S\n]*+(?:#[^\n]*+)?\n)*+(%(?!YAML ).*)", text)
    if percent:
        return [
            _at(
                file,
                text.count("\n", 0, percent.start(1)) + 1,
                1,
                "special-start",
                "Text that starts with % must be in quotes.",
                in_quotes("", percent[1]),
            )
        ]
    return []


def explain_syntax_error(file: SourceFile, error: Exception) -> Diagnostic:
    """The sentence for a syntax error. `error` is the parser's, of which only the places are used."""
    broken = locate_syntax_error(file, error)
    for look in (
        _tab_in_text,
        backslash,
        unclosed_quote,
        _table,
        _star,
        special_start,
        _glued,
        bracket,
        colon_in_text,
        _no_colon,
        _indent,
    ):
        found = look(broken)
        if found:
            return found
    return broken.say(
        broken.line,
        indent_of(broken.text),
        "yaml-syntax",
        "This line does not fit what stands above it.",
        'Each line is "name: value", moved to the right as far as its neighbours. Put text with special signs'
        " in quotes.",
    )


def bullet(position: Position, text: str) -> Diagnostic:
    """A bullet from a word processor. The fix shows the first point."""
    first = re.split(f"[{BULLETS}]", text.strip(BULLETS + "* \t\n"))[0].split("\n")[0].strip()
    return Diagnostic(
        position,
        "bullet",
        "Bullets pasted from a word processor do not work here.",
        f"Start each point with a dash and a space: - {first[:80]}",
    )


def _at(file, line: int, column: int, rule: str, message: str, fix: str) -> Diagnostic:
    return Diagnostic(Position(file.path, line, column), rule, message, fix)


def _conflict(file: SourceFile, marks: list) -> Diagnostic:
    first = file.content.count("\n", 0, marks[0].start()) + 1
    last = file.content.count("\n", 0, marks[-1].start()) + 1
    return Diagnostic(
        Position(file.path, first, 1, first, 8),
        "merge-conflict",
        f"Two people changed the same lines, and nobody has chosen yet (lines {first} to {last}).",
        "Keep the lines that are right. Delete the others, and the lines that start with <<<<<<<, ======= and"
        " >>>>>>>.",
    )


def _tab(file: SourceFile, line: int, column: int) -> Diagnostic:
    return _at(
        file,
        line,
        column,
        "tab",
        f"Line {line} starts with a tab. Only spaces can be used to move a line to the right.",
        "Replace the tab with 2 spaces.",
    )


def _inside_block(text: str, offset: int) -> bool:
    """Whether a line lies inside a block of text (`|` or `>`), where tabs do no harm."""
    for line in reversed(text[:offset].split("\n")):
        if line.strip() and not line.startswith((" ", "\t")):
            return bool(re.search(r":\s*[|>][+-]?\d?\s*$", line))
    return False


def _tab_in_text(broken: SyntaxErrorLocation) -> Diagnostic | None:
    """A tab that ends a block of text, because it is not as far to the right as the text."""
    tab = _TAB.match(broken.text)
    return _tab(broken.file, broken.line + 1, tab.start(1) + 1) if tab else None


def _table(broken: SyntaxErrorLocation) -> Diagnostic | None:
    """Rows pasted from a table: cells between bars, or between tabs."""
    rows = [n for n in (broken.start_line, broken.line) if _ROW.match(broken.lines[n])]
    if not rows:
        return None
    first = min(rows)
    while first and _ROW.match(broken.lines[first - 1]):
        first -= 1
    return broken.say(
        first,
        indent_of(broken.lines[first]),
        "table",
        "This looks like a table from a word processor or a spreadsheet, which cannot stand here.",
        "Write each row as a point with its own fields, or say it in sentences.",
    )


def _star(broken: SyntaxErrorLocation) -> Diagnostic | None:
    """`* first point`: a star where a list needs a dash."""
    if not re.match(r"^ *\* +\S", broken.text):
        return None
    return bullet(Position(broken.file.path, broken.line + 1, indent_of(broken.text) + 1), broken.text)


def _glued(broken: SyntaxErrorLocation) -> Diagnostic | None:
    """`summary:Safer streets` or `-id: crossing`: no space. The parser complains a line or two later."""
    for n in range(broken.line, max(-1, broken.line - 3), -1):
        found = _GLUED.match(broken.lines[n])
        if found and not found.group(2).startswith("//"):
            return broken.say(
                n,
                found.start(2) - 1,
                "no-space",
                "There is no space after the colon.",
                f"Put a space after the colon: {found.group(1)}: {found.group(2)}",
            )
        dash = _GLUED_DASH.match(broken.lines[n])
        if dash:
            return broken.say(
                n,
                dash.start(1) - 1,
                "no-space",
                "There is no space after the dash.",
                f"Put a space after the dash: - {dash.group(1)}",
            )
    return None


def _no_colon(broken: SyntaxErrorLocation) -> Diagnostic | None:
    """A line of words between fields: it continues nothing, and names no field."""
    line = broken.start_line if broken.start else broken.above(broken.line)
    if (
        line is None
        or line >= broken.line
        or FIELD_PATTERN.match(broken.lines[line])
        or BULLET_PATTERN.match(broken.lines[line])
    ):
        return None
    depth, words, above = indent_of(broken.lines[line]), broken.lines[line].strip(), broken.above(line)
    if not broken.start and depth != indent_of(broken.text):
        return None
    if above is None:
        fix = f"Put the name of a field and a colon before it: name: {words[:100]}"
    elif BULLET_PATTERN.match(broken.lines[above]) and indent_of(broken.lines[above]) == depth:
        fix = f"Start each point with a dash and a space: - {words}"
    elif " " not in words:
        fix = f"Put a colon, a space and the value behind it: {words}: ‹the value›"
    else:
        fix = (
            "If it belongs to the text above, start it with more spaces than that line:"
            f" {' ' * (depth + 2)}{words[:100]}"
        )
    return broken.say(
        line,
        depth,
        "no-colon",
        "This line is neither a field (name: value) nor a point of a list (- text).",
        fix,
    )


def _indent(broken: SyntaxErrorLocation) -> Diagnostic | None:
    """A line that is moved too far to the right, or not far enough, for what stands above it."""
    line, lines = broken.text, broken.lines
    depth, is_point = indent_of(line), bool(BULLET_PATTERN.match(line))
    above = [
        n
        for n in range(broken.line - 1, -1, -1)
        if lines[n].strip() and not lines[n].lstrip().startswith("#")
    ]
    if not above:
        return None
    alike = [n for n in above if bool(BULLET_PATTERN.match(lines[n])) == is_point] or above
    depths = [(n, indent_of(lines[n])) for n in alike]
    if not is_point and BULLET_PATTERN.match(lines[above[0]]):
        depths.insert(0, (above[0], len(lines[above[0]]) - len(lines[above[0]].lstrip(" -"))))
    if not is_point and not FIELD_PATTERN.match(
        line
    ):  # The rest of a text: as far to the right as the line above it.
        depths = depths[:1]
    near, other = min(depths[:12], key=lambda d: (abs(d[1] - depth), broken.line - d[0]))
    if other == depth:
        near, other = depths[0]
    if other == depth:
        return None
    what = "the points above it start" if is_point else f"line {near + 1} starts"
    return broken.say(
        broken.line,
        depth,
        "indent",
        f"This line starts with {_spaces(depth)}; {what} with {_spaces(other)}. They must line up.",
        f"Start it with {_spaces(other)}: {' ' * other}{line.strip()}",
    )


def _spaces(number: int) -> str:
    return {0: "no space", 1: "1 space"}.get(number, f"{number} spaces")
