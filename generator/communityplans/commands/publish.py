"""Publishes an edition: shows what it will say, writes the edition file, and commits it on a new branch."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..content.documents import Content
from ..content.load import load_files
from ..editions.edition_list import PublishedEdition, sort_key
from ..editions.git import call, is_repository, line, run
from ..model.dates import display_day
from ..model.edition import Edition as EditionModel
from ..model.fields import spec_of
from ..source.diagnostic import has_errors
from ..source.errors import UsageError
from ..source.files import PictureFile, SourceFile
from .content_diff import NOT_CONTENT, as_text, differences
from .uninterrupted import uninterrupted

# How long git may wait for a remote.
REMOTE_TIMEOUT_SECONDS = 20


@dataclass(frozen=True)
class EditionText:
    """What the publisher writes about an edition. `approved`: by whom, on which day, and the reference of the
    decision. `compiled`: the day on which an edition with an earlier date was put together.
    """

    title: str
    note: str
    day: date
    approved: tuple[str, str, str] | None = None
    compiled: date | None = None


@dataclass(frozen=True)
class Proposal:
    """An edition ready to be written: its id, its path, its text, and the summary of its changes."""

    id: str
    path: str
    text: str
    says: str


def manifest(sources: dict[str, SourceFile | PictureFile], committed: dict[str, str]) -> dict[str, str]:
    """The git blob id of every file that an edition publishes, by path.

    Args:
        sources: The content files by path.
        committed: The blob ids in HEAD by path. They are used, and not the files on disk, whose line ends git
            may have changed.

    Raises:
        UsageError: A file is not tracked by git.
    """
    pinned = [path for path in sorted(sources) if not path.startswith(NOT_CONTENT)]
    lost = [path for path in pinned if path not in committed]
    if lost:
        raise UsageError(
            f"git does not keep {lost[0]}, so an edition cannot pin it. Take it out of .gitignore and commit"
            " it, or move it elsewhere."
        )
    return {path: committed[path] for path in pinned}


def next_id(day: date, taken: list[str]) -> str:
    """The id of a new edition of a day: the day itself, or with the next free number."""
    if day.isoformat() not in taken:
        return day.isoformat()
    return next(f"{day.isoformat()}-{n}" for n in range(2, 100) if f"{day.isoformat()}-{n}" not in taken)


def propose(
    content: Content,
    pinned: dict[str, str],
    editions: list[PublishedEdition],
    words: EditionText,
    today: date,
) -> Proposal:
    """The next edition as it would be written.

    Raises:
        UsageError: Nothing has changed since the newest edition, or the day cannot be that of an edition.
    """
    newest = editions[-1] if editions else None
    if newest and newest.manifest == pinned:
        raise UsageError(f"Nothing differs from the edition {newest.said}. There is nothing to publish.")
    if words.day < today and not words.compiled:
        raise UsageError(
            f"{display_day(words.day)} has passed, so nobody could read the edition then. Say when it was put"
            f" together: --compiled {today}"
        )
    id = next_id(words.day, [document.slug for document in content.editions])
    if newest and sort_key(id) < sort_key(newest.id):
        raise UsageError(f"There is a later edition already: {newest.id}. Choose a later day with --day.")
    proposal = Proposal(id, f"plans/editions/{id}.yml", _text(words, pinned), what_it_says(content, newest))
    _, problems = load_files([SourceFile(proposal.path, proposal.text)])
    if has_errors(problems):
        raise UsageError(f"The edition cannot be written so: {problems[0].message} {problems[0].fix}".strip())
    return proposal


def what_it_says(content: Content, newest: PublishedEdition | None) -> str:
    """The summary of an edition for residents: each plan with its changes."""
    if newest is None:
        return f"The first edition: {len(content.plans)} plans and {len(content.guides)} guide pages."
    return as_text(differences(newest.content, content)).replace(
        "Nothing differs.", f"No words differ from the edition {newest.said}."
    )


def not_ready(root: Path) -> str | None:
    """Why this copy of the repository cannot publish: it is not under git, has uncommitted changes, or is
    behind its upstream branch. None if it can. Writes nothing.
    """
    if not is_repository(root):
        return (
            f"{root.resolve()} is not under git, which keeps every edition. Start with: git init; git add .;"
            " git commit"
        )
    dirty = run(root, "status", "--porcelain", "--", "plans", "guides").decode("utf-8", "replace").rstrip()
    if dirty:
        return (
            f"Some files are changed and not committed yet:\n{dirty}\nCommit them first: an edition pins"
            " exactly what was reviewed."
        )
    branch = line(root, "symbolic-ref", "--quiet", "--short", "HEAD")
    remote, merge = (
        (line(root, "config", f"branch.{branch}.{name}") for name in ("remote", "merge"))
        if branch
        else ("", "")
    )
    if not remote or not merge:
        return None
    code, out, _ = call(root, "ls-remote", remote, merge, seconds=REMOTE_TIMEOUT_SECONDS)
    tip = (
        out.decode().split()[0]
        if code == 0 and out.strip()
        else line(root, "rev-parse", "--verify", "--quiet", "@{upstream}")
    )
    if tip and call(root, "merge-base", "--is-ancestor", tip, "HEAD")[0] != 0:
        return f"This copy is behind {branch} of {remote}. Bring it up to date first: git pull"
    return None


def cannot_commit(root: Path, *, push: bool) -> str | None:
    """Why nothing can be committed here, or pushed if that is wanted: no name to commit under, or no remote. None if it can."""
    if call(root, "var", "GIT_COMMITTER_IDENT")[0] != 0:
        return (
            'git does not know who commits here. Say so first: git config user.name "Your name"; git config'
            " user.email you@example.org"
        )
    if push and not line(root, "remote", "get-url", "--push", "origin"):
        return (
            "There is no remote called origin to push to. Leave --push out, or add it: git remote add origin"
            " ADDRESS"
        )
    return None


def write(root: Path, proposal: Proposal, *, push: bool) -> str:
    """Write the edition file and commit it on a new branch, `edition-<id>`.

    If it fails or is interrupted, the repository is restored.

    Args:
        root: The repository.
        proposal: The edition.
        push: Whether to push the branch to the remote `origin`.

    Returns:
        The name of the branch.

    Raises:
        UsageError: The branch exists already, or could not be pushed.
    """
    branch = f"edition-{proposal.id}"
    if (
        run(root, "branch", "--list", branch).strip()
        or run(root, "branch", "--remotes", "--list", f"*/{branch}").strip()
    ):
        raise UsageError(f"There is a branch {branch} already. Propose or delete it first.")
    here = (
        line(root, "symbolic-ref", "--quiet", "--short", "HEAD")
        or run(root, "rev-parse", "HEAD").decode().strip()
    )
    path = root / proposal.path
    try:
        run(root, "switch", "--quiet", "-c", branch)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(proposal.text, encoding="utf-8", newline="\n")
        run(root, "add", "--", proposal.path)
        run(root, "commit", "--quiet", "-m", f"Edition {proposal.id}\n\n{proposal.says}", "--", proposal.path)
    except BaseException:
        # For any exception, Ctrl+C included; the clean-up itself must not be interrupted.
        with uninterrupted():
            call(root, "rm", "--quiet", "--cached", "--force", "--ignore-unmatch", "--", proposal.path)
            path.unlink(missing_ok=True)
            call(root, "checkout", "--quiet", here)
            call(root, "branch", "--quiet", "-D", branch)
        raise
    if push:
        code, _, said = call(root, "push", "--quiet", "--set-upstream", "origin", branch)
        if code:
            raise UsageError(
                f"The edition is committed on the branch {branch}, and could not be pushed: {said}"
            )
    return branch


def _text(words: EditionText, pinned: dict[str, str]) -> str:
    lines = [
        f"schema_version: {spec_of(EditionModel, 'schema_version').constant}",
        f"title: {_quoted(words.title)}",
        f"note: {_quoted(words.note)}",
    ]
    if words.approved:
        by, on, reference = words.approved
        lines += ["approved:", f"  by: {_quoted(by)}", f"  on: {_quoted(on)}"] + (
            [f"  reference: {_quoted(reference)}"] if reference else []
        )
    else:
        lines.append(
            'approved: {not_published: "Nobody has said who approved it", as_of:'
            f" {(words.compiled or words.day).isoformat()}}}"
        )
    if words.compiled:
        lines.append(f"compiled: {words.compiled.isoformat()}")
    lines.append("# Each published file with the git blob id of its bytes. Written by plans publish.")
    lines.append("documents:")
    lines += [f'  {path}: "{blob}"' for path, blob in pinned.items()]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A text as a YAML scalar in double quotes, on one line; its line breaks are escaped."""
    clean = text.strip().replace("\\", "\\\\").replace('"', '\\"').replace("\r\n", "\n").replace("\t", " ")
    return '"' + clean.replace("\n", "\\n") + '"'
