"""Reads the record of the files that an earlier version of the program wrote into a council's repository."""

import json
from dataclasses import dataclass
from pathlib import Path

from packaging.version import InvalidVersion, Version

from ..content.load import load_files
from ..source.errors import UsageError
from ..source.files import SourceFile
from .init import FORGES
from .own_wheel import own_version
from .tools import MANIFEST, text_hash


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
