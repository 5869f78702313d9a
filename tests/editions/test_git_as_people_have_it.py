"""Commands in git as people have it: no history, a subfolder, an untrusted folder, a sparse checkout, other line ends,
a strict umask.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from council_in_git import Place

from communityplans.commands.conflicts import beside_content, conflicting
from communityplans.commands.init import carried
from communityplans.editions import git

HILL = "plans/hill.yml"


def test_no_edition_and_no_history_are_refused(place):
    code, said = place.plans("diff")
    assert code == 2 and "no edition yet" in said and "plans diff HEAD" in said
    place.publish("First", day="2026-11-02")
    shutil.rmtree(place.root / ".git")
    place.edit(HILL, ("title: Village hall", "title: Town hall"))
    code, said = place.plans("diff")
    assert code == 2 and "not under git" in said and ": new" not in said


def test_a_shallow_clone_is_refused(place, tmp_path):
    place.publish("First", day="2026-11-02")
    place.edit(HILL, ("title: Village hall", "title: Town hall"), note="A new name")
    place.commit()
    clone = tmp_path / "shallow"
    subprocess.run(
        ["git", "clone", "--quiet", "--depth", "1", place.root.resolve().as_uri(), str(clone)], check=True
    )
    for arguments in (["diff"], ["publish", "--title", "Second", "--note", "A second edition"]):
        code, said = Place(clone).plans(*arguments)
        assert code == 2 and "(a shallow clone)" in said and "fetch-depth: 0" in said, said


def test_a_folder_of_a_larger_repository(place):
    shutil.rmtree(place.root / ".git")
    inner = place.root / "council"
    inner.mkdir()
    for one in list(place.root.iterdir()):
        if one != inner:
            shutil.move(one, inner / one.name)
    place.git("init", "--quiet", "-b", "main")
    place.commit()
    place.git("switch", "--quiet", "-c", "proposal")
    place.write(
        {
            "council/mkdocs.yml": place.read("council/mkdocs.yml") + "# more\n",
            "plans/outside.yml": "title: No plan\n",
        }
    )
    place.edit(f"council/{HILL}", ("title: Village hall", "title: Town hall"))
    place.commit()
    assert beside_content(inner, "main") == ["../plans/outside.yml", "mkdocs.yml"]
    start = place.git("rev-parse", "main")
    place.git("switch", "--quiet", "main")
    place.edit(f"council/{HILL}", ("title: Village hall", "title: City hall"))
    place.commit()
    place.git("switch", "--quiet", "proposal")
    assert start and conflicting(inner, "main") == [HILL]


def test_the_command_for_an_untrusted_folder_can_be_pasted(monkeypatch):
    monkeypatch.setattr(git, "call", lambda *_: (128, b"", "fatal: detected dubious ownership in repository"))
    said = git.why_no_history(Path("/srv/O'Neill plans"))
    assert said.endswith("""safe.directory '/srv/O'"'"'Neill plans'""")


def test_a_mistake_is_told_with_its_fix(place):
    place.publish("First", day="2026-11-05")
    place.commit()
    place.git("switch", "--quiet", "-c", "proposal")
    place.git("rm", "--quiet", "plans/editions/2026-11-05.yml")
    place.commit()
    code, said = place.plans("review", "--base", "main")
    assert (
        code == 1
        and "would be removed. What was published stays. Bring plans/editions/2026-11-05.yml back." in said
    )


SPARSE = {
    "check": ["check"],
    "diff": ["diff", "HEAD"],
    "review": ["review", "--base", "HEAD"],
    "publish": ["publish", "--title", "Second", "--note", "A second edition"],
    "withhold": ["withhold", "hill/crossing", "description", "--reason", "It named a private person"],
    "build of a draft": ["build", "--draft"],
}


@pytest.mark.parametrize("arguments", SPARSE.values(), ids=SPARSE.keys())
def test_a_sparse_checkout_is_refused(place, arguments):
    """A guide that was not checked out was dropped from the next edition."""
    page = "guides/councillors/your-role.md"
    place.write(
        {page: "---\ntitle: Your role\nsummary: What a councillor does.\nas_of: 2026-11-01\n---\n\nText.\n"}
    )
    place.commit()
    before = place.git("rev-parse", "HEAD")
    place.git("sparse-checkout", "set", "plans")
    assert not (place.root / page).exists()
    code, said = place.plans(*arguments)
    assert code == 2 and f"a sparse checkout): {page} is not here" in said, said
    assert "git sparse-checkout disable" in said
    assert place.git("rev-parse", "HEAD") == before and not place.git("status", "--porcelain")


def test_a_reason_that_changes_with_something_else_is_said(place):
    place.edit(
        HILL,
        (
            "    status: not_started\n",
            '    status: not_started\n    reason: "The builder"\n    open_to_all: false\n',
        ),
    )
    code, said = place.plans("diff", "HEAD")
    assert (
        code == 0
        and "Reason for the change of “Play area” was added: “The builder”" in said
        and "“Open to all”" in said
    ), said


@pytest.mark.parametrize(
    "path", [HILL, "plans/council-streets.csv", "guides/councillors/your-role.md", "guides/a.png"]
)
def test_a_pointer_of_git_lfs_is_named(place, path):
    place.write(
        {path: "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0" * 64 + "\nsize 12345\n"}
    )
    code, said = place.plans("check")
    assert code == 1 and "note of Git LFS" in said and "git lfs pull" in said, said


def downloaded(place):
    """The files as a ZIP archive of a forge has them."""
    shutil.rmtree(place.root / ".git")


def begun_again(place):
    """What somebody makes of such a download."""
    downloaded(place)
    place.git("init", "--quiet", "-b", "main")


def shallow(place):
    clone = place.root.parent / "shallow"
    subprocess.run(
        ["git", "clone", "--quiet", "--depth", "1", place.root.resolve().as_uri(), str(clone)], check=True
    )
    place.root = clone


def detached(place):
    place.git("switch", "--quiet", "--detach")


def marked(place):
    """A guide that somebody told git to leave out, and took away."""
    place.git("update-index", "--skip-worktree", "guides/councillors/your-role.md")
    (place.root / "guides/councillors/your-role.md").unlink()


COMMANDS = {
    "check": ["check"],
    "diff": ["diff"],
    "diff HEAD": ["diff", "HEAD"],
    "review": ["review", "--base", "HEAD"],
    "publish": ["publish", "--title", "Second", "--note", "A second edition"],
    "build": ["build", "--output", "{site}"],
    "draft": ["build", "--draft", "--output", "{site}"],
    "verify": ["verify", "{site}"],
}
LOST, WHOLE = "does not hold every text that its editions pin", "Use a clone with its whole history"
SHALLOW, FETCH = "(a shallow clone)", "fetch-depth: 0"
NO_GIT = "this folder is not a git repository"
UNKNOWN, EDITIONS = "There is no edition and no commit HEAD", "plans editions"
BLOB, BACK = "missing-blob", "Fetch the whole history"
LEFT_OUT, BRING = "guides/councillors/your-role.md is not here", "git update-index --no-skip-worktree"
SITUATIONS = {
    "a download": (
        downloaded,
        {
            "check": (0, LOST, WHOLE),
            "diff": (2, LOST, WHOLE),
            "diff HEAD": (2, NO_GIT, ""),
            "review": (2, NO_GIT, ""),
            "publish": (2, LOST, WHOLE),
            "build": (2, LOST, WHOLE),
            "draft": (0, "Built ", ""),
        },
    ),
    "a download under a new git": (
        begun_again,
        {
            "check": (1, BLOB, BACK),
            "diff": (2, "plans/", BACK),
            "diff HEAD": (2, UNKNOWN, EDITIONS),
            "review": (2, UNKNOWN, EDITIONS),
            "publish": (1, BLOB, BACK),
            "build": (1, BLOB, BACK),
            "draft": (1, BLOB, BACK),
        },
    ),
    "a shallow clone": (
        shallow,
        {
            "check": (0, SHALLOW, FETCH),
            "diff": (2, SHALLOW, FETCH),
            "diff HEAD": (0, "Nothing differs.", ""),
            "review": (0, "Nothing differs.", ""),
            "publish": (2, SHALLOW, FETCH),
            "build": (2, SHALLOW, FETCH),
            "draft": (0, "Built ", ""),
        },
    ),
    "no branch": (
        detached,
        {
            "check": (0, "No problems.", ""),
            "diff": (0, "is now called", ""),
            "diff HEAD": (0, "Nothing differs.", ""),
            "review": (0, "Nothing differs.", ""),
            "publish": (0, "committed it on the branch edition-2026-11-22", "Propose it: git push"),
            "build": (0, "Built ", ""),
            "draft": (0, "Built ", ""),
            "verify": (0, "", ""),
        },
    ),
    "a file that git was told to leave out": (
        marked,
        dict.fromkeys(("diff", "diff HEAD", "review", "publish"), (2, LEFT_OUT, BRING)),
    ),
}


@pytest.mark.parametrize(
    ("situation", "command"),
    [(situation, command) for situation, (_, said) in SITUATIONS.items() for command in said],
)
def test_each_command_in_each_situation(place, tmp_path, situation, command):
    """A true sentence, the next step, and the right exit code; and nothing is published by mistake."""
    place.publish("First", day="2026-11-02")
    place.edit(HILL, ("title: Village hall", "title: Town hall"), note="A new name")
    place.commit()
    if command == "verify":
        assert place.plans("build", "--output", str(tmp_path / "site"))[0] == 0
    arrange, answers = SITUATIONS[situation]
    arrange(place)
    wanted, sentence, remedy = answers[command]
    code, said = place.plans(*(one.format(site=tmp_path / "site") for one in COMMANDS[command]))
    assert (code, sentence in said, remedy in said) == (wanted, True, True), said
    assert "Traceback" not in said and (wanted == 0 or not (tmp_path / "site").exists())
    if wanted:
        assert not (place.root / "plans/editions/2026-11-22.yml").exists()


def test_everybody_may_read_a_site_that_somebody_with_a_strict_umask_built(place, tmp_path):
    own = os.umask(0o077)
    try:
        code, said = place.plans("build", "--draft", "--output", str(tmp_path / "site"))
    finally:
        assert os.umask(own) == 0o077, "it is given back"
    site = tmp_path / "site"
    assert code == 0, said
    modes = {
        path.stat().st_mode & 0o005 if path.is_dir() else path.stat().st_mode & 0o004
        for path in site.rglob("*")
    }
    assert modes == {0o005, 0o004} and site.stat().st_mode & 0o005 == 0o005


def test_an_edition_holds_where_git_writes_other_line_ends(place, tmp_path):
    """With the .gitattributes of `plans init`, a clone on Windows has the bytes that the edition pins."""
    place.write({".gitattributes": carried()[".gitattributes"]})
    place.commit()
    place.publish("First", day="2026-11-02")
    assert place.plans("build", "--output", str(tmp_path / "built"))[0] == 0
    clone = tmp_path / "windows"
    subprocess.run(
        ["git", "clone", "--quiet", "-c", "core.autocrlf=true", place.root.resolve().as_uri(), str(clone)],
        check=True,
    )
    there = Place(clone)
    assert b"\r" not in (clone / HILL).read_bytes()
    assert there.plans("diff") == (0, "Nothing differs.\n")
    code, said = there.plans("verify", str(tmp_path / "built"))
    assert code == 0, said
