"""plans order"""

from pathlib import Path

import click

from .shared import OK, Context


@click.command(
    epilog=(
        "Examples: plans order   plans order site | tar --create --directory site --files-from - | ssh HOST"
        " tar --extract --directory /srv/www/plans"
    )
)
@click.argument("site", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.pass_obj
def order(place: Context, site: Path | None) -> int:
    """List the files of a built site in the order in which to copy them to a host.

    What pages load comes first and the first page last, so that a copy that stops half-way serves no page
    without what it needs. SITE is the folder of the site [default: site/ beside plans/].
    """
    from ..adapters.upload_order import order as order_of

    for path in order_of(site or place.root / "site"):
        click.echo(path)
    return OK
