"""plans schema"""

import click

from .shared import BAD_CONTENT, OK, Context


@click.command(epilog="Examples: plans schema   plans schema --check")
@click.option(
    "--check",
    "only_check",
    is_flag=True,
    help="Change nothing; say whether the schemas are those of the model.",
)
@click.pass_obj
def schema(place: Context, only_check: bool) -> int:
    """Write the JSON Schemas of every kind of file into schemas/.

    Those of older templates are frozen, and stay.
    """
    from ..schema.json_schema import problems, write_schemas

    if only_check:
        found = problems(place.root)
        for sentence in found:
            click.echo(sentence)
        return BAD_CONTENT if found else OK
    for path in write_schemas(place.root):
        click.echo(f"Wrote {path}")
    return OK
