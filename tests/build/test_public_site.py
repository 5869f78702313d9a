"""`plans build --public`: never a draft, never without the form that the settings ask for."""

import pytest
from council_in_git import COUNCIL, ENVIRONMENT, GUIDE, MKDOCS, PLAN, SETTINGS, Place, other

from communityplans.build import editor_packages, pipeline

FORM = 'forge: {kind: github, url: "https://github.com/council/plans", branch: main, editor: {forks: true}}\n'


@pytest.fixture
def place(tmp_path, monkeypatch) -> Place:
    """A council that has published nothing."""
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    here = Place(tmp_path / "council")
    here.write(
        {
            "plans/council.yml": COUNCIL.replace("Example Borough Council", '"Example <b> & Council"'),
            "plans/council-settings.yml": SETTINGS,
            "plans/hill.yml": PLAN,
            "plans/mill.yml": other(),
            "mkdocs.yml": MKDOCS,
            "guides/councillors/your-role.md": GUIDE,
        }
    )
    here.git("init", "--quiet", "-b", "main")
    here.commit("The first texts")
    return here


def site(place: Place) -> dict[str, str]:
    root = place.root / "site"
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in root.rglob("*")
        if path.suffix == ".html"
    }


def test_before_the_first_edition_it_is_one_page_that_says_so(place):
    place.edit(
        "plans/council-settings.yml",
        ("schema_version: 1\n", "schema_version: 1\nmailbox: plans@example.org\n"),
    )
    place.commit("A mailbox")
    code, said = place.plans("build", "--public")
    assert code == 0 and "No edition is due yet" in said, said
    pages = site(place)
    assert pages.keys() == {"index.html", "404.html"}
    assert "Example &lt;b&gt; &amp; Council has not published any plans yet." in pages["index.html"]
    assert 'href="mailto:plans@example.org"' in pages["index.html"] and "noindex" in pages["index.html"]
    assert not any("Hill" in page for page in pages.values()), "a draft is not public"

    # An edition for a later day is still no edition; one for today takes the page's place.
    place.publish("First", day="2026-11-25")
    assert "No edition is due yet" in place.plans("build", "--public", today="2026-11-24")[1]
    code, said = place.plans("build", "--public", today="2026-11-25")
    assert code == 0, said
    assert "plans/hill/index.html" in site(place) and "has not published" not in site(place)["index.html"]


def test_a_draft_is_not_public(place):
    assert place.plans("build", "--public", "--draft")[0] == 2


def test_with_mistakes_nothing_is_written(place):
    place.edit("plans/hill.yml", ("due: 2027-06", "due: soon"))
    assert place.plans("build", "--public")[0] == 1 and not (place.root / "site").exists()


def test_a_form_that_is_asked_for_and_missing_stops_it(place, monkeypatch, tmp_path):
    """Without --public, one line says so and the site is built."""
    place.publish("First", day="2026-11-02")
    monkeypatch.setattr(editor_packages, "cache", lambda: tmp_path / "nothing")
    monkeypatch.setattr(pipeline, "is_here", lambda: False)
    assert place.plans("build", "--public")[0] == 0, "no form is asked for"
    place.write({"plans/council-settings.yml": SETTINGS + FORM})
    before = site(place)
    code, said = place.plans("build", "--public")
    assert code == 2 and "plans edit --fetch" in said and site(place) == before
    code, said = place.plans("build")
    assert code == 0 and "is built without the form" in said


def test_parts_are_fetched_only_where_they_are_needed(place, monkeypatch):
    asked = []
    monkeypatch.setattr(editor_packages, "fetch", lambda: asked.append(1) or True)
    assert (
        place.plans("edit", "--fetch", "--if-needed")
        == (0, "The settings ask for no form, so nothing was fetched.\n")
        and not asked
    )
    place.write({"plans/council-settings.yml": SETTINGS + FORM})
    assert place.plans("edit", "--fetch", "--if-needed")[0] == 0 and asked
    assert place.plans("edit", "--if-needed")[0] == 2
