"""From a first edition to the next, with real git: nothing changes quietly, no promise disappears, dated pages stay as they were."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

COUNCIL = Path(__file__).parents[1] / "fixtures" / "council"
PLAN = "plans/hilltop.yml"


def git(root: Path, *arguments: str) -> str:
    who = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    return subprocess.run(["git", *who, "-C", str(root), *arguments], check=True, capture_output=True, text=True).stdout.strip()


def plans(root: Path, *arguments: str, today: str = "2026-11-22") -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-c", "from communityplans.cli import main; main()", "--root", str(root), "--today", today, *arguments],
                          capture_output=True, text=True)


def publish(root: Path, day: str) -> subprocess.CompletedProcess:
    done = plans(root, "publish", "--title", f"Edition of {day}", "--note", "What is new.", today=day)
    if done.returncode == 0:
        git(root, "switch", "--quiet", "main")
        git(root, "merge", "--quiet", "--squash", f"edition-{day}")
        git(root, "commit", "--quiet", "--message", f"Edition {day}")
    return done


@pytest.fixture
def council(tmp_path, monkeypatch):
    """The made-up council in a repository, with one edition."""
    for name in ("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"):
        monkeypatch.setenv(name, "Test")
    for name in ("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"):
        monkeypatch.setenv(name, "test@example.org")
    root = tmp_path / "council"
    shutil.copytree(COUNCIL, root)
    text = (root / PLAN).read_text(encoding="utf-8")
    start = text.index("\nprojects:")
    end = text.index("\n", start + 1)
    assert "none_reason" in text[start:end]
    (root / PLAN).write_text(text[:start] + "\nprojects:\n  - id: garden\n    title: Community garden\n    status: planning\n    due: 2027-03\n" + text[end + 1:], encoding="utf-8")
    git(root, "init", "--quiet", "--initial-branch", "main")
    (root / ".gitignore").write_text("site/\n.site.*\n", encoding="utf-8")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "first")
    assert publish(root, "2026-11-22").returncode == 0
    return root


def change(root: Path, old: str, new: str) -> None:
    text = (root / PLAN).read_text(encoding="utf-8")
    assert old in text
    (root / PLAN).write_text(text.replace(old, new), encoding="utf-8")


def note(root: Path, day: str) -> None:
    change(root, "\nsources:", f'\nchange_notes: [{{on: {day}, text: "The garden has news."}}]\nsources:')


def test_a_date_cannot_move_without_a_reason(council):
    change(council, "due: 2027-03", "due: 2027-09")
    found = plans(council, "check")
    assert found.returncode == 1 and "[change-reason]" in found.stdout and "[change-note]" in found.stdout
    change(council, "due: 2027-09", "due: 2027-09\n    reason: The seeds came late")
    note(council, "2026-11-25")
    assert plans(council, "check").returncode == 0
    said = plans(council, "diff").stdout
    assert "The due date of “Community garden” moved from March 2027 to September 2027. (a promise) Why: The seeds came late" in said


def test_a_promise_cannot_disappear(council):
    text = (council / PLAN).read_text(encoding="utf-8")
    start, end = text.index("\nprojects:"), text.index("    due: 2027-03\n") + len("    due: 2027-03\n")
    (council / PLAN).write_text(text[:start] + '\nprojects: {none_reason: "None now", as_of: 2026-11-25}\n' + text[end:], encoding="utf-8")
    found = plans(council, "check")
    assert found.returncode == 1 and "“Community garden” (garden) was published on 22 November 2026" in found.stdout


def test_a_correction_needs_nothing(council):
    change(council, "Community garden", "Community gardens")
    assert plans(council, "check").returncode == 0
    assert "corrected" in plans(council, "diff").stdout


def test_the_newest_due_edition_is_shown_and_old_pages_stay(council):
    assert plans(council, "build").returncode == 0
    dated = council / "site/plans/hilltop/2026-11-22/index.html"
    before = dated.read_text(encoding="utf-8")
    assert "This is an old edition" not in before and 'content="noindex"' in before
    change(council, "due: 2027-03", "due: 2027-09\n    reason: The seeds came late")
    note(council, "2026-11-25")
    done = plans(council, "build", today="2026-11-25")
    assert "1 working file differs" in done.stdout
    assert "March 2027" in (council / "site/plans/hilltop/index.html").read_text(encoding="utf-8")
    git(council, "commit", "--quiet", "--all", "--message", "later")
    assert publish(council, "2026-11-25").returncode == 0
    assert plans(council, "build", today="2026-11-25").returncode == 0
    page = (council / "site/plans/hilltop/index.html").read_text(encoding="utf-8")
    assert "September 2027" in page and "1 date put off" in page
    history = (council / "site/plans/hilltop/history/index.html").read_text(encoding="utf-8")
    assert "<b>Why:</b> The seeds came late" in history
    after = dated.read_text(encoding="utf-8")
    banner = after[after.index('<aside class="cp-old"') : after.index("</aside>", after.index('<aside class="cp-old"')) + len("</aside>")]
    assert "Replaced on 25 November 2026." in banner
    assert [line for line in after.replace(banner, "").splitlines() if line.strip()] == [line for line in before.splitlines() if line.strip()]


def test_publish_refuses_what_is_not_ready(council):
    nothing_new = plans(council, "publish", "--title", "Again", "--note", "Nothing.", today="2026-11-26")
    assert nothing_new.returncode == 2 and "Nothing differs" in nothing_new.stderr
    change(council, "Community garden", "Community gardens")
    dirty = plans(council, "publish", "--title", "Dirty", "--note", "A word.", today="2026-11-26")
    assert dirty.returncode == 2 and "not committed yet" in dirty.stderr
    assert git(council, "branch", "--list", "edition-2026-11-26") == ""


def test_a_copy_without_history_says_so(council, tmp_path):
    change(council, "Community garden", "Community gardens")
    git(council, "commit", "--quiet", "--all", "--message", "later")
    git(council, "clone", "--quiet", "--depth", "1", f"file://{council}", str(tmp_path / "shallow"))
    refused = plans(tmp_path / "shallow", "build")
    assert refused.returncode == 2 and "fetch-depth: 0" in refused.stderr
    assert plans(tmp_path / "shallow", "build", "--draft").returncode == 0
    assert "[shallow]" in plans(tmp_path / "shallow", "check").stdout
