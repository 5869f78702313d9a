"""plans edit"""

import click

from .shared import OK, Context


@click.command(epilog="Examples: plans edit --fetch   plans edit")
@click.option(
    "--fetch",
    is_flag=True,
    help="Fetch the parts of the form that others wrote (once; needs npm and the network), and stop.",
)
@click.option(
    "--if-needed", is_flag=True, help="With --fetch: only where the settings ask for a form on the site."
)
@click.option(
    "--port",
    type=click.IntRange(1024, 65535),
    default=8010,
    show_default=True,
    help="The port on this computer.",
)
@click.option("--browser/--no-browser", default=True, show_default=True, help="Open the form in a browser.")
@click.pass_obj
def edit(place: Context, fetch: bool, if_needed: bool, port: int, browser: bool) -> int:
    """Edit the plans on this computer in a form, without seeing the files."""
    from ..adapters.local_editor import form_here
    from ..build.editor_packages import cache
    from ..build.editor_packages import fetch as fetch_parts

    if if_needed:
        from ..build.editor_files import forge_of
        from ..build.pipeline import examine

        if not fetch:
            raise click.UsageError("--if-needed goes with --fetch.")
        if forge_of(examine(place.root, place.today).content) is None:
            click.echo("The settings ask for no form, so nothing was fetched.")
            return OK
    if fetch:
        click.echo(
            f"The parts of the form were {'fetched to' if fetch_parts() else 'here already:'} {cache()}"
        )
        return OK
    with form_here(place.root, place.today, port) as (server, address):
        click.echo(f"The form is at {address} until you press Ctrl+C. It needs Chrome or Edge.")
        click.echo(f"There, choose “Work with Local Repository” and the folder {place.root.resolve()}")
        click.echo("It changes the files and commits nothing. Afterwards: plans check")
        if browser:
            click.launch(address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo("Stopped.")
    return OK
