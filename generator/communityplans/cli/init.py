"""plans init"""

import click

from .shared import OK, Context


@click.command(
    epilog=(
        'Examples: plans init our-plans --council "Example Borough Council" --areas "Almond Hill,Riverside"  '
        " plans init try-it --example"
    )
)
@click.argument("folder", type=click.Path(file_okay=False))
@click.option("--council", help="The council's full name.")
@click.option("--areas", help="The names of the areas, with commas between them.")
@click.option(
    "--place",
    "where",
    help=(
        "The town or district, for the heading of the site. [default: the council's name without its last"
        " words]"
    ),
)
@click.option(
    "--forge",
    type=click.Choice(["github", "gitlab", "both"]),
    default="both",
    show_default=True,
    help="For which forge to write workflows.",
)
@click.option(
    "--example", is_flag=True, help="Make a whole council that is made up, to look at and to try things on."
)
@click.pass_obj
def init(
    place: Context,
    folder: str,
    council: str | None,
    areas: str | None,
    where: str | None,
    forge: str,
    example: bool,
) -> int:
    """Set up the repository of a council in FOLDER: a plan for each area, settings, and workflows."""
    from pathlib import Path

    from ..commands.init import Start, init_example, short_name
    from ..commands.init import init as write

    wanted = "" if forge == "both" else forge
    if example:
        if council or areas or where:
            raise click.UsageError(
                "--example brings a council of its own. Leave --council, --areas and --place out."
            )
        written = init_example(Path(folder), wanted)
        click.echo(
            f"Wrote {len(written)} files in {folder}. Everything in it is made up. Next: plans --root"
            f" {folder} check; plans --root {folder} build --draft"
        )
        return OK
    if not council or not areas:
        raise click.UsageError("Say --council and --areas; or --example, for a council that is made up.")
    names = tuple(name.strip() for name in areas.split(",") if name.strip())
    if not names:
        raise click.UsageError("--areas needs at least one name.")
    start = Start(council.strip(), where or short_name(council), names, wanted)
    written = write(Path(folder), start, place.today)
    click.echo(
        f"Wrote {len(written)} files in {folder}. Next: plans --root {folder} check; plans --root {folder}"
        " build --draft"
    )
    return OK
