"""A problem is a value with a place: what every check returns, and the only way the product says that content
is wrong.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum


class Severity(IntEnum):
    """How much a problem matters. Only an error stops a build."""

    error = 0
    warning = 1
    note = 2


# The rule that finds what nobody has decided yet: counted by `plans check`, listed only on request.
UNDECIDED = "undecided"


@dataclass(frozen=True, order=True)
class Position:
    """A stretch of a file. Lines and columns count from 1, in characters, after any byte order mark.

    `path` is relative to the root of the content, with `/`. Without an end, the place is the single
    character.
    """

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 0
    end_column: int = 0

    @property
    def end(self) -> tuple[int, int]:
        """Line and column just behind the last character of the place."""
        if self.end_line:
            return self.end_line, self.end_column
        return self.line, self.column + 1


@dataclass(frozen=True)
class Diagnostic:
    """One problem: a place, a rule word, one sentence a councillor can act on, and a fix that can be pasted
    ("" if none). `quotable` says whether the line may be shown: not where its words were taken down.
    """

    position: Position
    rule: str
    message: str
    fix: str = ""
    severity: Severity = Severity.error
    quotable: bool = True


def in_order(diagnostics: list[Diagnostic], causes: Iterable[Diagnostic] = ()) -> list[Diagnostic]:
    """The diagnostics by file, then by place, each said once; errors among `causes`, from which others may
    follow, go first.
    """
    first = {one for one in causes if one.severity is Severity.error}
    # Plain values: to compare positions as such takes ten times as long.
    return sorted(
        set(diagnostics),
        key=lambda d: (
            d not in first,
            d.position.path,
            d.position.line,
            d.position.column,
            d.position.end_line,
            d.position.end_column,
            d.severity,
            d.rule,
            d.message,
        ),
    )


def without_undecided(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics without what is only not decided yet."""
    return [one for one in diagnostics if one.rule != UNDECIDED]


def has_errors(diagnostics: list[Diagnostic], *, strict: bool = False) -> bool:
    """Whether anything here stops a build: an error, or with `strict` a warning too."""
    worst = Severity.warning if strict else Severity.error
    return any(d.severity <= worst for d in diagnostics)
