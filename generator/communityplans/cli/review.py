"""plans review"""

import click

from .shared import BAD_CONTENT, OK, Context


@click.command(epilog="Example: plans review --base origin/main --format markdown")
@click.option("--base", required=True, help="The commit or branch that the proposal is made against.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "html", "json"]),
    default="text",
    show_default=True,
    help="How to say it.",
)
@click.option(
    "--preview",
    default="",
    metavar="ADDRESS",
    help="Where the preview of the proposal will stand, for links into it.",
)
@click.pass_obj
def review(place: Context, base: str, form: str, preview: str) -> int:
    """Say what a proposal changes, item by item, with what it collides, what is wrong with it, and who must
    agree.
    """
    from ..build.pipeline import need_all_files
    from ..build.proposal_review import review_of
    from ..commands.review import FORMS
    from ..source.diagnostic import has_errors

    if preview and not preview.startswith(("https://", "http://")):
        raise click.UsageError("--preview is a web address, which starts with https://")
    need_all_files(place.root, marked=True)
    found = review_of(place.root, base, place.today, preview)
    click.echo(FORMS[form](found))
    return BAD_CONTENT if has_errors(found.diagnostics) or not found.fits else OK
