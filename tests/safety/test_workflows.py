"""What judges and publishes proposals: no token near their content, nothing of theirs in a shell, and nothing
that they can change themselves (threats T11, T13, T16, T18).

tests/commands/test_init.py runs the script that judges; here the workflows are read, and the steps that
write are run against a stand-in.
"""

import json
import re
import tomllib

import pytest
import yaml
from sites import ROOT

WORKFLOWS = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / ".github" / "workflows").glob("*.yml"))
}
GITLAB = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8"))
JOBS = {name: job for name, job in GITLAB.items() if isinstance(job, dict) and "script" in job}
# What somebody else chose the words of.
THEIRS = re.compile(
    r"(TITLE|DESCRIPTION|MESSAGE|SOURCE_BRANCH_NAME|COMMIT_REF_NAME|COMMIT_REF_SLUG|COMMIT_BRANCH\b|LABELS|ASSIGNEES|AUTHOR|head\.ref|head_ref|\.title|\.body|head_commit)"
)


# In the names of packages these are one sign.
SAME = str.maketrans("_.", "--")


def triggers(workflow: dict) -> set[str]:
    return set(workflow[True])  # YAML 1.1 takes the word `on` for true.


def steps(job: dict) -> str:
    return json.dumps(job["steps"])


def test_no_workflow_runs_with_rights_on_a_strangers_commit():
    for name, workflow in WORKFLOWS.items():
        assert "pull_request_target" not in triggers(workflow) and "issue_comment" not in triggers(
            workflow
        ), name
        for job_name, job in workflow["jobs"].items():
            writes = [right for right, how in job["permissions"].items() if how == "write"]
            if writes or "secrets." in json.dumps(job):
                checkouts = [one for one in job["steps"] if "actions/checkout" in one.get("uses", "")]
                # At most the scripts of the main line, which this workflow belongs to: never a proposal.
                only_scripts = {"path": "tools", "sparse-checkout": ".ci", "persist-credentials": False}
                assert all(one["with"] == only_scripts for one in checkouts), f"{name}, {job_name}"
                assert "tools/.ci/judge" not in steps(job) and '".ci/' not in steps(job), (
                    f"{name}, {job_name}: what may write sees no content"
                )
            if "pull_request" in triggers(workflow):
                assert writes == [] and "secrets." not in json.dumps(job), name


def test_only_the_main_lines_workflow_marks_a_commit():
    """A proposal can change the workflow of its own check; one that runs after another is always that of the
    main line.
    """
    marks = [
        name
        for name, workflow in WORKFLOWS.items()
        for job in workflow["jobs"].values()
        if job["permissions"].get("statuses")
    ]
    assert (
        marks == ["review"]
        and "workflow_run" in triggers(WORKFLOWS["review"])
        and "pull_request" not in triggers(WORKFLOWS["review"])
    )
    judge = steps(WORKFLOWS["review"]["jobs"]["judge"])
    assert "ref" not in WORKFLOWS["review"]["jobs"]["judge"]["steps"][0]["with"], (
        "the tools are those of the main branch"
    )
    assert "tools/.ci/judge" in judge and "proposal/.ci" not in judge
    assert "Judged by the main line" in (ROOT / "guides/editors/set-up-a-council.md").read_text(
        encoding="utf-8"
    )


def test_the_words_of_a_proposal_reach_no_shell():
    for name, workflow in WORKFLOWS.items():
        for job in workflow["jobs"].values():
            for step in job["steps"]:
                assert "${{" not in step.get("run", "") and not THEIRS.search(
                    json.dumps(step.get("env", {}))
                ), name
    for name, job in JOBS.items():
        assert not THEIRS.search(json.dumps(job["script"])), name


def test_on_gitlab_only_the_note_has_the_token():
    assert [name for name, job in JOBS.items() if "TOKEN" in json.dumps(job)] == ["comment"]
    comment = JOBS["comment"]
    assert comment["environment"]["name"] == "review" and comment["rules"] == [
        {"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}
    ]
    assert "judge" not in json.dumps(comment["script"])
    judged = JOBS["proposal"]["script"]
    assert '"$work/tools/.ci/judge" "$work/venv" "$work/proposal" "$base" out gitlab' in judged and not any(
        line.strip(" \"'").startswith((".ci/", "$work/proposal/")) for line in judged
    )
    assert all(
        "CI_DEFAULT_BRANCH" in json.dumps(job["rules"]) for name, job in JOBS.items() if name != "proposal"
    ), "the other jobs run on the main line only"


def test_previews_stand_on_another_host():
    preview = WORKFLOWS["review"]["jobs"]["preview"]
    assert (
        preview["permissions"] == {}
        and preview["environment"] == "preview"
        and "vars.PREVIEW_REPOSITORY" in preview["if"]
    )
    script = preview["steps"][-1]["run"]
    kinds = re.search(r"\\\.\(([^)]*\)?[^)]*)\)'", script)[1]
    assert "js" not in kinds.split("|") and "Disallow: /" in script
    assert not any(
        "upload-pages-artifact" in steps(job) or "deploy-pages" in steps(job)
        for name in ("proposal", "review")
        for job in WORKFLOWS[name]["jobs"].values()
    )


@pytest.mark.parametrize("lock", sorted(path.name for path in ROOT.glob("requirements*.lock")))
def test_everything_that_is_installed_is_pinned_by_its_hash(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    blocks = [block for block in re.split(r"\n(?=\S)", text) if block.strip() and not block.startswith("#")]
    assert len(blocks) > 1 and all(
        re.match(r"[\w.\[\]-]+==\S+", block) and "--hash=sha256:" in block for block in blocks
    )
    assert not re.search(r"(?m)^\s*(-e|--(index|extra|find|trusted)|git\+|https?:)", text)


def test_what_the_package_needs_is_in_its_lock():
    needs = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    locked = {
        name.lower().translate(SAME)
        for name in re.findall(
            r"(?m)^([\w.-]+)(?:\[[^]]*\])?==", (ROOT / "requirements.lock").read_text(encoding="utf-8")
        )
    }
    assert {
        re.match(r"[\w.-]+", need)[0].lower().translate(SAME) for need in needs if ";" not in need
    } <= locked
    assert "--require-hashes" in (ROOT / "Makefile").read_text(encoding="utf-8") and "--require-hashes" in (
        ROOT / ".ci" / "install"
    ).read_text(encoding="utf-8")
