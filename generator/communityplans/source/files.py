"""From bytes on a disk to text: which files there are, and whether each can be read at all (threats T5, T7,
T9, T10).
"""

import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .characters import unwanted_characters
from .diagnostic import Diagnostic, Position

LIMIT_BYTES = 256 * 1024
# The one table: the streets of a large city are 20,000.
LIMIT_STREETS = 4 * 1024 * 1024
LIMIT_PICTURE = 2 * 1024 * 1024
LIMIT_PICTURES = 100 * 1024 * 1024
LIMIT_FILES = 10_000
FOLDERS = ("plans", "guides", "suggestions", "reports")
TEXT_ENDINGS = (".yml", ".md")
STREETS = "plans/council-streets.csv"
IMAGE_ENDINGS = (".png", ".jpg", ".jpeg", ".webp")
LFS_FIX = "Fetch the file itself: git lfs pull. Better: keep texts and pictures out of Git LFS."
GOOD_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)?\Z")
GOOD_FOLDER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])\Z", re.IGNORECASE)


@dataclass(frozen=True)
class SourceFile:
    r"""A file as text.

    `path` is relative to the root, with `/`; `content` has no byte order mark and ends lines with `\n`.

    `blob` is the id that git gives to the file's bytes ("" where it was made from text).
    """

    path: str
    content: str
    blob: str = field(default="", compare=False)

    @property
    def slug(self) -> str:
        """The file's stem, which is the document's address."""
        return self.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]

    @property
    def text_id(self) -> str:
        """Names the text: git's id of it, or else the text itself. The same name is the same text."""
        return self.blob or self.content

    @property
    def data(self) -> bytes:
        """The text as bytes."""
        return self.content.encode()


@dataclass(frozen=True)
class PictureFile:
    """An image file: its path, its bytes as they are, and the id that git gives to them."""

    path: str
    content: bytes = field(repr=False)
    blob: str

    @property
    def data(self) -> bytes:
        """Its bytes."""
        return self.content


@dataclass
class DirectoryContents:
    """What was read from a folder: the files that are text, the pictures, and why the others are neither."""

    files: list[SourceFile] = field(default_factory=list)
    pictures: list[PictureFile] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def read_directory(root: Path) -> DirectoryContents:
    """Read every content file below `plans/`, `guides/`, `suggestions/` and `reports/` of `root`, in order of
    name; never follows a link.
    """
    reading = DirectoryContents()
    seen: dict[str, str] = {}
    room = LIMIT_PICTURES
    for path, found in _listed(root):
        problem = found or _problem_with(path, seen.setdefault(path.casefold(), path))
        if problem is None and (path.endswith(TEXT_ENDINGS) or path == STREETS):
            file, problems = decode(path, _bytes(root / path, _limit(path)))
            reading.files += [file] if file else []
            reading.diagnostics += problems
        elif problem is None and path.endswith(IMAGE_ENDINGS):
            picture = picture_file(path, _bytes(root / path, LIMIT_PICTURE))
            room -= len(picture.content)
            if room >= 0:
                reading.pictures.append(picture)
            else:
                reading.diagnostics.append(
                    Diagnostic(
                        Position(path),
                        "picture-too-big",
                        f"With this picture there are more than {LIMIT_PICTURES // 1024 // 1024} MB of them.",
                        "Make the pictures smaller, or keep some of them somewhere else.",
                    )
                )
        elif problem is not None:
            reading.diagnostics.append(Diagnostic(Position(path), *problem))
    return reading


def picture_file(path: str, data: bytes) -> PictureFile:
    """An image file from its bytes."""
    return PictureFile(path, data, blob_id(data))


def decode(path: str, data: bytes) -> tuple[SourceFile | None, list[Diagnostic]]:
    """Turn a file's bytes into text, or say why that cannot be done.

    UTF-8 only; a byte order mark and CRLF are accepted.
    """

    def no(
        rule: str, message: str, fix: str, line: int = 1, column: int = 1
    ) -> tuple[None, list[Diagnostic]]:
        return None, [Diagnostic(Position(path, line, column), rule, message, fix)]

    if len(data) > _limit(path):
        return no(
            "too-big",
            f"This file is bigger than {_limit(path) // 1024:,} KB, the most that one file may hold.",
            "Shorten it, or keep what is not part of the plan somewhere else.",
        )
    if is_lfs_pointer(data):
        return no(
            "file-kind", "This is a note of Git LFS that stands for a file which is kept elsewhere.", LFS_FIX
        )
    # UTF-16 starts with a mark, or has a zero in every other byte of plain English.
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or (
        len(data) >= 4 and (not any(data[:40:2]) or not any(data[1:40:2]))
    ):
        return no(
            "encoding",
            "This file is saved as UTF-16.",
            'In your editor choose "Save as" and the encoding UTF-8.',
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", "replace")
        line, column = line_and_column(before, len(before))
        return no(
            "encoding",
            "This file is not saved as UTF-8: there is a character here that cannot be read (byte"
            f" {error.start}).",
            'In your editor choose "Save as" and the encoding UTF-8.',
            line,
            column,
        )
    text = text.replace("\r\n", "\n")
    if "\r" in text:
        line, column = line_and_column(text, text.index("\r"))
        return no(
            "line-ends",
            "This file ends its lines in a way that is no longer used (a lone carriage return).",
            "Save it with the line ends LF or CRLF.",
            line,
            column,
        )
    problems = list(unwanted_characters(path, text))
    return (None, problems) if problems else (SourceFile(path, text, blob_id(data)), [])


def _limit(path: str) -> int:
    """How many bytes a text may have."""
    return LIMIT_STREETS if path == STREETS else LIMIT_BYTES


def is_lfs_pointer(data: bytes) -> bool:
    """Whether these bytes are what Git LFS leaves in place of a file (its specification, version 1)."""
    return data.startswith(b"version https://git-lfs.github.com/spec/")


def blob_id(data: bytes) -> str:
    """The id that git gives to these bytes."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Line and column (from 1) of a place in a text."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _listed(root: Path) -> Iterator[tuple[str, tuple[str, str, str] | None]]:
    """Every file below the content folders, by name, each with what is wrong with the kind of file it is."""
    count = 0
    folders = [f for f in FOLDERS if os.path.lexists(root / f)]
    while folders:
        folder = folders.pop(0)
        if _is_link(root / folder):
            yield folder, _LINK
            continue
        for name in sorted(os.listdir(root / folder)):
            path = f"{folder}/{name}"
            if name.startswith("."):
                continue
            about = os.lstat(root / path)
            mode = about.st_mode
            if stat.S_ISDIR(mode):
                folders.append(path)
                continue
            count += 1
            if count > LIMIT_FILES:
                yield (
                    folder,
                    (
                        "too-many-files",
                        f"There are more than {LIMIT_FILES:,} files here.",
                        "Remove what is not a plan.",
                    ),
                )
                return
            if stat.S_ISLNK(mode):
                yield path, _LINK
            elif not stat.S_ISREG(mode):
                yield (
                    path,
                    (
                        "file-kind",
                        "This is not an ordinary file.",
                        "Replace it by a file with the text in it.",
                    ),
                )
            elif about.st_nlink > 1:
                yield path, _TWO_NAMES
            else:
                yield path, None


_TWO_NAMES = (
    "link",
    (
        "This file has a second name somewhere on the disk (a hard link), so it can change without anybody"
        " touching it here."
    ),
    "Put a copy of it here.",
)
_LINK = (
    "link",
    (
        "This is a link to another place on the disk. Links are not followed, so that nothing private is"
        " published."
    ),
    "Put the file itself here.",
)


def _is_link(path: Path) -> bool:
    return stat.S_ISLNK(os.lstat(path).st_mode)


def _problem_with(path: str, twin: str) -> tuple[str, str, str] | None:
    """What is wrong with a name. `twin` is the first file whose name differs in capital letters only."""
    if twin == path:
        return _name_problem(path)
    return (
        "same-name",
        f"This file and {twin} differ only in capital letters, which many computers cannot tell apart.",
        "Rename one of them.",
    )


def _name_problem(path: str) -> tuple[str, str, str] | None:
    name = path.rsplit("/", 1)[-1]
    stem, _, ending = name.rpartition(".")
    if not stem:
        stem, ending = name, ""
    if RESERVED.match(stem):
        return "file-name", f"Windows cannot have a file called {stem}.", "Give the file another name."
    if ending == "yaml":
        return "file-name", "The ending of a plan file is .yml.", f"Rename it: {stem}.yml"
    if f".{ending}" not in TEXT_ENDINGS + IMAGE_ENDINGS and path != STREETS:
        return (
            "file-kind",
            f"Files that end in .{ending or '(nothing)'} are not published.",
            "Keep it somewhere else.",
        )
    if path.startswith("plans/") and ending == "md":
        return "file-kind", "Plans are .yml files. Text files (.md) belong in guides/.", "Move it to guides/."
    if path.startswith("suggestions/") and ending != "yml":
        return "file-kind", "Suggestions are .yml files.", "Start one with: plans suggestion new"
    if path.startswith("reports/") and ending != "md":
        return "file-kind", "Reports are .md files.", "Start one with: plans report quarterly"
    folder = next((part for part in path.split("/")[:-1] if not GOOD_FOLDER.match(part)), None)
    if folder:
        return (
            "file-name",
            (
                f"The name of the folder {folder[:60]} becomes part of a web address: small letters a to z,"
                " digits and single hyphens only."
            ),
            f"Rename it, for example: {suggested_slug(folder)}",
        )
    if not GOOD_NAME.match(name) or len(name) > 100:
        return (
            "file-name",
            "A file name becomes a web address: small letters a to z, digits and single hyphens only.",
            f"Rename it, for example: {suggested_slug(stem)}.{ending}",
        )
    return None


# Quotation marks of every form join what they stand in.
_QUOTES = re.compile("['\"\u2018-\u201f\u00ab\u00bb\u2039\u203a`\u00b4]")
# No file can be called so on Windows, whatever its ending (Microsoft, "Naming Files, Paths, and Namespaces").
_DEVICES = frozenset(
    {"CON", "PRN", "AUX", "NUL", *(f"{name}{number}" for name in ("COM", "LPT") for number in range(10))}
)


def suggested_slug(text: str, fallback: str = "new-name") -> str:
    """A web address made from words: `Bedwell & Pin Green` gives `bedwell-and-pin-green`."""
    from anyascii import anyascii  # Its tables are read only where a text is not plain.

    plain = _QUOTES.sub("", text).replace("&", " and ")
    plain = plain if plain.isascii() else anyascii(unicodedata.normalize("NFC", plain))
    words = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "").casefold()).strip("-")[:60].strip("-")
    return f"{words}-area" if words.upper() in _DEVICES else words or fallback


def _bytes(path: Path, limit: int = LIMIT_BYTES) -> bytes:
    """At most one byte more than the limit, which is enough to know that a file is too big.

    Never through a link.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        return file.read(limit + 1)
