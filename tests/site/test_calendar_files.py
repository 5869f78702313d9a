"""The calendars are read by two libraries, one of which had no part in making them; what has the same id
keeps it.
"""

from datetime import UTC, date, datetime

import icalendar
import pytest
import vobject
from sites import COUNCIL, plans_here

from communityplans.build.pipeline import assets, site
from communityplans.derived.meetings import clock_times

pytestmark = pytest.mark.usefixtures("own_cache")

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def calendars():
    found = site(COUNCIL, today=DAY, draft=True)
    return {
        asset.address: asset.content
        for asset in assets(found, "https://plans.example.org/")
        if asset.address.startswith("calendar/")
    }


def test_another_library_reads_them(calendars):
    assert set(calendars) == {
        "calendar/all.ics",
        "calendar/quarry-end.ics",
        "calendar/riverside-and-millfield.ics",
    }
    for content in calendars.values():
        entries = vobject.readOne(content.decode()).vevent_list
        assert [entry.uid.value for entry in entries] == [
            str(entry["uid"]) for entry in icalendar.Calendar.from_ical(content).events
        ]
        assert len({entry.uid.value for entry in entries}) == len(entries) > 0


def test_meetings_and_days_on_which_something_is_due(calendars):
    entries = {
        str(entry["uid"]).split(".")[1]: entry
        for entry in icalendar.Calendar.from_ical(calendars["calendar/riverside-and-millfield.ics"]).events
    }
    winter = entries["bridge-meeting-winter"]
    assert (
        winter["dtstart"].dt == date(2026, 12, 10)
        and winter["dtend"].dt == date(2026, 12, 11)
        and winter["summary"] == "Riverside & Millfield: Ward meeting"
    )
    assert (
        winter["uid"]
        == "meeting.bridge-meeting-winter.riverside-and-millfield.example-borough-council@community-plans"
    )
    assert winter["url"] == "https://plans.example.org/plans/riverside-and-millfield/#bridge-meeting-winter"
    assert (
        entries["review"]["dtstart"].dt == date(2027, 6, 15)
        and "Gil Example" in entries["review"]["description"]
    )
    # Stamped with the day of the words, not with that of the build.
    assert winter["dtstamp"].dt == datetime(2026, 11, 5, 12, tzinfo=UTC)


def test_the_same_bytes(calendars):
    again = assets(site(COUNCIL, today=DAY, draft=True), "https://plans.example.org/")
    assert {
        asset.address: asset.content for asset in again if asset.address.startswith("calendar/")
    } == calendars


def test_a_meeting_with_a_time_a_venue_and_hostile_words(tmp_path, check, small):
    check(
        small
        + """meetings:
  - id: forum
    on: 2026-07-18
    kind: forum
    title: "Forum; with commas, and a line\\\\nBEGIN:VEVENT"
    time: 7 to 9pm
    venue: St Nicholas pavilion
    access: Level entrance
    public: true
  - {id: off, on: 2026-12-01, kind: walkabout, cancelled: true}
  - {id: vague, on: Autumn 2026, kind: walkabout}
"""
    )
    content = next(
        a.content
        for a in assets(site(tmp_path, today=DAY, draft=True), None)
        if a.address == "calendar/case.ics"
    )
    forum, off = (
        one for one in vobject.readOne(content.decode()).vevent_list if one.uid.value.startswith("meeting.")
    )
    # Seven in the evening, in summer.
    assert (forum.dtstart.value, forum.dtend.value) == (
        datetime(2026, 7, 18, 18, tzinfo=UTC),
        datetime(2026, 7, 18, 20, tzinfo=UTC),
    )
    assert (
        forum.summary.value == "Bedwell: Forum; with commas, and a line\\nBEGIN:VEVENT"
        and forum.location.value == "St Nicholas pavilion"
    )
    assert forum.description.value == "Open to all.\nAccess: Level entrance"
    assert (off.status.value, off.transp.value) == (
        "CANCELLED",
        "TRANSPARENT",
    ) and off.summary.value.startswith("Cancelled: ")


@pytest.mark.parametrize(
    ("words", "times"),
    [
        ("7pm to 9pm", ((19, 0), (21, 0))),
        ("7 to 9pm", ((19, 0), (21, 0))),
        ("19:00-20.30", ((19, 0), (20, 30))),
        ("10.30am until 12 noon", ((10, 30), (12, 0))),
        ("6.30pm", ((18, 30), None)),
        ("11am to 1pm", ((11, 0), (13, 0))),
        ("7", None),
        ("from seven", None),
        ("9pm to 7pm", None),
        ("25:00", None),
        ("", None),
        ("13pm", None),
        (None, None),
    ],
)
def test_times_are_read_where_they_are_certain(words, times):
    found = clock_times(words)
    assert (found and tuple(one and (one.hour, one.minute) for one in found)) == times


def test_duties_as_a_calendar():
    said = plans_here("--root", COUNCIL, "--today", "2026-11-22", "duties", "--format", "ical")
    assert said.returncode == 0
    entries = vobject.readOne(said.stdout).vevent_list
    assert [entry.summary.value for entry in entries] == ["Due: answer to a suggestion, Hilltop"], (
        "a report that the plan says is not published is not overdue"
    )
