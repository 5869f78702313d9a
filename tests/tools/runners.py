"""How the two runners are started: act for .github/workflows, gitlab-ci-local for .gitlab-ci.yml; and what is
told of each job that ran.
"""

import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from artifact_service import between
from council_in_git import ENVIRONMENT
from council_under_ci import TODAY
from review_forges import REPOSITORY, TOKEN

# What pip and npm are told on this machine, for the installations that are real.
FOR_INSTALLING = (
    "PIP_",
    "npm_config_",
    "NPM_CONFIG_",
    "SSL_",
    "NODE_EXTRA_",
    "http_proxy",
    "https_proxy",
    "no_proxy",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "NO_PROXY",
)
# (workflow, job, what it was run on, with what, result), in order: printed when the tests are done.
RAN: list[tuple[str, str, str, str, str]] = []
PYTHON = "3.13.0"
# Noon of the day on which the council is looked at (council_under_ci.TODAY).
NOON = str(int(datetime.fromisoformat(f"{TODAY}T12:00:00+00:00").timestamp()))


@contextlib.contextmanager
def git_server(folder: Path) -> Iterator[str]:
    """Git's own server for the repositories below a folder, on this machine; its address."""
    port = free_port()
    daemon = subprocess.Popen(
        [
            "git",
            "daemon",
            "--export-all",
            "--reuseaddr",
            f"--base-path={folder}",
            "--listen=127.0.0.1",
            f"--port={port}",
            "--enable=receive-pack",
            str(folder),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=ENVIRONMENT,
    )
    try:
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            time.sleep(0.05)
        yield f"git://127.0.0.1:{port}/"
    finally:
        daemon.terminate()
        daemon.wait()


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def tool_cache(folder: Path) -> Path:
    """A folder as runners keep Pythons for actions/setup-python: the version that the workflows ask for is
    this Python, by its name only.
    """
    place = folder / "Python" / PYTHON / "x64"
    (place / "bin").mkdir(parents=True, exist_ok=True)
    for name in ("python", "python3"):
        if not (place / "bin" / name).exists():
            (place / "bin" / name).symlink_to(sys.executable)
    (folder / "Python" / PYTHON / "x64.complete").touch()
    return folder


class Act:
    """act in its self-hosted mode: each job runs on this machine, with the pinned actions of the folder
    `actions`.
    """

    def __init__(self, program: str, actions: Path, node: str, folder: Path, git: str, api: str):
        self.program, self.actions, self.node, self.folder, self.git, self.api = (
            program,
            actions,
            node,
            folder,
            git,
            api,
        )

    def run(
        self,
        repository: Path,
        workflow: str,
        event: str,
        payload: dict[str, Any],
        on: str,
        job: str = "",
        **values: str,
    ) -> tuple[int, dict[str, str], str]:
        """Run a workflow of a repository, or one job of it, for an event: the exit code, what became of each
        job, and the log.

        `values` are variables of the repository.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        told = self.folder / "event.json"
        told.write_text(
            json.dumps(payload | {"repository": {"default_branch": "main", "full_name": REPOSITORY}}),
            encoding="utf-8",
        )
        shutil.rmtree(self.folder / "artifacts", ignore_errors=True)
        port = free_port()
        service = between(port)
        given = {
            "GITHUB_API_URL": self.api,
            "AGENT_TOOLSDIRECTORY": str(tool_cache(self.folder / "tools")),
            "RUNNER_TOOL_CACHE": str(self.folder / "tools"),
            "XDG_CACHE_HOME": os.environ["CACHE_BEFORE_TESTS"],
            "GIT_CONFIG_COUNT": "2",
            "GIT_CONFIG_KEY_0": f"url.{self.git}.insteadOf",
            "GIT_CONFIG_VALUE_0": "https://github.com/",
            "GIT_CONFIG_KEY_1": f"url.{self.git}.insteadOf",
            "GIT_CONFIG_VALUE_1": "git@github.com:",
        }
        given |= {name: value for name, value in os.environ.items() if name.startswith(FOR_INSTALLING)} | {
            "PIP_CACHE_DIR": str(Path(os.environ["CACHE_BEFORE_TESTS"]) / "pip"),
            "SOURCE_DATE_EPOCH": NOON,
        }
        command = [
            self.program,
            event,
            "-W",
            f".github/workflows/{workflow}",
            "-e",
            str(told),
            "-P",
            "ubuntu-24.04=-self-hosted",
            "--no-skip-checkout",
            "--defaultbranch",
            "main",
            "--artifact-server-path",
            str(self.folder / "artifacts"),
            "--artifact-server-addr",
            "127.0.0.1",
            "--artifact-server-port",
            str(port),
            "--no-cache-server",
            "--action-cache-path",
            str(self.folder / "cache"),
            "-s",
            f"GITHUB_TOKEN={TOKEN}",
            "-s",
            "PREVIEW_DEPLOY_KEY=key",
            "--concurrent-jobs",
            "2",
        ]
        command += ["--job", job] if job else []
        for pinned in sorted((self.actions / "actions").iterdir()):
            command += ["--local-repository", f"actions/{pinned.name}={pinned}"]
        command += [part for name, value in given.items() for part in ("--env", f"{name}={value}")]
        command += [part for name, value in values.items() for part in ("--var", f"{name}={value}")]
        environment = {
            **os.environ,
            "PATH": f"{self.node}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.folder / "home"),
            "ACTIONS_RUNTIME_URL": f"http://127.0.0.1:{service.server_port}/",
        }
        try:
            done = subprocess.run(
                command,
                cwd=repository,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
                timeout=900,
            )
        finally:
            service.shutdown()
            service.server_close()
        log = done.stdout + done.stderr
        jobs = {
            name.strip(): what
            for _, name, what in re.findall(r"(?m)^\[([^/\]]+)/([^\]]+)\]\s+🏁\s+Job (\w+)", log)
        }
        RAN.extend((workflow, job, on, "act", what) for job, what in sorted(jobs.items()))
        return done.returncode, jobs, log


class GitLabCI:
    """gitlab-ci-local with a shell on this machine, in one clone that it keeps from run to run."""

    def __init__(self, program: str, clone: Path, api: str, origin: str):
        self.program, self.clone, self.api, self.origin = program, clone, api, origin

    def run(self, source: str, on: str, **variables: str) -> tuple[int, dict[str, str], str]:
        """Run the pipeline of what is checked out, as one that `source` started: the exit code, what became
        of each job, and the log.
        """
        given = {
            "CI_PIPELINE_SOURCE": source,
            "CI_PROJECT_ID": "1",
            "CI_API_V4_URL": self.api,
            "CI_PROJECT_DIR": str(self.clone),
            **variables,
        }
        command = [self.program, "--force-shell-executor", "--ignore-predefined-vars", ",".join(given)]
        command += [part for name, value in given.items() for part in ("--variable", f"{name}={value}")]
        environment = {
            **os.environ,
            **ENVIRONMENT,
            "PATH": os.environ["PATH"],
            "XDG_CACHE_HOME": os.environ["CACHE_BEFORE_TESTS"],
            "HOME": str(self.clone.parent),
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"url.{self.origin}.insteadOf",
            "GIT_CONFIG_VALUE_0": "https://gitlab.example.org/",
        }
        done = subprocess.run(
            command, cwd=self.clone, env=environment, capture_output=True, text=True, check=False, timeout=900
        )
        log = re.sub(r"\x1b\[[0-9;]*m", "", done.stdout + done.stderr)
        jobs = {job: what for what, job in re.findall(r"(?m)^ (PASS|FAIL|WARN)\s+([a-z]+)\b", log)}
        RAN.extend((".gitlab-ci.yml", job, on, "gitlab-ci-local", what) for job, what in jobs.items())
        return done.returncode, jobs, log
