"""plans serve"""

import click

from .shared import OK, Place


@click.command(epilog="Example: plans serve --port 8001")
@click.option("--port", type=click.IntRange(1024, 65535), default=8000, show_default=True, help="The port on this computer.")
@click.pass_obj
def serve(place: Place, port: int) -> int:
    """Show the draft in a browser, and again each time a file is saved."""
    from ..website.clock import clock
    from ..website.serve import serve as serve_site

    serve_site(place.root, port, lambda: place.day or clock(place.zone))
    return OK
