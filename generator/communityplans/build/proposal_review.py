"""Reviews a proposal: from a folder in git to the parts of its review."""

from datetime import date
from pathlib import Path

from ..commands.approval_rules import approvers_of
from ..commands.committee_report import rewritten
from ..commands.conflicts import beside_content, collisions, commits_between, conflicting, start_of
from ..commands.content_diff import differences
from ..commands.review import Review, how_it_is_run, public_editions
from ..content.documents import Content
from ..source.diagnostic import in_order, without_undecided
from .pipeline import compared, content_of, examine, files_of

BLIND = (
    "No change is shown: plans/council-settings.yml cannot be read, so nobody knows which passages were taken"
    " down."
)


def review_of(root: Path, base: str, today: date, preview: str = "") -> Review:
    """Review the working files as a proposal for a branch.

    Args:
        root: The root of the content.
        base: The branch or commit that the proposal is to be merged into.
        today: The day for which it is checked.
        preview: The address of the preview; "" if there is none.
    """
    files = list(files_of(root, base))
    start = start_of(root, base)
    # Words whose redaction the proposal removes are still redacted in the review, until it is merged.
    found = examine(root, today, bases=(base, start))
    merged, before = content_of(files, found), content_of(list(files_of(root, start)), found)
    if not found.blind:
        merged, before, after = compared(found, merged, before, found.content)

    def content_at(commit: str, path: str) -> Content:
        return content_of([file for file in files_of(root, commit) if file.path == path], found)

    known = {file.path: file.data for file in files_of(root, start)}
    touched = sorted(
        path
        for path in known.keys() | found.pinnable.keys()
        if path not in found.pinnable or known.get(path) != found.pinnable[path].data
    )
    other = beside_content(root, start)
    wrong = in_order(
        without_undecided(found.diagnostics)
        + public_editions(files_of(root, start), found.sources.values(), found.content, today)
    )
    if found.blind:
        return Review([], wrong, [], conflicting(root, base), [BLIND])
    return Review(
        differences(before, after, found.pinnable),
        in_order(wrong + rewritten(before, after)),
        collisions(before, merged, after, commits_between(root, start, base, content_at)),
        conflicting(root, base),
        how_it_is_run(before, after, other),
        {path: accounts for path, accounts in approvers_of(merged, touched + other).items() if accounts},
        preview,
    )
