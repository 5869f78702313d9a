"""A council from scratch: `plans init` runs, its repository checks and builds; who must agree; the workflows
are those that are tested here.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from council_in_git import ENVIRONMENT, Place
from sites import plans

import communityplans
from communityplans.commands.init import carried
from communityplans.commands.wheel import CARRIED_FOLDERS, own_wheel, unpack

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def fresh(tmp_path):
    """A repository that was just set up."""
    done = plans(
        "--today",
        "2026-12-01",
        "init",
        tmp_path / "ours",
        "--council",
        "Example Borough Council",
        "--areas",
        "Almond Hill, River & Mill",
    )
    assert done.returncode == 0, done.stderr
    return Place(tmp_path / "ours")


def test_it_checks_and_builds(fresh):
    # The guides that come with it say when their sources were last looked at, which is later than the day of other tests.
    done = plans("--root", fresh.root, "--today", "2026-12-01", "check")
    assert done.returncode == 0 and done.stdout.splitlines() == [
        "No problems. Read whole: 2 plans and 10 guide pages.",
        "12 things are not decided yet: plans check --gaps lists them.",
    ]
    listed = plans("--root", fresh.root, "--today", "2026-12-01", "check", "--gaps").stdout
    assert (
        len(re.findall(r"^plans/[a-z-]+\.yml:[0-9]+:[0-9]+: note: .*\[undecided\]$", listed, re.MULTILINE))
        == 12
    )
    code, said = fresh.plans("build")
    assert code == 0, said
    page = (fresh.root / "site/plans/river-and-mill/index.html").read_text(encoding="utf-8")
    assert "River &amp; Mill" in page and "Nothing is promised in it yet." in page
    assert "Community plans for Example" in (fresh.root / "site/index.html").read_text(encoding="utf-8")


def test_the_guides_for_editors_and_publishers_come_with_it(fresh):
    """As they are here, with nothing of another place in them; and the site shows them."""
    ours = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(ROOT.glob("guides/[ep]*/*.md"))
    }
    theirs = {
        path.relative_to(fresh.root).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(fresh.root.glob("guides/*/*.md"))
    }
    assert theirs == ours and len(ours) >= 8
    assert [
        path
        for path, text in ours.items()
        if re.search("stevenage|bedwell|demonstration", text, re.IGNORECASE)
    ] == []
    code, said = fresh.plans("build", "--draft")
    assert code == 0, said
    assert all((fresh.root / "site" / path.removesuffix(".md") / "index.html").is_file() for path in ours)


def test_the_wheel_has_the_guides_and_the_made_up_council():
    """What is in the wheel is what is here: there is no second copy that could grow old."""
    packed = {
        path: data
        for path, data in unpack("The wheel", own_wheel()).items()
        if path.startswith("communityplans/carried/")
    }
    expected = {
        f"communityplans/carried/{ours}/{path.relative_to(ROOT / theirs).as_posix()}": path.read_bytes()
        for theirs, ours in CARRIED_FOLDERS.items()
        for path in (ROOT / theirs).rglob("*")
        if path.is_file()
    }
    assert packed == expected and len(packed) > 15


@pytest.mark.parametrize("forge", ["both", "github", "gitlab"])
def test_a_made_up_council_checks_and_builds_and_says_what_it_is(tmp_path, forge):
    done = plans("--today", "2026-11-22", "init", tmp_path / "e", "--example", "--forge", forge)
    assert done.returncode == 0 and "Everything in it is made up." in done.stdout, done.stderr
    made = Place(tmp_path / "e")
    code, said = made.plans("check")
    assert code == 0 and " error" not in said
    code, said = made.plans("build", "--draft")
    assert code == 0, said
    for page in ("index.html", "plans/everything/index.html"):
        assert "Made up" in (made.root / "site" / page).read_text(encoding="utf-8")
    assert (made.root / "guides/editors/set-up-a-council.md").is_file() and (
        made.root / "tools/manifest.json"
    ).is_file()


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (["--example", "--council", "X"], "--example brings a council of its own"),
        ([], "Say --council and --areas; or --example"),
        (["--council", "X"], "Say --council and --areas"),
    ],
)
def test_a_made_up_council_or_one_of_your_own(tmp_path, given, why):
    done = plans("init", tmp_path / "x", *given)
    assert done.returncode == 2 and why in done.stderr and not (tmp_path / "x").exists()


def test_a_made_up_council_overwrites_nothing(tmp_path):
    (tmp_path / "note.txt").write_text("mine", encoding="utf-8")
    done = plans("init", tmp_path, "--example")
    assert (
        done.returncode == 2
        and "not empty" in done.stderr
        and [path.name for path in tmp_path.iterdir()] == ["note.txt"]
    )


def test_it_can_be_published_from(fresh):
    fresh.git("init", "--quiet", "-b", "main")
    fresh.commit("Set up")
    assert fresh.publish("First") == "2026-11-22"
    assert fresh.plans("schema", "--check")[0] == 0
    assert fresh.plans("codeowners", "--check")[0] == 0


def test_it_brings_the_workflows(fresh):
    for path, text in carried().items():
        assert fresh.read(path) == text.replace("@@COUNCIL@@", "Example Borough Council")
    assert all(
        os.access(fresh.root / ".ci" / name, os.X_OK)
        for name in ("install", "check", "judge", "form", "github-review", "gitlab-review")
    )
    assert not (fresh.root / ".ci/node.lock").stat().st_mode & 0o111


@pytest.mark.parametrize(("forge", "other"), [("github", "gitlab"), ("gitlab", "github")])
def test_for_one_forge_only(tmp_path, forge, other):
    plans("init", tmp_path / "x", "--council", "X Council", "--areas", "Y", "--forge", forge)
    written = [path.relative_to(tmp_path / "x").as_posix() for path in (tmp_path / "x").rglob("*")]
    assert any(forge in path for path in written) and not any(other in path for path in written)


@pytest.mark.parametrize(
    ("council", "areas", "why"),
    [
        ("X", "A,a", "same address"),
        ("X", "Council Houses", "begin with a letter"),
        ("X", " , ", "at least one"),
        ("X" * 400, "A", "cannot be set up so"),
    ],
)
def test_what_cannot_be_set_up_writes_nothing(tmp_path, council, areas, why):
    done = plans("init", tmp_path / "x", "--council", council, "--areas", areas)
    assert done.returncode == 2 and why in done.stderr and not (tmp_path / "x").exists()


def test_nothing_is_overwritten(tmp_path):
    (tmp_path / "note.txt").write_text("mine", encoding="utf-8")
    done = plans("init", tmp_path, "--council", "X", "--areas", "A")
    assert (
        done.returncode == 2
        and "not empty" in done.stderr
        and [path.name for path in tmp_path.iterdir()] == ["note.txt"]
    )


def test_who_must_agree(place):
    assert place.plans("codeowners")[0] == 0
    lines = [line for line in place.read("CODEOWNERS").splitlines() if not line.startswith("#")]
    assert lines == [
        "/plans/hill.yml @head @manager",
        "/plans/mill.yml @head @manager",
        "/plans/editions/ @example/comms",
        "/plans/council.yml @example/comms",
        "/plans/council-settings.yml @example/comms",
        "/plans/council-streets.csv @example/comms",
        "/CODEOWNERS @example/comms",
    ]
    assert place.plans("codeowners", "--check")[0] == 0
    place.edit(
        "plans/hill.yml",
        ("strategic_lead: {post: Head of Communities}", "strategic_lead: {post: Head of Parks}"),
    )
    assert place.plans("codeowners", "--check") == (
        1,
        "CODEOWNERS does not say what the plans and the settings say. Run: plans codeowners\n",
    )
    place.write({"plans/mill.yml": "title: ["})
    assert place.plans("codeowners", "--check")[0] == 2
    place.git("checkout", "--quiet", "plans/mill.yml")
    assert "No account is known for a lead: Hill: Head of Parks" in place.plans("codeowners")[1]


@pytest.mark.parametrize("account", ["head", "@a b", "@x\\n* @evil", "@"])
def test_an_account_is_a_name(place, account):
    place.edit("plans/council-settings.yml", ('"@head"', f'"{account}"'))
    assert any('must look like this: "@example-council/communities"' in said for _, said in place.errors())


@pytest.mark.parametrize("path", sorted(carried()))
def test_our_own_workflows_are_those_that_a_council_gets(path):
    """Only how the tools are installed differs: here they are part of the repository."""
    if path in (
        ".ci/install",
        ".ci/check",
        ".pre-commit-config.yaml",
        "Makefile",
        "README.md",
        "mkdocs.yml",
        ".gitignore",
    ):
        pytest.skip("has words of its own here")
    assert (ROOT / path).read_text(encoding="utf-8") == carried()[path]


WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda p: p.name)
def test_a_workflow_is_pinned_and_has_few_rights(path):
    text = path.read_text(encoding="utf-8")
    found = yaml.safe_load(text)
    assert found["permissions"] == {}
    for used in re.findall(r"\buses: (\S+)", text):
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", used)
    for name, job in found["jobs"].items():
        assert "timeout-minutes" in job and "permissions" in job, name
        rights = job["permissions"]
        checkouts = [step["with"] for step in job["steps"] if "checkout" in str(step.get("uses", ""))]
        assert all(one["persist-credentials"] is False for one in checkouts)
        # The scripts of the main line are no content: a job that has nothing else may speak to the forge.
        if any(one.get("sparse-checkout") != ".ci" or "ref" in one for one in checkouts):
            assert rights == {"contents": "read"}, f"{name}: what sees content may only read"
            assert not re.search(r"secrets\.|github\.token", yaml.safe_dump(job)), name
        for step in job["steps"]:
            assert "${{" not in step.get("run", ""), f"{name}: a title or a branch could end up in the shell"


def judged(place, tmp_path, base="main", form="github"):
    """Run the script that judges a proposal on a clone of it, with the tools of this checkout."""
    venv = tmp_path / "venv" / "bin"
    venv.mkdir(parents=True, exist_ok=True)
    (venv / "plans").write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -c "from communityplans.cli import main; main()" --today'
        ' 2026-11-22 "$@"\n',
        encoding="utf-8",
    )
    (venv / "plans").chmod(0o755)
    clone = tmp_path / "proposal"
    shutil.rmtree(clone, ignore_errors=True)
    subprocess.run(["git", "clone", "--quiet", str(place.root), str(clone)], check=True, env=ENVIRONMENT)
    environment = {**ENVIRONMENT, "PYTHONPATH": str(Path(communityplans.__file__).parents[1])}
    commit = place.git("rev-parse", base)
    return subprocess.run(
        [
            str(ROOT / ".ci" / "judge"),
            str(tmp_path / "venv"),
            str(clone),
            commit,
            str(tmp_path / "out"),
            form,
        ],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )


def test_a_proposal_is_judged_as_the_workflow_does_it(place, tmp_path):
    place.git("switch", "--quiet", "-c", "proposal")
    place.edit(
        "plans/hill.yml",
        ("title: Village hall", 'title: "\\"; curl x | sh #"'),
        note="::set-output name=x::y",
    )
    place.commit('"; curl x | sh #')
    done = judged(place, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "curl x \\| sh" in (tmp_path / "out/review.md").read_text(encoding="utf-8")
    assert (tmp_path / "out/site/plans/hill/index.html").is_file()
    assert "::set-output" not in done.stdout
    place.edit("plans/hill.yml", ("due: 2027-06", "due: soon"))
    place.commit()
    done = judged(place, tmp_path)
    assert done.returncode == 1 and "::error file=plans/hill.yml,line=" in done.stdout


def test_a_proposal_cannot_bring_code_of_its_own(place, tmp_path):
    """MkDocs runs hooks and templates: those of the proposal are not even there."""
    place.git("switch", "--quiet", "-c", "proposal")
    place.edit("plans/hill.yml", ("title: Village hall", "title: Town hall"), note="A name")
    place.write(
        {
            "mkdocs.yml": place.read("mkdocs.yml") + "hooks: [evil.py]\n",
            "evil.py": f"open({str(tmp_path / 'ran')!r}, 'w')\n",
            "site_overrides/main.html": "{{ 7*7 }} evil",
            "sitecustomize.py": f"open({str(tmp_path / 'ran')!r}, 'w')\n",
            "communityplans/__init__.py": "evil",
        }
    )
    place.commit()
    done = judged(place, tmp_path)
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "ran").exists()
    assert "evil" not in (tmp_path / "out/site/index.html").read_text(encoding="utf-8")


def test_all_that_is_no_content_comes_from_the_base(place, tmp_path):
    """The base's own settings name a hook: what runs is the base's, whatever the proposal puts in its place;
    what the base lacks is not there.
    """
    place.write(
        {
            "mkdocs.yml": place.read("mkdocs.yml") + "hooks: [hooks/note.py]\n",
            "hooks/note.py": "import hooks_part\n",
            "hooks/hooks_part.py": "mine = 1\n",
            "tools/wheel.whl": "base",
        }
    )
    place.commit("A hook of ours")
    place.git("switch", "--quiet", "-c", "proposal")
    place.edit("plans/hill.yml", ("title: Village hall", "title: Town hall"), note="A name")
    evil = f"open({str(tmp_path / 'ran')!r}, 'w')\n"
    place.write(
        {
            "hooks/note.py": evil,
            "hooks/hooks_part.py": evil,
            "tools/wheel.whl": "evil",
            "more/file.txt": "x",
            ".gitattributes": "* text eol=crlf\n",
        }
    )
    place.commit()
    done = judged(place, tmp_path)
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "ran").exists()
    clone = tmp_path / "proposal"
    assert (
        (clone / "tools/wheel.whl").read_text(encoding="utf-8") == "base"
        and not (clone / "more").exists()
        and not (clone / ".gitattributes").exists()
    )
    said = (tmp_path / "out/review.md").read_text(encoding="utf-8").replace("\\", "")
    assert ".gitattributes, hooks/hooks_part.py, hooks/note.py, more/file.txt, tools/wheel.whl" in said


def test_nothing_of_an_earlier_proposal_is_handed_on(place, tmp_path):
    place.git("switch", "--quiet", "-c", "proposal")
    assert judged(place, tmp_path).returncode == 0 and (tmp_path / "out/site/index.html").is_file()
    place.edit("plans/hill.yml", ("due: 2027-06", "due: soon"))
    place.commit()
    assert judged(place, tmp_path).returncode == 1
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["review.md"]
    place.git("switch", "--quiet", "main")
    assert judged(place, tmp_path, form="none").returncode == 0 and [
        path.name for path in (tmp_path / "out").iterdir()
    ] == ["review.md"]


def test_gitlab_gets_its_report(place, tmp_path):
    place.git("switch", "--quiet", "-c", "proposal")
    place.edit("plans/hill.yml", ("due: 2027-06", "due: soon"))
    place.commit()
    assert judged(place, tmp_path, form="gitlab").returncode == 1
    assert (
        json.loads((tmp_path / "out/codequality.json").read_text(encoding="utf-8"))[0]["location"]["path"]
        == "plans/hill.yml"
    )
