"""Upgrade a council's repository to the running version, as one commit on a branch of its own.

All of it happens in a second working tree outside the repository. The council's own files and branches stay as they are until the
one moment in which git adds the new branch, so that an interruption leaves what was there.
"""

import difflib
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files as resources
from pathlib import Path

from packaging.version import InvalidVersion, Version

from ..content.load import load_files
from ..derive.schema import write_schemas
from ..history.git import call, line, run
from ..text.refused import Refused
from ..text.source import SourceFile
from .init import FORGES, Start, brought
from .migrate import migrations
from .migrate import write as write_migration
from .own_wheel import own_version
from .tools import FOLDER, LOCK, MANIFEST, manifest, text_hash, tool_files

EDITIONS = "plans/editions/"
NO_COMMIT = "This folder has no commit of git to start from. Commit your files first: git add --all; git commit"


@dataclass(frozen=True)
class Former:
    """What an earlier version of the program wrote: its version, for whom, and the hash of each file by path."""

    program: str
    council: str
    forge: str
    files: dict[str, str]
    placeholder: str = ""  # Where the hashes are of texts with a placeholder for the council's name: what stands for it.

    def wrote(self, path: str, data: bytes) -> bool:
        """Whether a file is still as it was written."""
        texts = {data} | ({data.replace(self.council.encode(), self.placeholder.encode(), 1)} if self.placeholder else set())
        return self.files.get(path) in {text_hash(text) for text in texts}


@dataclass
class Upgrade:
    """What an upgrade did. `left` are the files that the council has changed itself, with the difference to the new ones."""

    branch: str
    former: str
    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    left: dict[str, str] = field(default_factory=dict)
    migrated: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def summary(self, review: str) -> str:
        """What was done, in plain English, with the review of what changes on the site."""
        said = [f"The program: {self.former} becomes {own_version()}. {_count(len(self.written), 'file')} of it replaced or new"
                + (f", {_count(len(self.removed), 'file')} removed: {', '.join(self.removed)}." if self.removed else ".")]
        said += [f"Brought up to the current template: {', '.join(self.migrated)}."] if self.migrated else []
        said += self.notes
        for path, difference in self.left.items():
            said += ["", f"{path} was changed in your council, and is left as it is. The new one differs like this:", "", difference]
        return "\n".join([*said, "", review.strip()])


def upgrade(root: Path, summary: Callable[[Path, str], str]) -> tuple[Upgrade, str]:
    """Upgrade the repository at `root` to the running version, on a new branch.

    Args:
        root: The council's folder.
        summary: Gives the review of a folder against a commit, in words.

    Returns:
        What was done, and the whole summary in words, which is also the message of the commit.

    Raises:
        Refused: If the folder is not clean, nothing would change, or git says no. Everything is then as it was.
    """
    branch = f"upgrade-{own_version()}"
    _insist_that_it_can(root, branch)
    base = run(root, "rev-parse", "HEAD").decode().strip()
    with _second_tree(root, base) as tree:
        done = _apply(tree, branch)
        if not call(tree, "diff", "--cached", "--quiet")[0]:
            raise Refused(f"This repository has version {own_version()} already, and all that belongs to it. There is nothing to upgrade.")
        title = f"Upgrade the program to {own_version()}"
        run(tree, "commit", "--quiet", "--no-verify", "-m", title)
        words = done.summary(summary(tree, base))
        run(tree, "commit", "--quiet", "--no-verify", "--amend", "--cleanup=whitespace", "-F", "-", data=f"{title}\n\n{words}\n".encode())
        commit = run(tree, "rev-parse", "HEAD").decode().strip()
        run(root, "branch", "--no-track", branch, commit)
    return done, words


def _insist_that_it_can(root: Path, branch: str) -> None:
    code, _, said = call(root, "rev-parse", "--verify", "--quiet", "HEAD")
    if code:
        raise Refused(f"git: {said}" if said else NO_COMMIT)
    dirty = run(root, "status", "--porcelain", "--", ".").decode("utf-8", "replace").rstrip()
    if dirty:
        raise Refused(f"Some files are changed and not committed yet:\n{dirty}\nCommit them or put them aside first: git stash --include-untracked")
    if run(root, "branch", "--list", branch).strip():
        raise Refused(f"There is a branch {branch} already. Propose it, or delete it first: git branch -D {branch}")


@contextmanager
def _second_tree(root: Path, commit: str) -> Iterator[Path]:
    """The council's folder in a working tree of its own, outside the repository, which is gone afterwards."""
    within = line(root, "rev-parse", "--show-prefix")
    folder = Path(tempfile.mkdtemp(prefix="plans-upgrade-"))
    try:
        run(root, "worktree", "add", "--quiet", "--detach", str(folder / "tree"), commit)
        yield folder / "tree" / within
    finally:
        call(root, "worktree", "remove", "--force", str(folder / "tree"))
        shutil.rmtree(folder, ignore_errors=True)
        call(root, "worktree", "prune")


def _apply(tree: Path, branch: str) -> Upgrade:
    """Bring the files of a working tree up to the running version, and put them on git's list for the next commit."""
    former = _former(tree)
    _insist_that_it_is_newer(former)
    done = Upgrade(branch, former.program)
    tools = tool_files()
    new = {path: text.encode("utf-8") for path, text in brought(Start(former.council, "", (), former.forge)).items()} | tools
    always = {path for path in tools if path.endswith(".whl") or path == LOCK}
    _note_a_changed_lock(tree, former, new[LOCK], done)
    for path, data in sorted(new.items()):
        _bring(tree, path, data, former, done, always=path in always)
    for path in sorted(former.files.keys() - new.keys()):
        _take_away(tree, path, former, done)
    for old in sorted((tree / FOLDER).glob("community_plans-*.whl")):
        if f"{FOLDER}/{old.name}" not in new and f"{FOLDER}/{old.name}" not in done.removed:
            old.unlink()
            done.removed.append(f"{FOLDER}/{old.name}")
    (tree / MANIFEST).write_bytes(manifest(former.council, former.forge, new))
    schemas = write_schemas(tree)
    for migration in migrations(tree, [])[0]:
        if migration.path.startswith(EDITIONS):
            continue  # What was published stays as it is, byte for byte.
        if migration.refused or not write_migration(tree, migration):
            done.notes.append(f"{migration.path} follows an older template and was left as it is. {migration.refused}".rstrip())
        else:
            done.migrated.append(migration.path)
    run(tree, "add", "--force", "--", *done.written, *schemas, *done.migrated, MANIFEST)
    scripts = [path for path in done.written if path.startswith(".ci/")]
    if scripts:
        run(tree, "add", "--force", "--chmod=+x", "--", *scripts)
    if done.removed:
        run(tree, "rm", "--quiet", "--cached", "--ignore-unmatch", "--", *done.removed)
    return done


def _bring(tree: Path, path: str, data: bytes, former: Former, done: Upgrade, *, always: bool) -> None:
    """Put a new file in the place of the old one, if the council has not changed that."""
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


def _take_away(tree: Path, path: str, former: Former, done: Upgrade) -> None:
    """Remove a file that is no longer part of the program, if the council has not changed it."""
    here = tree / path
    if not here.is_file():
        return
    if path.endswith(".whl") or former.wrote(path, here.read_bytes()):
        here.unlink()
        done.removed.append(path)
    else:
        done.notes.append(f"{path} is no longer used. You have changed it, so it was left: delete it when you need nothing of it.")


def _note_a_changed_lock(tree: Path, former: Former, new: bytes, done: Upgrade) -> None:
    """The lock belongs to its wheel and is always replaced: say what a council had put into it."""
    here = tree / LOCK
    if not here.is_file() or former.wrote(LOCK, here.read_bytes()):
        return
    mine, theirs = (dict(re.findall(r"(?m)^([\w.-]+)==(\S+)", data.decode("utf-8", "replace"))) for data in (here.read_bytes(), new))
    other = [f"{name} {version} becomes {theirs.get(name, 'nothing')}" for name, version in mine.items() if theirs.get(name) != version and name != "community-plans"]
    done.notes.append(f"{LOCK} was changed in your council and is replaced all the same, because it belongs to the wheel: {'; '.join(other) or 'no version differs'}.")


def _difference(path: str, current: bytes, new: bytes) -> str:
    old, fresh = (data.decode("utf-8", "replace").splitlines() for data in (current, new))
    return "\n".join(difflib.unified_diff(old, fresh, f"{path} (yours)", f"{path} ({own_version()})", lineterm=""))


def _former(tree: Path) -> Former:
    """What the program that set the repository up wrote. Version 0.1.0 left no record; what it wrote is known."""
    try:
        record = json.loads((tree / MANIFEST).read_text(encoding="utf-8"))
        return Former(str(record["program"]), str(record["council"]), str(record["forge"]), {str(path): str(known) for path, known in record["files"].items()})
    except FileNotFoundError:
        pass
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused(f"{MANIFEST} cannot be read. Bring it back as it was: git log -- {MANIFEST}") from error
    council = tree / "plans/council.yml"
    found = load_files([SourceFile("plans/council.yml", council.read_text(encoding="utf-8"))])[0].council if council.is_file() else None
    if found is None:
        raise Refused("This folder has no plans/council.yml that can be read, so it is no council's repository. See: plans check")
    record = json.loads((resources("communityplans") / "workflow" / "starter_of_0_1_0.json").read_text(encoding="utf-8"))
    there = [forge for forge in FORGES if any((tree / path).exists() for path in record["files"] if forge in path)]
    forge = there[0] if len(there) == 1 else ""
    return Former(record["program"], found.model.name, forge, {path: known for path, known in record["files"].items() if not any(one in path for one in FORGES if forge and one != forge)}, "@@COUNCIL@@")


def _insist_that_it_is_newer(former: Former) -> None:
    try:
        older = Version(own_version()) < Version(former.program)
    except InvalidVersion:
        return
    if older:
        raise Refused(f"This repository has version {former.program}, which is newer than {own_version()}. Give the wheel of a newer version: plans upgrade WHEEL")


def _count(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number} {what}s"
