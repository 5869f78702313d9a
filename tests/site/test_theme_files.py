"""MkDocs need not list Material's icons to know which files of a theme belong into the site."""

from jinja2 import FileSystemLoader
from mkdocs.theme import Theme
from sites import COUNCIL, build, copy_of

from communityplans.adapters.mkdocs_plugin import _list_quickly


def test_the_list_is_that_of_the_loader_without_hidden_folders(tmp_path):
    (tmp_path / ".hidden" / "more").mkdir(parents=True)
    for name in ("one.html", ".two", ".hidden/three.svg", ".hidden/more/four.css"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    theme = Theme("community-plans", custom_dir=str(tmp_path))
    every = FileSystemLoader(theme.dirs).list_templates()
    _list_quickly(theme)
    found = theme.get_env().list_templates()
    assert found == [path for path in every if not any(step.startswith(".") for step in path.split("/")[:-1])]
    assert {"one.html", ".two", "main.html", "base.html"} <= set(found) and len(found) < len(every) / 10


def test_a_template_of_the_council_may_still_show_an_icon(tmp_path):
    root = copy_of(COUNCIL, tmp_path / "council")
    partials = root / "site_overrides" / "partials"
    partials.mkdir(parents=True)
    (partials / "cp-footer.html").write_text(
        '<footer>{% include ".icons/material/home.svg" %}</footer>', encoding="utf-8"
    )
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(
        text.replace("  name: material\n", "  name: material\n  custom_dir: site_overrides\n"),
        encoding="utf-8",
    )
    build(root, root / "site")
    assert "<footer><svg" in (root / "site" / "about" / "index.html").read_text(encoding="utf-8")
