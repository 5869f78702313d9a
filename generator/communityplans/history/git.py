"""The few things that are asked of git: the bytes of pinned blobs, and whether the history is whole. The only room that starts it."""

import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..text.refused import Refused

SHALLOW = "This copy of the repository has no history (a shallow clone), so past editions cannot be read. Fetch all of it: in CI, fetch-depth: 0."


def run(root: Path, *arguments: str, data: bytes | None = None, allow: tuple[int, ...] = (0,)) -> bytes:
    """What a git command prints. Raises Refused in a sentence where git is missing or says no."""
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], input=data, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise Refused("git is not installed, and past editions are kept by git.") from error
    if done.returncode not in allow:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise Refused(f"git {arguments[0]}: {said[-1] if said else 'failed'}")
    return done.stdout


def is_repository(root: Path) -> bool:
    """Whether git knows this folder."""
    try:
        return subprocess.run(["git", "-C", str(root), "rev-parse", "--git-dir"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def is_shallow(root: Path) -> bool:
    """Whether the history of this copy was cut off."""
    return is_repository(root) and run(root, "rev-parse", "--is-shallow-repository").strip() == b"true"


def blobs(root: Path, ids: Iterable[str]) -> dict[str, bytes]:
    """The bytes of blobs by id; those that the repository does not hold are missing in the answer. One process for all."""
    wanted = sorted(set(ids))
    if not wanted or not is_repository(root):
        return {}
    out = run(root, "cat-file", "--batch", data="".join(f"{one}\n" for one in wanted).encode())
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


def files_at(root: Path, ref: str) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of every content file of a commit. Raises Refused if git knows no such commit."""
    if not is_repository(root):
        raise Refused(f"There is no edition {ref}, and this folder is not a git repository.")
    if ref.startswith("-") or not run(root, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}", allow=(0, 1, 128)).strip():
        raise Refused(f"There is no edition and no commit {ref}. The editions: plans editions")
    listed = run(root, "ls-tree", "-r", "-z", ref, "--", "plans", "guides").decode("utf-8", "replace")
    entries = [line.split("\t", 1) for line in listed.split("\0") if line]
    files = {path: meta.split()[2] for meta, path in entries if meta.split()[0] in ("100644", "100755") and path.endswith((".yml", ".md"))}
    held = blobs(root, files.values())
    yield from ((path, held[blob]) for path, blob in files.items() if blob in held)
