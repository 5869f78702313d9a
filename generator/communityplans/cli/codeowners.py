"""plans codeowners"""

import click

from .shared import BAD_CONTENT, OK, Context, need_content


@click.command(epilog="Example: plans codeowners --check")
@click.option("--check", is_flag=True, help="Write nothing; say whether the file is up to date.")
@click.pass_obj
def codeowners(place: Context, check: bool) -> int:
    """Write CODEOWNERS: who must approve a change to each plan, from its leads and the settings."""
    from ..build.pipeline import examine
    from ..commands.approval_rules import PATH, unread, without_account
    from ..commands.approval_rules import codeowners as text_of
    from ..source.errors import UsageError

    need_content(place)
    found = examine(place.root, place.today)
    lost = unread(found.content, found.sources)
    if lost:
        raise UsageError(
            f"There are mistakes in {lost[0]}, so nobody can tell who leads there. Run: plans check"
        )
    path, text = place.root / PATH, text_of(found.content)
    known = path.read_text(encoding="utf-8") if path.is_file() else ""
    if check and not text and not known:
        click.echo(f"plans/council-settings.yml names no approvers, so there is no {PATH} to check.")
        return OK
    if check:
        click.echo(
            f"{PATH} is up to date."
            if known == text
            else f"{PATH} does not say what the plans and the settings say. Run: plans codeowners"
        )
        return OK if known == text else BAD_CONTENT
    if not text:
        raise UsageError(
            "plans/council-settings.yml names no approvers. Add: approvers, each with post and account."
        )
    path.write_text(text, encoding="utf-8", newline="\n")
    click.echo(f"Wrote {PATH}.")
    for lead in without_account(found.content):
        click.echo(f"No account is known for a lead: {lead}")
    return OK
