"""`plans check`: exit codes, and the three forms in which problems are told."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

PLANS = [sys.executable, "-c", "from communityplans.cli import main; main()", "--today", "2026-11-22"]
KEYS = ["path", "line", "column", "end_line", "end_column", "severity", "rule", "message", "fix"]


def process(*arguments, folder: Path, **environment) -> subprocess.CompletedProcess:
    """Run `plans` as a process of its own, where the terminal or the environment matters."""
    kept = {
        k: v
        for k, v in os.environ.items()
        if k not in ("GITHUB_ACTIONS", "SOURCE_DATE_EPOCH", "PYTHONUTF8", "LANG", "LC_ALL")
    }
    return subprocess.run(
        [*PLANS, *arguments], cwd=folder, capture_output=True, env=kept | environment, timeout=60
    )


def test_no_problem_is_exit_0(plans):
    assert plans("check") == (0, "No problems. Read whole: 1 plan and 0 guide pages.\n", "")


def test_an_error_is_exit_1_with_line_excerpt_and_fix(plans, change):
    change("title: Bedwell", "titel: Bedwell")
    code, out, err = plans("check")
    assert (code, err) == (1, "")
    assert out.startswith(
        "plans/bedwell.yml:2:1: error: There is no field titel. Did you mean title? [unknown-field]\n"
        "    2 | titel: Bedwell\n"
        "      | ^^^^^\n"
        "  Fix: Write: title: Bedwell\n"
    )
    assert "1 error." in out


def test_a_warning_is_exit_0_and_with_strict_exit_1(plans, change):
    change("summary: A new", "summary: See issue #4 about a new")
    code, out, _ = plans("check")
    assert (code, "1 warning." in out) == (0, True)
    assert plans("check", "--strict")[0] == 1


def test_everything_is_told_at_once_and_in_order(plans, change):
    change("title: Bedwell", "titel: Bedwell")
    change("cost: 12000", "cost: 12k")
    change("status: in_progress", "status: in progres")
    _, out, _ = plans("check")
    assert re.findall(r"^plans/bedwell.yml:(\d+):", out, re.MULTILINE) == ["2", "26", "29"]


def test_a_path_limits_what_is_told_not_what_is_read(plans, change, folder):
    change("title: Bedwell", "titel: Bedwell")
    assert plans("check", "plans/council.yml")[0] == 0
    assert (
        plans("check", "plans")[0]
        == plans("check", "plans/bedwell.yml")[0]
        == plans("check", str(folder / "plans"))[0]
        == 1
    )


@pytest.mark.fault("F45")
def test_json_is_all_that_is_printed(plans, change):
    change("title: Bedwell", "titel: Bedwell")
    code, out, err = plans("check", "--format", "json")
    (row,) = json.loads(out)
    assert (code, err, list(row)) == (1, "", KEYS)
    assert row == {
        "path": "plans/bedwell.yml",
        "line": 2,
        "column": 1,
        "end_line": 2,
        "end_column": 6,
        "severity": "error",
        "rule": "unknown-field",
        "message": "There is no field titel. Did you mean title?",
        "fix": "Write: title: Bedwell",
    }


def test_json_without_problems_is_an_empty_list(plans):
    assert json.loads(plans("check", "--format", "json")[1]) == []


def test_json_places_always_have_an_end_behind_their_start(plans, change):
    change("summary: A new crossing and safer streets.\n", "")
    (row,) = json.loads(plans("check", "--format", "json")[1])
    assert (row["end_line"], row["end_column"]) > (row["line"], row["column"])


@pytest.mark.fault("F45")
def test_github_is_all_that_is_printed_one_line_a_problem(plans, change):
    change("title: Bedwell", "titel: Bedwell")
    change("summary: A new", "summary: See #4 100% new")
    code, out, err = plans("check", "--format", "github")
    assert (code, err) == (1, "")
    first, second = out.splitlines()
    assert (
        first == "::error file=plans/bedwell.yml,line=2,endLine=2,col=1,endColumn=6,title=unknown-field::"
        "There is no field titel. Did you mean title?%0AFix: Write: title: Bedwell"
    )
    assert second.startswith("::warning file=plans/bedwell.yml,line=3,") and "100%25 new" in second


def test_github_is_chosen_in_github_actions_unless_a_format_is_given(plans, change, monkeypatch):
    change("title: Bedwell", "titel: Bedwell")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert plans("check")[1].startswith("::error ")
    assert plans("check", "--format", "text")[1].startswith("plans/bedwell.yml:2:1")


HOSTILE = [
    "::error::owned",
    "::set-env name=PATH::x",
    "##[error]owned",
    "::stop-commands::x",
    "%0A::error::owned",
]


@pytest.mark.fault("F45")
@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_content_cannot_make_a_command_for_the_runner(plans, change, words, form):
    change("status: in_progress", f'status: "{words}"')
    change("  email: neighbourhoods@example.org", f'  email: "a\\n{words}"')
    change("strategic_lead:\n  post: Head of Communities", f'strategic_lead: "a\\n{words}"')
    change("title: New crossing", f'"{words}": New crossing')
    change(
        "summary: A new crossing and safer streets.",
        f'summary: |\n  fine\n  {words}\narea2: "{words}\\n{words}"',
    )
    _, out, _ = plans("check", "--format", form)
    ours = [line for line in out.splitlines() if line.startswith("::error file=plans/bedwell.yml,line=")]
    assert not [
        line for line in out.splitlines() if line.lstrip().startswith(("::", "##[")) and line not in ours
    ]
    assert len(ours) == (len(json.loads(plans("check", "--format", "json")[1])) if form == "github" else 0)


@pytest.mark.fault("F45")
@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_control_characters_are_shown_not_sent(plans, folder, form):
    (folder / "plans/bedwell.yml").write_bytes(b'titel: "a\\eb"\nx: y\n')
    (folder / "plans/chells.yml").write_bytes(b"title: \x1b[31mred\x1b[0m \xe2\x80\xae\n")
    _, out, _ = plans("check", "--format", form)
    assert "\x1b" not in out and "\u202e" not in out
    assert "(U+001B)" in out or "<U+001B>" in out


@pytest.mark.fault("F45")
@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not take such names")
@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_names_of_files_can_speak_to_nobody(plans, folder, form):
    for name in (
        b"a\x1b[2J.yml",
        "\u202elmy".encode(),
        b"\n::error::owned.yml",
        b"\xff.yml",
        b"$(touch x).yml",
    ):
        with open(bytes(folder / "plans") + b"/" + name, "wb") as file:
            file.write(b"title: x\n")
    code, out, err = plans("check", "--format", form)
    assert (code, err) == (1, "")
    assert "\x1b" not in out and "\u202e" not in out and "\n::error::owned" not in out
    assert (out.count("file-name"), out.count("file-kind")) == (4, 1)


def test_a_long_line_is_cut_round_its_place(plans, change):
    change("    title: New crossing", "    title: {x: " + "y" * 3000 + "}")
    _, out, _ = plans("check")
    assert max(len(line) for line in out.splitlines() if " | " in line) < 160


def test_more_than_fifty_problems_of_a_file_are_counted(plans, folder):
    (folder / "plans/bedwell.yml").write_text("".join(f"f{n}: 1\n" for n in range(100)))
    _, out, _ = plans("check")
    assert len(re.findall(r"^plans/bedwell.yml:\d+:", out, re.MULTILINE)) == 50
    assert re.search(r"^plans/bedwell.yml: and \d+ more\.$", out, re.MULTILINE)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chekc"], "There is no command chekc. Did you mean check?"),
        (["xyz"], "There is no command xyz. There are: check,"),
        (["check", "plans/nothing.yml"], "There is no file or folder plans/nothing.yml."),
        (["check", "--format", "xml"], "'xml' is not one of"),
        (["check", "--nothing"], "No such option"),
        (["--root", "nowhere", "check"], "does not exist"),
    ],
)
def test_wrong_use_is_exit_2(plans, arguments, said):
    code, out, err = plans(*arguments)
    assert (code, out) == (2, "")
    assert said in err and "Traceback" not in err


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("nonsense", "“nonsense” is not a day. Write a day as year-month-day, for example 2026-02-28."),
        ("31/02/2026", "There is no 31 February."),
        ("2026-02-31", "February 2026 has 28 days."),
        ("22 November 2026", "Write 22 November 2026 as 2026-11-22."),
    ],
)
def test_a_day_that_is_none_is_exit_2(plans, day, said):
    code, out, err = plans("check", today=day)
    assert (code, out) == (2, "") and said in err


def test_the_clock_is_that_of_source_date_epoch(plans, change, monkeypatch):
    change("due: 2027-06", "due: 2026-10")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    assert "date-passed" not in plans("check", today="")[1]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    assert "date-passed" in plans("check", today="")[1]


@pytest.mark.fault("F16")
def test_an_empty_folder_says_what_is_missing(plans, folder):
    for path in (folder / "plans").iterdir():
        path.unlink()
    code, out, _ = plans("check")
    assert code == 1 and "[missing-file]" in out and "Start one: plans new AREA" in out


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is unreadable to this user")
@pytest.mark.parametrize("name", ["plans", "plans/bedwell.yml"])
def test_what_cannot_be_read_is_exit_2_and_named(plans, folder, name):
    (folder / name).chmod(0)
    try:
        code, _, err = plans("check")
    finally:
        (folder / name).chmod(0o755)
    assert code == 2 and name in err and "Traceback" not in err


def test_a_folder_that_cannot_be_read_is_named(plans, folder, monkeypatch):
    """The same for users to whom everything is readable: the system says no."""

    def no(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("communityplans.source.files.os.listdir", no)
    code, out, err = plans("check")
    assert (code, out) == (2, "")
    assert err.startswith("plans: ") and "plans" in err and "Permission denied." in err


def test_help_has_examples(plans):
    for verb in ("check", "new", "build", "schema", "serve"):
        code, out, _ = plans(verb, "--help")
        assert code == 0 and "Example" in out


@pytest.mark.fault("F44")
def test_a_closed_pipe_is_no_fault(folder):
    (folder / "plans/bedwell.yml").write_text("".join(f"field{n}: 1\n" for n in range(2000)))
    shell = subprocess.Popen(PLANS + ["check"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    shell.stdout.readline()
    shell.stdout.close()
    said = shell.stderr.read()
    shell.stderr.close()
    assert shell.wait(timeout=60) in (0, 1) and said == b""


@pytest.mark.fault("F44")
def test_the_c_locale_is_no_fault(folder):
    (folder / "plans/bedwell.yml").write_text("title: Ŵyneb 🏴\nnext_review: soon\n", encoding="utf-8")
    done = process("check", folder=folder, LC_ALL="C")
    assert (
        done.returncode == 1
        and done.stderr == b""
        and "“soon” cannot be read as a date" in done.stdout.decode()
    )


@pytest.mark.fault("F44")
def test_a_narrow_terminal_is_no_fault(folder):
    (folder / "plans/bedwell.yml").write_text("title: Ŵyneb 🏴\nnext_review: soon\n", encoding="utf-8")
    done = process("check", folder=folder, PYTHONIOENCODING="cp1252")
    assert done.returncode == 1 and b"Traceback" not in done.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this machine has no pipes with a name")
def test_a_pipe_among_the_plans_does_not_hang_it(folder):
    os.mkfifo(folder / "plans/pipe.yml")
    done = process("check", folder=folder)
    assert done.returncode == 1 and b"plans/pipe.yml:1:1: error: This is not an ordinary file." in done.stdout
