"""A disk that is full or may only be read, and a cache that is damaged: real ones, a few kilobytes each."""

import os
import shutil
import signal
import subprocess

import pytest
from machine import COMMAND, apart, on_a_small_disk, one_sentence, start, stopped
from sites import COUNCIL, copy_of, differing, plans, plans_here, tree

DAY = ("--today", "2026-11-22")


def kilobytes(folder) -> int:
    """What a folder takes on a disk."""
    return sum((path.stat().st_size + 4095) // 4096 * 4 for path in folder.rglob("*") if path.is_file())


@pytest.mark.fault("F10")
@pytest.mark.parametrize(
    "part",
    [0.5, *(pytest.param(part, marks=pytest.mark.long) for part in (0.02, 0.2, 0.8, 0.98))],
    ids=lambda part: f"room for {part:.0%} of the new site",
)
def test_a_disk_that_is_full_leaves_the_old_site(part, council_site, tmp_path):
    """The old site stands on a disk that has room for it, and for a part of the new one."""
    size = int(kilobytes(council_site) * (1 + part))
    done = on_a_small_disk(
        tmp_path / "disk",
        size,
        f"""
        cp -r '{council_site}' '{tmp_path}/disk/site'
        code=0; plans --root '{COUNCIL}' --today 2026-11-23 build --output '{tmp_path}/disk/site' > /dev/null || code=$?
        diff -r '{council_site}' '{tmp_path}/disk/site' > /dev/null || echo "the old site is no longer whole"
        ls -A '{tmp_path}/disk'; exit $code""",
    )
    one_sentence(done, 2, "No space left on device", "The old site is as it was")
    assert done.stdout.split("\n") == ["site", ""]


@pytest.mark.fault("F10")
def test_no_room_for_what_a_pdf_is_made_with(tmp_path):
    """The library that sets a PDF needs a little room; without it the site has not what was asked for, so it
    stays as it was.
    """
    root = copy_of(COUNCIL, tmp_path / "council")
    done = on_a_small_disk(
        tmp_path / "disk",
        4,
        f"plans --root '{root}' --today 2026-11-22 build --pdf",
        TMPDIR=str(tmp_path / "disk"),
        XDG_CACHE_HOME=str(tmp_path / "cache"),
    )
    if "No PDFs were made" in done.stderr:
        pytest.skip("this machine has no Pango")
    one_sentence(done, 2, "No space left on device")
    assert not (root / "site").exists()


@pytest.mark.long
@pytest.mark.fault("F10", "CACHE")
def test_no_room_to_keep_anything_is_no_hindrance(council_site, tmp_path):
    done = on_a_small_disk(
        tmp_path / "disk",
        4,
        f"plans --root '{COUNCIL}' --today 2026-11-22 build --output '{tmp_path}/site'",
        XDG_CACHE_HOME=str(tmp_path / "disk"),
    )
    assert done.returncode == 0, done.stderr
    assert differing(tree(tmp_path / "site"), tree(council_site)) == []


@pytest.mark.fault("F10", "F44")
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this machine has no /dev/full")
@pytest.mark.parametrize("verb", ["check", pytest.param("build", marks=pytest.mark.long)])
def test_a_screen_that_is_full(verb, council):
    """What is said goes into a file on a full disk: said once on the side, and the site is a whole one."""
    before = tree(council / "site")
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*COMMAND, "--root", str(council), *DAY, verb],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=120,
            check=False,
        )
    done.stdout = ""
    one_sentence(done, 2, "No space left on device")
    assert done.stderr.count("No space left") == 1 and differing(tree(council / "site"), before) == []


@pytest.mark.long
@pytest.mark.fault("F11", "F12")
def test_a_disk_that_may_only_be_read(council, council_site, tmp_path):
    """The content lies on a disk on which nobody may write: it builds elsewhere, and says so where it cannot."""
    script = (
        f"mount --bind '{council}' '{council}'\nmount -o remount,bind,ro '{council}'\n"
        f"plans --root '{council}' --today 2026-11-22 build --output '{tmp_path}/out/site' > /dev/null\n"
        f"plans --root '{council}' build"
    )
    done = on_a_small_disk(tmp_path / "disk", 4, script)
    if "mount:" in done.stderr:
        pytest.skip("this machine lets no program have a disk of its own (mount --bind)")
    one_sentence(done, 2, "Nothing can be written in")
    assert differing(tree(tmp_path / "out" / "site"), tree(council_site)) == []
    assert differing(tree(council / "site"), tree(council_site)) == []


def cut(path):
    path.write_bytes(path.read_bytes()[:-40])


def flipped(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def emptied(path):
    path.write_bytes(b"")


def folder_instead(path):
    path.unlink()
    path.mkdir()
    (path / "x").write_text("x")


def unreadable_text(path):
    path.write_bytes(os.urandom(200))


@pytest.fixture
def published(place, tmp_path, monkeypatch):
    """A council with an edition, its built site with PDFs, and a cache that holds its pages and its PDFs."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    place.publish("First", day="2026-11-02")
    assert place.plans("build", "--pdf")[0] == 0
    return place


@pytest.mark.fault("CACHE")
@pytest.mark.parametrize(
    "damage",
    [
        flipped,
        *(
            pytest.param(one, marks=pytest.mark.long)
            for one in (cut, emptied, folder_instead, unreadable_text)
        ),
    ],
)
def test_what_was_damaged_in_the_cache_is_made_again(published, damage, tmp_path):
    """Each file in it: the pages of old editions and the PDFs."""
    before = tree(published.root / "site")
    kept = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    assert {"store", "outputs"} <= {
        path.relative_to(tmp_path / "cache" / "community-plans").parts[0] for path in kept
    }
    for path in kept:
        damage(path)
    code, said = published.plans("build", "--pdf")
    assert code == 0 and "Traceback" not in said, said
    assert differing(tree(published.root / "site"), before) == []


@pytest.mark.long
@pytest.mark.fault("CACHE")
def test_a_file_in_the_place_of_the_cache_is_no_hindrance(published, tmp_path):
    before = tree(published.root / "site")
    shutil.rmtree(tmp_path / "cache")
    (tmp_path / "cache").write_text("not a folder")
    assert published.plans("build", "--pdf")[0] == 0
    assert differing(tree(published.root / "site"), before) == []


@pytest.mark.long
@pytest.mark.fault("CACHE", "F06")
def test_a_cache_that_was_being_written_when_the_machine_stopped(published, tmp_path):
    """Killed at six moments of a build that fills an empty cache; what each left behind serves the next."""
    before = tree(published.root / "site")
    for part in range(6):
        cache = tmp_path / f"cache-{part}"
        process = start("--root", published.root, *DAY, "build", "--pdf", env={"XDG_CACHE_HOME": str(cache)})
        stopped(process, 0.8 + part * 0.5, signal.SIGKILL, all_of_it=True)
        done = plans("--root", published.root, *DAY, "build", "--pdf", env={"XDG_CACHE_HOME": str(cache)})
        assert done.returncode == 0, done.stderr
        assert differing(tree(published.root / "site"), before) == []


@pytest.mark.long
@pytest.mark.fault("F14")
def test_a_link_in_the_place_of_the_site_to_another_disk(council, council_site, tmp_path):
    """The link stays; the folder that it leads to is replaced as a whole, on its own disk."""
    shutil.rmtree(council / "site")
    (council / "site").symlink_to(tmp_path / "disk" / "www")
    size = kilobytes(council_site) * 3
    done = on_a_small_disk(
        tmp_path / "disk",
        size,
        f"""
        mkdir '{tmp_path}/disk/www'
        plans --root '{council}' --today 2026-11-22 build > /dev/null
        plans --root '{council}' --today 2026-11-22 build > /dev/null
        test -L '{council}/site'
        diff -r '{council_site}' '{tmp_path}/disk/www' """,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_these_tests_ran_on_disks_of_their_own(tmp_path):
    """What was mounted for a test is gone afterwards."""
    apart("-m")
    done = on_a_small_disk(tmp_path / "disk", 4, f"touch '{tmp_path}/disk/here'; ls '{tmp_path}/disk'")
    assert done.stdout == "here\n" and os.listdir(tmp_path / "disk") == []


@pytest.mark.fault("F13")
def test_a_folder_that_holds_the_content_is_refused_by_any_name(council, tmp_path):
    """Also where it is reached by a link."""
    (tmp_path / "other").symlink_to(council)
    for output in (
        tmp_path / "other",
        tmp_path / "other" / "plans",
        council / "site" / ".." / "guides",
        tmp_path,
    ):
        done = plans_here("--root", council, *DAY, "build", "--output", output)
        one_sentence(done, 2, "cannot be built into")
