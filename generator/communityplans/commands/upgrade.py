"""Upgrades a council's repository to the running version, as one commit on a new branch.

The work is done in a second working tree outside the repository. The council's files and branches do not
change until git adds the new branch in one step, so an interruption leaves them as they were.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ..editions.git import call, line, run
from ..schema.json_schema import write_schemas
from ..source.errors import UsageError
from .former import insist_that_it_is_newer, read_former
from .init import Start, brought
from .migrate import migrations
from .migrate import write as write_migration
from .own_wheel import own_version
from .tools import FOLDER, LOCK, MANIFEST, manifest, tool_files
from .uninterrupted import uninterrupted
from .upgrade_files import Upgrade, bring, note_a_changed_lock, take_away

EDITIONS = "plans/editions/"
NO_COMMIT = (
    "This folder has no commit of git to start from. Commit your files first: git add --all; git commit"
)


def upgrade(root: Path, summary: Callable[[Path, str], str]) -> tuple[Upgrade, str]:
    """Upgrade the repository at `root` to the running version, on a new branch.

    Args:
        root: The council's folder.
        summary: Gives the review of a folder against a commit, as text.

    Returns:
        What was done, and the summary of it, which is also the message of the commit.

    Raises:
        UsageError: The folder is not clean, nothing would change, or git fails. Nothing was changed then.
    """
    branch = f"upgrade-{own_version()}"
    _insist_that_it_can(root, branch)
    base = run(root, "rev-parse", "HEAD").decode().strip()
    with _second_tree(root, base) as tree:
        done = _apply(tree, branch)
        if not call(tree, "diff", "--cached", "--quiet")[0]:
            raise UsageError(
                f"This repository has version {own_version()} already, and all that belongs to it."
                " There is nothing to upgrade."
            )
        title = f"Upgrade the program to {own_version()}"
        run(tree, "commit", "--quiet", "--no-verify", "-m", title)
        words = done.summary(summary(tree, base))
        run(
            tree,
            "commit",
            "--quiet",
            "--no-verify",
            "--amend",
            "--cleanup=whitespace",
            "-F",
            "-",
            data=f"{title}\n\n{words}\n".encode(),
        )
        commit = run(tree, "rev-parse", "HEAD").decode().strip()
        run(root, "branch", "--no-track", branch, commit)
    return done, words


def _insist_that_it_can(root: Path, branch: str) -> None:
    code, _, said = call(root, "rev-parse", "--verify", "--quiet", "HEAD")
    if code:
        raise UsageError(f"git: {said}" if said else NO_COMMIT)
    dirty = run(root, "status", "--porcelain", "--", ".").decode("utf-8", "replace").rstrip()
    if dirty:
        raise UsageError(
            f"Some files are changed and not committed yet:\n{dirty}\n"
            "Commit them or put them aside first: git stash --include-untracked"
        )
    if run(root, "branch", "--list", branch).strip():
        raise UsageError(
            f"There is a branch {branch} already. Propose it, or delete it first: git branch -D {branch}"
        )


@contextmanager
def _second_tree(root: Path, commit: str) -> Iterator[Path]:
    """The council's folder in a temporary working tree outside the repository."""
    within = line(root, "rev-parse", "--show-prefix")
    folder = Path(tempfile.mkdtemp(prefix="plans-upgrade-"))
    try:
        run(root, "worktree", "add", "--quiet", "--detach", str(folder / "tree"), commit)
        yield folder / "tree" / within
    finally:
        with uninterrupted():
            call(root, "worktree", "remove", "--force", str(folder / "tree"))
            shutil.rmtree(folder, ignore_errors=True)
            call(root, "worktree", "prune")


def _apply(tree: Path, branch: str) -> Upgrade:
    """Bring the files of a working tree up to the running version, and stage them for the next commit."""
    former = read_former(tree)
    insist_that_it_is_newer(former)
    done = Upgrade(branch, former.built_from)
    tools = tool_files()
    new = {
        path: text.encode("utf-8")
        for path, text in brought(Start(former.council, "", (), former.forge)).items()
    } | tools
    always = {path for path in tools if path.endswith(".whl") or path == LOCK}
    note_a_changed_lock(tree, former, new[LOCK], done)
    for path, data in sorted(new.items()):
        bring(tree, path, data, former, done, always=path in always)
    for path in sorted(former.files.keys() - new.keys()):
        take_away(tree, path, former, done)
    for old in sorted((tree / FOLDER).glob("community_plans-*.whl")):
        if f"{FOLDER}/{old.name}" not in new and f"{FOLDER}/{old.name}" not in done.removed:
            old.unlink()
            done.removed.append(f"{FOLDER}/{old.name}")
    digest = next(hashlib.sha256(data).hexdigest() for path, data in tools.items() if path.endswith(".whl"))
    done.notes.append(
        f"The hash of the wheel (sha256) is {digest}. Compare it with the one that its maker gives."
    )
    (tree / MANIFEST).write_bytes(manifest(former.council, former.forge, new))
    schemas = write_schemas(tree)
    for migration in migrations(tree, [])[0]:
        if migration.path.startswith(EDITIONS):
            continue  # Published files stay as they are, byte for byte.
        if migration.refused or not write_migration(tree, migration):
            done.notes.append(
                f"{migration.path} follows an older template and was left as it is."
                f" {migration.refused}".rstrip()
            )
        else:
            done.migrated.append(migration.path)
    run(tree, "add", "--force", "--", *done.written, *schemas, *done.migrated, MANIFEST)
    scripts = [path for path in done.written if path.startswith(".ci/")]
    if scripts:
        run(tree, "add", "--force", "--chmod=+x", "--", *scripts)
    if done.removed:
        run(tree, "rm", "--quiet", "--cached", "--ignore-unmatch", "--", *done.removed)
    return done
