"""What rules find in a plan is kept.

Whatever changes, what is found with the cache is what is found without it, and no plan is looked at twice.
"""

import shutil
from datetime import date
from functools import partial

import pytest
from sites import COUNCIL

from communityplans.build.document_tasks import find_in_plans
from communityplans.build.runner import Runner
from communityplans.build.store import Store
from communityplans.content.load import load
from communityplans.editions.redaction import redact
from communityplans.rules import check
from communityplans.source.diagnostic import in_order
from communityplans.source.files import read_directory

TODAY, LATER = date(2026, 11, 22), date(2031, 1, 1)
SETTINGS = "plans/council-settings.yml"


@pytest.fixture
def council(tmp_path):
    root = tmp_path / "council"
    shutil.copytree(COUNCIL, root)
    return root


@pytest.fixture
def found(council, tmp_path):
    """What is found in the council, with what was kept of it; and how many plans were looked at for that.

    Looked at all at once, it must be the same.
    """

    def found(day=TODAY):
        content = load(read_directory(council).files)[0]
        assert content.settings and content.council and len(content.plans) == 4
        content = redact(content, content.withheld, day)
        runner = Runner(Store(tmp_path / "kept"))
        said = in_order(check(content, day, looking=partial(find_in_plans, runner)))
        assert said == in_order(check(content, day))
        return said, runner.made

    return found


def edit(root, path, old, new):
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_no_plan_is_looked_at_twice(found):
    said, made = found()
    assert said and made == 4
    assert found() == (said, 0)


def test_of_one_changed_plan_only_that_one_is(council, found):
    before, _ = found()
    edit(council, "plans/hilltop.yml", "summary: ", "summary: Ask Jo on 07700 900123. ")
    said, made = found()
    assert made == 1
    assert [one.rule for one in said if one not in before] == ["private-phone"]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (SETTINGS, "stale_after_months: 11\n", "stale_after_months: 1\n"),
        (
            SETTINGS,
            "withheld:\n",
            "withheld:\n  - {item: hilltop, field: summary, on: 2026-11-20, reason: It named somebody}\n",
        ),
        ("plans/council.yml", "schema_version: 1\n", "schema_version: 1\n# Another word\n"),
    ],
)
def test_council_and_settings_count(path, old, new, council, found):
    found()
    edit(council, path, old, new)
    assert found()[1] == 4


def test_the_day_counts(found):
    before, _ = found()
    said, made = found(LATER)
    assert made == 4 and said != before


def test_a_waiver_that_a_kept_plan_needs_is_in_use(council, found):
    edit(council, "plans/hilltop.yml", "summary: ", "summary: Ask Jo on 07700 900123. ")
    edit(
        council,
        SETTINGS,
        "waivers:\n",
        "waivers:\n  - {path: plans/hilltop.yml, rule: private-phone, reason: Jo agreed to it}\n",
    )
    assert not {"private-phone", "unused-waiver"} & {one.rule for one in found()[0]}
    said, made = found()
    assert made == 0 and not {"private-phone", "unused-waiver"} & {one.rule for one in said}


def test_a_plan_that_points_at_another_is_looked_at_with_it(council, found):
    """Its own text stays the same, and what is wrong in it changes."""
    assert "unknown-reference" not in {one.rule for one in found()[0]}
    edit(council, "plans/riverside-and-millfield.yml", "id: mill-lane-play-area", "id: mill-lane-play-space")
    said, _ = found()
    assert "plans/everything.yml" in {one.position.path for one in said if one.rule == "unknown-reference"}
    assert found() == (said, 0)


@pytest.mark.parametrize("damage", [lambda data: data[:-9], lambda data: data[:-1] + b"#", lambda data: b""])
def test_what_was_damaged_is_looked_at_again(damage, found, tmp_path):
    said, _ = found()
    for path in (tmp_path / "kept").rglob("*"):
        if path.is_file():
            path.write_bytes(damage(path.read_bytes()))
    assert found() == (said, 4)
