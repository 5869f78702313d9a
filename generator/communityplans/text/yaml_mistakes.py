"""What people mistype in YAML, found from the text itself, so that every parser gives the same sentence in the same place."""

import re

from .diagnostic import Diagnostic, Position
from .source import SourceFile

_CONFLICT = re.compile(r"^(<{7}|={7}|>{7}|\|{7})( |$)", re.MULTILINE)
_TAB = re.compile(r"^ *(\t)[ \t]*[^\s#]", re.MULTILINE)
_KEY = re.compile(r"^(?P<indent> *(?:- +)*)(?P<key>[^\s:#'\"\[\]{}][^:#]*?):(?P<rest>(?:\s.*)?)$")
_GLUED = re.compile(r"^\s*(?:- +)*([A-Za-z_][\w-]*):([^\s/].*)$")
_HTML = re.compile(r"\s*<(!doctype|html|head|body|\?xml)\b", re.IGNORECASE)


def before_parsing(file: SourceFile) -> list[Diagnostic]:
    """What makes a file no YAML at all, and is better said than parsed."""
    text = file.content
    if not text.strip():
        return [_at(file, 1, 1, "empty-file", "This file is empty.", "Write the plan, or delete the file.")]
    if _HTML.match(text):
        return [_at(file, 1, 1, "not-a-plan", "This is a web page (HTML), not a plan.",
                    "Copy the words of the page into the fields of a plan.")]
    marks = list(_CONFLICT.finditer(text))
    if any(m.group(1)[0] in "<>" for m in marks):
        return [_conflict(file, marks)]
    tab = _TAB.search(text)
    if tab and not _inside_block(text, tab.start()):
        line = text.count("\n", 0, tab.start()) + 1
        return [_at(file, line, tab.start(1) - tab.start() + 1, "tab",
                    f"Line {line} starts with a tab. Only spaces can be used to move a line to the right.",
                    "Replace the tab with 2 spaces.")]
    return []


def _conflict(file: SourceFile, marks: list) -> Diagnostic:
    first = file.content.count("\n", 0, marks[0].start()) + 1
    last = file.content.count("\n", 0, marks[-1].start()) + 1
    return Diagnostic(
        Position(file.path, first, 1, first, 8), "merge-conflict",
        f"Two people changed the same lines, and nobody has chosen yet (lines {first} to {last}).",
        "Keep the lines that are right. Delete the others, and the lines that start with <<<<<<<, ======= and >>>>>>>.",
    )


def _inside_block(text: str, offset: int) -> bool:
    """Whether a line lies inside a block of text (`|` or `>`), where tabs do no harm."""
    for line in reversed(text[:offset].split("\n")):
        if line.strip() and not line.startswith((" ", "\t")):
            return bool(re.search(r":\s*[|>][+-]?\d?\s*$", line))
    return False


def explain(file: SourceFile, error) -> Diagnostic:
    """The sentence for a syntax error. `error` is PyYAML's, of which only the places are used."""
    lines = file.content.split("\n")
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        return _at(file, 1, 1, "yaml-syntax", "This file cannot be read.", "Compare it with a plan that works.")
    context = getattr(error, "context_mark", None)
    number = min(mark.line, len(lines) - 1)
    if number and not lines[number].strip():
        number = max(n for n in range(number + 1) if lines[n].strip())
    for look in (_unclosed, _special_start, _glued, _bracket, _colon, _indent):
        found = look(file, lines, number, mark, context)
        if found:
            return found
    return _at(file, number + 1, mark.column + 1 if number == mark.line else 1, "yaml-syntax",
               "This line does not fit what stands above it.",
               'Each line is "name: value", moved to the right as far as its neighbours. Put text with special signs in quotes.')


def _at(file, line: int, column: int, rule: str, message: str, fix: str) -> Diagnostic:
    return Diagnostic(Position(file.path, line, column), rule, message, fix)


def _unclosed(file, lines, number, mark, context) -> Diagnostic | None:
    """A quote that is opened and never closed; the parser notices it far below."""
    start = context.line if context is not None and lines[min(context.line, len(lines) - 1)][context.column :][:1] in "'\"" \
        and context.column < len(lines[context.line]) else None
    candidates = [start] if start is not None else range(number, max(-1, number - 40), -1)
    for n in candidates:
        value = re.match(r"""^(\s*(?:- +)*(?:[\w-]+: +)?)(["'])(.*)$""", lines[n])
        if not value:
            continue
        before, quote, rest = value.groups()
        if quote == '"':
            closed = re.search(r'(?<!\\)"', rest)
        else:
            closed = re.search(r"'(?!')", rest.replace("''", "  "))
        column = len(before) + 1
        if not closed:
            return _at(file, n + 1, column, "quote", f"The quote opened on line {n + 1} is never closed.",
                       f"Add {quote} at the end of the text: {lines[n].strip()}{quote}")
        after = rest[closed.end() :].strip()
        if n == number and after and not after.startswith(("#", ",", "]", "}", ":")):
            joined = rest if quote == "'" else rest[: closed.start()] + rest[closed.end() :]
            inner = joined.rstrip().rstrip("\"'").replace('"', '\\"')
            return _at(file, n + 1, len(before) + 1 + closed.end(), "quote",
                       "There is more text behind the closing quote.",
                       f'Put one pair of double quotes round all of it: {before.strip()} "{inner}"')
    return None


def _special_start(file, lines, number, mark, context) -> Diagnostic | None:
    value = re.match(r"^(\s*(?:- +)*(?:[\w-]+: +)?)([@`%*&!|>].*)$", lines[number])
    if not value:
        return None
    before, text = value.groups()
    if text[0] in "|>" and re.match(r"[|>][+-]?\d?$", text):
        return None
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return _at(file, number + 1, len(before) + 1, "special-start", f"Text that starts with {text[0]} must be in quotes.",
               f'Put the whole text in double quotes: {before.strip()} "{quoted}"'.replace(":  ", ": "))


def _glued(file, lines, number, mark, context) -> Diagnostic | None:
    """`summary:Safer streets`: no space behind the colon. The parser complains one line later."""
    for n in range(number, max(-1, number - 3), -1):
        found = _GLUED.match(lines[n])
        if found and not found.group(2).startswith("//"):
            return _at(file, n + 1, found.start(2), "no-space", "There is no space after the colon.",
                       f"Put a space after the colon: {found.group(1)}: {found.group(2)}")
    return None


def _bracket(file, lines, number, mark, context) -> Diagnostic | None:
    """`[tbc` or `{tbc`: a bracket that opens a list in YAML, meant as text, or one that is never closed."""
    n = context.line if context is not None else number
    value = re.match(r"^(\s*(?:- +)*(?:[\w-]+: +)?)([\[{].*)$", lines[min(n, len(lines) - 1)])
    if not value:
        return None
    before, text = value.groups()
    return _at(file, n + 1, len(before) + 1, "special-start", f"Text that starts with {text[0]} must be in quotes.",
               f'Put the whole text in double quotes: {before.strip()} "{text}"')


def _colon(file, lines, number, mark, context) -> Diagnostic | None:
    """`summary: Safer streets: phase 2`: the second colon looks like a second field."""
    line = lines[number]
    if number != mark.line or line[mark.column : mark.column + 1] != ":":
        return None
    first = re.match(r"^\s*(?:- +)*[^\s:'\"][^:]*:(?=\s)", line)
    if not first or first.end() > mark.column:
        return None
    key = first.group().strip()
    value = line[first.end() :].strip().replace("\\", "\\\\").replace('"', '\\"')
    return _at(file, number + 1, mark.column + 1, "colon-in-text", "A colon followed by a space starts a new field.",
               f'Put the whole text in double quotes: {key} "{value}"')


def _indent(file, lines, number, mark, context) -> Diagnostic | None:
    """A line that is moved too far to the right, or not far enough, for what stands above it."""
    line = lines[number]
    depth = len(line) - len(line.lstrip(" "))
    is_item = line.lstrip().startswith("- ")
    above = [n for n in range(number - 1, -1, -1) if lines[n].strip() and not lines[n].lstrip().startswith("#")]
    if not above or not (_KEY.match(line) or is_item):
        return None
    if line.lstrip().startswith("-") and not is_item:
        return None
    alike = [n for n in above if lines[n].lstrip().startswith("- ") == is_item] or above
    depths = [(n, len(lines[n]) - len(lines[n].lstrip(" "))) for n in alike]
    if not is_item and lines[above[0]].lstrip().startswith("- "):
        depths.insert(0, (above[0], len(lines[above[0]]) - len(lines[above[0]].lstrip(" -"))))
    near, other = min(depths[:12], key=lambda d: (abs(d[1] - depth), number - d[0]))
    if other == depth:
        near, other = depths[0]
    if other == depth:
        return None
    what = "the points above it start" if is_item else f"line {near + 1} starts"
    return _at(file, number + 1, depth + 1, "indent",
               f"This line starts with {_spaces(depth)}; {what} with {_spaces(other)}. They must line up.",
               f"Start it with {_spaces(other)}: {' ' * other}{line.strip()}")


def _spaces(number: int) -> str:
    return {0: "no space", 1: "1 space"}.get(number, f"{number} spaces")
