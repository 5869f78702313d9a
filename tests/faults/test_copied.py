"""A site on its way to its host, of which only some files arrive; and the way by which none is ever seen half
(F48).
"""

import os
import re
import shutil
import subprocess

import pytest
from sites import COUNCIL, copy_of, plans_here, tree

DAY = ("--today", "2026-11-22")
needs_tar = pytest.mark.skipif(shutil.which("tar") is None, reason="this machine has no tar")


@pytest.fixture(scope="module")
def built(council_site, tmp_path_factory):
    """A council with its new site, which has a plan and words that the old one has not."""
    root = copy_of(COUNCIL, tmp_path_factory.mktemp("copied") / "council")
    text = (root / "plans/hilltop.yml").read_text(encoding="utf-8")
    (root / "plans/hilltop.yml").write_text(text.replace("on the hill.", "on the top."), encoding="utf-8")
    areas = (root / "plans/council.yml").read_text(encoding="utf-8")
    (root / "plans/council.yml").write_text(
        areas.replace("areas:\n", "areas:\n  - {id: newcomb, name: Newcomb}\n", 1), encoding="utf-8"
    )
    (root / "plans/newcomb.yml").write_text(text.replace("area: hilltop", "area: newcomb"), encoding="utf-8")
    done = plans_here("--root", root, *DAY, "build")
    assert done.returncode == 0, done.stdout
    return root


@pytest.fixture
def two(built, council_site, tmp_path):
    """The council with its new site, and its host with the old one."""
    shutil.copytree(council_site, tmp_path / "host")
    return built, tmp_path / "host"


def loaded(page: str, html: str) -> set[str]:
    """The files of this site that a page cannot do without."""
    found = re.findall(
        r'<(?:link rel="(?:stylesheet|icon)" href|script[^>]* src|img[^>]* src)="([^":]+)"', html
    )
    return {
        os.path.normpath(os.path.join(os.path.dirname(page), one)).replace(os.sep, "/")
        for one in found
        if not one.startswith("/")
    }


@pytest.mark.fault("F48")
def test_at_every_cut_of_a_copy_each_page_has_what_it_needs(two):
    """After each file that arrives: every page is the old or the new one, what it loads is there, and the
    first page leads nowhere that is not there.
    """
    council, host = two
    old, new = tree(host), tree(council / "site")
    listed = plans_here("--root", council, "order").stdout.splitlines()
    assert sorted(listed) == sorted(new) and listed[-1] == "index.html"
    needs = {path: loaded(path, data.decode()) for path, data in new.items() if path.endswith(".html")}
    assert any(len(files) > 2 for files in needs.values())
    there = set(old)
    for path in listed:
        there.add(path)
        assert path not in needs or needs[path] <= there, path
    places = {path: turn for turn, path in enumerate(listed)}
    leads = {os.path.normpath(one) for one in re.findall(r'href="([^":#]+)/"', new["index.html"].decode())}
    assert "plans/newcomb" in {os.path.dirname(path) for path in new} and all(
        places[f"{one}/index.html"] < places["index.html"] for one in leads if f"{one}/index.html" in places
    )
    assert all(
        places[page] < places[file]
        for page in needs
        if page not in old and page != "index.html"
        for file in places
        if file.startswith(("feeds/", "sitemap"))
    )


@needs_tar
@pytest.mark.fault("F48")
@pytest.mark.parametrize("part", [0.1, 0.6, 0.97], ids=lambda part: f"after {part:.0%}")
def test_a_copy_that_breaks_off_is_finished_by_the_next(two, part):
    """As the README says it, with tar; the line goes down after a part of the bytes."""
    council, host = two
    old, new = tree(host), tree(council / "site")
    listed = plans_here("--root", council, "order").stdout
    sent = subprocess.run(
        ["tar", "--create", "--directory", council / "site", "--files-from", "-"],
        input=listed.encode(),
        capture_output=True,
        check=True,
    ).stdout
    subprocess.run(
        ["tar", "--extract", "--directory", host],
        input=sent[: int(len(sent) * part)],
        capture_output=True,
        check=False,
    )
    now = tree(host)
    torn = [path for path, data in now.items() if data not in (old.get(path), new.get(path))]
    assert len(torn) <= 1, "only the file that was on its way may be cut off"
    assert now["index.html"] == old["index.html"]
    subprocess.run(["tar", "--extract", "--directory", host], input=sent, capture_output=True, check=True)
    assert {path: data for path, data in tree(host).items() if path in new} == new
    assert set(old) <= set(tree(host)), "what the old pages need stays until somebody removes it"


@pytest.mark.fault("F48")
@pytest.mark.skipif(
    not hasattr(os, "symlink") or os.name == "nt", reason="this machine has no symbolic links for everyone"
)
def test_a_folder_beside_and_a_link_that_moves_show_nothing_half(two, tmp_path):
    """The way of the README for one's own server: the copy breaks off, and nobody has seen any of it."""
    council, host = two
    (tmp_path / "www").symlink_to(host)
    old, half = tree(tmp_path / "www"), tmp_path / "release-2"
    listed = plans_here("--root", council, "order").stdout.splitlines()
    for path in listed[: len(listed) // 2]:
        (half / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(council / "site" / path, half / path)
    assert tree(tmp_path / "www") == old
    shutil.copytree(council / "site", half, dirs_exist_ok=True)
    subprocess.run(["sh", "-c", "ln -s release-2 next && mv -T next www"], cwd=tmp_path, check=True)
    assert tree(tmp_path / "www") == tree(council / "site") and tree(host) == old


@pytest.mark.fault("F48")
def test_a_folder_that_is_no_site_has_no_order(tmp_path):
    done = plans_here("--root", tmp_path, "order", tmp_path)
    assert done.returncode == 2 and "is not a site of this program" in done.stderr
