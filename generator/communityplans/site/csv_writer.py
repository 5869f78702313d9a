"""Tables as CSV files (RFC 4180), written by the csv module of the standard library.

They begin with a byte order mark: without it Excel does not read UTF-8, and other readers skip it (Python's
`utf-8-sig`, pandas, R's readr, LibreOffice). A text that a spreadsheet would run as a formula gets an
apostrophe before it, so that it is read as text. Amounts and days are formatted here and need none.
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
    """The bytes of a table with its header; the same rows give the same bytes."""
    return joined(columns, lines(rows))


def joined(columns: Sequence[Column], written: Iterable[str]) -> bytes:
    """The bytes of a table from lines that are formatted already."""
    head = ",".join(column.name for column in columns)
    return (BOM + "\r\n".join((head, *written, ""))).encode()


def lines(rows: Iterable[Sequence[object]]) -> list[str]:
    """Each row as a line of CSV without its line end. No cell contains a line break."""
    made: list[str] = []
    writer = csv.writer(_Lines(made), lineterminator="")
    writer.writerows([_cell(value) for value in row] for row in rows)
    return made


class _Lines:
    """Collects the lines of a csv.writer."""

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


# Cached, because the same few words are in thousands of rows.
@lru_cache(maxsize=32_768)
def _text(text: str) -> str:
    if not text.isprintable():
        text = " ".join(text.splitlines())
    return f"'{text}" if text.lstrip(" ").startswith(_RUN) else text
