"""plans serve"""

import click

from .shared import OK, Context, need_content


@click.command(epilog="Example: plans serve --port 8001")
@click.option(
    "--port",
    type=click.IntRange(1024, 65535),
    default=8000,
    show_default=True,
    help="The port on this computer.",
)
@click.pass_obj
def serve(place: Context, port: int) -> int:
    """Show the draft in a browser, and again each time a file is saved."""
    from ..adapters.dev_server import serve as serve_site
    from ..build.clock import clock

    need_content(place)
    serve_site(place.root, port, lambda: place.day or clock(place.zone))
    return OK
