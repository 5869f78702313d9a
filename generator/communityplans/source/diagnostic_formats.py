"""Diagnostics in the forms that people and machines read: text with an excerpt, JSON, GitHub annotations,
GitLab Code Quality.

Content can never speak to the terminal or to the CI runner: control characters are shown as `<U+....>`, and
no line of an excerpt starts with what a runner would take for a command (threat T12).
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable

from .characters import escape_invisible
from .diagnostic import Diagnostic, Severity, without_undecided
from .files import SourceFile

LIMIT_PER_FILE = 50
WIDTH = 120
_LINE_NUMBERS = re.compile(r"\blines? \d+(?: (?:and|to) \d+)?")


def as_text(diagnostics: list[Diagnostic], files: dict[str, SourceFile]) -> str:
    """One line for each problem, then the line of the file with a caret below it, then the fix."""
    blocks = []
    count: dict[str, int] = {}
    for found in diagnostics:
        path = found.position.path
        count[path] = count.get(path, 0) + 1
        if count[path] <= LIMIT_PER_FILE:
            blocks.append(_block(found, files.get(path)))
    blocks += [
        f"{_one_line(path)}: and {number - LIMIT_PER_FILE} more."
        for path, number in count.items()
        if number > LIMIT_PER_FILE
    ]
    return "\n\n".join(blocks)


def as_json(diagnostics: list[Diagnostic], files: dict[str, SourceFile]) -> str:
    """A list of objects with path, line, column, end_line, end_column, severity, rule, message and fix."""
    rows = []
    for found in diagnostics:
        at = found.position
        end_line, end_column = at.end
        rows.append(
            {
                "path": at.path,
                "line": at.line,
                "column": at.column,
                "end_line": end_line,
                "end_column": end_column,
                "severity": found.severity.name,
                "rule": found.rule,
                "message": escape_invisible(found.message),
                "fix": escape_invisible(found.fix),
            }
        )
    return json.dumps(rows, indent=2, ensure_ascii=True)


def as_github(diagnostics: list[Diagnostic], files: dict[str, SourceFile]) -> str:
    """Workflow commands that GitHub shows as annotations beside the line."""
    kinds = {Severity.error: "error", Severity.warning: "warning", Severity.note: "notice"}
    lines = []
    for found in diagnostics:
        at = found.position
        end_line, end_column = at.end
        place = f"file={_property(at.path)},line={at.line},endLine={end_line},col={at.column},endColumn={end_column}"
        text = found.message + (f"\nFix: {found.fix}" if found.fix else "")
        lines.append(f"::{kinds[found.severity]} {place},title={_property(found.rule)}::{_message(text)}")
    return "\n".join(lines)


def as_gitlab(diagnostics: list[Diagnostic], files: dict[str, SourceFile]) -> str:
    """A Code Quality report, which GitLab shows beside the lines of a merge request.

    GitLab tells new problems from old ones by their fingerprints. So these do not change when lines are added
    above, and two problems that read alike have two.
    """
    severities = {Severity.error: "major", Severity.warning: "minor", Severity.note: "info"}
    seen: Counter[tuple[str, str, str]] = Counter()
    rows = []
    for found in diagnostics:
        at = found.position
        end_line, end_column = at.end
        same = (at.path, found.rule, _LINE_NUMBERS.sub("", found.message))
        seen[same] += 1
        text = found.message + (f" {found.fix}" if found.fix else "")
        rows.append(
            {
                "check_name": found.rule,
                "description": escape_invisible(" ".join(text.split())),
                "severity": severities[found.severity],
                "fingerprint": (
                    hashlib.sha256(
                        "\0".join((*same, str(seen[same]))).encode("utf-8", "surrogatepass")
                    ).hexdigest()
                ),
                "location": {
                    "path": at.path,
                    "positions": {
                        "begin": {"line": at.line, "column": at.column},
                        "end": {"line": end_line, "column": end_column},
                    },
                },
            }
        )
    return json.dumps(rows, indent=2, ensure_ascii=True)


FORMATS: dict[str, Callable[[list[Diagnostic], dict[str, SourceFile]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "gitlab": as_gitlab,
}


def summary(diagnostics: list[Diagnostic]) -> str:
    """How many of each severity: "2 errors, 1 warning", or "No problems"."""
    names = {Severity.error: "error", Severity.warning: "warning", Severity.note: "note"}
    counts = [(sum(d.severity == s for d in diagnostics), name) for s, name in names.items()]
    return ", ".join(plural(n, name) for n, name in counts if n) or "No problems"


def undecided_summary(diagnostics: list[Diagnostic]) -> str:
    """How many: "8 things are not decided yet: plans check --gaps lists them"; "" if there are none."""
    number = len(diagnostics) - len(without_undecided(diagnostics))
    verb, them = ("is", "it") if number == 1 else ("are", "them")
    return (
        f"{plural(number, 'thing')} {verb} not decided yet: plans check --gaps lists {them}" if number else ""
    )


def plural(number: int, name: str) -> str:
    """A number and what is counted: "1 plan", "6 plans"."""
    return f"{number} {name}{'' if number == 1 else 's'}"


def _block(found: Diagnostic, file: SourceFile | None) -> str:
    at = found.position
    head = (
        f"{_one_line(at.path)}:{at.line}:{at.column}: {found.severity.name}: {_one_line(found.message)}"
        f" [{found.rule}]"
    )
    parts = [head]
    if file and found.quotable:
        parts += _excerpt(found, file)
    if found.fix:
        parts.append(
            "  Fix: "
            + "\n       ".join(_no_command(line) for line in escape_invisible(found.fix).split("\n"))
        )
    return "\n".join(parts)


def _one_line(text: str) -> str:
    return escape_invisible(text).replace("\n", "<U+000A>")


def _no_command(line: str) -> str:
    """A line that a runner would not obey. It ignores spaces before `::`, so these are not enough."""
    return f"| {line}" if line.lstrip().startswith(("::", "##[")) else line


def _excerpt(found: Diagnostic, file: SourceFile) -> list[str]:
    """The line with the problem, cut to the width of a terminal, and a caret or a row of them below."""
    at = found.position
    lines = file.content.split("\n")
    if at.line > len(lines):
        return []
    line = lines[at.line - 1]
    start = at.column - 1
    skip = max(0, start - WIDTH // 2) if len(line) > WIDTH else 0
    end = at.end[1] - 1 if at.end_line == at.line else start + 1
    shown, before, under = (
        escape_invisible(line[skip : skip + WIDTH]),
        escape_invisible(line[skip:start]),
        escape_invisible(line[start:end]),
    )
    shown, before, under = (t.replace("\t", "    ") for t in (shown, before, under))
    number = f"{at.line:>5}"
    return [
        f"{number} | {shown}",
        f"{' ' * len(number)} | {' ' * len(before)}{'^' * max(1, min(len(under), WIDTH - len(before)))}",
    ]


def _message(text: str) -> str:
    return escape_invisible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
