"""Decides which files of a repository an upgrade replaces, removes, or leaves because the council changed
them.
"""

import difflib
import re
from dataclasses import dataclass, field
from pathlib import Path

from .former import Former
from .own_wheel import own_version, version_text
from .tools import LOCK, text_hash


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
