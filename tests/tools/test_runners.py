"""The workflows themselves, run: .github/workflows by act with the pinned actions, .gitlab-ci.yml by
gitlab-ci-local.

A git server and stand-ins for the two interfaces are on this machine. Not run: the deployment to GitHub
Pages, which only GitHub can do.
"""

import json
import os
import shutil
import zipfile
from pathlib import Path

import pytest
from council_under_ci import CouncilUnderCI, git
from review_forges import Forge
from runners import Act, GitLabCI, git_server

pytestmark = pytest.mark.tools
MARK = "<!-- community-plans: review -->"
LATER = [("due: 2027-06", 'due: 2027-09\n    reason: "The builder is ill"')]
HURT = '"; touch ran; # $(touch ran) `touch ran` ::error::x <img src=x> @everyone'


@pytest.fixture
def forge():
    here = Forge()
    yield here
    here.close()


@pytest.fixture
def runners() -> Path:
    """The folder with gitlab-ci-local and node."""
    if not os.environ.get("RUNNERS"):
        pytest.skip("needs gitlab-ci-local and node: make test-tools")
    return Path(os.environ["RUNNERS"])


class OnGitHub:
    """A council on GitHub: its repository, the forge that keeps its proposals, and act."""

    def __init__(self, council: CouncilUnderCI, forge: Forge, act: Act):
        self.council, self.forge, self.act = council, forge, act

    def propose(self, number: int, **change) -> None:
        self.forge.commits[number] = self.council.propose(number, **change)

    def proposal(self, number: int):
        """Run "Proposal", as GitHub does when one is opened: with the workflow that stands in the proposal."""
        root, sha = self.council.place, self.forge.commits[number]
        root.git("switch", "--quiet", "--detach", sha)
        try:
            return self.act.run(
                root.root,
                "proposal.yml",
                "pull_request",
                {
                    "pull_request": {
                        "number": number,
                        "title": HURT,
                        "base": {"sha": root.git("rev-parse", "main"), "ref": "main"},
                        "head": {"sha": sha, "ref": HURT},
                    }
                },
                f"proposal {number}",
            )
        finally:
            root.git("switch", "--quiet", "main")

    def review(self, on: str, only: int | None = None, **values: str):
        """Run "Review": after the check of one proposal, or after a merge."""
        if only is not None:
            return self.act.run(
                self.council.place.root,
                "review.yml",
                "workflow_run",
                {"workflow_run": {"head_sha": self.forge.commits[only], "head_branch": HURT}},
                on,
                **values,
            )
        return self.act.run(self.council.place.root, "review.yml", "push", {}, on, **values)

    def publish(self, on: str, **values: str):
        return self.act.run(self.council.place.root, "publish.yml", "push", {}, on, job="build", **values)

    def artifact(self, name: str, into: Path) -> Path:
        """What a run kept under a name."""
        found = next((self.act.folder / "artifacts").rglob(f"{name}.zip"))
        with zipfile.ZipFile(found) as archive:
            archive.extractall(into)
        return into


@pytest.fixture
def on_github(tmp_path, tool, forge, runners):
    """Makes a council on GitHub."""
    if not os.environ.get("ACTIONS"):
        pytest.skip(
            "needs the pinned actions: .ci/runners/fetch-actions FOLDER, then make test-tools ACTIONS=FOLDER."
            " Without them, tests/commands runs the steps' own scripts"
        )
    served = []

    def made(**how) -> OnGitHub:
        council = CouncilUnderCI(tmp_path / "council", **how)
        council.place.git("remote", "add", "origin", "https://github.com/council/plans")
        server = git_server(council.server)
        served.append(server)
        address = server.__enter__()
        return OnGitHub(
            council,
            forge,
            Act(
                tool("act"),
                Path(os.environ["ACTIONS"]),
                str(runners),
                tmp_path / "act",
                address,
                forge.address,
            ),
        )

    yield made
    for server in served:
        server.__exit__(None, None, None)


def test_reviews_on_github(on_github, forge, tmp_path):
    """None, one, and several; titles made to hurt; a proposal that changes what judges it; a base that moved;
    previews.
    """
    here = on_github()
    git("init", "--quiet", "--bare", "-b", "main", here.council.server / "council/previews.git")
    git("--git-dir", here.council.server / "council/previews.git", "config", "daemon.receivepack", "true")
    previews = {"PREVIEW_REPOSITORY": "council/previews", "PREVIEW_URL": "https://previews.example.org"}
    seed = tmp_path / "seed"
    git("clone", "--quiet", here.council.server / "council/previews.git", seed)
    git("-C", seed, "commit", "--quiet", "--allow-empty", "-m", "Start")
    git("-C", seed, "push", "--quiet", "origin", "HEAD:main")

    code, jobs, log = here.review("no proposal", **previews)
    assert code == 0 and jobs == {"Which proposals": "succeeded"}, log

    here.propose(7, edits=LATER, title=HURT)
    code, jobs, log = here.proposal(7)
    assert code == 0 and jobs == {"Check and preview": "succeeded"}, log
    assert (here.artifact("preview", tmp_path / "preview") / "site/plans/hill/index.html").is_file()
    code, jobs, log = here.review("one proposal", only=7, **previews)
    assert code == 0 and set(jobs.values()) == {"succeeded"} and len(jobs) == 4, log
    assert (
        len(forge.bodies(7)) == 1
        and forge.bodies(7)[0].startswith(MARK)
        and "September 2027" in forge.bodies(7)[0]
    )
    assert forge.state(7) == "success"
    shown = git(
        "--git-dir", here.council.server / "council/previews.git", "ls-tree", "-r", "--name-only", "main"
    )
    assert "proposal-7/plans/hill/index.html" in shown and "robots.txt" in shown

    here.propose(8, edits=[("due: 2027-06", "due: soon")])
    here.propose(
        9,
        files={
            ".ci/judge": "#!/bin/sh\nexit 0\n",
            ".github/workflows/review.yml": "on: push\n",
            "mkdocs.yml": "hooks: [evil.py]\n",
            "evil.py": "open('ran', 'w')\n",
            "tools/evil.whl": "x",
        },
    )
    here.council.place.edit(
        "plans/hill.yml", ("due: 2027-06", 'due: 2027-12\n    reason: "Gas pipes"'), note="Pipes"
    )
    here.council.place.commit("Pipes first")
    here.council.push()
    code, jobs, log = here.review("three proposals after a merge", **previews)
    assert code == 0 and set(jobs.values()) == {"succeeded"} and len(jobs) == 6, log
    assert (forge.state(7), forge.state(8), forge.state(9)) == ("failure", "failure", "success")
    assert "no longer fits" in forge.bodies(7)[0] and [len(forge.bodies(number)) for number in (7, 8, 9)] == [
        1,
        1,
        1,
    ]
    assert ".ci/judge, .github/workflows/review.yml, evil.py, mkdocs.yml, tools/evil.whl" in forge.bodies(9)[
        0
    ].replace("\\", "")
    assert not list(tmp_path.rglob("ran")) and forge.unknown == []


def test_a_proposal_with_a_mistake_is_red_on_github(on_github):
    here = on_github()
    here.propose(8, edits=[("due: 2027-06", "due: soon")])
    code, jobs, log = here.proposal(8)
    assert code != 0 and jobs == {"Check and preview": "failed"} and "file=plans/hill.yml,line=" in log, log


def test_a_proposal_cannot_judge_itself_on_github(on_github, tmp_path):
    """What it brings beside the content is not there when it is judged, and the tools are the base's."""
    here = on_github()
    here.propose(
        9,
        edits=LATER,
        files={
            ".ci/judge": "#!/bin/sh\ntouch ran\n",
            ".ci/install": "#!/bin/sh\ntouch ran\n",
            "mkdocs.yml": "hooks: [evil.py]\n",
            "evil.py": "open('ran', 'w')\n",
        },
    )
    code, jobs, log = here.proposal(9)
    assert code == 0 and jobs == {"Check and preview": "succeeded"}, log
    assert not list(tmp_path.rglob("ran"))


@pytest.mark.parametrize("published", [False, True])
def test_publishing_on_github(on_github, tmp_path, published):
    """Before the first edition, one page; then the site with the form that the settings ask for.

    Put away for Pages, and not deployed.
    """
    here = on_github(published=published, form=True)
    code, jobs, log = here.publish("an edition" if published else "no edition", PAGES="true")
    assert code == 0 and jobs == {"Build": "succeeded"}, log
    site = here.artifact("site", tmp_path / "site")
    assert list(here.act.folder.rglob("github-pages.zip"))
    assert (site / "plans/hill/index.html").is_file() == (site / "edit/index.html").is_file() == published
    assert (
        "has not published any plans yet" in (site / "index.html").read_text(encoding="utf-8")
    ) != published


def test_a_new_council_from_init_to_its_site(on_github, forge, tmp_path):
    """As another council would: `plans init`, its own installation in each job, one proposal, its comment and
    mark, merged, published, with a form.
    """
    here = on_github(published=False, fresh=True, form=True)
    settings = here.council.place.read("plans/council-settings.yml")
    here.propose(
        1, files={"plans/council-settings.yml": f"{settings}mailbox: plans@example.org\n"}, title="A mailbox"
    )
    code, jobs, log = here.proposal(1)
    assert code == 0 and jobs == {"Check and preview": "succeeded"}, log
    code, jobs, log = here.review("the first proposal of a new council", only=1)
    assert code == 0 and set(jobs.values()) == {"succeeded"}, log
    assert "Mailbox" in forge.bodies(1)[0] and forge.state(1) == "success"

    here.council.place.git("merge", "--quiet", "--no-ff", "--no-edit", "proposal-1")
    here.council.place.publish("First")
    here.council.push()
    code, jobs, log = here.publish("the first edition of a new council")
    assert code == 0 and jobs == {"Build": "succeeded"}, log
    site = here.artifact("site", tmp_path / "site")
    assert (site / "edit/index.html").is_file() and (site / "plans/mill/index.html").is_file()
    assert any("plans@example.org" in path.read_text(encoding="utf-8") for path in site.rglob("*.html")), (
        "what was merged is what is published"
    )


class OnGitLab:
    """A council on GitLab: its repository, the forge that keeps its proposals, and the clone of a runner that
    keeps it.
    """

    def __init__(self, council: CouncilUnderCI, forge: Forge, runner: GitLabCI):
        self.council, self.forge, self.runner = council, forge, runner

    def propose(self, number: int, **change) -> None:
        self.forge.commits[number] = self.council.propose(number, **change)

    def check_out(self, sha: str, branch: str) -> None:
        clone = self.runner.clone
        git(
            "-C",
            clone,
            "fetch",
            "--quiet",
            self.council.bare,
            "+refs/heads/*:refs/remotes/origin/*",
            "+refs/merge-requests/*/head:refs/heads/mr-*",
        )
        git("-C", clone, "checkout", "--quiet", "--force", "-B", branch, sha)
        git("-C", clone, "clean", "--quiet", "-ffdx", "-e", ".gitlab-ci-local")

    def proposal(self, number: int, on: str, **variables: str):
        self.check_out(self.forge.commits[number], "proposal")
        return self.runner.run(
            "merge_request_event",
            on,
            CI_MERGE_REQUEST_PROJECT_ID="1",
            CI_MERGE_REQUEST_PROJECT_URL="https://gitlab.example.org/council/plans",
            CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main",
            CI_COMMIT_TITLE=HURT,
            CI_COMMIT_BRANCH="",
            **variables,
        )

    def main(self, source: str, on: str, **variables: str):
        self.check_out(git("--git-dir", self.council.bare, "rev-parse", "main"), "main")
        return self.runner.run(
            source,
            on,
            CI_DEFAULT_BRANCH="main",
            CI_COMMIT_BRANCH="main",
            REVIEW_TOKEN="the-token",
            **variables,
        )


@pytest.fixture
def on_gitlab(tmp_path, tool, forge, runners):
    """Makes a council on GitLab."""
    if shutil.which("rsync") is None:
        pytest.skip("gitlab-ci-local needs rsync, which is not on this machine")

    def made(**how) -> OnGitLab:
        council = CouncilUnderCI(tmp_path / "council", **how)
        clone = tmp_path / "builds" / "clone"
        git("clone", "--quiet", council.bare, clone)
        git("-C", clone, "remote", "set-url", "origin", "https://gitlab.example.org/council/plans.git")
        return OnGitLab(
            council,
            forge,
            GitLabCI(str(runners / "gitlab-ci-local"), clone, forge.address, f"file://{council.server}/"),
        )

    return made


def test_reviews_on_gitlab(on_gitlab, forge, tmp_path):
    """Opened, judged twice on the same runner, from a fork; the note as soon as a webhook says that it was
    opened; after a merge, all.
    """
    here = on_gitlab()
    code, jobs, log = here.main("push", "no proposal")
    assert code == 0 and jobs == {"review": "PASS", "comment": "PASS", "pages": "PASS"}, log

    here.propose(7, edits=LATER, title=HURT)
    for on in ("a proposal", "the same proposal, on the same runner"):
        code, jobs, log = here.proposal(7, on)
        assert code == 0 and jobs == {"proposal": "PASS"}, log
        assert (here.runner.clone / "out/site/plans/hill/index.html").is_file()
    code, jobs, log = here.proposal(7, "a proposal from a fork", CI_PROJECT_ID="2")
    assert code == 0 and jobs == {"proposal": "PASS"}, log
    assert forge.bodies(7) == []

    payload = tmp_path / "payload.json"
    payload.write_text(
        json.dumps(
            {"object_kind": "merge_request", "object_attributes": {"iid": 7, "title": HURT, "action": "open"}}
        ),
        encoding="utf-8",
    )
    here.propose(8, edits=[("due: 2027-06", "due: soon")])
    code, jobs, log = here.main("trigger", "a webhook: proposal 7 was opened", TRIGGER_PAYLOAD=str(payload))
    assert code == 0 and jobs == {"review": "PASS", "comment": "PASS"}, log
    assert len(forge.bodies(7)) == 1 and "September 2027" in forge.bodies(7)[0] and forge.bodies(8) == []

    here.propose(
        9,
        files={
            ".gitlab-ci.yml": "x: {script: [touch ran]}\n",
            ".ci/judge": "#!/bin/sh\ntouch ran\n",
            "mkdocs.yml": "hooks: [evil.py]\n",
            "evil.py": "open('ran', 'w')\n",
        },
    )
    here.council.place.edit(
        "plans/hill.yml", ("due: 2027-06", 'due: 2027-12\n    reason: "Gas pipes"'), note="Pipes"
    )
    here.council.place.commit("Pipes first")
    here.council.push()
    code, jobs, log = here.main("push", "three proposals after a merge")
    assert code == 0 and set(jobs.values()) == {"PASS"}, log
    assert [len(forge.bodies(number)) for number in (7, 8, 9)] == [1, 1, 1]
    assert "no longer fits" in forge.bodies(7)[
        0
    ] and ".ci/judge, .gitlab-ci.yml, evil.py, mkdocs.yml" in forge.bodies(9)[0].replace("\\", "")
    assert not list(tmp_path.rglob("ran")) and forge.unknown == []


def test_a_proposal_with_a_mistake_is_red_on_gitlab(on_gitlab):
    here = on_gitlab()
    here.propose(8, edits=[("due: 2027-06", "due: soon")])
    code, jobs, log = here.proposal(8, "a proposal with a mistake")
    assert code != 0 and jobs == {"proposal": "FAIL"}, log
    assert (
        json.loads((here.runner.clone / "out/codequality.json").read_text(encoding="utf-8"))[0]["location"][
            "path"
        ]
        == "plans/hill.yml"
    )


@pytest.mark.parametrize("published", [False, True])
def test_publishing_on_gitlab(on_gitlab, published):
    here = on_gitlab(published=published, form=True)
    code, jobs, log = here.main("schedule", "an edition" if published else "no edition")
    assert code == 0 and jobs["pages"] == "PASS", log
    site = here.runner.clone / "public"
    assert (site / "plans/hill/index.html").is_file() == (site / "edit/index.html").is_file() == published
    assert (
        "has not published any plans yet" in (site / "index.html").read_text(encoding="utf-8")
    ) != published
