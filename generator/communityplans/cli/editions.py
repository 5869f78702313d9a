"""plans editions"""

import click

from .shared import OK, Place


@click.command()
@click.pass_obj
def editions(place: Place) -> int:
    """List the editions, newest first, with how many files each changed."""
    from ..website.pipeline import examine

    found = examine(place.root, place.today)
    everything = list(found.editions)
    if not everything:
        click.echo("There is no edition yet. Write the first: plans publish")
    shown = found.showing.edition.id if found.showing.edition else None
    before: dict[str, str] = {}
    lines = []
    for edition in everything:
        changed = sum(before.get(path) != blob for path, blob in edition.manifest.items())
        state = "planned" if edition.day > place.today else "shown" if edition.id == shown else ""
        lines.append(f"{edition.id:13} {state:8} {changed:4} files new or changed   {edition.model.title}")
        before = edition.manifest
    for line in reversed(lines):
        click.echo(line)
    return OK
