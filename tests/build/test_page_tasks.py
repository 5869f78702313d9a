"""No page of an old edition is rendered twice, and what was kept is never a reason for a wrong page."""

import re
import shutil
from dataclasses import replace
from datetime import date

import pytest

from communityplans.adapters import site_build
from communityplans.build.runner import Runner
from communityplans.build.store import CorruptEntry, Store
from communityplans.site import change_summary
from communityplans.site.all_pages import pages
from communityplans.site.tasks import run_now

HILL = "plans/hill.yml"
TODAY = date(2026, 11, 22)
DATED = re.compile(r"/\d{4}-\d{2}-\d{2}(-\d+)?/$")


@pytest.fixture
def two(place):
    place.publish("First", day="2026-11-02")
    place.edit(
        HILL,
        ("due: 2027-06", 'due: 2027-09\n    reason: "The builder is ill"'),
        note="The crossing comes later",
        on="2026-11-05",
    )
    place.commit()
    place.publish("Second", day="2026-11-09")
    return place


def made(place, folder):
    """All pages, and the addresses of those of old editions that were made now, and of those about one plan
    as it is.
    """
    new: list[str] = []

    def watched(task):
        def function(*args):
            found = task.function(*args)
            new.extend(page.address for page in found)
            return found

        return replace(task, function=function) if task.key and task.codec == "pages" else task

    def run(tasks):
        return Runner(Store(folder)).run(map(watched, tasks))

    found = pages(replace(place.site().showing, run=run), TODAY, run)
    return (
        found,
        {address for address in new if DATED.search(address)},
        {address for address in new if not DATED.search(address)},
    )


def fresh(place):
    """All pages, and nothing from before."""
    return pages(replace(place.site().showing, run=run_now), TODAY)


def test_the_second_time_nothing_about_one_document_is_made(two, tmp_path):
    cold, old, now = made(two, tmp_path)
    assert len(old) == 4, "two of Hill, one of Mill, one of the guide"
    assert {"plans/hill/", "plans/hill/history/", "plans/mill/"} <= now
    warm, old, now = made(two, tmp_path)
    assert not old and not now
    assert warm == cold == fresh(two)


def test_one_more_edition_makes_its_own_pages_and_the_one_that_it_replaces(two, tmp_path):
    made(two, tmp_path)
    two.edit(HILL, ("title: Village hall", "title: Town hall"), note="A new name", on="2026-11-12")
    two.commit()
    two.publish("Third", day="2026-11-16")
    warm, old, _ = made(two, tmp_path)
    assert old == {"plans/hill/2026-11-09/", "plans/hill/2026-11-16/"}
    assert warm == fresh(two)


def test_no_two_texts_are_compared_twice(two, tmp_path, monkeypatch):
    compared = []
    was = change_summary.compare_documents
    monkeypatch.setattr(
        change_summary, "compare_documents", lambda old, new: compared.append(new.slug) or was(old, new)
    )
    made(two, tmp_path)
    assert compared == ["hill"], "nothing else differs in the second edition"
    del compared[:]
    made(two, tmp_path)
    assert compared == []
    two.edit(HILL, ("title: Village hall", "title: Town hall"), note="A new name", on="2026-11-12")
    two.commit()
    two.publish("Third", day="2026-11-16")
    made(two, tmp_path)
    assert compared == ["hill"]


def test_words_taken_down_are_gone_from_kept_pages(two, tmp_path):
    before, _, _ = made(two, tmp_path)
    assert any("A crossing beside the school" in str(page.body) for page in before)
    assert (
        two.plans("withhold", "hill/crossing", "description", "--reason", "It named a private person")[0] == 0
    )
    after, old, _ = made(two, tmp_path)
    assert len(old) == 4 and not any(
        "A crossing beside the school" in str(page.body)
        for page in after
        if page.address.startswith("plans/hill/")
    )


@pytest.mark.fault("CACHE")
@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:-9]),
        lambda path: path.write_bytes(path.read_bytes().replace(b"e", b"a")),
        lambda path: path.write_bytes(b"\xff\xfe"),
    ],
)
def test_what_was_damaged_is_made_again(two, tmp_path, damage):
    cold, _, _ = made(two, tmp_path)
    for path in tmp_path.glob("??/*"):
        damage(path)
    assert made(two, tmp_path)[0] == cold == fresh(two)


def test_what_is_damaged_or_taken_away_while_a_site_is_made_is_made_again(two, tmp_path):
    cold = fresh(two)
    made(two, tmp_path)
    found, _, _ = made(two, tmp_path)
    for number, path in enumerate(sorted(tmp_path.glob("??/*"))):
        path.unlink() if number % 2 else path.write_bytes(path.read_bytes()[:-20] + b"x" * 20)
    with pytest.raises(CorruptEntry):
        assert found == cold


def test_a_build_that_meets_a_damaged_entry_is_done_once_more(two, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert two.plans("build")[0] == 0
    before = (two.root / "site/plans/hill/index.html").read_bytes()
    shutil.rmtree(two.root / "site")
    real = site_build.through_mkdocs

    def damaged(*args):
        monkeypatch.setattr(site_build, "through_mkdocs", real)
        for path in (tmp_path / "cache/community-plans/store").glob("??/*"):
            path.write_bytes(path.read_bytes()[:-3] + b"xyz")
        return real(*args)

    monkeypatch.setattr(site_build, "through_mkdocs", damaged)
    assert two.plans("build")[0] == 0 and (two.root / "site/plans/hill/index.html").read_bytes() == before


@pytest.mark.fault("CACHE", "F10")
def test_a_cache_that_cannot_be_written_stops_nothing(two, tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    found, old, _ = made(two, tmp_path / "file" / "pages")
    assert len(old) == 4 and found == fresh(two)
