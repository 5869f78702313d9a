"""The reader of tables: each cell with its place, and the same cells that the standard library reads."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communityplans.source.csv_reader import read_table
from communityplans.source.files import SourceFile


def read(text):
    return read_table(SourceFile("plans/table.csv", text))


def test_cells_have_their_places():
    rows, found = read('a,"b, c",\n\n  ,d\n')
    assert found == []
    assert [(row.line, [(c.text, c.at.column, c.at.end_column) for c in row.cells]) for row in rows] == [
        (1, [("a", 1, 2), ("b, c", 3, 9), ("", 10, 0)]),
        (3, [("", 1, 3), ("d", 4, 5)]),
    ]


@pytest.mark.parametrize(
    ("line", "column"), [('a,"b', 3), ('a,b"c', 3), ('"a"b,c', 1), ('"a" ,c', 1), ('x,"a""', 3), ('"', 1)]
)
def test_quotes_that_do_not_match(line, column):
    rows, found = read(f"{line}\nx,y")
    assert [(d.rule, d.position.line, d.position.column) for d in found] == [("cell-quotes", 1, column)]
    assert [row.line for row in rows] == [2]


def test_a_cell_in_quotes_may_have_a_line_break():
    rows, found = read('a,"b \n\n c",d\n"x\ny",z\n1,2')
    assert found == []
    assert [(row.line, [c.text for c in row.cells]) for row in rows] == [
        (1, ["a", "b c", "d"]),
        (4, ["x y", "z"]),
        (6, ["1", "2"]),
    ]
    places = [(c.at.line, c.at.column, c.at.end_line, c.at.end_column) for c in rows[0].cells]
    assert places == [(1, 1, 1, 2), (1, 3, 3, 4), (3, 5, 3, 6)]


@pytest.mark.parametrize("cell", ["=1+1", "+44", "-1", "@SUM(A1)", "\tx", '"=1,2"', "  =x"])
def test_formulas(cell):
    _, found = read(f"a,{cell},b")
    assert [(d.rule, d.position.column) for d in found] == [("formula", 3)]


@given(
    st.lists(
        st.lists(st.text(st.sampled_from("ab \",'=é1"), max_size=6), min_size=2, max_size=4),
        min_size=1,
        max_size=4,
    ),
    st.booleans(),
)
def test_it_reads_what_the_standard_library_reads(table, quoted):
    """What the library writes, and any line that this reader accepts."""
    import io

    made = io.StringIO()
    csv.writer(made, lineterminator="\n", quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL).writerows(
        table
    )
    rows, found = read(made.getvalue())
    assert {d.rule for d in found} <= {"formula"}
    assert [[c.text for c in row.cells] for row in rows] == [
        [cell.strip() for cell in row]
        for row, line in zip(table, made.getvalue().split("\n"), strict=False)
        if line.strip()
    ]


@given(st.text(st.sampled_from('ab ",'), max_size=12))
def test_whatever_it_accepts_the_library_reads_alike(line):
    rows, found = read(line)
    if rows and not found:
        assert [c.text for c in rows[0].cells] == [
            cell.strip() for cell in next(csv.reader([line], strict=True))
        ]
