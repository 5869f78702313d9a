"""A table in a CSV file, cell by cell, each with its place: commas between cells, double quotes round a cell
that has a comma.

The reader of the standard library does not say in which column a cell stands, and forgives quotes that are
not closed; so this one is ours. A test shows that both read the same wherever this one accepts a line. A cell
never runs over a line.
"""

import re
from dataclasses import dataclass

from .diagnostic import Diagnostic, Position
from .files import SourceFile

_CELL = re.compile(r'"((?:[^"]|"")*)"(?=,|\Z)|([^,"]*)(?=,|\Z)')
# What a spreadsheet runs as a formula when somebody opens the file there.
_FORMULA = re.compile(r"[=+@\t-]")


@dataclass(frozen=True)
class Cell:
    """The text of a cell without its quotes, and where it stands."""

    text: str
    at: Position


@dataclass(frozen=True)
class CsvRow:
    """The cells of a line."""

    line: int
    cells: tuple[Cell, ...]


def read_table(file: SourceFile) -> tuple[list[CsvRow], list[Diagnostic]]:
    """Every line that is not blank as a row of cells, and what is wrong with the others."""
    rows: list[CsvRow] = []
    found: list[Diagnostic] = []
    for number, line in enumerate(file.content.split("\n"), 1):
        if not line.strip():
            continue
        cells = []
        start = 0
        while start <= len(line):
            match = _CELL.match(line, start)
            if not match:
                found.append(
                    Diagnostic(
                        Position(file.path, number, start + 1),
                        "cell-quotes",
                        "The double quotes of this cell do not match.",
                        'A cell with a comma stands in double quotes: "Hall, The". A double quote inside such'
                        " a cell is written twice.",
                    )
                )
                break
            whole = match[1].replace('""', '"') if match[1] is not None else match[2]
            text = whole.strip()
            at = (
                Position(file.path, number, start + 1, number, match.end() + 1)
                if match.end() > start
                else Position(file.path, number, start + 1)
            )
            cells.append(Cell(text, at))
            formula = _FORMULA.match(whole.lstrip(" "))
            if formula:
                sign = "a tab" if formula[0] == "\t" else formula[0]
                found.append(
                    Diagnostic(
                        at,
                        "formula",
                        f"A spreadsheet would run this cell as a formula, because it begins with {sign}.",
                        f"Take away {sign}.",
                    )
                )
            start = match.end() + 1
        else:
            rows.append(CsvRow(number, tuple(cells)))
    return rows, found
