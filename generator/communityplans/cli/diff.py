"""plans diff"""

import click

from .shared import OK, Context, need_content


@click.command(
    epilog="Examples: plans diff   plans diff 2024-05-31   plans diff 2024-05-31 2026-11-22   plans diff main"
)
@click.argument("old", required=False)
@click.argument("new", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="How to say it.",
)
@click.pass_obj
def diff(place: Context, old: str | None, new: str | None, form: str) -> int:
    """Say in plain English what differs between two editions, git refs or the working files.

    Without NEW: the working files. Without OLD: the newest edition.
    """
    from ..build.pipeline import compared, content_at, examine, need_all_files
    from ..commands.content_diff import FORMS, differences
    from ..editions.git import why_no_history
    from ..source.errors import UsageError

    need_content(place)
    need_all_files(place.root, marked=True)
    found = examine(place.root, place.today)
    if not old and not found.showing.edition:
        # Without a version to compare with, everything would be listed as new.
        raise UsageError(
            why_no_history(place.root)
            or "There is no edition yet to compare with. Compare with the last commit: plans diff HEAD"
        )
    lost = next((one for one in found.diagnostics if one.rule == "missing-blob"), None)
    if not old and lost:
        raise UsageError(f"{lost.message} {lost.fix}")
    before = content_at(place.root, found, old) if old else content_at(place.root, found, None)
    after = content_at(place.root, found, new) if new else found.content
    before, after = compared(found, before, after)
    click.echo(FORMS[form](differences(before, after, () if new else found.pinnable)))
    return OK
