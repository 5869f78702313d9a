"""Commands in git as people have it: no history, a subfolder, an untrusted folder, a sparse checkout."""

import shutil
import subprocess
from pathlib import Path

import pytest
from council_in_git import Place

from communityplans.commands.conflicts import beside_content, conflicting
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
        code == 0 and "Reason for the change of “Play area” was added: “The builder”" in said and "“Open to all”" in said
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
