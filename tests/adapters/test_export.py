"""plans export: another generator makes the same site from it; nothing in the council's words is a template;
and it is written whole or not at all.
"""

import json
import re
import shutil
from pathlib import Path

import pytest
from hostile import hostile_council
from markupsafe import Markup
from sites import COUNCIL, ROOT, TODAY, build, html_of, mkdocs, plans_here, tree

from communityplans.adapters import static_export
from communityplans.site.page import Page


def exported(root: Path, output: Path) -> Path:
    """A folder with the export of a council that has no errors."""
    done = plans_here("--root", root, "--today", TODAY, "export", output)
    assert done.returncode == 0, done.stdout + done.stderr
    return output


@pytest.fixture(scope="module")
def of_the_council(tmp_path_factory):
    """The export of the made-up council. No test may write into it."""
    return exported(COUNCIL, tmp_path_factory.mktemp("export") / "export")


def made_by_mkdocs(folder: Path, site: Path) -> Path:
    """What plain MkDocs makes of an export. It does not know the program: its plugin is not named."""
    assert "community-plans" not in (folder / "mkdocs.yml").read_text(encoding="utf-8")
    done = mkdocs("build", "--strict", "-f", folder / "mkdocs.yml", "-d", site)
    assert done.returncode == 0, done.stderr
    return site


def test_plain_mkdocs_makes_the_same_bytes(of_the_council, council_site, tmp_path):
    theirs, ours = (
        tree(folder) for folder in (made_by_mkdocs(of_the_council, tmp_path / "site"), council_site)
    )
    assert ours.keys() - theirs.keys() == {".community-plans-site"}
    assert theirs.keys() - ours.keys() == {"sitemap.xml", "sitemap.xml.gz"}
    differing = {path for path in ours.keys() & theirs.keys() if theirs[path] != ours[path]}
    # Here a tab is shown, which Markdown would turn into spaces.
    assert differing == {"reference/rules/tab/index.html"}
    assert theirs[(page := differing.pop())].replace(b"&#9;", b"\t") == ours[page]


def test_the_map_of_a_draft_is_empty(of_the_council):
    """Else search engines would be led to pages that ask them to stay away."""
    assert "<url>" not in (of_the_council / "look" / "sitemap.xml").read_text(encoding="utf-8")


def test_an_export_has_no_page_twice_and_no_trace_of_this_machine(of_the_council):
    files = tree(of_the_council)
    assert {path.split("/")[0] for path in files} == {
        ".community-plans-export",
        "README.md",
        "mkdocs.yml",
        "look",
        "docs",
    }
    pages = [
        path for path in files if path.endswith(".html") and not path.startswith(("docs/edit/", "look/"))
    ]
    assert pages == [] and sum(path.endswith("/index.md") for path in files) > 150
    assert [
        path
        for path, content in files.items()
        if str(ROOT).encode() in content or str(of_the_council).encode() in content
    ] == []


def test_twice_gives_the_same_bytes(of_the_council, tmp_path):
    assert tree(exported(COUNCIL, tmp_path / "again")) == tree(of_the_council)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A council whose every word tries to break out, exported; and its site."""
    home = tmp_path_factory.mktemp("hostile")
    root = hostile_council(home / "council")
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("site_description: x\n")
    build(root, home / "ours")
    return exported(root, home / "export"), home / "ours"


def test_nothing_in_hostile_words_is_a_template_or_markdown(hostile, tmp_path):
    """Every page of a hostile council comes out as the same bytes through another generator: nothing of it
    was run, and nothing came alive.
    """
    export_, ours = hostile
    theirs = html_of(made_by_mkdocs(export_, tmp_path / "site"))
    ours = html_of(ours)
    assert "{{7*7}}" in "".join(ours.values())
    assert [
        path
        for path, html in ours.items()
        if theirs[path].replace("&#9;", "\t").replace("&#123;", "{") != html.replace("&#123;", "{")
    ] == []


@pytest.mark.parametrize("name", ["main.html", "404.html", "sitemap.xml"])
def test_a_template_names_only_what_a_page_says(hostile, of_the_council, name):
    known = r"page\.(?:title|content|meta\.(?:title|description|head|base|section|current))|base_url"
    for folder in (hostile[0], of_the_council):
        text = (folder / "look" / name).read_text(encoding="utf-8")
        for marks in re.findall(r"\{[{%#].*?[}%#]\}", text):
            inside = re.sub(r'"[^"]*"', "", marks[2:-2])
            assert set(
                re.sub(known, "", inside)
                .replace("~", "")
                .replace("|", "")
                .replace("(", " ")
                .replace(")", " ")
                .replace("==", "")
                .split()
            ) <= {"default", "safe", "if", "else", "endif"}, marks
        assert text.count("{") == len(re.findall(r"\{[{%]", text)) * 2 - len(re.findall(r"\{%", text))


def test_a_page_added_by_hand_has_its_title_and_finds_its_way(of_the_council, tmp_path):
    folder = tmp_path / "export"
    shutil.copytree(of_the_council, folder)
    (folder / "docs" / "more" / "news").mkdir(parents=True)
    (folder / "docs" / "more" / "news" / "index.md").write_text(
        "# What is new\n\nA page of our own.\n", encoding="utf-8"
    )
    page = html_of(made_by_mkdocs(folder, tmp_path / "site"))["more/news/index.html"]
    assert (
        "<title>What is new</title>" in page
        and 'href="../../assets/community-plans.css"' in page
        and "<p>A page of our own.</p>" in page
    )
    assert "aria-current" not in page


def test_what_markdown_would_change_is_kept():
    page = Page("a/", "x", 'A "title": <b>\u2028\x85{{ x }}', Markup("<pre>a\tb\n   \nc</pre>"))
    values = dict.fromkeys(static_export.OF_A_PAGE, page.title)
    text = static_export.markdown(page, values, current=True)
    assert "<pre>a&#9;b\n&#32;&#32;&#32;\nc</pre>" in text
    title = next(line for line in text.split("\n") if line.startswith("title: "))
    assert json.loads(title.removeprefix("title: ")) == page.title
    assert "\u2028" not in text and "\x85" not in text


# Wrong use: nothing is written.


def refused(done, *words):
    assert done.returncode == 2, done.stdout + done.stderr
    assert all(word in done.stderr for word in words), done.stderr
    assert "Traceback" not in done.stderr and done.stdout == ""


@pytest.fixture
def council(tmp_path):
    """A council with one short plan, which is quick to build."""
    root, cases = tmp_path / "council", ROOT / "tests" / "content"
    (root / "plans").mkdir(parents=True)
    for path, name in (
        ("council.yml", "council.yml"),
        ("council-settings.yml", "council-settings.yml"),
        ("valid/small.yml", "hilltop.yml"),
    ):
        shutil.copy(cases / path, root / "plans" / name)
    shutil.copy(COUNCIL / "mkdocs.yml", root / "mkdocs.yml")
    (root / "guides").mkdir()
    return root


def test_a_folder_with_something_in_it_is_left_alone(council, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("Dear all", encoding="utf-8")
    refused(plans_here("--root", council, "export", tmp_path / "mine"), "is not empty", "Name another folder")
    assert tree(tmp_path / "mine") == {"letter.txt": b"Dear all"}


@pytest.mark.parametrize(
    "folder",
    ["plans", "plans/export", "guides/x", "suggestions", "reports/x", "site_overrides/x", ".git/x", "."],
)
def test_it_is_not_put_into_the_content(council, folder):
    before = tree(council)
    refused(
        plans_here("--root", council, "export", council / folder),
        "cannot be built into",
        "Name another folder",
    )
    assert tree(council) == before


def test_a_site_is_no_export_and_an_export_no_site(council, tmp_path):
    for one, other, words in (("build", "export", ("--output",)), ("export", "build", ())):
        folder = tmp_path / one
        assert plans_here("--root", council, "--today", TODAY, one, *words, folder).returncode == 0
        before = tree(folder)
        refused(
            plans_here(
                "--root",
                council,
                "--today",
                TODAY,
                other,
                *(("--output",) if other == "build" else ()),
                folder,
            ),
            f"is no {'site' if other == 'build' else 'export'} of this program",
        )
        assert tree(folder) == before


def test_content_with_errors_gives_them_and_nothing_else(council, tmp_path):
    exported(council, tmp_path / "export")
    before = tree(tmp_path / "export")
    plan = council / "plans" / "hilltop.yml"
    plan.write_text(plan.read_text(encoding="utf-8") + "colour: green\n", encoding="utf-8")
    for folder in ("export", "new"):
        done = plans_here("--root", council, "--today", TODAY, "export", tmp_path / folder)
        assert (
            done.returncode == 1
            and "[unknown-field]" in done.stdout
            and "Nothing was exported" in done.stdout
        )
    assert tree(tmp_path / "export") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["council", "export"]


def test_an_export_replaces_the_one_before_with_all_that_was_made_in_it(council, tmp_path):
    folder = exported(council, tmp_path / "export")
    (folder / "site").mkdir()
    (folder / "site" / "index.html").write_text("old", encoding="utf-8")
    before = tree(folder)
    exported(council, folder)
    assert before.keys() - tree(folder).keys() == {"site/index.html"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["council", "export"]


def test_a_failure_while_writing_leaves_the_old_export(council, tmp_path, monkeypatch):
    folder = exported(council, tmp_path / "export")
    before = tree(folder)
    monkeypatch.setattr("communityplans.adapters.static_export.markdown", lambda *a, **k: "---\n---\n")
    refused(
        plans_here("--root", council, "--today", TODAY, "export", folder),
        "was not written whole",
        "The old export is as it was",
    )
    monkeypatch.setattr("communityplans.adapters.static_export.markdown", no_space)
    refused(
        plans_here("--root", council, "--today", TODAY, "export", folder),
        "No space left",
        "The old export is as it was",
    )
    assert tree(folder) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["council", "export"]


def no_space(*_, **__):
    raise OSError(28, "No space left on device")


def test_without_a_folder_the_help_is_pointed_to(council):
    done = plans_here("--root", council, "export")
    assert done.returncode == 2 and "DIR" in done.stderr
    said = plans_here("export", "--help").stdout
    assert all(word in said for word in ("Zensical", "ProperDocs", "Examples:", "--draft", "--pdf"))


def test_a_template_of_the_council_that_holds_pages_in_another_way_is_refused(council, tmp_path):
    (council / "site_overrides").mkdir()
    (council / "site_overrides" / "main.html").write_text(
        "<html><body>{{ cp.body }}</body></html>", encoding="utf-8"
    )
    config = council / "mkdocs.yml"
    config.write_text(
        config.read_text(encoding="utf-8").replace(
            "  name: material\n", "  name: material\n  custom_dir: site_overrides\n"
        ),
        encoding="utf-8",
    )
    refused(
        plans_here("--root", council, "--today", TODAY, "export", tmp_path / "export"),
        "site_overrides",
        "Nothing was exported",
    )
    assert not (tmp_path / "export").exists()
