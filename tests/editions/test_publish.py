"""plans publish: what it refuses, what it writes, and what it never does."""

import pytest

from communityplans.source.files import blob_id

GIVEN = ("publish", "--title", "Autumn 2026", "--note", "What is new.")


def state(place):
    """Everything that publishing could change."""
    return (
        place.git("rev-parse", "HEAD"),
        place.git("branch", "--all"),
        place.git("status", "--porcelain"),
        place.git("rev-parse", "--abbrev-ref", "HEAD"),
    )


def refused(place, *more, code=2, today="2026-11-22"):
    """Publish, and insist that it was refused and changed nothing; what was said."""
    before = state(place)
    found, said = place.plans(*GIVEN, *more, today=today)
    assert found == code, said
    assert state(place) == before
    assert "Traceback" not in said
    return said


def test_writes_one_small_file_on_a_branch_of_its_own(place):
    before = place.git("rev-parse", "main")
    code, said = place.plans(
        *GIVEN, "--approved-by", "The Executive", "--approved-on", "2026-11-20", "--decision", "Decision 7"
    )
    assert code == 0 and "edition-2026-11-22" in said and "git push -u origin edition-2026-11-22" in said
    assert place.git("rev-parse", "--abbrev-ref", "HEAD") == "edition-2026-11-22"
    assert place.git("rev-parse", "main") == before
    assert (
        place.git("diff", "--name-status", "main", "edition-2026-11-22") == "A\tplans/editions/2026-11-22.yml"
    )
    assert place.git("status", "--porcelain") == ""
    text = place.read("plans/editions/2026-11-22.yml")
    assert (
        text
        == """\
schema_version: 1
title: "Autumn 2026"
note: "What is new."
approved:
  by: "The Executive"
  on: "2026-11-20"
  reference: "Decision 7"
# Each published file with the git blob id of its bytes. Written by plans publish.
documents:
"""
        + "".join(
            f'  {path}: "{blob_id(place.read(path).encode())}"\n'
            for path in (
                "guides/councillors/your-role.md",
                "plans/council.yml",
                "plans/hill.yml",
                "plans/mill.yml",
            )
        )
    )
    assert place.errors() == []


def test_says_what_the_edition_says(place):
    place.publish("First", day="2026-11-02")
    place.edit(
        "plans/hill.yml",
        ("due: 2027-06", 'due: 2027-09\n    reason: "The builder is ill"'),
        ("beside the school", "besside the school"),
        note="Put off",
    )
    place.commit()
    code, said = place.plans(*GIVEN, "--dry-run")
    assert code == 0
    assert (
        "Hill: 1 date put off, 1 corrected\n- The due date of “New crossing” moved from June 2027 to"
        " September 2027. (a promise) Why: The builder is ill\n" in said
    )
    assert "Mill" not in said


def test_a_dry_run_writes_nothing(place):
    before = state(place)
    code, said = place.plans(*GIVEN, "--dry-run", "--push")
    assert code == 0 and "Nothing was written." in said and "plans/editions/2026-11-22.yml" in said
    assert state(place) == before


def test_errors(place):
    place.edit("plans/hill.yml", ("area: hill", "area: nowhere"))
    place.commit()
    assert "nowhere" in refused(place, code=1)


def test_a_missing_note(place):
    place.publish("First", day="2026-11-02")
    place.edit("plans/hill.yml", ("title: Village hall", "title: Town hall"))
    place.commit()
    assert "change-note" in refused(place, code=1)


@pytest.mark.fault("F30")
@pytest.mark.parametrize(
    "path", ["plans/hill.yml", "guides/councillors/other.md", "plans/council-settings.yml"]
)
def test_unsaved_work(place, path):
    place.write(
        {
            path: (
                (
                    place.read(path)
                    if (place.root / path).exists()
                    else place.read("guides/councillors/your-role.md")
                )
                + "\n"
            )
        }
    )
    assert "not committed" in refused(place)


def test_a_file_that_git_ignores(place):
    place.write(
        {
            ".gitignore": "guides/councillors/other.md\n",
            "guides/councillors/other.md": place.read("guides/councillors/your-role.md"),
        }
    )
    place.commit()
    assert "git does not keep guides/councillors/other.md" in refused(place)


@pytest.mark.fault("F39")
def test_nothing_new(place):
    place.publish("First", day="2026-11-02")
    assert "Nothing differs from the edition of 2 November 2026." in refused(place)


def test_a_branch_of_that_name(place):
    place.git("branch", "edition-2026-11-22")
    assert "There is a branch edition-2026-11-22 already." in refused(place)


def test_behind_its_remote(place, tmp_path):
    remote = tmp_path / "remote.git"
    place.git("clone", "--quiet", "--bare", str(place.root), str(remote))
    place.git("remote", "add", "origin", str(remote))
    place.git("fetch", "--quiet", "origin")
    place.git("branch", "--quiet", "--set-upstream-to", "origin/main", "main")
    place.git("switch", "--quiet", "-c", "ahead")
    place.commit("Somebody else")
    place.git("push", "--quiet", "origin", "ahead:main")
    place.git("update-ref", "refs/remotes/origin/main", "main")
    place.git("switch", "--quiet", "main")
    assert "behind main of origin" in refused(place)


def test_a_remote_that_does_not_answer_is_no_hindrance(place, tmp_path):
    place.git("remote", "add", "origin", str(tmp_path / "nowhere.git"))
    place.git("config", "branch.main.remote", "origin")
    place.git("config", "branch.main.merge", "refs/heads/main")
    assert place.plans(*GIVEN)[0] == 0


def test_never_pushes_unless_told(place, tmp_path):
    remote = tmp_path / "remote.git"
    place.git("clone", "--quiet", "--bare", str(place.root), str(remote))
    place.git("remote", "add", "origin", str(remote))
    place.publish("First")
    assert "edition" not in place.git("ls-remote", "origin")
    place.edit("plans/hill.yml", ("beside", "besside"))
    place.commit()
    code, _ = place.plans(*GIVEN, "--push")
    assert code == 0 and "refs/heads/edition-2026-11-22-2" in place.git("ls-remote", "origin")


def test_without_a_remote_nothing_is_written(place):
    code, said = place.plans(*GIVEN, "--push")
    assert code == 2 and "There is no remote called origin to push to" in said
    assert not place.git("branch", "--list", "edition-2026-11-22")


def test_a_push_that_fails_says_what_is_done(place):
    place.git("remote", "add", "origin", "/nowhere/at/all")
    code, said = place.plans(*GIVEN, "--push")
    assert code == 2 and "is committed on the branch edition-2026-11-22, and could not be pushed" in said
    assert place.git("branch", "--list", "edition-2026-11-22")


def test_a_commit_that_fails_leaves_all_as_it_was(place):
    hook = place.root / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho no >&2\nexit 1\n")
    hook.chmod(0o755)
    assert "git commit: no" in refused(place)
    assert not (place.root / "plans/editions/2026-11-22.yml").exists()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--title", "x" * 301), "300"),
        (("--note", "x" * 4001), "4,000"),
        (("--approved-by", "Somebody"), "Give both"),
        (("--approved-by", "Somebody", "--approved-on", "one day"), "one day"),
        (("--approved-by", "A", "--approved-on", "2026\ndocuments: {}"), ""),
        (("--day", "yesterday"), "--day"),
        (("--day", "2026-11-01"), "Say when it was put together: --compiled 2026-11-22"),
    ],
)
def test_words_that_cannot_be(place, more, words):
    assert words in refused(place, *more)


def test_words_of_any_sort_come_back_as_they_were(place):
    title, note = 'Say "no": # [x] {y} \\ & *z', "First line: yes\n\n- second\n# third “quoted”"
    code, said = place.plans("publish", "--title", title, "--note", note)
    assert code == 0, said
    (edition,) = place.site().editions
    assert (edition.model.title, edition.model.note) == (title, note)


@pytest.mark.fault("F39")
def test_before_a_later_edition(place):
    place.publish("Planned", day="2026-12-01")
    place.git("merge-base", "HEAD", "main")
    place.edit("plans/hill.yml", ("beside", "besside"))
    place.commit()
    assert "There is a later edition already: 2026-12-01." in refused(place)


@pytest.mark.fault("F39")
def test_the_second_of_a_day(place):
    assert place.publish("First") == "2026-11-22"
    place.edit("plans/hill.yml", ("beside", "besside"))
    place.commit()
    assert place.publish("Second") == "2026-11-22-2"
    code, said = place.plans("editions")
    assert code == 0
    assert [line.split()[0] for line in said.splitlines()] == ["2026-11-22-2", "2026-11-22"]
    assert "shown" in said.splitlines()[0] and "1 file  new or changed" in said


def test_a_computer_that_ends_lines_in_its_own_way(place, tmp_path):
    """With core.autocrlf the files at hand are not the bytes that git keeps; the edition pins what git keeps."""
    place.git("config", "core.autocrlf", "true")
    for path in ("plans/hill.yml", "plans/mill.yml", "plans/council.yml", "guides/councillors/your-role.md"):
        text = place.read(path)
        (place.root / path).unlink()
        place.git("checkout", "--", path)
        assert (place.root / path).read_bytes() == text.replace("\n", "\r\n").encode()
    place.publish("First")
    site = place.site()
    assert site.differing == 0
    assert place.git("cat-file", "-t", site.editions[0].manifest["plans/hill.yml"]) == "blob"
    assert place.errors() == []


def test_no_git_at_all(place, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    code, said = place.plans(*GIVEN)
    assert code == 2 and "git is not installed" in said


MINUTES = """\
sources:
  - id: minutes
    title: Minutes of the Executive
    publisher: Example Borough Council
    published: 2026-10-20
    kind: council
    url: https://example.org/minutes
"""


def test_who_approved_it_leads_to_the_council_s_own_source_as_the_edition_pins_it(place):
    """An edition has no sources of its own.

    It can never be changed, so what it leads to is what the council said on its day.
    """
    place.write({"plans/council.yml": place.read("plans/council.yml") + MINUTES})
    place.commit("A source")
    code, said = place.plans(*GIVEN, "--approved-by", "The Executive", "--approved-on", "2026-11-20")
    assert code == 0, said
    edition = "plans/editions/2026-11-22.yml"
    place.edit(edition, ('  on: "2026-11-20"\n', '  on: "2026-11-20"\n  source: minute\n'))
    [(rule, sentence)] = place.errors()
    assert (
        rule == "unknown-reference"
        and "No source has the id minute in plans/council.yml. Did you mean minutes" in sentence
    )
    place.edit(edition, ("source: minute\n", "source: minutes\n"))
    assert place.errors() == []
    assert '<a href="../../about/#minutes">' in place.pages()["editions/2026-11-22/"]
    place.write({"plans/council.yml": place.read("plans/council.yml").replace(MINUTES, "")})
    assert place.errors() == []


@pytest.mark.parametrize("stopped", [KeyboardInterrupt, SystemExit])
@pytest.mark.parametrize("step", ["switch", "add", "commit"])
@pytest.mark.parametrize("after", [False, True])
def test_stopped_at_any_step_it_leaves_all_as_it_was(place, monkeypatch, step, after, stopped):
    """Ctrl+C before or after each thing that git does."""
    from communityplans.commands import publish as module

    run, before = module.run, state(place)

    def stop(root, *arguments, **more):
        if arguments[0] == step and not after:
            raise stopped
        out = run(root, *arguments, **more)
        if arguments[0] == step:
            raise stopped
        return out

    monkeypatch.setattr(module, "run", stop)
    proposal = module.Proposal("2026-11-22", "plans/editions/2026-11-22.yml", "title: x\n", "What is new.")
    with pytest.raises(stopped):
        module.write(place.root, proposal, push=False)
    assert state(place) == before
    assert not (place.root / proposal.path).exists()
