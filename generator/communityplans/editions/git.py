"""The few things that are asked of git: the bytes of pinned blobs, and whether the history is whole.

The only room that starts it.
"""

import os
import shlex
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..source.errors import UsageError
from ..source.files import FOLDERS, IMAGE_ENDINGS, TEXT_ENDINGS

SHALLOW = (
    "This copy of the repository has no history (a shallow clone), so past editions cannot be read. Fetch all"
    " of it: in CI, fetch-depth: 0."
)
NO_GIT = (
    "This folder is not under git and does not hold every text that its editions pin, so nobody can tell what"
    " was published. Use a clone with its whole history (in CI, fetch-depth: 0)."
)
NOT_INSTALLED = "git is not installed, and past editions are kept by git."
CONTENT = FOLDERS
# Seconds that git has to end by itself, once it is asked to.
GRACE = 30


def run(root: Path, *arguments: str, data: bytes | None = None, allow: tuple[int, ...] = (0,)) -> bytes:
    """What a git command prints. Raises Refused in a sentence where git is missing or says no."""
    code, out, said = call(root, *arguments, data=data)
    if code not in allow:
        raise UsageError(f"git {arguments[0]}: {said or 'failed'}")
    return out


def call(
    root: Path, *arguments: str, data: bytes | None = None, seconds: float | None = None
) -> tuple[int, bytes, str]:
    """A git command: its exit code, what it prints, and the last line of what it complains about.

    It never asks for a password; one that takes longer than `seconds` counts as failed.
    """
    environment = os.environ | {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    stdin = None if data is None else subprocess.PIPE
    command = ["git", "-C", str(root), *arguments]
    try:
        process = subprocess.Popen(
            command, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
        )
    except FileNotFoundError as error:
        raise UsageError(NOT_INSTALLED) from error
    with process:
        try:
            out, complaint = process.communicate(data, timeout=seconds)
        except subprocess.TimeoutExpired:
            _end(process)
            return 124, b"", f"no answer in {seconds:.0f} seconds"
        except BaseException:
            _end(process)
            raise
    said = complaint.decode("utf-8", "replace").strip().splitlines()
    return process.returncode, out, said[-1] if said else ""


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Ask git to end, so that it removes its lock files; after a while make it."""
    process.terminate()
    try:
        process.wait(timeout=GRACE)
    except subprocess.TimeoutExpired:
        process.kill()


def line(root: Path, *arguments: str) -> str:
    """The one line that a git command prints; "" where it has no answer."""
    code, out, _ = call(root, *arguments)
    return out.decode("utf-8", "replace").strip() if code == 0 else ""


def why_no_history(root: Path) -> str:
    """Why the past cannot be read here, in a sentence; "" if it can."""
    code, out, said = call(root, "rev-parse", "--is-shallow-repository")
    if code:
        if "safe.directory" in said or "dubious ownership" in said:
            return (
                "git does not trust this folder, because it belongs to another user. Say that you do: git"
                f" config --global --add safe.directory {shlex.quote(str(root.resolve()))}"
            )
        return NO_GIT
    return SHALLOW if out.strip() == b"true" else ""


def not_checked_out(root: Path, *, marked: bool = False) -> list[str]:
    """The content files that git keeps and leaves out of the folder, in order of name: a sparse checkout does so,
    and so does whoever marks a file (`git update-index --skip-worktree`).

    Args:
        root: The folder with `plans/` and `guides/`.
        marked: Look for marked files, too. Without it git is only asked where there was ever a sparse checkout.

    Returns:
        Their paths from `root`; none where there is no git.
    """
    if not marked and not _may_be_sparse(root):
        return []
    try:
        code, out, _ = call(root, "ls-files", "-t", "-z", "--", *CONTENT)
    except UsageError:
        return []
    marked = [entry[2:] for entry in out.decode("utf-8", "replace").split("\0") if entry.startswith("S ")]
    return sorted(path for path in marked if not os.path.lexists(root / path)) if code == 0 else []


def _may_be_sparse(root: Path) -> bool:
    """Whether the working tree that a folder is in has ever been a sparse checkout, without asking git."""
    here = root.resolve()
    for folder in (here, *here.parents):
        git = folder / ".git"
        if git.is_dir():
            return (git / "info" / "sparse-checkout").exists()
        if git.is_file():
            # A second working tree: the file says where git keeps what belongs to it.
            kept = git.read_text(encoding="utf-8", errors="replace").removeprefix("gitdir:").strip()
            return (folder / kept / "info" / "sparse-checkout").exists()
    return False


def is_repository(root: Path) -> bool:
    """Whether git knows this folder."""
    return why_no_history(root) in ("", SHALLOW)


def uncommitted(root: Path) -> list[str]:
    """The content files that are new, changed or gone since the last commit. None where there is no git."""
    code, out, _ = call(
        root, "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--", *CONTENT
    )
    return (
        sorted(entry[3:] for entry in out.decode("utf-8", "replace").split("\0") if entry)
        if code == 0
        else []
    )


def unreached(root: Path, ids: Iterable[str]) -> set[str]:
    """Those of some blobs that no commit of the current history holds: a new clone would not have them.

    None where there is no history.
    """
    code, out, _ = call(
        root,
        "rev-list",
        "--objects",
        "--no-object-names",
        "--full-history",
        "--missing=print",
        "HEAD",
        "--",
        *CONTENT,
    )
    return set(ids) - {one.removeprefix("?") for one in out.decode().split()} if code == 0 else set()


def held(root: Path, ids: Iterable[str]) -> set[str]:
    """Those of some blobs that the repository holds."""
    code, out, _ = call(root, "cat-file", "--batch-check", data="".join(f"{one}\n" for one in ids).encode())
    told = (one.split() for one in out.decode("utf-8", "replace").splitlines()) if code == 0 else ()
    return {one[0] for one in told if len(one) == 3 and one[1] == "blob"}


def blobs(root: Path, ids: Iterable[str]) -> dict[str, bytes]:
    """The bytes of blobs by id; those that the repository does not hold are missing in the answer.

    One process for all.
    """
    wanted = sorted(set(ids))
    code, out, _ = (
        call(root, "cat-file", "--batch", data="".join(f"{one}\n" for one in wanted).encode())
        if wanted
        else (1, b"", "")
    )
    if code:
        return {}
    found: dict[str, bytes] = {}
    at = 0
    while at < len(out):
        end = out.index(b"\n", at)
        head = out[at:end].split()
        at = end + 1
        if head[-1] == b"missing" or len(head) != 3:
            continue
        size = int(head[2])
        if head[1] == b"blob":
            found[head[0].decode()] = out[at : at + size]
        at += size + 1
    return found


def tree_at(root: Path, ref: str) -> dict[str, str]:
    """The blob id of every ordinary content file of a commit, by path."""
    listed = run(root, "ls-tree", "-r", "-z", ref, "--", *CONTENT).decode("utf-8", "replace")
    entries = [entry.split("\t", 1) for entry in listed.split("\0") if entry]
    return {path: meta.split()[2] for meta, path in entries if meta.split()[0] in ("100644", "100755")}


def files_at(root: Path, ref: str) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of every content file of a commit. Raises Refused if git knows no such commit."""
    if not is_repository(root):
        raise UsageError(f"There is no edition {ref}, and this folder is not a git repository.")
    if ref.startswith("-") or not line(root, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}"):
        raise UsageError(f"There is no edition and no commit {ref}. The editions: plans editions")
    files = {
        path: blob
        for path, blob in tree_at(root, ref).items()
        if path.endswith((*TEXT_ENDINGS, *IMAGE_ENDINGS))
    }
    held = blobs(root, files.values())
    yield from ((path, held[blob]) for path, blob in files.items() if blob in held)


def versions_of(root: Path, path: str, refs: Iterable[str] = ("HEAD",), most: int = 50) -> list[bytes]:
    """The newest versions of a file in the history of some commits, newest first.

    None where git is not there or knows none of them.
    """
    known = [
        ref
        for ref in refs
        if not ref.startswith("-") and line(root, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")
    ]
    code, out, _ = (
        call(root, "rev-list", f"-{most}", "--full-history", *known, "--", path) if known else (1, b"", "")
    )
    return (
        list(blobs(root, [f"{commit}:{path}" for commit in out.decode().split()]).values())
        if code == 0
        else []
    )


def file_at(root: Path, ref: str, path: str) -> bytes | None:
    """One file of a commit, or None."""
    return None if ref.startswith("-") else next(iter(blobs(root, [f"{ref}:{path}"]).values()), None)
