"""The list of streets: what is wrong with it is said in its line and column, all of it in one run; what is
right becomes typed rows.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_cases import HERE, assert_plain

from communityplans.content.load import load
from communityplans.model.field_error import FieldError
from communityplans.model.streets import Range, folded, parse_numbers
from communityplans.source.files import SourceFile

PATH = "plans/council-streets.csv"
HEADER = "street,numbers,area,note,source\n"


def streets(text):
    """The rows of a list that has nothing wrong in it."""
    content, found = load(
        [
            SourceFile("plans/council.yml", (HERE / "council.yml").read_text(encoding="utf-8")),
            SourceFile(PATH, text),
        ]
    )
    assert [d for d in found if d.position.path == PATH] == []
    return content.streets.model.streets


@pytest.mark.parametrize(
    "text",
    [
        HEADER + "High Street,,bedwell,,\n",
        "\ufeff" + HEADER + "High Street,,bedwell,,\n",
        (HEADER + "High Street,,bedwell,,\n").replace("\n", "\r\n"),
        "street,numbers,area\nHigh Street,,bedwell",
        '"street","numbers","area"\n\n"High Street","","bedwell"\n',
        HEADER.replace(",", " , ") + " High Street , , bedwell ,,\n",
    ],
    ids=["plain", "byte order mark", "Windows", "fewer columns, no last line end", "all in quotes", "spaces"],
)
def test_it_is_accepted(check, text):
    assert check(text.encode(), PATH) == []


@pytest.mark.parametrize(
    ("row", "column", "rule", "sentence"),
    [
        (",,bedwell,,", 1, "street-missing", "no street"),
        ("High Street,,,,", 14, "street-without-area", "No area claims High Street."),
        ("High Street,,bedwel,,", 14, "unknown-reference", "Did you mean bedwell"),
        ("High Street,,Bedwell,,", 14, "id", "not the id of an area"),
        (
            "High Street,,bedwell,,no-such-source",
            23,
            "unknown-reference",
            "No source has the id no-such-source in plans/council.yml.",
        ),
        ("High Street,,bedwell,,A Source", 23, "id", "not the id of a source"),
        ("High Street,102-131 even,bedwell,,", 13, "street-numbers", "131 is odd"),
        ("High Street,103-131 even,bedwell,,", 13, "street-numbers", "103 is odd"),
        ("High Street,132-102 even,bedwell,,", 13, "street-numbers", "run backwards"),
        ("High Street,102-132 evens,bedwell,,", 13, "street-numbers", "cannot be read"),
        ("High Street,all,bedwell,,", 13, "street-numbers", "cannot be read"),
        ("High Street,0-4,bedwell,,", 13, "street-numbers", "cannot be read"),
        ("High Street,1-9 and 5-20,bedwell,,", 13, "street-numbers", "named twice"),
        ("High Street,bedwell", 13, "cell-count", "2 cells"),
        ("High Street,,bedwell,Flats, north,", 35, "cell-count", "6 cells"),
        ('"High Street,,bedwell,,', 1, "cell-quotes", "do not match"),
        ("High Street,,bedwell,=1+1,", 22, "formula", "begins with ="),
        (f"{'x' * 301},,bedwell,,", 1, "too-long", "301 characters"),
        ("Hi\u200bgh Street,,bedwell,,", 3, "invisible-character", "zero-width"),
        ("Hi\x07gh Street,,bedwell,,", 3, "invisible-character", "control"),
        ("High Street,,bedwell,Ask Jo on 07700 900123,", 32, "private-phone", ""),
    ],
)
def test_what_is_wrong_is_said_in_its_place(check, row, column, rule, sentence):
    found = check(HEADER + "Old Road,,bedwell,,\n" + row + "\n", PATH)
    assert [(d.position.line, d.position.column, d.rule) for d in found] == [(3, column, rule)]
    assert sentence in found[0].message
    assert found[0].fix or rule == "unknown-reference"
    assert_plain(found[0])


def test_a_lone_carriage_return_is_no_line_end(check):
    assert [d.rule for d in check((HEADER + "High Street,,bedwell,,\n").replace("\n", "\r"), PATH)] == [
        "line-ends"
    ]


def test_another_encoding(check):
    assert [d.rule for d in check((HEADER + "Café Street,,bedwell,,\n").encode("cp1252"), PATH)] == [
        "encoding"
    ]


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("Street,numbers,area", 1),
        ("street,area,numbers", 8),
        ("street,numbers", 8),
        ("street,numbers,area,notes", 21),
        ("street,numbers,area,note,source,more", 33),
        ("High Street,,bedwell", 1),
    ],
)
def test_a_wrong_header(check, header, column):
    found = check(f"{header}\nOld Road,,bedwell\n", PATH)
    assert [(d.position.line, d.position.column, d.rule) for d in found] == [(1, column, "table-header")]
    assert found[0].fix == "Write: street,numbers,area,note,source"


def test_semicolons_are_named_once(check):
    found = check('street;numbers;area\nOld Road;;bedwell\n"Hall; The";;bedwell\n', PATH)
    assert [(d.position.line, d.position.column, d.rule) for d in found] == [(1, 1, "table-header")]
    assert "semicolons" in found[0].message and "street,numbers,area" in found[0].fix
    assert_plain(found[0])


def test_a_line_break_in_a_cell_is_a_space():
    rows = streets(HEADER + '"High\nStreet",,bedwell,"East,\n\nof the park",\nOld Road,,bedwell,,\n')
    assert [(r.street, r.note) for r in rows] == [("High Street", "East, of the park"), ("Old Road", None)]


def test_the_list_may_hold_twenty_thousand_streets(check):
    text = HEADER + "".join(
        f"Street number {n} with a long name in words,,bedwell,,\n" for n in range(20_000)
    )
    assert len(text) > 1024 * 1024
    assert check(text.encode(), PATH) == []


def test_nothing_at_all(check):
    assert [d.rule for d in check("\n\n", PATH)] == ["empty-file"]


def test_every_problem_in_one_run(check):
    found = check(
        HEADER + "High Street,,,,\nOld Road,1-4 odd,bedwell,,\n,,bedwell,=x,\nMill Lane,,bedwell,,\n", PATH
    )
    assert [(d.position.line, d.rule) for d in found] == [
        (2, "street-without-area"),
        (3, "street-numbers"),
        (4, "street-missing"),
        (4, "formula"),
    ]


def test_typed_rows():
    rows = streets(
        HEADER + 'High Street,,bedwell,,\nOld Road,102-132 even,Not stated,"East, of the park",\nOld Road,the'
        " rest,bedwell,,\n"
    )
    assert [(r.street, r.area, r.note) for r in rows] == [
        ("High Street", "bedwell", None),
        ("Old Road", None, "East, of the park"),
        ("Old Road", "bedwell", None),
    ]
    assert [r.numbers and r.numbers.words for r in rows] == [
        None,
        "numbers 102 to 132, even numbers only",
        "all other numbers",
    ]


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("7", "number 7"),
        ("1-99 odd", "numbers 1 to 99, odd numbers only"),
        ("1 to 9", "numbers 1 to 9"),
        ("40 upwards even", "numbers 40 upwards, even numbers only"),
        ("1–19 odd and 2–20 even", "numbers 1 to 19, odd numbers only and 2 to 20, even numbers only"),
        ("The Rest", "all other numbers"),
    ],
)
def test_numbers_in_words(printed, words):
    assert parse_numbers(printed).words == words


@given(
    *[st.tuples(st.integers(1, 30), st.integers(0, 9), st.sampled_from(["", "even", "odd"])) for _ in "ab"]
)
def test_ranges_meet_where_a_house_is_in_both(one, other):
    def houses(first, more, side):
        return {n for n in range(first, first + more + 1) if not side or (n % 2 == 1) == (side == "odd")}

    ranges = [Range(first, first + more, side) for first, more, side in (one, other)]
    assert ranges[0].meets(ranges[1]) == ranges[1].meets(ranges[0]) == bool(houses(*one) & houses(*other))


@given(st.text(max_size=20))
def test_any_text_is_numbers_or_wrong(text):
    try:
        assert parse_numbers(text).words
    except FieldError as wrong:
        assert wrong.type == "street-numbers"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St. Nicholas' Park Rd", "Saint Nicholas Park Road"),
        ("High Street", "high st"),
        ("King & Queen Way", "King and Queen Way"),
    ],
)
def test_names_that_are_one(one, other):
    assert folded(one) == folded(other)
