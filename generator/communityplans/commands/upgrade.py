"""Upgrades a council's repository to the running version, as one commit on a new branch.

The work is done in a second working tree outside the repository. The council's files and branches do not
change until git adds the new branch in one step, so an interruption leaves them as they were.
"""

import difflib
import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from packaging.version import InvalidVersion, Version

from ..content.load import load_files
from ..editions.git import call, line, run
from ..schema.json_schema import write_schemas
from ..source.errors import UsageError
from ..source.files import SourceFile
from .init import FORGES, Start, brought
from .migrate import migrations
from .migrate import write as write_migration
from .uninterrupted import uninterrupted
from .wheel import LOCK, MANIFEST, TOOLS_FOLDER, manifest, own_version, text_hash, tool_files, version_text

# Reads the record of the files that an earlier version of the program wrote into a council's repository.


@dataclass(frozen=True)
class Former:
    """What an earlier version wrote: its version without and with its commit, for which council and forge,
    and the hash of each file by path.
    """

    program: str
    built_from: str
    council: str
    forge: str
    files: dict[str, str]
    placeholder: str = (
        ""  # Where the hashes are of texts with a placeholder for the council's name: what stands for it.
    )

    def wrote(self, path: str, data: bytes) -> bool:
        """Whether a file still has the bytes that were written."""
        texts = {data} | (
            {data.replace(self.council.encode(), self.placeholder.encode(), 1)} if self.placeholder else set()
        )
        return self.files.get(path) in {text_hash(text) for text in texts}


def read_former(tree: Path) -> Former:
    """Read the record in a repository. Version 0.1.0 wrote none; its record is carried by this program.

    Raises:
        UsageError: This is no council's repository, or its record cannot be read.
    """
    try:
        record = json.loads((tree / MANIFEST).read_text(encoding="utf-8"))
        return Former(
            str(record["program"]),
            str(record["built_from"]),
            str(record["council"]),
            str(record["forge"]),
            {str(path): str(known) for path, known in record["files"].items()},
        )
    except FileNotFoundError:
        pass
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(
            f"{MANIFEST} cannot be read. Bring it back as it was: git log -- {MANIFEST}"
        ) from error
    council = tree / "plans/council.yml"
    found = (
        load_files([SourceFile("plans/council.yml", council.read_text(encoding="utf-8"))])[0].council
        if council.is_file()
        else None
    )
    if found is None:
        raise UsageError(
            "This folder has no plans/council.yml that can be read, so it is no council's repository."
            " See: plans check"
        )
    record = json.loads(Path(__file__).with_name("starter_of_0_1_0.json").read_text(encoding="utf-8"))
    there = [
        forge for forge in FORGES if any((tree / path).exists() for path in record["files"] if forge in path)
    ]
    forge = there[0] if len(there) == 1 else ""
    return Former(
        record["program"],
        record["program"],
        found.model.name,
        forge,
        {
            path: known
            for path, known in record["files"].items()
            if not any(one in path for one in FORGES if forge and one != forge)
        },
        "@@COUNCIL@@",
    )


def insist_that_it_is_newer(former: Former) -> None:
    """Check that this program is at least as new as the one that wrote a repository.

    Raises:
        UsageError: The repository is from a newer version.
    """
    try:
        older = Version(own_version()) < Version(former.program)
    except InvalidVersion:
        return
    if older:
        raise UsageError(
            f"This repository has version {former.program}, which is newer than {own_version()}."
            " Give the wheel of a newer version: plans upgrade WHEEL"
        )


# Decides which files of a repository an upgrade replaces, removes, or leaves because the council changed
# them.


@dataclass
class Upgrade:
    """What an upgrade did.

    `left`: the files that the council changed, each with the difference to the new one.
    """

    branch: str
    former: str
    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    left: dict[str, str] = field(default_factory=dict)
    migrated: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def summary(self, review: str) -> str:
        """What was done, in plain English, followed by the review of what changes on the site."""
        said = [
            f"The program: {self.former} becomes {version_text()}."
            f" {_count(len(self.written), 'file')} of it replaced or new"
            + (
                f", {_count(len(self.removed), 'file')} removed: {', '.join(self.removed)}."
                if self.removed
                else "."
            )
        ]
        said += [f"Brought up to the current template: {', '.join(self.migrated)}."] if self.migrated else []
        said += self.notes
        for path, difference in self.left.items():
            said += [
                "",
                f"{path} was changed in your council, and is left as it is. The new one differs like this:",
                "",
                difference,
            ]
        return "\n".join([*said, "", review.strip()])


def bring(tree: Path, path: str, data: bytes, former: Former, done: Upgrade, *, always: bool) -> None:
    """Replace a file by its new version, unless the council has changed it.

    Args:
        tree: The working tree.
        path: The path of the file in it.
        data: The new bytes.
        former: What the earlier version wrote.
        done: Records what happened.
        always: Replace it even if it was changed.
    """
    here = tree / path
    if not here.exists() and not here.is_symlink():
        if path in former.files and not always:
            done.notes.append(f"{path} is not in your repository any more, and was not brought back.")
            return
    elif not always:
        current = here.read_bytes() if here.is_file() and not here.is_symlink() else b""
        if text_hash(current) == text_hash(data):
            return
        if not former.wrote(path, current):
            done.left[path] = _difference(path, current, data)
            return
    elif here.read_bytes() == data:
        return
    here.parent.mkdir(parents=True, exist_ok=True)
    here.write_bytes(data)
    if path.startswith(".ci/"):
        here.chmod(0o755)
    done.written.append(path)


def take_away(tree: Path, path: str, former: Former, done: Upgrade) -> None:
    """Remove a file that is no longer part of the program, if the council has not changed it."""
    here = tree / path
    if not here.is_file():
        return
    if path.endswith(".whl") or former.wrote(path, here.read_bytes()):
        here.unlink()
        done.removed.append(path)
    else:
        done.notes.append(
            f"{path} is no longer used. You have changed it, so it was left:"
            " delete it when you need nothing of it."
        )


def note_a_changed_lock(tree: Path, former: Former, new: bytes, done: Upgrade) -> None:
    """Note what a council had changed in the lock file, which is always replaced because it belongs to the
    wheel.
    """
    here = tree / LOCK
    if not here.is_file() or former.wrote(LOCK, here.read_bytes()):
        return
    mine, theirs = (
        dict(re.findall(r"(?m)^([\w.-]+)==(\S+)", data.decode("utf-8", "replace")))
        for data in (here.read_bytes(), new)
    )
    other = [
        f"{name} {version} becomes {theirs.get(name, 'nothing')}"
        for name, version in mine.items()
        if theirs.get(name) != version and name != "community-plans"
    ]
    done.notes.append(
        f"{LOCK} was changed in your council and is replaced all the same, because it belongs to the wheel:"
        f" {'; '.join(other) or 'no version differs'}."
    )


def _difference(path: str, current: bytes, new: bytes) -> str:
    old, fresh = (data.decode("utf-8", "replace").splitlines() for data in (current, new))
    return "\n".join(
        difflib.unified_diff(old, fresh, f"{path} (yours)", f"{path} ({own_version()})", lineterm="")
    )


def _count(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number} {what}s"


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
    for old in sorted((tree / TOOLS_FOLDER).glob("community_plans-*.whl")):
        if f"{TOOLS_FOLDER}/{old.name}" not in new and f"{TOOLS_FOLDER}/{old.name}" not in done.removed:
            old.unlink()
            done.removed.append(f"{TOOLS_FOLDER}/{old.name}")
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
