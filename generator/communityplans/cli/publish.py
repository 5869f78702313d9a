"""plans publish"""

import click

from .shared import OK, Context, day_option, need_content, report_errors


@click.command(
    epilog=(
        'Example: plans publish --title "Autumn 2026" --note "Two play areas have new dates." --approved-by'
        ' "Executive" --approved-on 2026-11-20'
    )
)
@click.option("--title", required=True, help="What the edition is called.")
@click.option("--note", required=True, help="What is new, in a few sentences for residents.")
@click.option("--day", help="The day from which it is public. [default: today]")
@click.option("--compiled", help="The day it was put together, if it shows an earlier one.")
@click.option("--approved-by", help="Who approved it.")
@click.option("--approved-on", help="When, for example 2026-11-20.")
@click.option("--decision", default="", help="The number of the decision.")
@click.option("--dry-run", is_flag=True, help="Show what the edition would say, and write nothing.")
@click.option("--push", is_flag=True, help="Push the branch, ready to be proposed.")
@click.pass_obj
def publish(
    place: Context,
    title: str,
    note: str,
    day: str | None,
    compiled: str | None,
    approved_by: str | None,
    approved_on: str | None,
    decision: str,
    dry_run: bool,
    push: bool,
) -> int:
    """Write the next edition as a small file on a branch of its own, ready to be reviewed."""
    from ..build.pipeline import examine, need_all_files
    from ..commands.publish import (
        EditionText,
        cannot_commit,
        manifest,
        not_ready,
        propose,
        what_it_says,
        write,
    )
    from ..editions.git import tree_at
    from ..source.diagnostic import has_errors
    from ..source.errors import UsageError

    need_content(place)
    need_all_files(place.root, marked=True)
    found = examine(place.root, place.today, draft=False)
    if has_errors(found.diagnostics):
        return report_errors(found.diagnostics, found.sources, ". Nothing was published.")
    if (approved_by is None) != (approved_on is None):
        raise click.UsageError("Give both --approved-by and --approved-on, or neither.")
    approved = (approved_by, approved_on, decision) if approved_by and approved_on else None
    words = EditionText(
        title, note, day_option(day, "--day") or place.today, approved, day_option(compiled, "--compiled")
    )
    newest = found.editions[-1] if found.editions else None
    click.echo(
        f"The edition would say:\n\n{what_it_says(found.content, newest)}\n"
        if dry_run
        else f"The edition says:\n\n{what_it_says(found.content, newest)}\n"
    )
    reason = not_ready(place.root) or (None if dry_run else cannot_commit(place.root, push=push))
    if reason:
        raise UsageError(reason)
    proposal = propose(
        found.content,
        manifest(found.pinnable, tree_at(place.root, "HEAD")),
        list(found.editions),
        words,
        place.today,
    )
    if dry_run:
        click.echo(f"It would be {proposal.path}. Nothing was written.")
        return OK
    branch = write(place.root, proposal, push=push)
    click.echo(
        f"Wrote {proposal.path} and committed it on the branch {branch}, where you are now."
        + ("" if push else f" Propose it: git push -u origin {branch}")
    )
    return OK
