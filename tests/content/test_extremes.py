"""Values at the far end of what can be typed: each is a problem with a place, or is read; none is a traceback."""

from datetime import date

import pytest

from communityplans.content.load import load_files
from communityplans.derived.due_dates import guide_due
from communityplans.model.field_error import FieldError
from communityplans.model.money import parse_money
from communityplans.source.files import SourceFile


@pytest.mark.parametrize(
    "written", ["9" * 29, "£" + "9" * 100, "9" * 290 + "m", "1." + "0" * 60, "9" * 29 + "-" + "9" * 29]
)
def test_an_amount_of_any_length_is_refused_in_words(written):
    with pytest.raises(FieldError):
        parse_money(written)


@pytest.mark.parametrize("months", [1, 12, 100_000, 10**9])
def test_any_number_of_months_leads_to_a_day(months):
    assert date(2026, 11, 30) < guide_due(date(2026, 11, 30), months) <= date.max


@pytest.mark.parametrize("name", ["2026-11-31", "2026-02-30-2", "2026-13-01", "0000-01-01"])
def test_an_edition_is_named_after_a_day_that_there_is(name):
    content, found = load_files([SourceFile(f"plans/editions/{name}.yml", "schema_version: 1\n")])
    assert content.editions == ()
    assert [one.rule for one in found] == ["file-name"]
