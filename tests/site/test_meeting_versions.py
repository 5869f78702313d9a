"""A meeting that moves or is called off replaces its entry in every calendar: SEQUENCE, LAST-MODIFIED and
STATUS from the editions (RFC 5546).
"""

import pytest
from council_in_git import COUNCIL, ENVIRONMENT, GUIDE, MKDOCS, PLAN, SETTINGS, Place, other
from icalendar import Calendar

pytestmark = pytest.mark.usefixtures("own_cache")

HILL = "plans/hill.yml"
MEETING = (
    'meetings:\n  - {id: forum, title: Forum, kind: forum, on: 2026-12-10, time: "7pm to 9pm", venue: Hill'
    " School}\n"
)


@pytest.fixture
def place(tmp_path, monkeypatch):
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    here = Place(tmp_path / "council")
    here.write(
        {
            "plans/council.yml": COUNCIL,
            "plans/council-settings.yml": SETTINGS,
            HILL: PLAN + MEETING,
            "plans/mill.yml": other(),
            "guides/councillors/your-role.md": GUIDE,
            "mkdocs.yml": MKDOCS,
        }
    )
    here.git("init", "--quiet", "-b", "main")
    here.commit("The first texts")
    here.publish("First", day="2026-11-02")
    return here


def entry(place):
    found = [
        one
        for one in Calendar.from_ical(place.assets()["calendar/hill.ics"]).walk("VEVENT")
        if str(one["uid"]).startswith("meeting.forum.")
    ]
    [one] = found
    return (
        int(one["sequence"]),
        str(one["status"]),
        one["last-modified"].dt.date().isoformat(),
        one["dtstart"].dt.date().isoformat(),
    ), str(one["uid"])


def later(place, day, *pairs):
    place.edit(HILL, *pairs, note=f"The forum, {day}", on=day)
    place.commit()
    place.publish(f"Edition {day}", day=day)


def test_moved_then_cancelled_then_gone(place):
    first, uid = entry(place)
    assert first == (0, "CONFIRMED", "2026-11-02", "2026-12-10")
    later(place, "2026-11-05", ("summary: A new", "summary: The new"))
    assert entry(place) == (first, uid), "what does not touch it changes nothing"
    later(place, "2026-11-09", ("on: 2026-12-10", "on: 2026-12-17"))
    assert entry(place) == ((1, "CONFIRMED", "2026-11-09", "2026-12-17"), uid)
    later(place, "2026-11-12", ('time: "7pm to 9pm"', 'time: "6pm to 8pm"'))
    assert entry(place) == ((2, "CONFIRMED", "2026-11-12", "2026-12-17"), uid)
    later(place, "2026-11-14", ("venue: Hill School", "venue: Hill School, cancelled: true"))
    assert entry(place) == ((3, "CANCELLED", "2026-11-14", "2026-12-17"), uid)


def test_a_meeting_that_is_gone_is_called_off(place):
    _first, uid = entry(place)
    later(place, "2026-11-09", ("id: forum,", "id: walk,"))
    assert entry(place) == ((1, "CANCELLED", "2026-11-09", "2026-12-10"), uid)


def test_a_meeting_whose_day_is_open_again_is_called_off_until_it_has_one(place):
    _first, uid = entry(place)
    later(place, "2026-11-09", ("on: 2026-12-10", 'on: "in the new year [unknown]"'))
    assert entry(place) == ((1, "CANCELLED", "2026-11-09", "2026-12-10"), uid)
    later(place, "2026-11-12", ('on: "in the new year [unknown]"', "on: 2027-01-14"))
    assert entry(place) == ((2, "CONFIRMED", "2026-11-12", "2027-01-14"), uid)
