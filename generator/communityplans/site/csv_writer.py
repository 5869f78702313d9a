"""Tables as CSV files (RFC 4180), made by the csv module of the standard library.

They begin with the mark that says UTF-8 (a BOM): without it Excel reads £ and é as something else, and other
readers pass over it (Python's `utf-8-sig`, pandas, R's readr, LibreOffice). A text that a spreadsheet would
run as a formula gets an apostrophe before it, which spreadsheets take as "this is text". Amounts and days are
written by us and stay as they are.
"""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from ..schema.table_columns import Column

BOM = "\ufeff"
_RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def sheet(columns: Sequence[Column], rows: Iterable[Sequence[object]]) -> bytes:
    """A table with its head, in the same bytes each time."""
    return joined(columns, lines(rows))


def joined(columns: Sequence[Column], written: Iterable[str]) -> bytes:
    """A table from lines that are written already."""
    head = ",".join(column.name for column in columns)
    return (BOM + "\r\n".join((head, *written, ""))).encode()


def lines(rows: Iterable[Sequence[object]]) -> list[str]:
    """Each row as a line of a table, without its end. No cell runs over its line."""
    made: list[str] = []
    writer = csv.writer(_Lines(made), lineterminator="")
    writer.writerows([_cell(value) for value in row] for row in rows)
    return made


class _Lines:
    """What the writer of the csv module writes to: it writes a line at a time."""

    def __init__(self, made: list[str]):
        self.write = made.append


def _cell(value: object) -> str:
    if type(value) is str:
        return _text(value) if value else ""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, date):
        return value.isoformat()
    return _text(str(value))


# The same few words stand in thousands of rows.
@lru_cache(maxsize=32_768)
def _text(text: str) -> str:
    if not text.isprintable():
        text = " ".join(text.splitlines())
    return f"'{text}" if text.lstrip(" ").startswith(_RUN) else text
