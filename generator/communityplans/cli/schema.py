"""plans schema"""

import click

from .shared import BAD_CONTENT, OK, Place


@click.command(epilog="Examples: plans schema   plans schema --check")
@click.option("--check", "only_check", is_flag=True, help="Change nothing; say whether the schemas are those of the model.")
@click.pass_obj
def schema(place: Place, only_check: bool) -> int:
    """Write the JSON Schemas of every kind of file into schemas/."""
    from ..derive.schema import stale, write_schemas

    if only_check:
        old = stale(place.root)
        for path in old:
            click.echo(f"{path} does not say what the model says. Run: plans schema")
        return BAD_CONTENT if old else OK
    for path in write_schemas(place.root):
        click.echo(f"Wrote {path}")
    return OK
