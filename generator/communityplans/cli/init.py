"""plans init"""

import click

from .shared import OK, Place


@click.command(epilog='Example: plans init our-plans --council "Example Borough Council" --areas "Almond Hill,Riverside"')
@click.argument("folder", type=click.Path(file_okay=False))
@click.option("--council", required=True, help="The council's full name.")
@click.option("--areas", required=True, help="The names of the areas, with commas between them.")
@click.option("--place", "where", help="The town or district, for the heading of the site. [default: the council's name without its last words]")
@click.option("--forge", type=click.Choice(["github", "gitlab", "both"]), default="both", show_default=True, help="For which forge to write workflows.")
@click.pass_obj
def init(place: Place, folder: str, council: str, areas: str, where: str | None, forge: str) -> int:
    """Set up the repository of a council in FOLDER: a plan for each area, settings, and workflows."""
    from pathlib import Path

    from ..workflow.init import Start, short_name
    from ..workflow.init import init as write

    names = tuple(name.strip() for name in areas.split(",") if name.strip())
    if not names:
        raise click.UsageError("--areas needs at least one name.")
    start = Start(council.strip(), where or short_name(council), names, "" if forge == "both" else forge)
    written = write(Path(folder), start, place.today)
    click.echo(f"Wrote {len(written)} files in {folder}. Next: plans --root {folder} check; plans --root {folder} build --draft")
    return OK
