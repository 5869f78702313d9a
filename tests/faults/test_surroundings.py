"""What is around a build: clocks, packages, streams, repositories, people who type mkdocs (F03, F28-F35,
F43-F46).
"""

import ast
import json
import os
import re
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from council_in_git import Place
from machine import COMMAND, apart, one_sentence
from sites import COUNCIL, copy_of, differing, mkdocs, plans, plans_here, run, tree

import communityplans
from communityplans.build import clock, dependency_check

PACKAGE = Path(communityplans.__file__).parent
DAY = ("--today", "2026-11-22")


# F03 and F43: what day it is

CLOCKS = {
    "datetime.now",
    "date.today",
    "datetime.today",
    "datetime.utcnow",
    "time.time",
    "time.localtime",
    "time.gmtime",
    "localtime",
    "gmtime",
}


@pytest.mark.fault("F03")
def test_one_place_in_the_program_looks_at_the_clock():
    """All else is told what day it is."""
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in CLOCKS
    }
    assert found == {"build/clock.py"}


@pytest.mark.fault("F03")
def test_dates_in_feeds_and_the_site_map_are_those_of_the_editions(place):
    place.publish("First", day="2026-11-02")
    place.edit(
        "plans/hill.yml", ("title: Village hall", "title: Town hall"), note="A new name", on="2026-11-05"
    )
    place.commit()
    place.publish("Second", day="2026-11-09")
    for today in ("2026-11-22", "2031-05-06"):
        files = place.assets(today)
        dates = {
            name: set(re.findall(r"\b20\d\d-\d\d-\d\d", files[name]))
            for name in files
            if name.startswith("feeds/") or name == "sitemap.xml"
        }
        assert len(dates) >= 3
        assert all(
            found and found <= {"2026-11-01", "2026-11-02", "2026-11-05", "2026-11-09"}
            for found in dates.values()
        ), dates


class At(datetime):
    """A clock that stands."""

    moment = datetime(2026, 1, 1, tzinfo=UTC)

    @classmethod
    def now(cls, tz=None):
        return cls.moment.astimezone(tz)


@pytest.mark.fault("F43")
@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("1970-01-01T00:00:00", "1970-01-01"),
        ("2100-02-28T23:59:59", "2100-02-28"),
        ("2100-03-01T00:00:00", "2100-03-01"),
        ("2028-02-29T12:00:00", "2028-02-29"),
        ("2027-03-28T00:59:59", "2027-03-28"),
        ("2027-03-27T23:59:59", "2027-03-27"),
        ("2027-03-28T22:59:59", "2027-03-28"),
        ("2027-03-28T23:00:00", "2027-03-29"),
        ("2027-10-30T23:00:00", "2027-10-31"),
        ("2027-10-31T00:30:00", "2027-10-31"),
        ("2027-10-31T23:30:00", "2027-10-31"),
        ("2027-11-01T00:00:00", "2027-11-01"),
    ],
)
def test_the_day_begins_when_it_begins_in_london(moment, day, monkeypatch):
    """In universal time, on the nights on which the clocks change too. 1970 was summer time all year in
    London.
    """
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setattr(At, "moment", datetime.fromisoformat(moment).replace(tzinfo=UTC))
    monkeypatch.setattr(clock, "datetime", At)
    assert clock.clock("Europe/London") == date.fromisoformat(day)


@pytest.mark.fault("F43")
@pytest.mark.parametrize(
    "day",
    [
        "1970-01-01",
        "2028-02-29",
        "2100-12-31",
        pytest.param("2027-03-28", marks=pytest.mark.long),
        pytest.param("2000-02-29", marks=pytest.mark.long),
    ],
)
def test_it_builds_on_any_day(day, tmp_path):
    done = plans_here("--root", COUNCIL, "--today", day, "build", "--output", tmp_path / "site")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "site/index.html").is_file()


@pytest.mark.fault("F43")
@pytest.mark.parametrize(
    "epoch", ["99999999999999999999", "-99999999999999999", "1e9", "tomorrow", "253402300800000"]
)
def test_a_clock_that_is_no_clock(epoch, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    one_sentence(plans_here("--root", COUNCIL, "check"), 2, "SOURCE_DATE_EPOCH must be a whole number")


# F30 and F31: repositories


@pytest.mark.fault("F30")
def test_files_that_are_not_committed(place):
    """An edition shows what it pinned, and a sentence says how much differs; a draft shows the files, and
    says how many are not committed.
    """
    place.publish("First", day="2026-11-02")
    assert place.plans("build")[0] == 0
    before = tree(place.root / "site")
    place.edit("plans/hill.yml", ("title: Village hall", "title: Town hall"), note="A new name")
    place.write({"plans/notes.png": "not a picture"})
    (place.root / "plans/notes.png").unlink()
    code, said = place.plans("build")
    assert code == 0 and "1 working file differs from it" in said
    assert differing(tree(place.root / "site"), before) == []
    code, said = place.plans("build", "--draft")
    assert code == 0 and "1 file of the draft is not committed." in said
    assert b"Town hall" in (place.root / "site/plans/hill/index.html").read_bytes()
    place.commit()
    assert "not committed" not in place.plans("build", "--draft")[1]


@pytest.mark.fault("F31")
def test_in_a_submodule(place, tmp_path):
    place.publish("First", day="2026-11-02")
    place.edit("plans/hill.yml", ("title: Village hall", "title: Town hall"), note="A new name")
    place.commit()
    assert place.plans("build")[0] == 0
    above = Place(tmp_path / "above")
    above.write({"README.md": "x"})
    above.git("init", "--quiet", "-b", "main")
    above.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(place.root), "council")
    above.commit()
    inner = Place(above.root / "council")
    code, said = inner.plans("build")
    assert code == 0, said
    assert differing(tree(inner.root / "site"), tree(place.root / "site")) == []


@pytest.mark.fault("F31")
def test_a_sparse_checkout_shows_the_edition_and_says_what_is_not_there(place):
    """The files of one folder only: the edition is whole, since git has it; what is at hand is judged as it
    is at hand.
    """
    place.publish("First", day="2026-11-02")
    place.edit(
        "plans/hill.yml", ("title: Village hall", "title: Town hall"), note="A new name", on="2026-11-05"
    )
    place.commit()
    place.publish("Second", day="2026-11-09")
    assert place.plans("build")[0] == 0
    before = tree(place.root / "site")
    place.git("sparse-checkout", "set", "--no-cone", "/*", "!/plans/mill.yml")
    assert not (place.root / "plans/mill.yml").exists()
    code, said = place.plans("build")
    assert code == 2 and "plans/mill.yml" in said and "git sparse-checkout disable" in said, said
    assert differing(tree(place.root / "site"), before) == []


@pytest.mark.fault("F28")
def test_a_detached_head(place):
    place.publish("First", day="2026-11-02")
    place.edit("plans/hill.yml", ("title: Village hall", "title: Town hall"), note="A new name")
    place.commit()
    assert place.plans("build")[0] == 0
    before = tree(place.root / "site")
    place.git("checkout", "--quiet", "--detach")
    assert place.plans("build")[0] == 0
    assert differing(tree(place.root / "site"), before) == []


# F34 and F35: what the program is made of


@pytest.mark.fault("F34")
def test_an_old_python_is_told_so_in_one_line():
    done = run(
        [
            sys.executable,
            "-c",
            "import sys; sys.version_info = (3, 9, 2, 'final', 0); import communityplans.cli",
        ]
    )
    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        "plans: Python 3.11 or newer is needed, and this is 3.9.\n",
    )


@pytest.fixture
def other_packages(monkeypatch):
    """Another version of one package, and another that is missing."""
    real = dependency_check.version

    def version(name):
        if name == "markdown":
            raise dependency_check.PackageNotFoundError(name)
        return "1.7.0" if name == "mkdocs" else real(name)

    monkeypatch.setattr(dependency_check, "version", version)


@pytest.mark.fault("F34")
def test_packages_of_other_versions_are_named_in_one_line(other_packages):
    said = dependency_check.mismatched_packages()
    assert (
        "mkdocs is 1.7.0 and should be <1.7,>=1.6.1" in said
        and "markdown is missing" in said
        and "make build" in said
        and "\n" not in said
    )


@pytest.mark.fault("F34")
def test_where_they_are_why_it_stumbles_they_are_what_is_said(other_packages, monkeypatch, tmp_path):
    monkeypatch.setattr(
        "communityplans.adapters.site_build.through_mkdocs",
        lambda *a: (_ for _ in ()).throw(AttributeError("no such thing in MkDocs 1.7")),
    )
    one_sentence(
        plans_here("--root", COUNCIL, "build", "--output", tmp_path / "site"),
        2,
        "plans: markdown is missing; mkdocs is 1.7.0",
    )
    assert not (tmp_path / "site").exists()


@pytest.mark.fault("F34")
def test_where_the_packages_fit_nothing_is_said():
    assert dependency_check.mismatched_packages() == ""


@pytest.mark.fault("F35")
@pytest.mark.parametrize(
    "spoil",
    [
        lambda f: f.unlink(),
        pytest.param(lambda f: f.write_text("{"), marks=pytest.mark.long),
        pytest.param(
            lambda f: f.write_text(f.read_text().replace('"title"', '"titel"', 1)), marks=pytest.mark.long
        ),
    ],
    ids=["missing", "broken", "other"],
)
def test_the_schemas_are_made_from_the_program_and_the_build_needs_none(spoil, tmp_path, council_site):
    root = copy_of(COUNCIL, tmp_path / "council")
    assert plans_here("--root", root, "schema").returncode == 0
    assert plans_here("--root", root, "schema", "--check").returncode == 0
    newest = sorted((root / "schemas").glob("plan.v*.json"))[-1]
    spoil(newest)
    done = plans_here("--root", root, "schema", "--check")
    assert (
        done.returncode == 1
        and newest.name in done.stdout
        and "Run: plans schema" in done.stdout
        and "Traceback" not in done.stderr
    )
    assert plans_here("--root", root, *DAY, "build").returncode == 0
    assert differing(tree(root / "site"), tree(council_site)) == []
    assert (
        plans_here("--root", root, "schema").returncode
        == plans_here("--root", root, "schema", "--check").returncode
        == 0
    )


@pytest.mark.fault("F35")
@pytest.mark.parametrize("version", ["99", "0", "two", "2.5"])
def test_a_plan_of_a_template_that_is_not_known(version, tmp_path):
    root = copy_of(COUNCIL, tmp_path / "council")
    path = root / "plans/hilltop.yml"
    path.write_text(
        re.sub(r"(?m)^schema_version: .*$", f"schema_version: {version}", path.read_text(encoding="utf-8")),
        encoding="utf-8",
    )
    done = plans_here("--root", root, "check")
    assert (
        done.returncode == 1
        and "plans/hilltop.yml:" in done.stdout
        and "template" in done.stdout
        and "Traceback" not in done.stderr
    )


# F44 and F45: what is said, and to whom

CLOSED = {
    "nothing to read from": (0,),
    "nobody to speak to": (1,),
    "nobody to complain to": (2,),
    "nobody at all": (0, 1, 2),
}


def closing(numbers):
    """To be done in a new process: close some of its streams."""
    return lambda: [os.close(number) for number in numbers]


@pytest.mark.fault("F44")
@pytest.mark.parametrize(
    "numbers",
    [pytest.param(n, marks=[] if len(n) > 1 else pytest.mark.long) for n in CLOSED.values()],
    ids=CLOSED,
)
def test_with_streams_closed_it_builds_the_same_site(numbers, council_site, tmp_path):
    """A closed stream must not become a file of the site, into which is written what was to be said."""
    done = subprocess.run(
        [*COMMAND, "--root", str(COUNCIL), *DAY, "build", "--output", str(tmp_path / "site")],
        preexec_fn=closing(numbers),
        timeout=120,
        check=False,
    )
    assert done.returncode == 0
    assert differing(tree(tmp_path / "site"), tree(council_site)) == []


@pytest.mark.fault("F44")
def test_wrong_use_with_nobody_to_complain_to():
    done = subprocess.run(
        [*COMMAND, "chekc"], preexec_fn=closing((2,)), stdout=subprocess.PIPE, timeout=60, check=False
    )
    assert (done.returncode, done.stdout) == (2, b"")


@pytest.mark.fault("F44")
@pytest.mark.parametrize(("spoilt", "code"), [(False, 0), pytest.param(True, 1, marks=pytest.mark.long)])
def test_a_reader_who_has_read_enough_does_not_change_the_answer(spoilt, code, tmp_path):
    """`plans check | true`: nobody ever reads. The exit code is that of the check."""
    root = copy_of(COUNCIL, tmp_path / "council")
    if spoilt:
        (root / "plans/hilltop.yml").write_text("".join(f"f{n}: 1\n" for n in range(900)), encoding="utf-8")
    process = subprocess.Popen(
        [*COMMAND, "--root", str(root), "check"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert (process.wait(timeout=60), said) == (code, b"")


@pytest.mark.fault("F44")
def test_help_into_a_closed_pipe():
    process = subprocess.Popen([*COMMAND, "--help"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.close()
    assert (process.stderr.read(), process.wait(timeout=60)) == (b"", 0)
    process.stderr.close()


@pytest.mark.fault("F44")
def test_plain_words_without_a_terminal():
    """No colour, no cursor moved, whatever the terminal is said to be."""
    done = plans(
        "--root",
        COUNCIL,
        "check",
        env={"LC_ALL": "C", "LANG": "C", "NO_COLOR": "1", "TERM": "dumb"},
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0 and "\x1b" not in done.stdout + done.stderr and "\r" not in done.stdout


@pytest.mark.fault("F45")
@pytest.mark.parametrize("form", ["json", "gitlab"])
def test_hostile_files_in_the_forms_for_machines(form, tmp_path):
    root = copy_of(COUNCIL, tmp_path / "council")
    hostile = '"::error::x\\n\\u001b[31m</script>\\u202e": '
    (root / "plans/hilltop.yml").write_bytes(
        f"{hostile}]]>\n".encode() + b'titel: "a\\eb"\nx: "\xe2\x80\xa8"\n'
    )
    (root / "plans/broken.yml").write_bytes(b"\xff\xfe" + b"a\n\x00" * 9)
    done = plans_here("--root", root, "check", "--format", form)
    rows = json.loads(done.stdout)
    assert done.returncode == 1 and {row.get("path") or row["location"]["path"] for row in rows} >= {
        "plans/hilltop.yml",
        "plans/broken.yml",
    }
    assert "\x1b" not in done.stdout and "\u202e" not in done.stdout and done.stderr == ""


# F32: no network

ATTEMPTS = """
import json, sys
found = []
def hear(event, arguments):
    if event.startswith(("socket.connect", "socket.getaddrinfo", "socket.gethostby", "socket.sendto", "urllib.Request", "http.client.connect", "ftplib", "smtplib")):
        found.append(event)
sys.addaudithook(hear)
sys.argv[0] = "plans"
from communityplans.cli import plans
from communityplans.cli.shared import run
code = run(plans)
sys.exit(99 if found else code)
"""


@pytest.mark.long
@pytest.mark.fault("F32")
@pytest.mark.parametrize(
    "verb", [("check",), ("build", "--pdf"), ("verify",), ("schema",)], ids=lambda verb: verb[0]
)
def test_without_a_network_everything_works_and_nothing_tries(verb, council, tmp_path):
    """In a part of the machine that has no network at all, listening to everything that Python opens."""
    done = run(
        [*apart("-n"), sys.executable, "-c", ATTEMPTS, "--root", str(council), *DAY, *verb],
        env={"XDG_CACHE_HOME": str(tmp_path / "cache")},
    )
    assert done.returncode == 0, (done.returncode, done.stdout, done.stderr)


@pytest.mark.fault("F32")
def test_the_ear_for_attempts_hears_one():
    done = run(
        [
            sys.executable,
            "-c",
            ATTEMPTS.replace(
                "code = run(plans)",
                "import urllib.request\ntry:\n    urllib.request.urlopen('http://127.0.0.1:9/')\nexcept"
                " OSError:\n    code = 0",
            ),
        ]
    )
    assert done.returncode == 99


# F46


@pytest.mark.fault("F46")
def test_an_officer_types_mkdocs_in_the_wrong_folder(tmp_path):
    done = mkdocs("build", cwd=tmp_path)
    assert done.returncode == 1 and "mkdocs.yml" in done.stderr and "Traceback" not in done.stderr
