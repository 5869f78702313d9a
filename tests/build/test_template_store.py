"""Templates as byte code: the same words with them and without, in each language, and what was damaged is
compiled again.
"""

from datetime import date

import pytest
from jinja2 import Environment
from sites import COUNCIL, build, copy_of

from communityplans.build.store import Store
from communityplans.site import render

VALUES = {
    "title": "A & B",
    "kind": "area",
    "groups": [],
    "all_statuses": [],
    "total": 0,
    "counts": {},
    "titles": {},
    "today": date(2026, 11, 22),
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A cache of its own, and templates that are compiled anew."""
    monkeypatch.setattr(render, "_store", None)
    render._environment.cache_clear()
    yield tmp_path / "templates"
    render._environment.cache_clear()


def said(folder):
    """A page as a new process would make it."""
    render._environment.cache_clear()
    render.use_template_store(Store(folder))
    return render.render("tracker_index", **VALUES)


def compiled(monkeypatch):
    """Counts what has to be compiled from now on."""
    names = []
    was = render._Environment.compile
    monkeypatch.setattr(
        render._Environment,
        "compile",
        lambda self, source, name=None, *more, **how: (
            names.append(name) or was(self, source, name, *more, **how)
        ),
    )
    return names


def test_what_was_kept_is_not_compiled_again_and_says_the_same(folder, monkeypatch):
    names = compiled(monkeypatch)
    first = said(folder)
    assert "No plan is in force." in first and names
    del names[:]
    assert said(folder) == first and not names


def test_another_language_has_its_own(folder, monkeypatch):
    said(folder)
    names = compiled(monkeypatch)
    monkeypatch.setattr(render, "current_language", lambda: "cy")
    said(folder)
    assert names


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(path.read_bytes()[:-9]),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"\0" * 400),
    ],
    ids=["cut", "emptied", "zeros"],
)
def test_what_was_damaged_is_compiled_again(folder, monkeypatch, damage):
    first = said(folder)
    for path in folder.glob("*/*"):
        damage(path)
    names = compiled(monkeypatch)
    assert said(folder) == first and names


def test_the_theme_is_compiled_once_and_again_where_a_template_changed(tmp_path, monkeypatch):
    """The council's own templates too, which are no files of this program."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    names = []
    was = Environment.compile
    monkeypatch.setattr(
        Environment,
        "compile",
        lambda self, source, name=None, *more, **how: (
            names.append(name) or was(self, source, name, *more, **how)
        ),
    )
    root = copy_of(COUNCIL, tmp_path / "council")
    footer = root / "site_overrides" / "partials" / "cp-footer.html"
    footer.parent.mkdir(parents=True)
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(
        text.replace("  name: material\n", "  name: material\n  custom_dir: site_overrides\n"),
        encoding="utf-8",
    )
    for words, compiled in (
        ("<p>One</p>", {"main.html", "base.html", "partials/cp-footer.html"}),
        ("<p>One</p>", set()),
        ("<p>Two</p>", {"partials/cp-footer.html"}),
    ):
        del names[:]
        footer.write_text(words, encoding="utf-8")
        build(root, root / "site")
        assert (
            compiled <= set(names)
            and (compiled or not names)
            and ("main.html" in names) == ("main.html" in compiled)
        )
        assert words in (root / "site" / "about" / "index.html").read_text(encoding="utf-8")
