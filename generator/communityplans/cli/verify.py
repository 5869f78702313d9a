"""plans verify"""

from pathlib import Path

import click

from .shared import BAD_CONTENT, OK, Context, report_errors

# How many files of a kind are listed by name; the others are counted.
NAMED = 20


@click.command(epilog="Examples: plans verify   plans --today 2026-11-22 verify /srv/www/plans")
@click.argument("site", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--draft",
    is_flag=True,
    help="Compare with the text as it is being worked on, and not with the newest edition.",
)
@click.pass_obj
def verify(place: Context, site: Path | None, draft: bool) -> int:
    """Say whether a built site is what the editions say, to the last byte. Changes nothing.

    SITE is the folder of the site [default: site/ beside plans/]. Pages of today depend on the day: for a
    site that was built on another day, give it with --today.
    """
    from ..adapters.verification import verify as verify_site
    from ..source.characters import escape_invisible
    from ..source.diagnostic import has_errors

    output = site or place.root / "site"
    found = verify_site(place.root, output, today=place.today, draft=draft)
    if has_errors(found.site.diagnostics):
        return report_errors(
            found.site.diagnostics, found.site.sources, ", so it cannot be known what the site should say."
        )
    for words, paths in (
        ("says something else", found.other),
        ("is missing", found.missing),
        ("should not be there", found.extra),
    ):
        for path in paths[:NAMED]:
            click.echo(f"{escape_invisible(path)} {words}.")
        if len(paths) > NAMED:
            click.echo(f"and {len(paths) - NAMED} more: {words}.")
    edition = found.site.showing.edition
    what = f"the edition {edition.said}" if edition and not found.site.showing.draft else "the draft"
    if not found.same:
        click.echo(
            f"\n{output} is not what {what} says on {place.today}: {len(found.other)} files differ,"
            f" {len(found.missing)} are missing, {len(found.extra)} are too many."
        )
        return BAD_CONTENT
    click.echo(f"{output} is what {what} says on {place.today}: {found.compared} files compared.")
    return OK
