"""The files from which a council's repository installs the program: the wheel in `tools/`, and a lock file
with all hashes.
"""

import hashlib
import json
from collections.abc import Mapping

from .own_wheel import own_version, own_wheel, runtime_lock, version_text
from .wheel import file_name, unpack

FOLDER = "tools"
LOCK = "requirements.lock"
SOURCE = f"{FOLDER}/source"
MANIFEST = f"{FOLDER}/manifest.json"
HEAD = """\
# Everything that the program needs, each package with its hashes. Written by plans init and plans upgrade.
# Install with .ci/install, or from this folder: python -m pip install --require-hashes -r requirements.lock
"""
# In tools/source: the program is the wheel in this folder. Anything else is the address of an index.
FROM_WHEEL = "wheel"


def tool_files() -> dict[str, bytes]:
    """The running program's wheel, the file that says where it comes from, and the lock: path -> bytes."""
    wheel = own_wheel()
    path = f"{FOLDER}/{file_name(unpack('The wheel', wheel))}"
    digest = hashlib.sha256(wheel).hexdigest()
    lock = lock_text(f"./{path}", digest, runtime_lock())
    return {path: wheel, SOURCE: f"{FROM_WHEEL}\n".encode(), LOCK: lock.encode("utf-8")}


def lock_text(wheel: str, digest: str, packages: str) -> str:
    """The lock of a repository: the wheel, by its path and hash, and the packages of others."""
    return f"{HEAD}{wheel} \\\n    --hash=sha256:{digest}\n{packages}"


def manifest(council: str, forge: str, files: Mapping[str, bytes]) -> bytes:
    """The record of what the program wrote, so that an upgrade can tell which files the council has changed.

    Args:
        council: The council's name, as it stands in the files.
        forge: For which forge they are; "" for every one.
        files: The bytes of each file, by path.
    """
    hashes = {path: text_hash(data) for path, data in sorted(files.items())}
    record = {
        "program": own_version(),
        "built_from": version_text(),
        "council": council,
        "forge": forge,
        "files": hashes,
    }
    return (json.dumps(record, indent=2, ensure_ascii=False) + "\n").encode("utf-8")


def text_hash(data: bytes) -> str:
    """The hash of a file's bytes, whatever line ends git gave it on this machine."""
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()
