"""plans migrate"""

import click

from .shared import BAD_CONTENT, OK, Context, relative


@click.command(
    epilog=(
        "Examples: plans migrate   plans migrate --write   plans migrate plans/bedwell-and-pin-green.yml"
        " --write"
    )
)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--write", "to_write", is_flag=True, help="Change the files. Without it, only show what would change."
)
@click.pass_obj
def migrate(place: Context, paths: tuple[str, ...], to_write: bool) -> int:
    """Bring files of an older template up to the current one, and show what changes.

    Remarks, quotes and the order of the fields stay. PATH limits it to these files and folders.
    """
    from ..commands.migrate import migrations, write

    found, current = migrations(place.root, [relative(place, path) for path in paths])
    changed, refused = 0, 0
    for migration in found:
        said = migration.refused
        if not said:
            click.echo(migration.diff())
            if to_write and not write(place.root, migration):
                said = "It changed in the meantime, or could not be written whole."
        if said:
            click.echo(f"{migration.path} was left as it is. {said}", err=True)
        refused += bool(said)
        changed += not said
    files = "1 file" if changed == 1 else f"{changed} files"
    done = f"Changed {files}" if to_write else f"Would change {files}"
    hint = " To do so: plans migrate --write" if changed and not to_write else ""
    click.echo(f"{done}; {current} need nothing.{hint}", err=True)
    return BAD_CONTENT if refused else OK
