"""The list of streets: the rows of `plans/council-streets.csv` become one typed document, or diagnostics in
their line and column.
"""

from dataclasses import dataclass, field

from pydantic import ValidationError

from ..model.fields import fields
from ..model.streets import NOT_STATED, Street, StreetList
from ..source.csv_reader import Cell, CsvRow, read_table
from ..source.diagnostic import Diagnostic, Position
from ..source.files import SourceFile
from .documents import Document

COLUMNS = tuple(spec.key for spec in fields(Street))
# A table may do without the last columns, from the first that no row needs.
NEEDED = COLUMNS.index("area") + 1


@dataclass(frozen=True)
class StreetTable(Document[StreetList]):
    """A document that is a table: each value of a row stands in a cell."""

    places: dict[tuple[int, str], Position] = field(default_factory=dict, compare=False)

    def at(self, path: tuple, *, of_key: bool = False) -> Position:
        """Where the cell of `("streets", number, column)` stands; without a column, the row's first cell."""
        number = path[1] if len(path) > 1 else 0
        column = path[2] if len(path) > 2 else COLUMNS[0]
        return self.places.get((number, column)) or Position(self.source.path)


def read_streets(file: SourceFile, diagnostics: list[Diagnostic]) -> StreetTable | None:
    """The streets of a file; None where anything in it is wrong, which is added to `diagnostics`."""
    head = file.content.lstrip().partition("\n")[0]
    if head.count(";") >= NEEDED - 1 and "," not in head:
        # One mistake: without it, every line below would be wrong, too.
        line = file.content[: len(file.content) - len(file.content.lstrip())].count("\n") + 1
        diagnostics.append(
            Diagnostic(
                Position(file.path, line),
                "table-header",
                "There are semicolons between the cells, as Excel writes them in some countries. Here they are"
                " commas.",
                "Save it with commas between the cells; the first line then is: " + head.replace(";", ","),
            )
        )
        return None
    rows, found = read_table(file)
    if not rows and not found:
        found.append(
            Diagnostic(
                Position(file.path),
                "empty-file",
                "This file has nothing in it.",
                f"Its first line is: {','.join(COLUMNS)}",
            )
        )
    elif rows and rows[0].line == min([rows[0].line, *(d.position.line for d in found)]):
        names = tuple(cell.text for cell in rows[0].cells)
        if names != COLUMNS[: max(len(names), NEEDED)]:
            found.append(_header(rows[0], names))
        else:
            streets, places = _streets(rows[1:], names, found)
            if not found:
                return StreetTable(file.slug, StreetList(streets=tuple(streets)), file, places=places)
    diagnostics += found
    return None


def _header(row: CsvRow, names: tuple[str, ...]) -> Diagnostic:
    wrong = next(
        (cell for cell, name in zip(row.cells, COLUMNS, strict=False) if cell.text != name), row.cells[-1]
    )
    return Diagnostic(
        wrong.at,
        "table-header",
        "The first line must name the columns, in this order, in small letters.",
        f"Write: {','.join(COLUMNS)}",
    )


def _streets(
    rows: list[CsvRow], names: tuple[str, ...], found: list[Diagnostic]
) -> tuple[list[Street], dict[tuple[int, str], Position]]:
    streets: list[Street] = []
    places: dict[tuple[int, str], Position] = {}
    for row in rows:
        if len(row.cells) != len(names):
            extra = row.cells[min(len(names), len(row.cells) - 1)]
            found.append(
                Diagnostic(
                    extra.at,
                    "cell-count",
                    f"This line has {len(row.cells)} cells; the first line names {len(names)} columns.",
                    f"Each line has {len(names) - 1} commas between its cells. A cell with a comma in it"
                    " stands in double quotes.",
                )
            )
            continue
        cells = dict(zip(names, row.cells, strict=True))
        street = _street(cells, found)
        if street:
            places |= {(len(streets), name): cell.at for name, cell in cells.items()}
            streets.append(street)
    return streets, places


def _street(cells: dict[str, Cell], found: list[Diagnostic]) -> Street | None:
    """One row as a street, or why it is none: every cell that is wrong is named."""
    before = len(found)
    given = {name: cell.text for name, cell in cells.items() if cell.text}
    if "street" not in given:
        found.append(
            Diagnostic(
                cells["street"].at,
                "street-missing",
                "This line has no street.",
                "Write the street's name, or delete the line.",
            )
        )
    if "area" not in given:
        found.append(
            Diagnostic(
                cells["area"].at,
                "street-without-area",
                f"No area claims {given.get('street', 'this street')}.",
                f"Write the id of the area; where no source says which it is, write: {NOT_STATED}",
            )
        )
    if " ".join(given.get("area", "").casefold().split()) == NOT_STATED:
        del given["area"]
    try:
        street = Street.model_validate(given) if len(found) == before else None
    except ValidationError as error:
        for problem in error.errors(include_url=False):
            found.append(_problem(cells[str(problem["loc"][0])], str(problem["loc"][0]), problem))
        return None
    return street


def _problem(cell: Cell, name: str, problem: dict) -> Diagnostic:
    """What pydantic found in a cell, in words."""
    context = problem.get("ctx", {})
    if "sentence" in context:
        return Diagnostic(cell.at, problem["type"], context["sentence"], context["fix"])
    if problem["type"] == "string_too_long":
        return Diagnostic(
            cell.at,
            "too-long",
            f"This cell has {len(cell.text):,} characters; the limit is {context['max_length']:,}.",
            "Shorten it.",
        )
    what, instead = ("an area", f", or: {NOT_STATED}") if name == "area" else ("a source", "")
    return Diagnostic(
        cell.at,
        "id",
        f"“{cell.text[:40]}” is not the id of {what}: small letters, digits and single hyphens only.",
        f"Write the id as it stands in plans/council.yml{instead}",
    )
