"""The same files on the same day give the same bytes, wherever and by whomever they are built (faults F01,
F02, F04, F05, F18).
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from machine import apart
from sites import COUNCIL, EPOCH, copy_of, differing, plans, plans_here, run, tree

SURROUNDINGS = {
    "C, far east, dumb": {
        "LC_ALL": "C",
        "LANG": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "TZ": "Pacific/Kiritimati",
        "PYTHONHASHSEED": "0",
        "TERM": "dumb",
        "NO_COLOR": "1",
        "COLUMNS": "20",
    },
    "Welsh, far west, homeless": {
        "LC_ALL": "cy_GB.UTF-8",
        "LANG": "cy_GB.UTF-8",
        "TZ": "Pacific/Honolulu",
        "PYTHONHASHSEED": "1",
        "HOME": "/nonexistent",
        "USER": "",
        "XDG_CACHE_HOME": "/nonexistent",
    },
    "another hash seed": {"PYTHONHASHSEED": "2"},
}


def built(root: Path, output: Path, day="2026-11-22", **more) -> dict[str, bytes]:
    """The files of a site that is built in this process, or with `env` in one of its own."""
    done = (plans if more else plans_here)(
        "--root", root, "--today", day, "build", "--output", output, **more
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return tree(output)


@pytest.mark.fault("F02")
@pytest.mark.parametrize("environment", SURROUNDINGS.values(), ids=SURROUNDINGS)
def test_the_surroundings_do_not_matter(environment, council_site, tmp_path, count):
    assert differing(built(COUNCIL, tmp_path / "site", env=environment), tree(council_site)) == []
    count("builds", tried=1)


@pytest.mark.fault("F02", "F05")
def test_the_place_the_order_of_files_and_the_mask_do_not_matter(council_site, tmp_path, count):
    """Another path, with a space and an accent in it, files created in another order, and a strict mask for
    new files.
    """
    root = tmp_path / "Tŷ newydd" / "a b"
    files = sorted((p for p in COUNCIL.rglob("*") if p.is_file()), key=lambda p: p.name[::-1])
    for path in reversed(files):
        target = root / path.relative_to(COUNCIL)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    command = [
        sys.executable,
        "-c",
        "from communityplans.cli import main; main()",
        "--today",
        "2026-11-22",
        "build",
    ]
    done = subprocess.run(
        command, cwd=root, capture_output=True, text=True, umask=0o077, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    assert differing(tree(root / "site"), tree(council_site)) == []
    count("builds", tried=1)


@pytest.mark.fault("F18")
def test_windows_line_ends_and_a_byte_order_mark_do_not_matter(council_site, tmp_path, count):
    root = copy_of(COUNCIL, tmp_path / "council")
    for path in [*root.rglob("*.yml"), *root.rglob("*.md")]:
        data = path.read_bytes().replace(b"\n", b"\r\n")
        path.write_bytes(data if path.name == "mkdocs.yml" else b"\xef\xbb\xbf" + data)
    assert b"\r\n" in (root / "plans" / "hilltop.yml").read_bytes()
    assert differing(built(root, tmp_path / "site"), tree(council_site)) == []
    count("builds", tried=1)


@pytest.mark.fault("F01")
def test_building_again_changes_nothing(tmp_path, count):
    output = tmp_path / "site"
    assert differing(built(COUNCIL, output), built(COUNCIL, output)) == []
    count("builds", tried=2)


@pytest.mark.long
@pytest.mark.fault("F01", "F02")
def test_building_again_with_pdfs_and_an_empty_cache_changes_nothing(tmp_path, count):
    """Pages, PDFs, feeds, data and what the search looks through; and `plans verify` says so too, by itself."""
    sites = []
    for number, zone in enumerate(("Pacific/Auckland", "America/New_York")):
        output, env = (
            tmp_path / str(number),
            {
                "XDG_CACHE_HOME": str(tmp_path / f"cache-{number}"),
                "TZ": zone,
                "PYTHONHASHSEED": str(number),
            },
        )
        done = plans(
            "--root", COUNCIL, "--today", "2026-11-22", "build", "--pdf", "--output", output, env=env
        )
        assert done.returncode == 0, done.stderr
        sites.append(tree(output))
    assert differing(*sites) == [] and {path.rpartition(".")[2] for path in sites[0]} >= {
        "html",
        "json",
        "csv",
        "ics",
        "css",
    }
    done = plans(
        "--root",
        COUNCIL,
        "--today",
        "2026-11-22",
        "verify",
        tmp_path / "0",
        env={"XDG_CACHE_HOME": str(tmp_path / "cache-2"), "TZ": "UTC"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    count("builds", tried=3)


@pytest.mark.fault("F02")
def test_another_user_builds_the_same(council_site, tmp_path, count):
    """A user without a name or a home, and with a strict mask."""
    way = apart("--user", "--map-user=54321", "--map-group=54321")
    done = run(
        [
            *way,
            sys.executable,
            "-c",
            "import os; assert os.getuid() == 54321; from communityplans.cli import main; main()",
            "--root",
            str(COUNCIL),
            "--today",
            "2026-11-22",
            "build",
            "--output",
            str(tmp_path / "site"),
        ],
        env={"HOME": "/nonexistent", "USER": "", "LOGNAME": ""},
        umask=0o077,
    )
    assert done.returncode == 0, done.stderr
    assert differing(tree(tmp_path / "site"), tree(council_site)) == []
    count("builds", tried=1)


def changed_by(before, files, day, printed):
    """The files that say something else on another day, but for that day itself, which some of them print."""
    swaps = ((printed.encode(), b"22 November 2026"), (day.encode(), b"2026-11-22"))
    then, now = (
        {path: data.replace(*swaps[0]).replace(*swaps[1]) for path, data in one.items()}
        for one in (tree(before), files)
    )
    return differing(now, then)


@pytest.mark.fault("F04")
def test_a_quiet_day_changes_nothing(council_site, tmp_path):
    """On the next day nothing falls due in the made-up council, so no page may change but in the day that
    some pages print.
    """
    assert (
        changed_by(
            council_site, built(COUNCIL, tmp_path / "site", "2026-11-23"), "2026-11-23", "23 November 2026"
        )
        == []
    )


@pytest.mark.fault("F04")
def test_a_day_on_which_something_falls_due_changes_its_page_only(council_site, tmp_path):
    """The play area is due by 26 February 2027, and until then an update; a meeting is on 10 December.

    No other page says anything new but the day.
    """
    changed = changed_by(
        council_site, built(COUNCIL, tmp_path / "site", "2027-02-27"), "2027-02-27", "27 February 2027"
    )
    found = [path for path in changed if not path.startswith("tracker/")]
    assert found == [
        "calendar/all.ics",
        "calendar/riverside-and-millfield.ics",
        "meetings/index.html",
        "plans/riverside-and-millfield/index.html",
    ]


@pytest.mark.fault("F03")
def test_the_day_can_come_from_the_environment(council_site, tmp_path, count):
    done = plans("--root", COUNCIL, "build", "--output", tmp_path / "site", env={"SOURCE_DATE_EPOCH": EPOCH})
    assert done.returncode == 0, done.stderr
    assert differing(tree(tmp_path / "site"), tree(council_site)) == []
    count("builds", tried=1)


@pytest.mark.fault("F12")
def test_nothing_is_written_beside_the_site(tmp_path):
    """Neither into the content nor next to the output."""
    root = copy_of(COUNCIL, tmp_path / "council")
    before = tree(root)
    built(root, tmp_path / "out" / "site")
    assert differing(tree(root), before) == []
    assert os.listdir(tmp_path / "out") == ["site"]


def test_the_site_says_nothing_of_the_machine(council_site):
    names = {str(Path.cwd()), str(COUNCIL), sys.prefix, str(council_site.parent)} - {"/"}
    assert [
        (path, name) for path, data in tree(council_site).items() for name in names if name.encode() in data
    ] == []


def test_the_comparison_can_tell(council_site, tmp_path):
    root = copy_of(COUNCIL, tmp_path / "council")
    plan = root / "plans" / "hilltop.yml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("on the hill.", "on the top."), encoding="utf-8")
    assert "plans/hilltop/index.html" in differing(built(root, tmp_path / "site"), tree(council_site))


def test_a_welsh_locale_is_tried_where_there_is_one():
    """Only so that a machine without it is not taken for proof."""
    if not shutil.which("locale") or "cy_gb" not in run(["locale", "-a"]).stdout.casefold():
        pytest.skip("the locale cy_GB is not on this machine; the test with its name ran without effect")
