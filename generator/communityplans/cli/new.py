"""plans new"""

import click

from .shared import OK, Context


@click.command(epilog="Examples: plans new almond-hill   plans new almond-hill --all")
@click.argument("area")
@click.option(
    "--all", "full", is_flag=True, help="With every field of the template, and an example of each group."
)
@click.pass_obj
def new(place: Context, area: str, full: bool) -> int:
    """Start a plan for AREA, with a line of help above every field."""
    from ..commands.new import new_plan

    path, hint = new_plan(place.root, area, place.today, full=full)
    click.echo(f"Wrote {path}. {hint}")
    return OK
