"""Files that stay the same are taken over from the old site: the new one is the site that would be written
whole, and nobody's file is changed.
"""

import errno
import os
import shutil
import stat
from pathlib import Path

import pytest
from markupsafe import Markup
from sites import COUNCIL, TODAY, build, copy_of, differing, plans_here, tree

from communityplans.adapters import site_build as building
from communityplans.adapters.verification import verify
from communityplans.build import manifest, page_shell
from communityplans.build import output as output_files
from communityplans.build.page_shell import FILLED, Shell, marks
from communityplans.build.store import cache_folder
from communityplans.site.page import Page, SiteFile
from communityplans.source.errors import UsageError

STAMP = ".community-plans-site"
PLAN = "plans/hilltop/index.html"


@pytest.fixture
def council(tmp_path):
    """The made-up council, with a site that was built here and a file that changed since."""
    root = copy_of(COUNCIL, tmp_path / "council")
    build(root, root / "site")
    edit(root, "plans/hilltop.yml", "on the hill.", "on the top.")
    return root


def edit(root, path, old, new):
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new), encoding="utf-8")


def numbers(folder):
    """The number on the disk of each file; each has one name."""
    files = {
        path.relative_to(folder).as_posix(): path.lstat()
        for path in folder.rglob("*")
        if path.is_symlink() or path.is_file()
    }
    assert [path for path, told in files.items() if told.st_nlink != 1] == []
    return {path: told.st_ino for path, told in files.items()}


def whole(root, tmp_path):
    """The site as it is where nothing can be taken over."""
    shutil.rmtree(tmp_path / "whole", ignore_errors=True)
    build(root, tmp_path / "whole")
    return tree(tmp_path / "whole")


def taken(before, after):
    return {path for path in after if before.get(path) == after[path]}


def noted(root):
    """Where it is noted how the site was left."""
    path = manifest._path(root / "site")
    assert path.is_file()
    return path


@pytest.mark.parametrize("steps", ["one step", "two moves"])
def test_what_stays_the_same_is_taken_over_and_the_site_is_the_same(council, tmp_path, steps, monkeypatch):
    if steps == "two moves":
        monkeypatch.setattr(building, "atomic_swap", lambda one, other: False)
    before, old = numbers(council / "site"), tree(council / "site")
    build(council, council / "site")
    after, new = numbers(council / "site"), tree(council / "site")
    assert differing(new, whole(council, tmp_path)) == []
    same, changed = taken(before, after), set(differing(old, new))
    assert PLAN in changed and not changed & same
    # Not taken over are what MkDocs copies, the first file, and what says whose folder it is.
    assert {
        path for path in after.keys() - same - changed - {"index.html"} if not path.startswith("assets/")
    } == {STAMP}
    build(council, council / "site")
    assert same | changed - {"index.html"} <= taken(after, numbers(council / "site")), (
        "what was taken over or written is taken over again"
    )


def in_place(path):
    path.write_bytes(bytes(byte ^ 1 for byte in path.read_bytes()))


def in_place_with_its_old_time(path):
    told = path.stat()
    in_place(path)
    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns, path.stat().st_ino) == (
        told.st_size,
        told.st_mtime_ns,
        told.st_ino,
    )


def longer(path):
    path.write_bytes(path.read_bytes() + b"more")


def other_rights(path):
    path.chmod(0o600)


def another_with_its_time(path):
    told, other = path.stat(), path.with_name("other")
    other.write_bytes(bytes(byte ^ 1 for byte in path.read_bytes()))
    os.utime(other, ns=(told.st_atime_ns, told.st_mtime_ns))
    os.replace(other, path)


def a_link(path):
    os.replace(path, path.with_name("moved"))
    path.symlink_to("moved")


def a_folder(path):
    path.unlink()
    path.mkdir()


TOUCHED = [
    in_place,
    in_place_with_its_old_time,
    longer,
    other_rights,
    another_with_its_time,
    a_link,
    a_folder,
    Path.unlink,
]


def test_what_somebody_touched_is_written_again(council, tmp_path):
    """Each way to touch a file, on pages, data and a file of no cache."""
    site, should = council / "site", whole(council, tmp_path)
    kinds = [
        sorted(path for path in should if path.endswith(end) and path.startswith(start))
        for end, start in ((".html", "reference/rules/"), ("", "data/"), ("", "tracker/"))
    ]
    victims = {}
    for files in kinds:
        assert len(files) >= len(TOUCHED)
        victims |= {path: touch for path, touch in zip(files, TOUCHED, strict=False)}
    rights = stat.S_IMODE((site / STAMP).stat().st_mode)
    for path, touch in victims.items():
        touch(site / path)
    before = numbers(site)
    build(council, site)
    assert differing(tree(site), should) == []
    after = numbers(site)
    assert not taken(before, after) & victims.keys() and len(taken(before, after)) > 50
    assert [
        path
        for path in after
        if not stat.S_ISREG((site / path).lstat().st_mode)
        or stat.S_IMODE((site / path).stat().st_mode) != rights
    ] == []


def test_what_has_a_second_name_is_left_to_its_owner(council, tmp_path):
    """A copy of the site by second names (cp -al) stays what it was, and what is done to it reaches no later
    site.
    """
    site, copy = council / "site", tmp_path / "copy"
    shutil.copytree(site, copy, copy_function=os.link)
    old = tree(copy)
    build(council, site)
    numbers(site), numbers(copy)
    assert differing(tree(copy), old) == [] and differing(tree(site), whole(council, tmp_path)) == []


def damaged(data):
    return bytes(byte ^ 1 for byte in data)


@pytest.mark.parametrize(
    "damage",
    [damaged, lambda data: data[:-9], lambda data: b"", lambda data: b"\xff\xfe", None],
    ids=["flipped", "cut", "emptied", "no text", "gone"],
)
def test_a_note_that_is_damaged_is_no_hindrance(council, tmp_path, damage):
    note = noted(council)
    note.write_bytes(damage(note.read_bytes())) if damage else note.unlink()
    before = numbers(council / "site")
    build(council, council / "site")
    assert (
        not taken(before, numbers(council / "site"))
        and differing(tree(council / "site"), whole(council, tmp_path)) == []
    )


def test_what_another_program_noted_is_not_believed(council, monkeypatch):
    monkeypatch.setattr(manifest, "tool_fingerprint", lambda: "another")
    noted(council)
    before = numbers(council / "site")
    build(council, council / "site")
    assert not taken(before, numbers(council / "site"))


@pytest.mark.parametrize(
    "code", [errno.EPERM, errno.EXDEV, errno.EMLINK, errno.ENOSPC], ids=errno.errorcode.get
)
def test_a_disk_without_second_names_is_no_hindrance(council, tmp_path, monkeypatch, code):
    tried = []

    def link(*paths):
        tried.append(paths)
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "link", link)
    before = numbers(council / "site")
    build(council, council / "site")
    assert len(tried) == 1 and not taken(before, numbers(council / "site"))
    assert differing(tree(council / "site"), whole(council, tmp_path)) == []


def test_a_strict_umask_changes_nothing_of_a_site(council):
    before, mask = numbers(council / "site"), os.umask(0o077)
    try:
        build(council, council / "site")
    finally:
        os.umask(mask)
    assert taken(before, numbers(council / "site"))
    assert {
        stat.S_IMODE(path.stat().st_mode) for path in (council / "site").rglob("*") if path.is_file()
    } == {0o644}


def test_a_site_that_was_copied_here_is_written(council, tmp_path):
    """The same folder with other files in it, with the same times (as after a restored backup)."""
    os.replace(council / "site", tmp_path / "away")
    shutil.copytree(tmp_path / "away", council / "site")
    before = numbers(council / "site")
    build(council, council / "site")
    assert not taken(before, numbers(council / "site"))


def test_what_was_touched_while_the_site_was_built_is_not_noted(council, tmp_path, monkeypatch):
    """Somebody edits the new site before it is noted how it was left."""
    real = building._verify

    def meanwhile(fresh, found):
        real(fresh, found)
        (fresh / "about/index.html").write_text("other words", encoding="utf-8")

    monkeypatch.setattr(building, "_verify", meanwhile)
    build(council, council / "site")
    monkeypatch.setattr(building, "_verify", real)
    build(council, council / "site")
    assert differing(tree(council / "site"), whole(council, tmp_path)) == []


@pytest.mark.parametrize("when", ["it fails", "it is killed"])
def test_where_a_build_ends_half_way_the_old_site_is_as_it_was(council, tmp_path, monkeypatch, when):
    """After files were taken over. Those have two names then, until the next build."""
    if when == "it is killed" and not hasattr(os, "fork"):
        pytest.skip("this machine cannot copy a process")
    site = council / "site"
    old, real = tree(site), building._verify

    def ends(fresh, found):
        assert any(path.stat().st_nlink == 2 for path in fresh.rglob("*.html"))
        if when == "it is killed":
            os._exit(77)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(building, "_verify", ends)
    if when == "it fails":
        with pytest.raises(UsageError, match="No space left"):
            build(council, site)
        assert not (council / ".site.new").exists()
    else:
        child = os.fork()
        if child == 0:
            try:
                build(council, site)
            finally:
                os._exit(70)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 77
        assert (council / ".site.new").exists()
        # Somebody edits the site meanwhile.
        in_place_with_its_old_time(site / "about/index.html")
        old["about/index.html"] = (site / "about/index.html").read_bytes()
    assert differing(tree(site), old) == []
    monkeypatch.setattr(building, "_verify", real)
    build(council, site)
    assert differing(tree(site), whole(council, tmp_path)) == [] and not (council / ".site.new").exists()
    numbers(site)


HOOK = """
def on_post_build(config):
    for name in ("about/index.html", "privacy/index.html"):
        with open(config.site_dir + "/" + name, "r+") as page:
            page.write("<!-- a hook -->")
"""


def test_where_another_plugin_writes_into_the_site_nothing_is_shared_with_the_old_one(council, monkeypatch):
    (council / "hook.py").write_text(HOOK, encoding="utf-8")
    with (council / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("hooks: [hook.py]\n")
    before = tree(council / "site")

    def fails(fresh, found):
        assert (fresh / "about/index.html").read_text(encoding="utf-8").startswith("<!-- a hook -->")
        raise UsageError("no")

    real = building._verify
    monkeypatch.setattr(building, "_verify", fails)
    with pytest.raises(UsageError):
        build(council, council / "site")
    assert differing(tree(council / "site"), before) == []
    monkeypatch.setattr(building, "_verify", real)
    for _ in range(2):
        build(council, council / "site")
        assert (council / "site/privacy/index.html").read_text(encoding="utf-8").startswith("<!-- a hook -->")


def theme(root):
    (root / "site_overrides/partials").mkdir(parents=True)
    (root / "site_overrides/partials/cp-footer.html").write_text("<footer>Our own</footer>", encoding="utf-8")
    edit(root, "mkdocs.yml", "  name: material\n", "  name: material\n  custom_dir: site_overrides\n")


def a_guide_fewer(root):
    (root / "guides/councillors/money-matters.md").unlink()
    edit(
        root,
        "guides/councillors/first-steps.md",
        "[what a plan costs](../money-matters/)",
        "what a plan costs",
    )


CHANGES = {
    "a word in a plan": lambda root: edit(root, "plans/hilltop.yml", "on the top.", "on a top."),
    "a word in a title": lambda root: edit(root, "plans/hilltop.yml", "\ntitle: ", "\ntitle: The "),
    "the place": lambda root: edit(root, "plans/council.yml", "\nplace: ", "\nplace: New "),
    "the public address": lambda root: edit(
        root, "mkdocs.yml", "plans.example.org/", "plans.example.org/here/"
    ),
    "the footer": theme,
    "a guide fewer": a_guide_fewer,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_changes_shows_in_each_file(council, tmp_path, change):
    site = council / "site"
    build(council, site)
    change(council)
    old = tree(site)
    build(council, site)
    new = tree(site)
    assert differing(old, new) and differing(new, whole(council, tmp_path)) == []


def test_a_draft_and_another_day_are_other_sites(council, tmp_path):
    for number, options in enumerate(
        (
            ["--today", "2026-11-22"],
            ["--today", "2027-03-01"],
            ["--today", "2027-03-01", "--draft"],
            ["--today", "2026-11-22"],
        )
    ):
        for output in (council / "site", tmp_path / str(number)):
            assert (
                plans_here(
                    "--root", council, *options[:2], "build", *options[2:], "--output", output
                ).returncode
                == 0
            )
        assert differing(tree(council / "site"), tree(tmp_path / str(number))) == []


def a_page(**how):
    return Page(**{"address": "a/", "kind": "plan", "title": "A", "body": Markup("<p>one</p>")} | how)


def made_of(page=None, html="", **values):
    """What names a page in a shell that has a place for each value."""
    around = Shell("|".join((html, *marks().values())), "en")
    return around.made_of(page or a_page(), dict.fromkeys(set(FILLED) - {"body"}, "x") | values, "../")


@pytest.mark.parametrize("name", sorted(set(FILLED) - {"body"}))
def test_the_name_of_a_page_names_each_value_that_is_filled_in(name):
    assert made_of(**{name: "y"}) != made_of() == made_of()


def test_the_name_of_a_page_names_its_shell_its_body_and_its_way_up():
    assert (
        len(
            {
                made_of(),
                made_of(html="<p>"),
                made_of(a_page(body=Markup("<p>two</p>"))),
                made_of(a_page(kind="not-found")),
            }
        )
        == 4
    )
    around = Shell("".join(marks().values()), "en")
    assert around.made_of(a_page(), {}, "../") != around.made_of(a_page(), {}, "/")


def test_what_the_shell_is_filled_with_is_what_its_name_is_made_of():
    """Else something could be filled in that the name of a page does not know."""
    around = page_shell.Surroundings("Here", (), (), None, draft=True, url="https://plans.example.org/")
    page = a_page(description="d", canonical="b/", index=False)
    assert page_shell.named(page, around).keys() | {"body"} == set(FILLED)
    everything = page_shell.variables(page, around, "../")
    assert all(everything[name] == value for name, value in page_shell.named(page, around).items())


def test_a_file_that_is_written_twice_is_never_written_into_the_old_site(tmp_path):
    """Two files for one address, as by a mistake of this program."""

    def site(folder, texts):
        files = output_files.OutputFiles(tmp_path / folder, output_files.PreviousOutput(tmp_path / "old"))
        for text in texts:
            files.asset(SiteFile("first.txt", b"first"))
            files.asset(SiteFile("a/b.txt", text))
        return files

    site("old", [b"one"]).remember(tmp_path / "old")
    site("new", [b"one", b"two"])
    assert (tmp_path / "old/a/b.txt").read_bytes() == b"one" and (
        tmp_path / "new/a/b.txt"
    ).read_bytes() == b"two"
    assert (tmp_path / "new/first.txt").read_bytes() == b"first"


def test_nothing_is_noted_of_a_site_that_nobody_builds_again(council, tmp_path):
    build(council, council / "site")
    before = sorted(cache_folder("outputs").iterdir())
    assert verify(council, council / "site", today=TODAY).same
    assert sorted(cache_folder("outputs").iterdir()) == before


def test_verify_finds_what_was_taken_over_wrong(council):
    """It makes the whole site by itself."""
    build(council, council / "site")
    in_place_with_its_old_time(council / "site/about/index.html")
    assert verify(council, council / "site", today=TODAY).other == ["about/index.html"]
