"""Migrates files to the current version of the template: shows the change, then writes it, file by file."""

import copy
import difflib
import os
import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from ..content.load import EDITIONS, kind_of
from ..content.migrations import migrate
from ..source.files import SourceFile, decode, read_directory
from ..source.markdown import front_matter
from ..source.yaml import load
from ..source.yaml_roundtrip import YAMLError, edit_yaml, yaml_comments


@dataclass(frozen=True)
class Migration:
    """A file of an older template: its text, and the migrated text.

    `refused` says why it cannot be migrated ("" if it can).
    """

    path: str
    old: str
    new: str
    refused: str = ""

    def diff(self) -> str:
        """The change as a unified diff."""
        lines = difflib.unified_diff(
            self.old.splitlines(), self.new.splitlines(), self.path, self.path, lineterm=""
        )
        return "\n".join(lines)


def migrations(root: Path, wanted: list[str]) -> tuple[list[Migration], int]:
    """Find the files of an older template. Editions are never migrated.

    Args:
        root: The root of the content.
        wanted: Files and folders to limit the search to; empty for all.

    Returns:
        The migrations, and how many files are current. Files that cannot be read count as current: `plans
        check` reports them.
    """
    found, current = [], 0
    for file in read_directory(root).files:
        # Published files stay as they are, byte for byte.
        if file.path.startswith(EDITIONS):
            continue
        if wanted and not any(file.path == one or file.path.startswith(f"{one}/") for one in wanted):
            continue
        migration = _migrated(file)
        if migration:
            found.append(migration)
        else:
            current += 1
    return found, current


def write(root: Path, migration: Migration) -> bool:
    """Atomically replace a file by its migrated text, with the line ends and byte order mark that it has.

    Returns:
        False, and the file is unchanged, if it was edited meanwhile or could not be written whole.
    """
    path = root / migration.path
    data = path.read_bytes()
    file, _ = decode(migration.path, data)
    if file is None or file.content != migration.old:
        return False
    text = migration.new.replace("\n", "\r\n") if b"\r\n" in data else migration.new
    fresh = path.with_name(f".{path.name}.new")
    try:
        fresh.write_bytes(
            (b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b"") + text.encode("utf-8")
        )
        shutil.copymode(path, fresh)
        file, _ = decode(migration.path, fresh.read_bytes())
        if file is None or file.content != migration.new:
            return False
        os.replace(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)
    return True


def _migrated(file: SourceFile) -> Migration | None:
    """The migration of a file; None if it is current, or has no version that could be read."""
    fields, before, after = file, "", ""
    if file.path.startswith("guides/"):
        front = front_matter(file)[0]
        if front is None:
            return None
        # Without the empty line that stands for the three dashes.
        fields = SourceFile(file.path, front.content[1:])
        start = file.content.index("\n") + 1
        before, after = file.content[:start], file.content[start + len(fields.content) :]
    model = kind_of(file.path)
    said = load(fields).value
    wanted = copy.deepcopy(said)
    if type(said) is not dict or not migrate(model, wanted):
        return None
    try:
        new = edit_yaml(fields.content, lambda kept: migrate(model, kept))
    except YAMLError:
        return Migration(
            file.path,
            file.content,
            file.content,
            "It cannot be changed without writing it anew. See what plans check says of it.",
        )
    # The migrated text must parse to the migrated values. Then the models are equal, too, and a file that does
    # not yet fit the template loses nothing either.
    if load(SourceFile(file.path, new)).value != wanted:
        return Migration(
            file.path, file.content, file.content, "It would not say the same afterwards. Change it by hand."
        )
    if Counter(yaml_comments(fields.content)) - Counter(yaml_comments(new)):
        return Migration(
            file.path,
            file.content,
            file.content,
            "A remark in it would be lost. Move the remark, and try again.",
        )
    return Migration(file.path, file.content, before + new + after)
