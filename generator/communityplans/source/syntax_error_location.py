"""The place at which a YAML text stopped making sense, as the modules that explain it share it."""

import re
from dataclasses import dataclass

from .diagnostic import Diagnostic, Position
from .files import SourceFile

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
