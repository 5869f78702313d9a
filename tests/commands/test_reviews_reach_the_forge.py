"""Reviews come to the proposals that they are about: with none, one, two and sixty open, on a runner that
keeps its folders.

The scripts of the workflows run in their order on what their actions leave
(tests/fixtures/workflow_steps.py), against stand-ins for the two forges. Real runners:
tests/tools/test_runners.py.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from council_in_git import ENVIRONMENT
from council_under_ci import ROOT, CouncilUnderCI, git
from review_forges import BOT, PROJECT, REPOSITORY, TOKEN, Forge
from workflow_steps import Steps

MARK = "<!-- community-plans: review -->"
FILE = ROOT / ".github/workflows/review.yml"
LATER = [("due: 2027-06", 'due: 2027-09\n    reason: "The builder is ill"')]
HURT = '"; touch ran; # $(touch ran) `touch ran` ::error::x <img src=x> @everyone'


@pytest.fixture
def forge():
    here = Forge()
    yield here
    assert here.unknown == []
    here.close()


@pytest.fixture
def council(tmp_path) -> CouncilUnderCI:
    return CouncilUnderCI(tmp_path / "council")


class Runner:
    """The workflow Review, started as GitHub starts it, on one runner."""

    def __init__(self, council: CouncilUnderCI, forge: Forge, folder: Path):
        self.council, self.forge, self.folder = council, forge, folder
        self.artifacts = folder / "artifacts"
        mapped = {
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"url.file://{council.server}/.insteadOf",
            "GIT_CONFIG_VALUE_0": "git@github.com:",
        }
        self.steps = Steps(
            FILE,
            folder / "workspace",
            council.server,
            self.artifacts,
            {
                **ENVIRONMENT,
                **mapped,
                "XDG_CACHE_HOME": os.environ["XDG_CACHE_HOME"],
                "GITHUB_API_URL": forge.address,
                "GITHUB_REPOSITORY": REPOSITORY,
                "GITHUB_REF_NAME": "main",
            },
        )

    def which(self, only: str = "") -> str:
        well, said = self.steps.job(
            "which", {"github.token": TOKEN, "github.event.workflow_run.head_sha": only}
        )
        assert well, self.steps.log
        return said["proposals"]

    def judge(self, proposals: str) -> None:
        shutil.rmtree(self.artifacts, ignore_errors=True)
        for one in json.loads(proposals):
            self.steps.job(
                "judge",
                {
                    "matrix.proposal.number": one["number"],
                    "matrix.proposal.sha": one["sha"],
                    "vars.PREVIEW_URL": "https://previews.example.org/",
                },
            )

    def comment(self, proposals: str) -> bool:
        return self.steps.job("comment", {"github.token": TOKEN, "needs.which.outputs.proposals": proposals})[
            0
        ]

    def preview(self) -> bool:
        return self.steps.job(
            "preview", {"secrets.PREVIEW_DEPLOY_KEY": "key", "vars.PREVIEW_REPOSITORY": "council/previews"}
        )[0]


@pytest.fixture
def runner(council, forge, tmp_path) -> Runner:
    return Runner(council, forge, tmp_path / "runner")


def test_none_one_and_two_proposals_on_a_runner_that_keeps_its_folders(runner, council, forge):
    """With one artifact, its files come out where with two there are folders; what an earlier run left is
    nobody's review.
    """
    git("init", "--quiet", "--bare", "-b", "main", council.server / "council/previews.git")
    assert runner.which() == "[]"
    forge.commits[7] = council.propose(7, edits=LATER, title=HURT)
    assert json.loads(runner.which()) == [{"number": 7, "sha": forge.commits[7]}]

    runner.judge(runner.which())
    assert runner.comment(runner.which()) and runner.preview(), runner.steps.log
    assert [body.startswith(MARK) and "September 2027" in body for body in forge.bodies(7)] == [True]
    assert forge.state(7) == "success"
    assert git(
        "--git-dir", council.server / "council/previews.git", "ls-tree", "--name-only", "main"
    ).split() == ["proposal-7", "robots.txt"]

    # A second proposal that cannot be merged, and one that changes what judges it; the first is read again on
    # the same runner.
    forge.commits[8] = council.propose(8, edits=[("due: 2027-06", "due: soon")])
    forge.commits[9] = council.propose(
        9, {".ci/judge": "#!/bin/sh\nexit 0\n", ".ci/install": "#!/bin/sh\ntouch /tmp/ran\n"}
    )
    told = len(forge.told)
    runner.judge(runner.which())
    assert runner.comment(runner.which()) and runner.preview(), runner.steps.log
    assert (forge.state(7), forge.state(8), forge.state(9)) == ("success", "failure", "success")
    assert [len(forge.bodies(number)) for number in (7, 8, 9)] == [1, 1, 1]
    assert "soon" in forge.bodies(8)[0] and ".ci/install, .ci/judge" in forge.bodies(9)[0].replace("\\", "")
    assert (
        sum(path.endswith("/7/comments") or forge.commits[7] in path for _, path in forge.told[told:]) == 0
    ), "what says the same is not written again"
    assert (
        "proposal-8"
        not in git(
            "--git-dir", council.server / "council/previews.git", "ls-tree", "--name-only", "main"
        ).split()
    )
    assert not any(runner.folder.rglob("ran"))


def test_the_base_moved(runner, council, forge):
    """What was merged meanwhile changes the review of a proposal that stayed as it was."""
    forge.commits[7] = council.propose(7, edits=LATER)
    runner.judge(runner.which())
    assert runner.comment(runner.which()) and forge.state(7) == "success"
    council.place.edit(
        "plans/hill.yml", ("due: 2027-06", 'due: 2027-12\n    reason: "Gas pipes"'), note="Pipes"
    )
    council.place.commit("Pipes first")
    council.push()
    runner.judge(runner.which())
    assert runner.comment(runner.which())
    assert (
        forge.state(7) == "failure" and len(forge.bodies(7)) == 1 and "no longer fits" in forge.bodies(7)[0]
    )


def test_a_proposal_that_moved_on_or_could_not_be_read_is_not_judged_well(runner, council, forge):
    gone = "0" * 40
    forge.commits |= {7: gone, 8: council.propose(8, edits=LATER)}
    council.propose(7, title="Another commit")
    proposals = runner.which()
    runner.judge(proposals)
    assert runner.comment(proposals)
    assert forge.state(7) == "error" and forge.bodies(7) == [] and forge.state(8) == "success"


def test_only_the_one_that_was_checked(runner, council, forge):
    forge.commits |= {7: council.propose(7, title="One"), 8: council.propose(8, title="Two")}
    assert [one["number"] for one in json.loads(runner.which(only=forge.commits[8]))] == [8]
    forge.closed.add(8)
    assert runner.which(only=forge.commits[8]) == "[]"


def reviews(folder: Path, numbers: range, words: str = "Review {}", code: str = "0\n") -> None:
    """What the judges of so many proposals leave, unpacked."""
    for number in numbers:
        (folder / f"review-{number}").mkdir(parents=True)
        (folder / f"review-{number}/review.md").write_text(words.format(number), encoding="utf-8")
        (folder / f"review-{number}/code").write_text(code, encoding="utf-8")


def script(name: str, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [str(ROOT / ".ci" / name), *map(str, arguments)],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def on_github(forge: Forge, folder: Path, proposals: object = None) -> subprocess.CompletedProcess:
    proposals = (
        [{"number": number, "sha": sha} for number, sha in forge.commits.items()]
        if proposals is None
        else proposals
    )
    return script(
        "github-review",
        "comment",
        folder,
        GITHUB_API_URL=forge.address,
        GITHUB_REPOSITORY=REPOSITORY,
        GITHUB_TOKEN=TOKEN,
        PROPOSALS=json.dumps(proposals),
    )


def on_gitlab(forge: Forge, folder: Path) -> subprocess.CompletedProcess:
    return script(
        "gitlab-review",
        "comment",
        folder,
        CI_API_V4_URL=forge.address,
        CI_PROJECT_ID=PROJECT,
        REVIEW_TOKEN=TOKEN,
    )


@pytest.mark.parametrize("write", [on_github, on_gitlab])
def test_sixty_each_get_theirs_and_nothing_is_written_twice(forge, tmp_path, write):
    forge.commits = {number: f"{number:040}" for number in range(1, 61)}
    forge.say(3, "stranger", f"{MARK}\nI was here first")
    for _ in range(120):
        forge.say(60, "stranger", "A long talk")
    reviews(tmp_path, range(1, 61))
    done = write(forge, tmp_path)
    assert done.returncode == 0, done.stderr
    assert all(forge.bodies(number)[-1] == f"{MARK}\nReview {number}" for number in range(1, 61))
    assert forge.bodies(3)[0].endswith("I was here first")
    told = list(forge.told)
    assert write(forge, tmp_path).returncode == 0 and forge.told == told
    (tmp_path / "review-60/review.md").write_text("Another", encoding="utf-8")
    assert write(forge, tmp_path).returncode == 0 and len(forge.told) == len(told) + 1
    assert len(forge.bodies(60)) == 121 and forge.bodies(60)[-1] == f"{MARK}\nAnother"


@pytest.mark.parametrize("write", [on_github, on_gitlab])
def test_no_reviews_at_all(forge, tmp_path, write):
    done = write(forge, tmp_path / "not there")
    assert done.returncode == 0 and forge.told == [], done.stderr


@pytest.mark.parametrize("write", [on_github, on_gitlab])
def test_a_review_that_is_too_long_is_cut_off_and_says_so(forge, tmp_path, write):
    forge.commits = {7: "7" * 40}
    reviews(tmp_path, range(7, 8), "A line with a letter: \u00e9\n" * 20_000)
    assert write(forge, tmp_path).returncode == 0
    assert len(forge.bodies(7)[0]) < 65_536 and "is cut off here" in forge.bodies(7)[0]


def test_one_that_is_refused_does_not_stop_the_others(forge, tmp_path):
    forge.commits = {8: "8" * 40}
    reviews(tmp_path, range(7, 9))
    done = on_github(forge, tmp_path, [{"number": 7, "sha": "f" * 40}, {"number": 8, "sha": "8" * 40}])
    assert (
        done.returncode == 1
        and "Proposal 7: GitHub did not take it" in done.stdout
        and forge.state(8) == "success"
    )
    assert [one for one in forge.unknown if "statuses" in one]
    forge.unknown.clear()


def test_a_closed_proposal_gets_no_note(forge, tmp_path):
    forge.commits, forge.closed = {7: "7" * 40}, {7}
    reviews(tmp_path, range(7, 8))
    done = on_gitlab(forge, tmp_path)
    assert done.returncode == 0 and forge.told == [] and "closed meanwhile" in done.stdout


@pytest.fixture
def fetched(council, tmp_path):
    """A clone that knows the proposals as the job `review` does: 7 and 8 are open, 9 is closed."""
    for number in (7, 8, 9):
        council.propose(number, title=f"Proposal {number}")
    git("clone", "--quiet", council.bare, tmp_path / "clone")
    git(
        "-C", tmp_path / "clone", "fetch", "--quiet", "origin", "+refs/merge-requests/*/head:refs/proposals/*"
    )
    return tmp_path / "clone"


def listed(forge: Forge, clone: Path, **environment: str) -> list[str]:
    done = subprocess.run(
        [str(ROOT / ".ci/gitlab-review"), "list"],
        cwd=clone,
        capture_output=True,
        text=True,
        check=True,
        env={
            **os.environ,
            "CI_API_V4_URL": forge.address,
            "CI_PROJECT_ID": PROJECT,
            "CI_DEFAULT_BRANCH": "main",
            **environment,
        },
    )
    assert done.stdout == "".join(f"{number}\n" for number in done.stdout.split()), (
        "the job reads line by line"
    )
    return done.stdout.split()


def test_gitlab_says_which_are_open_or_a_webhook_does(forge, fetched, tmp_path):
    forge.commits, forge.closed = {7: "7", 8: "8", 9: "9"}, {9}
    assert listed(forge, fetched) == ["7", "8"]
    forge.public = False
    assert listed(forge, fetched) == [
        "7",
        "8",
        "9",
    ], "a private project tells nobody without a token which are closed"
    payload = tmp_path / "payload"
    for told, expected in (
        ({"object_kind": "merge_request", "object_attributes": {"iid": 8, "title": HURT}}, ["8"]),
        ({"object_kind": "merge_request", "object_attributes": {"iid": 99}}, []),
        ({"object_kind": "merge_request", "object_attributes": {"iid": "8; touch ran"}}, ["7", "8", "9"]),
        ({"object_kind": "push"}, ["7", "8", "9"]),
        ([], ["7", "8", "9"]),
    ):
        payload.write_text(json.dumps(told), encoding="utf-8")
        assert listed(forge, fetched, TRIGGER_PAYLOAD=str(payload)) == expected


def test_a_note_is_told_apart_by_who_wrote_it(forge, tmp_path):
    forge.commits = {7: "7" * 40}
    forge.say(7, BOT, f"{MARK}\nold")
    reviews(tmp_path, range(7, 8))
    for write in (on_github, on_gitlab):
        assert write(forge, tmp_path).returncode == 0
    assert forge.bodies(7) == [f"{MARK}\nReview 7"]
