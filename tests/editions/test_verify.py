"""plans verify: a built site against what the editions say."""

import os

import pytest

PAGE = "plans/hill/2026-11-02/index.html"


@pytest.fixture
def built(place):
    place.publish("First", day="2026-11-02")
    place.edit(
        "plans/hill.yml", ("title: Village hall", "title: Town hall"), note="A new name", on="2026-11-05"
    )
    place.commit()
    place.publish("Second", day="2026-11-09")
    assert place.plans("build")[0] == 0
    return place


def files(place):
    return {p: p.read_bytes() for p in (place.root / "site").rglob("*") if p.is_file()}


@pytest.mark.fault("F01")
def test_a_site_as_it_was_built(built):
    before = files(built)
    code, said = built.plans("verify")
    assert code == 0 and "is what the edition of 9 November 2026 says on 2026-11-22" in said
    assert files(built) == before and not list(built.root.glob(".site*"))


def test_work_that_is_not_published_is_no_difference(built):
    built.edit("plans/hill.yml", ("title: Town hall", "title: City hall"), note="Another name")
    assert built.plans("verify")[0] == 0
    code, said = built.plans("verify", "--draft")
    assert code == 1 and "is not what the draft says" in said


def tampered(place):
    path = place.root / "site" / PAGE
    path.write_text(path.read_text(encoding="utf-8").replace("New crossing", "No crossing"), encoding="utf-8")
    return f"{PAGE} says something else."


def missing(place):
    (place.root / "site" / PAGE).unlink()
    return f"{PAGE} is missing."


def extra(place):
    (place.root / "site/extra.html").write_text("x", encoding="utf-8")
    return "extra.html should not be there."


def linked(place):
    path = place.root / "site" / PAGE
    copy = path.with_name("copy.html")
    path.rename(copy)
    os.symlink(copy, path)
    return f"{PAGE} says something else."


@pytest.mark.fault("F01")
@pytest.mark.parametrize("act", [tampered, missing, extra, linked])
def test_a_site_that_somebody_touched(built, act):
    sentence = act(built)
    code, said = built.plans("verify")
    assert (
        code == 1
        and sentence in said.splitlines()
        and "is not what the edition of 9 November 2026 says" in said
    )


def test_a_new_edition_makes_an_old_site_differ(built):
    built.edit(
        "plans/hill.yml", ("title: Town hall", "title: City hall"), note="Another name", on="2026-11-12"
    )
    built.commit()
    built.publish("Third", day="2026-11-16")
    code, said = built.plans("verify")
    assert code == 1 and f"{PAGE} says something else." not in said
    assert "plans/hill/2026-11-09/index.html says something else." in said, "its banner"
    assert "plans/hill/2026-11-16/index.html is missing." in said


def test_a_copy_elsewhere_on_another_day(built, tmp_path):
    code, _ = built.plans("build", "--output", str(tmp_path / "www"), today="2028-01-01")
    assert code == 0
    assert built.plans("verify", str(tmp_path / "www"))[0] == 1
    assert built.plans("verify", str(tmp_path / "www"), today="2028-01-01")[0] == 0


def test_where_there_is_no_site(place, tmp_path):
    code, said = place.plans("verify")
    assert code == 2 and "There is no site" in said
    (tmp_path / "other").mkdir()
    code, said = place.plans("verify", str(tmp_path / "other"))
    assert code == 2 and "is not a site of this program" in said


def test_content_with_errors(built):
    built.write({"plans/hill.yml": "title: [\n"})
    code, said = built.plans("verify")
    assert code == 1 and "it cannot be known what the site should say" in said
