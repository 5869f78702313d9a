"""What others wrote is pinned, fetched once at set-up, and only copied by a build; without it, the site is
built all the same.
"""

import json
import os
import re
import socket
import sys
import tomllib
from pathlib import Path

import pytest

from communityplans.adapters.site_build import build
from communityplans.build import editor_packages
from communityplans.build.editor_packages import EDITOR, MISSING, TAKEN, cache, fetch, is_here
from communityplans.build.editor_packages import parts as files_of_parts
from communityplans.cli import main
from communityplans.source.errors import UsageError

ROOT = Path(__file__).resolve().parents[2]
FORGE = """forge:
  kind: github
  url: https://git.example.org/council/plans
  branch: trunk
  editor: {forks: true}
mailbox: plans@example.org
"""


@pytest.fixture
def nothing_fetched(tmp_path, monkeypatch) -> Path:
    """A machine on which nothing was fetched yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache/community-plans"


@pytest.fixture
def with_form(council) -> Path:
    """The council's files, with a forge and a form in the settings."""
    settings = council / "plans/council-settings.yml"
    settings.write_text(settings.read_text(encoding="utf-8") + FORGE, encoding="utf-8")
    return council


def npm(folder: Path, monkeypatch, script: str) -> None:
    """Put a program called npm first on the path."""
    folder.mkdir()
    (folder / "npm").write_text(f"#!{sys.executable}\n{script}")
    (folder / "npm").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def test_every_package_is_pinned_by_the_hash_of_its_content():
    wanted = json.loads((EDITOR / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())
    locked = json.loads((EDITOR / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert {name.removeprefix("node_modules/") for name in locked} >= set(wanted)
    for name, package in locked.items():
        if name:
            assert package["integrity"].startswith("sha512-"), name
            assert "resolved" not in package, name
    assert "omit-lockfile-registry-resolved=true" in (EDITOR / ".npmrc").read_text(encoding="utf-8")


def test_no_host_is_named_where_packages_come_from():
    for name in editor_packages.PINS:
        text = (EDITOR / name).read_text(encoding="utf-8")
        assert "registry" not in text.replace("omit-lockfile-registry-resolved", "")
        # Addresses in the lock are those to which the writers of packages ask for gifts.
        assert {line.split('"')[1] for line in text.splitlines() if "http" in line} <= {"url"}


def test_the_package_brings_what_the_form_needs():
    data = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"][
        "package-data"
    ]["communityplans"]
    assert {"editor/*", "editor/.npmrc"} <= set(data)


def test_without_npm_there_is_one_sentence(nothing_fetched, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(
        UsageError,
        match="npm is not on this machine. It comes with Node.js; with it, run again: plans edit --fetch",
    ):
        fetch()


def test_what_npm_says_is_said(nothing_fetched, tmp_path, monkeypatch):
    npm(
        tmp_path / "bin",
        monkeypatch,
        "import sys; print('npm error sha512 does not fit', file=sys.stderr); sys.exit(1)",
    )
    with pytest.raises(UsageError, match="The parts of the form could not be fetched: sha512 does not fit"):
        fetch()
    assert not is_here() and list(nothing_fetched.iterdir()) == []


def test_only_what_is_needed_is_kept(nothing_fetched, tmp_path, monkeypatch):
    made = {
        "@sveltia/cms/npm/index.js": (
            'import("../locales/cy.json");a="https://cdn.example.org/x/fonts/noto:vf@1.2.3/latin-400.woff2"'
        ),
        "@sveltia/cms/npm/index.js.map": "no",
        "@sveltia/cms/npm/assets/noto-latin-400-abc.woff2": "font",
        "@sveltia/cms/locales/cy.json": "{}",
        "@sveltia/cms/LICENSE.txt": "MIT",
        "@sveltia/cms/schema/sveltia-cms.json": "{}",
        "immutable/dist/immutable.es.js": "x",
        "immutable/LICENSE": "MIT",
        "yaml/browser/dist/index.js": "y",
        "yaml/LICENSE": "ISC",
        "svgo/index.js": "not needed",
    }
    npm(
        tmp_path / "bin",
        monkeypatch,
        "import pathlib, sys\nassert sys.argv[1] == 'ci' and '--ignore-scripts' in sys.argv\nfor name, text"
        f" in {made!r}.items():\n    path = pathlib.Path('node_modules', name);"
        " path.parent.mkdir(parents=True, exist_ok=True); path.write_text(text)\n",
    )
    assert fetch() is True and fetch() is False
    served = {name: path.read_text(encoding="utf-8") for name, path in files_of_parts()}
    assert set(served) == {
        "sveltia/npm/index.js",
        "sveltia/npm/assets/noto-latin-400-abc.woff2",
        "sveltia/locales/cy.json.js",
        "sveltia/LICENSE.txt",
        "immutable/immutable.js",
        "immutable/LICENSE",
        "yaml/index.js",
        "yaml/LICENSE",
    }
    assert (
        served["sveltia/npm/index.js"]
        == 'import("../locales/cy.json.js");a="sveltia/npm/assets/noto-latin-400-abc.woff2"'
    )
    assert served["sveltia/locales/cy.json.js"] == "export default {}"
    assert (cache() / "schema/sveltia-cms.json").is_file()
    assert [path.name for path in nothing_fetched.iterdir()] == [cache().name]


@pytest.mark.fault("CACHE")
@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(path.read_bytes()[:-1]),
        lambda path: path.write_bytes(b"y" + path.read_bytes()[1:]),
        lambda path: path.unlink(),
        lambda path: (path.unlink(), path.mkdir()),
        lambda path: path.with_name("more.js").write_text("alert(1)"),
    ],
    ids=["cut off", "other letters", "gone", "a folder", "one more"],
)
def test_a_part_that_was_damaged_is_not_served(damage, nothing_fetched, tmp_path, monkeypatch):
    """The site is then built without the form, as if nothing had been fetched, until it is fetched again."""
    home = cache()
    for name in ("sveltia/npm/index.js", "immutable/immutable.js", "yaml/index.js"):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text("x = 1")
    (home / editor_packages.SUMS).write_text(json.dumps(editor_packages._sums(home)))
    assert is_here()
    damage(home / "immutable/immutable.js")
    assert not is_here()


def test_what_was_fetched_asks_no_third_party_for_fonts(fetched):
    served = dict(files_of_parts())
    assert "https://cdn." not in served["sveltia/npm/index.js"].read_text(encoding="utf-8")
    assert {name.split("/")[0] for name in served} == {target.split("/")[0] for target in TAKEN.values()} - {
        "schema"
    }
    assert sum(path.stat().st_size for path in served.values()) < 8_000_000


@pytest.fixture
def no_network(monkeypatch):
    """A build asks nobody."""

    def refuse(*arguments, **options):
        raise AssertionError("a build asked the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def test_the_site_is_built_without_the_form_and_says_so(
    nothing_fetched, no_network, with_form, tmp_path, capsys, monkeypatch
):
    monkeypatch.setattr(
        sys,
        "argv",
        [
            "plans",
            "--root",
            str(with_form),
            "--today",
            "2026-11-22",
            "build",
            "--output",
            str(tmp_path / "out"),
        ],
    )
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    assert capsys.readouterr().err.splitlines() == [MISSING]
    assert not (tmp_path / "out/edit").exists()
    page = (tmp_path / "out/plans/mill-quarter/index.html").read_text(encoding="utf-8")
    assert "edit/?item" not in page and 'href="mailto:plans@example.org?subject=Suggestion' in page
    assert "https://git.example.org/council/plans/blob/trunk/plans/mill-quarter.yml#L39" in page


def test_the_site_has_the_form_and_leads_into_it(fetched, no_network, with_form, tmp_path, today):
    out = tmp_path / "out"
    found = build(with_form, out, today=today)
    assert found.form and found.pages
    page = (out / "plans/mill-quarter/index.html").read_text(encoding="utf-8")
    assert (
        '<a href="../../edit/?item=crossing#/collections/plans/entries/mill-quarter">Suggest a change<span'
        ' class="cp-sr"> to New crossing by the mill</span></a>' in page
    )
    assert (
        '">Suggest a change by e-mail<span class="cp-sr"> to New crossing by the mill</span></a>' in page
        and 'href="mailto:plans@example.org?subject=Suggestion' in page
    )
    assert 'href="mailto:plans@example.org?subject=Question' in page
    line = (with_form / "plans/mill-quarter.yml").read_text(encoding="utf-8").split("\n").index(
        "  - id: crossing"
    ) + 1
    assert (
        f'href="https://git.example.org/council/plans/edit/trunk/plans/mill-quarter.yml#L{line}">Edit the'
        f" source, line {line}" in page
    )
    for name in (
        "index.html",
        "boot.js",
        "config.json",
        "checklist.json",
        "published.json",
        "sveltia/npm/index.js",
        "yaml/index.js",
        "immutable/immutable.js",
    ):
        assert (out / "edit" / name).is_file()
    sitemap = (out / "sitemap.xml").read_text(encoding="utf-8") if (out / "sitemap.xml").exists() else ""
    assert "/edit/" not in sitemap
    again = tmp_path / "again"
    build(with_form, again, today=today)
    assert {
        path.relative_to(out): path.read_bytes() for path in (out / "edit").rglob("*") if path.is_file()
    } == {
        path.relative_to(again): path.read_bytes() for path in (again / "edit").rglob("*") if path.is_file()
    }


def test_without_a_form_in_the_settings_there_is_none(fetched, council, tmp_path, today):
    assert build(council, tmp_path / "out", today=today).form is False
    assert not (tmp_path / "out/edit").exists()
