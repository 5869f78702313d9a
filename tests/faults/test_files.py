"""Files that no plan should be: names, kinds, sizes, and files that change while they are read (F20-F27,
MANY).
"""

import os
import socket
import subprocess
import sys
import threading
import time

import pytest
from machine import COMMAND, one_sentence
from sites import COUNCIL, TODAY, copy_of, plans_here, tree

from communityplans.adapters.site_build import build
from communityplans.source.files import LIMIT_FILES, read_directory

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such files")


@pytest.fixture
def root(tmp_path):
    """The made-up council, to be spoilt."""
    return copy_of(COUNCIL, tmp_path / "council")


def checked(root, seconds: float = 20) -> dict[str, str]:
    """What `plans check` says of each file: its rule. It must answer in time."""
    began = time.monotonic()
    found = {d.position.path: d.rule for d in read_directory(root).diagnostics}
    assert time.monotonic() - began < seconds
    return found


@LINUX
@pytest.mark.fault("F20")
def test_one_name_with_its_accent_written_in_two_ways(root):
    """NFC and NFD look the same, and are one file on a Mac. Both are named."""
    for name in ("caf\u00e9.yml", "cafe\u0301.yml"):
        (root / "plans" / name).write_text("title: x\n", encoding="utf-8")
    done = plans_here("--root", root, "check")
    assert done.returncode == 1 and done.stdout.count("Rename it, for example: caf") == 2
    assert {"plans/caf\u00e9.yml", "plans/cafe\u0301.yml"} <= set(checked(root))


@LINUX
@pytest.mark.fault("F21")
@pytest.mark.parametrize(
    "name",
    [
        "hill.yml.",
        "hill.yml ",
        " hill.yml",
        "hill..yml",
        "..hill.yml",
        "...",
        "hill\\top.yml",
        "hill\n.yml",
        "aux.yml",
        "NUL.yml",
        "hill:1.yml",
        "x" * 101 + ".yml",
    ],
)
def test_names_that_another_computer_cannot_have(root, name):
    """Those that begin with a full stop are hidden: never read, so never published."""
    (root / "plans" / name).write_text("title: x\n", encoding="utf-8")
    found, read = checked(root), {file.path for file in read_directory(root).files}
    assert f"plans/{name}" not in read
    assert name.startswith(".") or found[f"plans/{name}"] in ("file-name", "file-kind")


@LINUX
@pytest.mark.fault("F22")
def test_what_is_no_ordinary_file_is_refused_and_nothing_hangs(root, tmp_path):
    (tmp_path / "secret.yml").write_text("hush: 1\n", encoding="utf-8")
    os.link(tmp_path / "secret.yml", root / "plans/hard.yml")
    os.symlink("loop-b.yml", root / "plans/loop-a.yml")
    os.symlink("loop-a.yml", root / "plans/loop-b.yml")
    os.symlink("..", root / "guides/up")
    expected = {
        "plans/hard.yml": "link",
        "plans/loop-a.yml": "link",
        "plans/loop-b.yml": "link",
        "guides/up": "link",
        "plans/talk.yml": "file-kind",
    }
    with socket.socket(socket.AF_UNIX) as talk:
        here = os.getcwd()
        os.chdir(root / "plans")  # The path of a socket may not be long.
        try:
            talk.bind("talk.yml")
        finally:
            os.chdir(here)
        try:
            os.mknod(root / "plans/device.yml", 0o600 | 0o020000, os.makedev(1, 5))  # /dev/zero never ends
            expected["plans/device.yml"] = "file-kind"
        except PermissionError:
            pass  # Only root can make one.
        assert checked(root) == expected
        done = plans_here("--root", root, "build")
    assert done.returncode == 1 and "hush" not in done.stdout and not (root / "site").exists()


@pytest.mark.fault("F24")
def test_a_file_that_vanishes_between_the_list_and_the_reading(root, monkeypatch):
    """Whatever is gone by then is named; no traceback, and no site without it."""
    real = os.listdir

    def listdir(path):
        names = real(path)
        if str(path).endswith("plans"):
            (root / "plans/hilltop.yml").unlink(missing_ok=True)
        return names

    monkeypatch.setattr("communityplans.source.files.os.listdir", listdir)
    one_sentence(plans_here("--root", root, "build"), 2, "hilltop.yml")
    assert not (root / "site").exists()


@pytest.mark.fault("F24")
def test_files_that_change_while_it_builds(root, tmp_path):
    """Another program saves a plan again and again; each site says one thing throughout: the plan, its data,
    and the lists.
    """
    path, turn, going = root / "plans/hilltop.yml", ["on the hill.", "on the top."], True
    text = path.read_text(encoding="utf-8")
    assert turn[0] in text

    def save():
        number = 0
        while going:
            number += 1
            fresh = tmp_path / "fresh.yml"
            fresh.write_text(text.replace(turn[0], turn[number % 2]), encoding="utf-8")
            os.replace(fresh, path)
            time.sleep(0.0005)

    whole = []
    for words in turn:
        path.write_text(text.replace(turn[0], words), encoding="utf-8")
        build(root, tmp_path / "site", today=TODAY)
        whole.append(tree(tmp_path / "site"))
    saver = threading.Thread(target=save)
    saver.start()
    try:
        for _ in range(2):
            build(root, tmp_path / "site", today=TODAY)
            assert tree(tmp_path / "site") in whole
    finally:
        going = False
        saver.join()


def used(*arguments, folder) -> tuple[subprocess.CompletedProcess, float, int]:
    """A command, the seconds it took of a processor, and the most memory it had, in MB: measured from
    outside, in a process of its own.
    """
    measure = (
        "import resource, subprocess, sys\n"
        "done = subprocess.run(sys.argv[1:], capture_output=True, text=True)\n"
        "u = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(done.returncode, u.ru_utime + u.ru_stime, u.ru_maxrss // 1024, done.stdout, done.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", measure, *COMMAND, "--root", str(folder), *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    code, seconds, megabytes, said = done.stdout.split(" ", 3)
    return subprocess.CompletedProcess(arguments, int(code), said, ""), float(seconds), int(megabytes)


@pytest.mark.fault("F25", "F26")
def test_bombs_take_neither_time_nor_memory(root):
    """Six of them among good plans, in one run of a real process: under 200 MB in all."""
    bombs = {
        "aliases": "a: &a [x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(30)),
        "lists": "a: " + "[" * 20_000,
        "maps": "".join(" " * n + "a:\n" for n in range(600)),
        "large": "a: " + "x" * 5_000_000,
        "fields": "".join(f"f{n:06}: 1\n" for n in range(100_000)),
        "digits": "a: " + "9" * 200_000,
    }
    for name, text in bombs.items():
        (root / f"plans/{name}.yml").write_text(text, encoding="utf-8")
    done, seconds, megabytes = used("check", folder=root)
    assert done.returncode == 1 and "Traceback" not in done.stdout
    assert all(f"plans/{name}.yml:" in done.stdout for name in bombs) and "Read whole: 4 plans" in done.stdout
    assert seconds < 15 and megabytes < 200, (seconds, megabytes)


@pytest.mark.fault("F27")
def test_slow_markdown_in_one_guide_does_not_hold_up_the_others(root):
    head = (root / "guides/councillors/first-steps.md").read_text(encoding="utf-8").split("\n---\n")[0]
    (root / "guides/councillors/slow.md").write_text(
        f"{head}\n---\n\n" + "[a" * 8000 + "\n", encoding="utf-8"
    )
    began = time.process_time()
    done = plans_here("--root", root, "check")
    assert time.process_time() - began < 5
    assert (
        "guides/councillors/slow.md" in done.stdout
        and "Read whole: 4 plans" in done.stdout
        and "Traceback" not in done.stderr
    )


def filled(root, total: int):
    """Files until there are so many."""
    here = sum(
        path.is_file()
        for folder in ("plans", "guides", "suggestions", "reports")
        for path in (root / folder).rglob("*")
    )
    for number in range(total - here):
        (root / f"plans/f{number}.yml").write_bytes(b"title: x\n")


@pytest.mark.fault("MANY")
def test_one_file_more_than_ten_thousand_is_said_to_be_too_many(root):
    filled(root, LIMIT_FILES + 1)
    began = time.process_time()
    assert [d.rule for d in read_directory(root).diagnostics] == ["too-many-files"]
    assert time.process_time() - began < 20


@pytest.mark.long
@pytest.mark.fault("MANY")
def test_ten_thousand_files_are_read_and_each_is_judged(root):
    filled(root, LIMIT_FILES)
    done, seconds, _ = used("check", folder=root)
    assert (
        done.returncode == 1
        and "too-many-files" not in done.stdout
        and "plans/f1.yml:" in done.stdout
        and "plans/f9900.yml:" in done.stdout
    )
    assert "Traceback" not in done.stdout and seconds < 120


@pytest.mark.fault("F17")
def test_what_cannot_be_read_is_said_with_its_byte_and_how_to_save_it(root):
    path = root / "plans/hilltop.yml"
    path.write_bytes(path.read_bytes().replace(b"on the hill.", b"on the caf\xe9.", 1))
    where = path.read_bytes().index(b"\xe9")
    done = plans_here("--root", root, "check")
    assert (
        done.returncode == 1
        and f"(byte {where})" in done.stdout
        and "UTF-8" in done.stdout
        and '"Save as"' in done.stdout
    )


@pytest.mark.fault("F16")
def test_all_plans_wrong_and_no_plan_at_all(root):
    plans = [path for path in (root / "plans").glob("*.yml") if not path.name.startswith("council")]
    for path in plans:
        path.write_text("title: [\n", encoding="utf-8")
    done = plans_here("--root", root, "build")
    assert (
        done.returncode == 1
        and all(f"plans/{path.name}:" in done.stdout for path in plans)
        and "Nothing was published." in done.stdout
    )
    for path in plans:
        path.unlink()
    done = plans_here("--root", root, "check")
    assert done.returncode == 1 and "plans new" in done.stdout and "Traceback" not in done.stderr


@pytest.mark.fault("F36")
def test_two_files_for_one_address_and_one_id_twice_name_both(root):
    text = (root / "plans/hilltop.yml").read_text(encoding="utf-8")
    (root / "plans/hilltop-2.yml").write_text(text, encoding="utf-8")
    (root / "guides/Councillors").mkdir()
    (root / "guides/Councillors/first-steps.md").write_text("x", encoding="utf-8")
    plan = root / "plans/riverside-and-millfield.yml"
    lines = plan.read_text(encoding="utf-8").splitlines(keepends=True)
    ids = [number for number, line in enumerate(lines) if line.startswith("  - id: ")]
    lines[ids[1]] = lines[ids[0]]
    plan.write_text("".join(lines), encoding="utf-8")
    said = plans_here("--root", root, "check").stdout
    assert "[duplicate-id]" in said and f"line {ids[0] + 1}" in said
    assert "[same-area]" in said and "hilltop.yml" in said and "hilltop-2.yml" in said
    assert "guides/Councillors" in said


@pytest.mark.fault("F38")
@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("[x](no-such-page.md)", "broken-link"),
        ("[x](first-steps.md#no-such-part)", "broken-link"),
        ("![A map](no-such-map.png)", "broken-link"),
        ("[x](../../plans/no-such.yml)", "broken-link"),
    ],
)
def test_what_is_linked_and_is_not_there_is_named_on_its_line(root, words, rule):
    guide = root / "guides/councillors/first-steps.md"
    text = guide.read_text(encoding="utf-8").rstrip("\n") + f"\n\nSee {words}.\n"
    guide.write_text(text, encoding="utf-8")
    done = plans_here("--root", root, "check")
    where = [
        line
        for line in done.stdout.splitlines()
        if line.startswith(f"guides/councillors/first-steps.md:{len(text.splitlines())}:")
    ]
    assert where and (rule in where[0] or "picture" in where[0]), done.stdout
