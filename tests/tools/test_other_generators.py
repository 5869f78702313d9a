"""The base-stack insurance: the same content through MkDocs, ProperDocs and Zensical gives the same
addresses, words, links and ids.

One of the councils tries with every word to break out. MkDocs and ProperDocs run our plugin; then
all three build the export, which does not know it.
"""

import shutil
import sys
from os import pathsep
from pathlib import Path

import pytest
from differences import EXPLAINED, SITES, Difference, Explained, outdated, unexplained
from hostile import hostile_council
from past import council_with_a_past
from sites import COUNCIL, EPOCH, TODAY, build, copy_of, parsed, plans_here, run, tree

pytestmark = pytest.mark.tools
# Attributes that lead somewhere, or load something.
LEADING = ("href", "src", "action", "srcset", "data", "poster", "content")
WITH_PLUGIN, FROM_EXPORT = (
    ("mkdocs", "properdocs"),
    (
        "export, mkdocs",
        "export, properdocs",
        "export, zensical",
    ),
)

ROOTS = {
    "council": lambda folder: copy_of(COUNCIL, folder),
    "past": lambda folder: council_with_a_past(folder).root,
    "hostile": hostile_council,
}


@pytest.fixture(scope="module", params=SITES)
def made(request, tmp_path_factory, tool):
    """A council, our site of it, and the site of each other way: by its name."""
    home = tmp_path_factory.mktemp(request.param)
    root = ROOTS[request.param](home / "root")
    build(root, home / "ours")
    for name in WITH_PLUGIN:
        shutil.copytree(root, home / name)
    plugin = {"SOURCE_DATE_EPOCH": EPOCH, "PYTHONPATH": pathsep.join(filter(None, sys.path))}
    worked(run([sys.executable, "-m", "mkdocs", "build", "--strict"], cwd=home / "mkdocs", env=plugin))
    worked(
        run(
            [tool("properdocs"), "build", "--strict", "-f", "mkdocs.yml"], cwd=home / "properdocs", env=plugin
        )
    )
    worked(plans_here("--root", root, "--today", TODAY, "export", home / "export"))
    for name, command in (
        ("mkdocs", ["--strict", "-f", "mkdocs.yml"]),
        ("properdocs", ["--strict", "-f", "mkdocs.yml"]),
        ("zensical", ["--strict"]),
    ):
        folder = home / f"export, {name}"
        shutil.copytree(home / "export", folder)
        # Without our program on the way: these know what is in the export, and no more.
        worked(
            run([tool(name), "build", *command], cwd=folder, env={"PYTHONPATH": "", "PYTHONNOUSERSITE": "1"})
        )
    return request.param, home / "ours", {name: home / name / "site" for name in (*WITH_PLUGIN, *FROM_EXPORT)}


def worked(done) -> None:
    assert done.returncode == 0, done.stdout + done.stderr


def differences(site: str, by: str, ours: dict[str, bytes], theirs: dict[str, bytes]) -> list[Difference]:
    """Every file in which one site differs from ours, and in what."""
    found = [("more", path) for path in theirs.keys() - ours.keys()] + [
        ("missing", path) for path in ours.keys() - theirs.keys()
    ]
    for path in ours.keys() & theirs.keys():
        if ours[path] != theirs[path]:
            found += [
                (what, path)
                for what in (unlike(ours[path], theirs[path]) if path.endswith(".html") else ["bytes"])
            ]
    return sorted(Difference(site, by, what, path) for what, path in found)


def unlike(one: bytes, other: bytes) -> list[str]:
    """In what two pages differ, of what readers meet."""
    one_said, other_said = (facts(html.decode()) for html in (one, other))
    return [what for what in one_said if one_said[what] != other_said[what]]


def facts(html: str) -> dict[str, list[str]]:
    """The words of a page with its title, where its links lead and what it loads, and the ids in it: each in
    the order of the page.
    """
    page = parsed(html)
    return {
        "words": "".join(page.itertext()).split(),
        "ids": [e.get("id") for e in page.iter() if e.get("id")],
        "links": [
            f"{e.tag} {name} {e.get(name)}"
            for e in page.iter()
            for name in LEADING
            if e.get(name) is not None
        ],
    }


def test_every_difference_is_explained_and_every_explanation_is_needed(made):
    site, ours, others = made
    before = tree(ours)
    assert sum(path.endswith("index.html") for path in before) > 100
    found = [one for by, folder in others.items() for one in differences(site, by, before, tree(folder))]
    assert unexplained(found) == []
    assert outdated(found, site) == []


def test_with_our_plugin_there_is_no_difference_at_all(made):
    _, ours, others = made
    before = tree(ours)
    for name in WITH_PLUGIN:
        assert tree(others[name]) == before, name


PAGE = '<title>Hilltop</title><h1 id="top">Hilltop</h1><p><a href="../../plans/">All plans</a> are here.</p>'


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("Hilltop</h1>", "Hilltops</h1>", ["words"]),
        ("Hilltop</title>", "Hill</title>", ["words"]),
        ('href="../../plans/"', 'href="../plans/"', ["links"]),
        ('id="top"', 'id="head"', ["ids"]),
        ('<a href="../../plans/">All plans</a>', "All plans", ["links"]),
        ("<h1", '<h1 class="x"', []),
    ],
)
def test_each_kind_of_difference_is_noticed(old, new, what):
    assert unlike(PAGE.encode(), PAGE.replace(old, new, 1).encode()) == what


def test_what_is_not_explained_or_no_longer_so_is_noticed():
    here = [
        Difference("council", "export, zensical", "more", "search.json"),
        Difference("council", "export, zensical", "words", "plans/x/index.html"),
    ]
    assert unexplained(here) == here[1:]
    assert set(outdated([], "past")) == {known for known in EXPLAINED if "past" in known.sites}
    assert not any(known.path == "search.json" for known in outdated(here, "council"))
    assert not Explained(SITES, "export, *", "more", "a", "").covers(
        Difference("council", "mkdocs", "more", "a")
    )


def test_the_pages_can_be_read_in_a_theme_of_the_generator(made, tool, tmp_path: Path):
    """As the export's README says: without our template, Zensical's own theme shows the same words between
    its menus.
    """
    _, ours, others = made
    folder = tmp_path / "export"
    shutil.copytree(
        others["export, zensical"].parent, folder, ignore=shutil.ignore_patterns("site", ".cache")
    )
    config = folder / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    assert "  name: null\n  custom_dir: look\n" in text
    config.write_text(
        text.replace("  name: null\n  custom_dir: look\n", "  name: material\n  font: false\n"),
        encoding="utf-8",
    )
    worked(run([tool("zensical"), "build"], cwd=folder, env={"PYTHONPATH": ""}))
    for path, html in tree(ours).items():
        if path.endswith("/index.html") and not path.startswith("edit/"):
            theirs = parsed((folder / "site" / path).read_text(encoding="utf-8"))
            assert content(theirs) == content(parsed(html.decode())), path


def content(page) -> list[str]:
    """The words of what a page is about, without what stands round it."""
    return "".join(next(e for e in page.iter() if e.get("id") == "page_content").itertext()).split()
