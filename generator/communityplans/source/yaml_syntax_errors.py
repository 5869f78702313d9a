"""What people mistype in YAML, found from the text itself, so that every parser gives the same sentence in
the same place.
"""

import re
from dataclasses import dataclass

from .characters import UNWANTED, character_name
from .diagnostic import Diagnostic, Position
from .files import SourceFile, line_and_column

# The place at which a YAML text stopped making sense, as the modules that explain it share it.


# A line that starts a field, perhaps as the first of a point: `name: ...` or `- name: ...`.
FIELD_PATTERN = re.compile(
    r"^(?P<indent> *(?:-"
    r" +)*)(?P<name>[^\s:#'\"\[\]{}&*!|>@`%,-][^:#]*?|\"[^\"]*\"|'[^']*'):(?P<rest>(?:\s.*)?)$"
)
BULLET_PATTERN = re.compile(r"^ *-( |$)")


@dataclass(frozen=True)
class SyntaxErrorLocation:
    """Where the parser stopped (`line` and `column`) and where that part of the file began (`start`), counted
    from 0.

    The two parsers word their errors differently, so only these places are used, and the text around them.
    """

    file: SourceFile
    lines: list[str]
    line: int
    column: int
    start: tuple[int, int] | None

    @property
    def text(self) -> str:
        """The line at which the parser stopped."""
        return self.lines[self.line]

    @property
    def start_line(self) -> int:
        """The line on which the part began that could not be read to its end."""
        return self.start[0] if self.start else self.line

    def say(self, line: int, column: int, rule: str, message: str, fix: str) -> Diagnostic:
        """A diagnostic at a line and column, counted from 0."""
        return Diagnostic(Position(self.file.path, line + 1, column + 1), rule, message, fix)

    def above(self, line: int) -> int | None:
        """The nearest line above that is neither empty nor a remark."""
        return next(
            (
                n
                for n in range(line - 1, -1, -1)
                if self.lines[n].strip() and not self.lines[n].lstrip().startswith("#")
            ),
            None,
        )


def locate_syntax_error(file: SourceFile, error: Exception) -> SyntaxErrorLocation:
    """The place of a parser's error. An error without a place stands at the start of the file."""
    lines = file.content.split("\n")
    context, problem = getattr(error, "context_mark", None), getattr(error, "problem_mark", None)
    mark = problem or context
    start = (context.line, context.column) if context is not None and context.line < len(lines) else None
    if mark is None:
        return SyntaxErrorLocation(file, lines, 0, 0, start)
    line, column = min(mark.line, len(lines) - 1), mark.column
    if not lines[line].strip():
        # The parser noticed only on an empty line, or at the end of the file: the last line with words is
        # meant.
        line, column = max((n for n in range(line + 1) if lines[n].strip()), default=0), 0
    return SyntaxErrorLocation(file, lines, line, column, start)


def indent_of(line: str) -> int:
    """How many spaces a line starts with."""
    return len(line) - len(line.lstrip(" "))


def quoted(text: str) -> str:
    """A text in double quotes, so that YAML takes all of it for text."""
    return '"' + text.strip().replace("\\", "\\\\").replace('"', '\\"') + '"'


def in_quotes(before: str, text: str) -> str:
    """The fix for a text that must be quoted: what stands before it on its line, and the text in quotes."""
    return "Put the whole text in double quotes: " + f"{before.strip()} {quoted(text)}".strip()


# What goes wrong inside one value: quotes, backslashes, brackets, and signs that mean something to YAML.


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
        if (
            value
            and closing is not None
            and line == broken.line
            and not value[3][closing + 1 :].strip().startswith(":")
        ):
            return _words_behind(broken, value, closing)
    return None


def _closing(quote: str, rest: str) -> int | None:
    """Where in the rest of a line its quote is closed."""
    plain = re.sub(r"\\.", "..", rest) if quote == '"' else rest.replace("''", "..")
    found = plain.find(quote)
    return found if found >= 0 else None


def _never_closed(broken: SyntaxErrorLocation, line: int, value: re.Match[str]) -> Diagnostic:
    return broken.say(
        line,
        len(value[1]),
        "quote",
        f"The quote opened on line {line + 1} is never closed.",
        f"Add {value[2]} at the end of the text: {broken.lines[line].strip()}{value[2]}",
    )


def _words_behind(broken: SyntaxErrorLocation, value: re.Match[str], closing: int) -> Diagnostic:
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


def _at(file: SourceFile, line: int, column: int, rule: str, message: str, fix: str) -> Diagnostic:
    return Diagnostic(Position(file.path, line, column), rule, message, fix)


def _conflict(file: SourceFile, marks: list[re.Match[str]]) -> Diagnostic:
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
