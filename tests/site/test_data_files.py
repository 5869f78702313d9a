"""Open data: every file fits its schema, pages, tables and JSON agree to the penny, and what was published
once stays as it is.
"""

import csv
import json
import os
from decimal import Decimal
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from rotherham import write
from sites import COUNCIL, build, by_id, content, parsed, words

from communityplans.model.fields import iter_values
from communityplans.model.types import NoneKnown, NotPublished
from communityplans.schema.open_data_schema import VERSIONS, schema_name, schema_of
from communityplans.schema.table_columns import SHEETS, Column
from communityplans.site.csv_writer import BOM, sheet

pytestmark = pytest.mark.usefixtures("own_cache")

RECORD = Path(__file__).parent / "published"


@pytest.fixture(scope="module")
def council(tmp_path_factory):
    output = tmp_path_factory.mktemp("data") / "site"
    build(COUNCIL, output)
    return output


@pytest.fixture(scope="module")
def rotherham(tmp_path_factory):
    home = tmp_path_factory.mktemp("rotherham")
    build(write(home / "content"), home / "site")
    return home / "site"


def read(path: Path):
    return json.loads(path.read_text(encoding="utf-8"))


def table(path: Path) -> list[dict]:
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))


def strict(schema):
    """A schema that allows nothing more than it names, so that what we write has no field that we do not
    explain.
    """
    if isinstance(schema, dict):
        closed = {"additionalProperties": False} if "properties" in schema else {}
        return {key: strict(one) for key, one in schema.items()} | closed
    return [strict(one) for one in schema] if isinstance(schema, list) else schema


def test_every_file_fits_its_schema(council):
    files = [path for path in (council / "data").rglob("*.json") if path.parent.name != "schemas"]
    assert len(files) == 1 + 1 + len(content().plans)
    for path in files:
        data = read(path)
        schema = read(path.parent / data["$schema"])
        Draft202012Validator.check_schema(schema)
        assert [error.message for error in Draft202012Validator(strict(schema)).iter_errors(data)] == [], path
        assert data["licence"] == {
            "name": "Licence of the example, number four",
            "url": "https://www.example.org/licence-four",
        }


def test_the_index_names_every_file(council):
    index = read(council / "data/index.json")
    named = {
        index["current"]["council"],
        *index["schemas"].values(),
        *(one[kind] for one in index["current"]["plans"] for kind in ("json", "csv")),
    }
    assert {f"data/{name}" for name in named} | {"data/index.json", "data/columns.csv"} == {
        path.relative_to(council).as_posix()
        for path in (council / "data").rglob("*")
        if path.suffix in (".json", ".csv")
    }
    assert all((council / "data" / one["csv"]).resolve().is_file() for one in index["tables"])
    assert all((council / one["page"] / "index.html").is_file() for one in index["current"]["plans"])


def test_gaps_are_null_with_their_reason(council):
    found = 0
    for plan in content().plans:
        data = read(council / f"data/current/{plan.slug}.json")
        assert len(data["gaps"]) == sum(
            isinstance(value, NotPublished | NoneKnown) for _, _, value in iter_values(plan.model)
        )
        for gap in data["gaps"]:
            held = data
            for step in gap["path"].split("/")[1:]:
                held = held[int(step)] if isinstance(held, list) else held[step]
            assert held in (None, []) or gap["kind"] == "none", gap
            found += 1
    assert found > 20


def test_every_text_of_a_plan_is_in_its_data(council):
    for plan in content().plans:
        text = json.dumps(read(council / f"data/current/{plan.slug}.json"), ensure_ascii=False)
        lost = [
            value
            for _, spec, value in iter_values(plan.model)
            if spec.leaf
            and spec.leaf.name in ("text", "prose", "url")
            and isinstance(value, str)
            and json.dumps(value, ensure_ascii=False)[1:-1] not in text
        ]
        assert lost == []


def test_page_table_and_data_agree_to_the_penny(rotherham):
    funds, awards = table(rotherham / "money/funds.csv"), table(rotherham / "money/awards.csv")
    total = Decimal("172200.00")
    assert (
        sum(Decimal(one["counted"] or 0) for one in awards)
        == total
        == sum(Decimal(one["allocated"]) for one in funds)
    )
    sums = [
        read(path)["plan"]["funds"][0]["sums"] for path in (rotherham / "data/current").glob("ward-*.json")
    ]
    assert len(sums) == 21 and sum(Decimal(one["allocated"]) for one in sums) == total
    page = words(by_id(parsed((rotherham / "money/index.html").read_text(encoding="utf-8")), "part_years"))
    assert (
        "£210,000" in page and "£172,200" in page and "£37,800" in page and "82% committed and spent" in page
    )
    one = next(one for one in funds if one["plan"] == "ward-1")
    page = words(parsed((rotherham / "money/ward-1/index.html").read_text(encoding="utf-8")))
    assert (one["spent"], one["left"]) == ("5238.10", "1800.00") and "£5,238.10" in page and "£1,800" in page
    assert "82%" in page and "As printed for all wards together" in page


def test_without_a_licence_each_file_says_so(rotherham):
    for path in (rotherham / "data").glob("current/*.json"):
        data = read(path)
        assert data["licence"] is None and "has not said" in data["licence_note"]
    assert "No licence is stated" in words(
        parsed((rotherham / "data/index.html").read_text(encoding="utf-8"))
    )


def test_the_tables_are_explained(council):
    explained = {(row["table"], row["column"]) for row in table(council / "data/columns.csv")}
    for name, _, address, columns in SHEETS:
        path = council / address if address else council / "data/current/hilltop.csv"
        head = next(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
        assert head == [column.name for column in columns] and {(name, one) for one in head} <= explained


def test_the_tracker_has_the_rows_of_its_page(council):
    for address, name in (
        ("tracker/", "tracker"),
        ("tracker/late/", "late"),
        ("tracker/area/riverside-and-millfield/", "riverside-and-millfield"),
    ):
        page = parsed((council / address / "index.html").read_text(encoding="utf-8"))
        shown = [words(row.find("th/a")) for row in page.iter("tr") if row.find("th/a") is not None]
        assert shown == [
            " ".join(row["title"].lstrip("'").split()) for row in table(council / f"{address}{name}.csv")
        ] and (shown or name == "late")


@pytest.mark.parametrize("text", ["=1+1", "+44", "-2", "@SUM(A1)", "\t=1", "  =1", "＝1", "\n=1"])
def test_no_cell_is_a_formula(text):
    made = sheet([Column("one", "A column")], [[text]]).decode("utf-8-sig")
    assert next(csv.reader(made.splitlines()[1:]))[0].startswith("'")


def test_a_table_is_as_excel_reads_it():
    made = sheet(
        [Column("one", ""), Column("two", "")],
        [["£5, “and” more", Decimal("-1.5")], ['a "quote"\nand a line', True]],
    )
    assert made.startswith(BOM.encode()) and made.count(b"\r\n") == 3
    assert list(csv.reader(made.decode("utf-8-sig").splitlines())) == [
        ["one", "two"],
        ["£5, “and” more", "-1.50"],
        ['a "quote" and a line', "yes"],
    ]


@pytest.mark.parametrize("kind", VERSIONS)
def test_what_was_published_stays(kind):
    """A field may be added (then accept it with ACCEPT=1).

    One that is renamed, gone or of another type needs a new version.
    """
    path = RECORD / schema_name(kind)
    now = shapes(schema_of(kind))
    before = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    changed = {name: (said, now.get(name)) for name, said in before.items() if now.get(name) != said}
    assert not changed, f"{schema_name(kind)}: raise VERSIONS[{kind!r}] in derive/published"
    if os.environ.get("ACCEPT"):
        path.write_text(json.dumps(now, indent=1, sort_keys=True) + "\n", encoding="utf-8", newline="\n")
        return
    assert before == now, "fields were added: accept them with ACCEPT=1"


def shapes(schema: dict) -> dict[str, str]:
    """Each field of a schema with its type, without the words about it."""
    groups = {"": schema, **schema.get("$defs", {})}
    return {
        f"{group}.{name}": json.dumps(bare(one), sort_keys=True)
        for group, said in groups.items()
        for name, one in said.get("properties", {}).items()
    }


def bare(said):
    if isinstance(said, dict):
        return {
            key: bare(one) for key, one in said.items() if key not in ("title", "description", "examples")
        }
    return [bare(one) for one in said] if isinstance(said, list) else said
