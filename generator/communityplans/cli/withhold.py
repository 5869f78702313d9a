"""plans withhold"""

import click

from .shared import OK, Context, need_content


@click.command(
    epilog=(
        'Example: plans withhold almond-hill/new-play-area description --reason "It named a private person"'
    )
)
@click.argument("item", metavar="ITEM")
@click.argument("field")
@click.option("--section", help="Of a guide's text, only what stands under this heading.")
@click.option(
    "--reason", required=True, help="Why, in words for residents, that do not repeat what is taken down."
)
@click.pass_obj
def withhold(place: Context, item: str, field: str, reason: str, section: str | None) -> int:
    """Take words down from every page, feed and file, old and new.

    The settings then name the place, and never the words.

    ITEM is plan/id, or a plan; council/id; the day of an edition; guides/folder/page, with the FIELD text for
    its words; or a picture by its path, with the FIELD picture.
    """
    from ..build.pipeline import examine, forget_redacted
    from ..commands.withhold import place_of
    from ..commands.withhold import withhold as take_down

    need_content(place)
    found = examine(place.root, place.today)
    taken = place_of(item, field, reason, place.today, section)
    said = take_down(place.root, found.content, found.editions, taken)
    forget_redacted([*found.content.withheld, taken])
    click.echo(f"Every page will say: {said}")
    click.echo(
        "Commit plans/council-settings.yml and build the site again. The files and their history in git still"
        " hold the words: take them out of the file, and see the guide for publishers if they must leave the"
        " history too."
    )
    return OK
