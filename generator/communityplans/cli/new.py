"""plans new"""

import click

from .shared import OK, Place


@click.command(epilog="Example: plans new almond-hill")
@click.argument("area")
@click.pass_obj
def new(place: Place, area: str) -> int:
    """Start a plan for AREA, with a hint above every field."""
    from ..workflow.new import new_plan

    path, hint = new_plan(place.root, area, place.today)
    click.echo(f"Wrote {path}. {hint}")
    return OK
