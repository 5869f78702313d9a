"""The git behind the stand-in for a forge: one real repository that holds those of all owners, each under
names of its own.
"""

import subprocess
from pathlib import Path

COUNCIL = "council/plans"


class Store:
    """Repositories as `owner/name`.

    What does not exist is a KeyError, what may not be done a PermissionError.
    """

    def __init__(self, folder: Path, seed: Path, writers: set[str]):
        self.folder, self.writers, self.repositories, self.pulls = folder, writers, [COUNCIL], []
        subprocess.run(["git", "init", "-q", "--bare", str(folder)], check=True)
        self.git("fetch", "-q", str(seed), f"main:{self.ref(COUNCIL, 'main')}")

    def git(self, *arguments: str, given: bytes | None = None, more: dict | None = None) -> str:
        who = {
            f"GIT_{role}_{what}": value
            for role in ("AUTHOR", "COMMITTER")
            for what, value in (("NAME", "Forge"), ("EMAIL", "forge@example.org"))
        }
        done = subprocess.run(
            ["git", "--git-dir", str(self.folder), *arguments],
            input=given,
            capture_output=True,
            check=False,
            env={"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/nonexistent"} | who | (more or {}),
        )
        if done.returncode:
            raise KeyError(done.stderr.decode())
        return done.stdout.decode().strip()

    def ref(self, repository: str, branch: str) -> str:
        return f"refs/of/{repository}/heads/{branch}"

    def tip(self, repository: str, branch: str) -> str | None:
        try:
            return self.git("rev-parse", "-q", "--verify", self.ref(repository, branch))
        except KeyError:
            return None

    def branches(self, repository: str) -> dict[str, str]:
        start = self.ref(repository, "")
        rows = self.git("for-each-ref", "--format=%(refname) %(objectname)", start).splitlines()
        return {name.removeprefix(start): commit for name, commit in (row.split() for row in rows)}

    def may_write(self, repository: str, person: str) -> bool:
        return person == repository.split("/")[0] or (repository == COUNCIL and person in self.writers)

    def need(self, repository: str, person: str) -> None:
        if not self.may_write(repository, person):
            raise PermissionError(f"{person} may not write to {repository}")

    def fork(self, person: str) -> str:
        copy = f"{person}/plans"
        if copy not in self.repositories:
            self.repositories.append(copy)
            self.git("update-ref", self.ref(copy, "main"), self.tip(COUNCIL, "main"))
        return copy

    def branch(self, repository: str, name: str, commit: str) -> None:
        self.git("update-ref", self.ref(repository, name), commit, "0" * 40)

    def files(self, commit: str) -> list[dict]:
        rows = self.git("ls-tree", "-r", "-l", commit).splitlines()
        return [
            {"path": path, "mode": mode, "type": kind, "sha": blob, "size": int(size)}
            for mode, kind, blob, size, path in (
                (*row.split("\t")[0].split(), row.split("\t")[1]) for row in rows
            )
        ]

    def read(self, blob: str) -> str:
        done = subprocess.run(
            ["git", "--git-dir", str(self.folder), "cat-file", "blob", blob], capture_output=True, check=True
        )
        return done.stdout.decode()

    def commit(
        self, repository: str, branch: str, expected: str, files: dict[str, bytes], message: str
    ) -> str:
        """A commit with these files changed, on top of `expected`, which must be the tip of the branch."""
        if self.tip(repository, branch) != expected:
            raise KeyError("the branch has moved on")
        index = {"GIT_INDEX_FILE": str(self.folder / "index-of-a-commit")}
        self.git("read-tree", expected, more=index)
        for path, data in files.items():
            blob = self.git("hash-object", "-w", "--stdin", given=data)
            self.git("update-index", "--add", "--cacheinfo", f"100644,{blob},{path}", more=index)
        made = self.git("commit-tree", self.git("write-tree", more=index), "-p", expected, "-m", message)
        self.git("update-ref", self.ref(repository, branch), made, expected)
        return made

    def propose(self, person: str, head: str, title: str, draft: bool, body: str = "") -> dict:
        owner, _, branch = head.rpartition(":")
        repository = f"{owner}/plans" if owner and owner != "council" else COUNCIL
        if self.tip(repository, branch) is None:
            raise KeyError("no such branch")
        self.pulls.append(
            {
                "number": len(self.pulls) + 1,
                "repository": repository,
                "branch": branch,
                "title": title,
                "draft": draft,
                "labels": [],
                "by": person,
                "body": body,
                "check": [],
            }
        )
        return self.pulls[-1]

    def changes(self, pull: dict, *options: str) -> str:
        """What a proposal changes, as git says it."""
        tip = self.tip(pull["repository"], pull["branch"])
        return self.git("diff", *options, self.git("merge-base", self.tip(COUNCIL, "main"), tip), tip)
