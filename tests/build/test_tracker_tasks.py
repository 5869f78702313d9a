"""The rows and tables of the tracker are kept under keys.

Whatever they draw on is changed here, one thing at a time: warm or cold, they read the same.
"""

from dataclasses import replace
from datetime import date

import pytest
from council_in_git import COUNCIL, NOW, SETTINGS

from communityplans.build.runner import Runner
from communityplans.build.store import CorruptEntry, Store
from communityplans.site import tracker_pages
from communityplans.site.tasks import run_now
from communityplans.site.tracker_files import table_jobs
from communityplans.site.tracker_rows import tracker_row_html

HILL, MILL, SET, PLACE = "plans/hill.yml", "plans/mill.yml", "plans/council-settings.yml", "plans/council.yml"
THEMED = (
    "    status: in_progress\n    due: 2027-06\n",
    "    status: in_progress\n    theme: calm\n    as_of: 2026-09-10\n    due: 2027-06\n",
)
WITHHELD = "withheld:\n  - {{item: {item}, field: title, on: 2026-11-20, reason: It named a child{more}}}\n"


def made(place, do, today=NOW):
    """Every page and file of the tracker, as it reads; and the jobs whose keys were not known."""
    day, new = date.fromisoformat(today), []

    def watched(task):
        return replace(task, function=lambda *args: new.append(task) or task.function(*args))

    def watching(tasks):
        return do([watched(task) for task in tasks])

    showing = replace(place.site(today).showing, run=watching)
    pages = [page for made in watching(tracker_pages.tracker_jobs(showing, day)) for page in made]
    found = {page.address: (str(page.body), page.title, page.description) for page in pages}
    found |= {
        file.address: file.content.decode() for made in watching(table_jobs(showing, day)) for file in made
    }
    return found, [job for job in new if job.key]


EITHER_WAY = pytest.mark.parametrize("kept", ["draft", "published"], indirect=True)


@pytest.fixture
def kept(request, place, tmp_path, monkeypatch):
    """A council, and a function that makes its tracker with what was kept of it as it is now.

    Tables have two rows a page.
    """
    monkeypatch.setattr(tracker_pages, "MOST", 2)
    place.edit(HILL, ("investments:", "themes: [{id: calm, title: Our streets}]\ninvestments:"), THEMED)
    place.edit(MILL, ("due: 2027-03}", "due: 2027-03, lead: {post: Highways Manager}}"))
    place.commit()
    if getattr(request, "param", "") == "published":
        place.publish("First", day="2026-11-02")
    folder = tmp_path / "kept"
    first, new = made(place, Runner(Store(folder)).run)
    assert new and made(place, Runner(Store(folder)).run) == (first, [])
    return place, first, lambda **how: made(place, Runner(Store(folder)).run, **how)[0]


def published(place, day="2026-11-20"):
    """If anything is published here, publish what there is now, and so show it."""
    place.commit()
    if place.site().showing.editions:
        place.publish("Second", day=day)


CHANGES = {
    "the title of an item": (HILL, "title: Play area", "title: Play place"),
    "its status": (
        HILL,
        "status: not_started\n    cost",
        "status: paused\n    reason: The builder is ill\n    cost",
    ),
    "the publisher's word for it": (
        HILL,
        "status: not_started\n    cost",
        "status: not_started\n    status_label: Waiting\n    cost",
    ),
    "since when": (
        HILL,
        "status: not_started\n    cost",
        "status: not_started\n    status_date: 2026-10\n    cost",
    ),
    "its due date": (HILL, "due: 2027-06", 'due: 2027-01\n    reason: "The builder is early"'),
    "a due date that is not published": (
        HILL,
        "status: not_started\n    cost",
        'status: not_started\n    due: {not_published: "Nobody can say", as_of: 2026-11-01}\n    cost',
    ),
    "its lead": (
        HILL,
        "lead: {post: Highways Manager}",
        'lead: {post: Roads Manager}\n    reason: "A new post"',
    ),
    "a lead where there was none": (
        HILL,
        "status: not_started\n    cost",
        'status: not_started\n    lead: {post: Highways  Manager.}\n    reason: "A new post"\n    cost',
    ),
    "a lead whose short name is that of another, and goes before it": (
        HILL,
        "lead: {post: Highways Manager}",
        'lead: {post: Highways (Manager)}\n    reason: "A new post"',
    ),
    "the lead of the last row of a table": (
        MILL,
        "due: 2027-03, lead: {post: Highways Manager}}",
        'due: 2027-03, lead: {post: Roads Manager}, reason: "A new post"}',
    ),
    "whether it is on time": (
        HILL,
        "status: not_started\n    cost",
        "status: not_started\n    timeliness: late\n    cost",
    ),
    "the newest news of it": (
        HILL,
        "status: not_started\n    cost",
        "status: not_started\n    as_of: 2026-10-10\n    cost",
    ),
    "the title of a theme": (HILL, "title: Our streets", "title: Our ways"),
    "the title of an issue": (HILL, "title: Speeding on Hill Lane", "title: Speeding in Hill Lane"),
    "how often the plan is reviewed": (
        HILL,
        "next_review: 2027-03-31\n",
        "next_review: 2027-03-31\nreview_frequency: monthly\n",
    ),
    "one item more": (
        HILL,
        "  - id: play-area\n",
        (
            "  - {id: bench, title: Bench, status: complete, completed: 2026-10, sources: [report]}\n  - id:"
            " play-area\n"
        ),
    ),
    "the title of a plan, by which all are sorted": (MILL, "title: Mill\n", "title: A mill\n"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_of_a_plan_shows(kept, what):
    place, first, warm = kept
    path, old, new = CHANGES[what]
    place.edit(path, (old, new), note="Something is different", on="2026-11-18")
    published(place)
    assert warm() == made(place, run_now)[0] != first


@EITHER_WAY
@pytest.mark.parametrize(
    ("path", "text"),
    [
        (
            PLACE,
            COUNCIL.replace(
                "name: Hill}\n  - {id: mill, name: Mill}\nwards",
                "name: Hilltop}\n  - {id: mill, name: Mill}\nwards",
            ),
        ),
        (PLACE, COUNCIL.replace("place: Example", "place: Examples")),
        (SET, SETTINGS + "stale_after_months: 1\n"),
        (SET, SETTINGS + WITHHELD.format(item="hill/play-area", more="")),
    ],
    ids=[
        "the name of an area",
        "what the place is called",
        "after how many months a fact is old",
        "a title that was taken down",
    ],
)
def test_a_change_of_the_council_or_of_its_settings_shows(kept, path, text):
    place, first, warm = kept
    place.write({path: text})
    if path == PLACE:
        published(place)
    fresh, _ = made(place, run_now)
    assert warm() == fresh != first


@pytest.mark.parametrize("today", ["2026-11-23", "2026-12-25", "2028-01-01"])
def test_another_day_shows(kept, today):
    place, first, warm = kept
    fresh, _ = made(place, run_now, today)
    assert warm(today=today) == fresh != first


@EITHER_WAY
def test_a_plan_that_is_withdrawn_or_new_or_gone_shows(kept):
    place, first, warm = kept
    place.write({"plans/dale.yml": place.read(MILL).replace("title: Mill\n", "title: Dale\n")})
    place.edit(
        PLACE,
        (
            "  - {id: mill, name: Mill}\nwards",
            "  - {id: mill, name: Mill}\n  - {id: dale, name: Dale}\nwards",
        ),
    )
    place.edit("plans/dale.yml", ("area: mill", "area: dale"))
    published(place, "2026-11-19")
    second = warm()
    assert second == made(place, run_now)[0] != first
    place.edit(
        MILL,
        (
            "schema_version: 2\n",
            'schema_version: 2\nwithdrawn: {on: 2026-11-19, reason: "Two areas became one"}\n',
        ),
        note="This plan has ended",
        on="2026-11-20",
    )
    published(place)
    assert warm() == made(place, run_now)[0] != second


@pytest.mark.parametrize("kept", ["published"], indirect=True)
def test_an_edition_is_news_of_the_items_that_it_changes(kept):
    place, first, warm = kept
    place.edit(
        HILL,
        (
            "  - id: play-area\n    title: Play area\n",
            "  - id: play-area\n    title: Play area\n    description: Swings, and a slide.\n",
        ),
        note="More about the play area",
        on="2026-11-18",
    )
    place.commit()
    place.publish("Second", day="2026-11-20")
    rows = {
        row.id: row
        for row in tracker_row_html(place.site().showing, date.fromisoformat(NOW)).rows
        if row.plan == "hill"
    }
    assert (rows["play-area"].last, rows["play-area"].last_on, rows["crossing"].last) == (
        "in an edition",
        "2026-11-20",
        "10 September 2026",
    )
    second = warm()
    assert second == made(place, run_now)[0] != first
    # The same text, published on another day: nothing of the plan itself is different.
    path = "plans/editions/2026-11-20.yml"
    place.write({"plans/editions/2026-11-21.yml": place.read(path).replace("2026-11-20", "2026-11-21")})
    (place.root / path).unlink()
    place.commit()
    assert warm() == made(place, run_now)[0] != second


@EITHER_WAY
def test_what_was_taken_down_for_a_while_comes_back(kept):
    place, first, warm = kept
    place.write({SET: SETTINGS + WITHHELD.format(item="hill/play-area", more=", until: 2026-11-25")})
    gone = warm()
    assert gone == made(place, run_now)[0] != first and "Play area" not in gone["tracker/area/hill/hill.csv"]
    if not place.site().showing.editions:
        later = warm(today="2026-11-26")
        assert (
            later == made(place, run_now, "2026-11-26")[0]
            and "Play area" in later["tracker/area/hill/hill.csv"]
        )


def test_a_file_with_another_name_shows(kept):
    place, first, warm = kept
    place.git("mv", HILL, "plans/heath.yml")
    assert warm() == made(place, run_now)[0] != first


def test_after_a_change_of_one_title_only_what_it_stands_in_is_made(kept, tmp_path):
    place, _, _ = kept
    do = Runner(Store(tmp_path / "kept")).run
    place.edit(HILL, ("title: Play area", "title: Play place"))
    found, new = made(place, do)
    assert found == made(place, run_now)[0]
    addresses = {one.address for job in new for one in job.run()}
    pages = {address for address in addresses if address.endswith("/")}
    assert "tracker/area/hill/" in pages and not any("mill" in address for address in addresses)
    assert all("Play place" in found[address][0] for address in pages)


def test_what_was_damaged_is_made_again(kept, tmp_path):
    place, first, warm = kept
    for number, path in enumerate(sorted(path for path in (tmp_path / "kept").rglob("*") if path.is_file())):
        data = path.read_bytes()
        path.write_bytes(
            b""
            if number % 3 == 0
            else data[:-3]
            if number % 3 == 1
            else data[: len(data) // 2] + b"\0" + data[len(data) // 2 + 1 :]
        )
    with pytest.raises(CorruptEntry):
        warm()
    Store(tmp_path / "kept").clear()
    assert warm() == first
