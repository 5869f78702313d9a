"""Reads and writes the wheel format (PEP 427): verifies a wheel against its record, and packs one
reproducibly.

The same files give the same bytes. Standard library only: the build backend uses it before anything is
installed.
"""

import base64
import csv
import hashlib
import io
import re
import zipfile
from email.parser import HeaderParser

from ..source.errors import UsageError

# The earliest date of the zip format. It is fixed, so that the bytes do not depend on the day of packing.
EARLIEST = (1980, 1, 1, 0, 0, 0)
# The files of `.dist-info` that are part of the wheel; an installer may add others.
METADATA_FILES = re.compile(r"(METADATA|WHEEL|entry_points\.txt|top_level\.txt|licenses/.+)\Z")
Files = dict[str, bytes]


def pack(files: Files) -> bytes:
    """A wheel of these files, by path, with a new RECORD.

    Sorted, with a fixed date and fixed rights, and stored without compression: git compresses what it keeps,
    and the output of a compressor differs between its versions. The folder `.dist-info` stands last, as PEP
    427 asks.
    """
    info = info_folder(files)
    record = io.StringIO()
    rows = csv.writer(record, lineterminator="\n")
    wanted = {path: data for path, data in files.items() if path != f"{info}/RECORD"}
    ordered = sorted(wanted, key=lambda path: (path.startswith(f"{info}/"), path))
    for path in ordered:
        rows.writerow((path, f"sha256={_digest(wanted[path])}", len(wanted[path])))
    rows.writerow((f"{info}/RECORD", "", ""))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in [*ordered, f"{info}/RECORD"]:
            entry = zipfile.ZipInfo(path, EARLIEST)
            entry.create_system = 3  # Unix, on every machine.
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, wanted.get(path, record.getvalue().encode("utf-8")))
    return packed.getvalue()


def unpack(name: str, data: bytes) -> Files:
    """The files of a wheel by path, after each was verified against the hash in its RECORD.

    Args:
        name: What the file is called, for messages.
        data: Its bytes.

    Raises:
        UsageError: It is no wheel, is damaged, or holds a path that leads out of it.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = {one: archive.read(one) for one in archive.namelist() if not one.endswith("/")}
        info = info_folder(files)
        recorded = {
            row[0]: row[1] for row in csv.reader(files[f"{info}/RECORD"].decode("utf-8").splitlines()) if row
        }
    except (
        zipfile.BadZipFile,
        KeyError,
        IndexError,
        UnicodeDecodeError,
        ValueError,
        OSError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise UsageError(f"{name} is not a whole wheel. Download or copy it again.") from error
    for path, content in files.items():
        if path.startswith("/") or "\\" in path or ":" in path or ".." in path.split("/"):
            raise UsageError(f"{name} holds the path {path}, which leads out of it. Do not use it.")
        if path != f"{info}/RECORD" and recorded.get(path) != f"sha256={_digest(content)}":
            raise UsageError(
                f"{name} is damaged: {path} is not what its own record says. Download or copy it again."
            )
    missing = sorted(recorded.keys() - files.keys())
    if missing:
        raise UsageError(f"{name} is damaged: {missing[0]} is missing. Download or copy it again.")
    return files


def info_folder(files: Files) -> str:
    """The name of the one folder `.dist-info`.

    Raises:
        ValueError: There is none, or more than one.
    """
    found = {path.partition("/")[0] for path in files if re.match(r"[^/]+\.dist-info/", path)}
    if len(found) != 1:
        raise ValueError("a wheel has one folder .dist-info")
    return found.pop()


def name_and_version(files: Files) -> tuple[str, str]:
    """The name of the project and the version of a wheel, as its METADATA has them."""
    head = HeaderParser().parsestr(files[f"{info_folder(files)}/METADATA"].decode("utf-8"))
    return str(head["Name"]), str(head["Version"])


def file_name(files: Files) -> str:
    """What the file of a wheel is called: name, version and the tag of pure Python."""
    return f"{info_folder(files).removesuffix('.dist-info')}-py3-none-any.whl"


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode("ascii")
