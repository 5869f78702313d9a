"""plans editions"""

import click

from .shared import OK, Context, need_content


@click.command()
@click.pass_obj
def editions(place: Context) -> int:
    """List the editions, newest first, with how many files each changed."""
    from ..build.pipeline import examine
    from ..editions.edition_list import day_of, sort_key
    from ..source.characters import escape_invisible

    need_content(place)
    found = examine(place.root, place.today)
    documents = sorted(found.content.editions, key=lambda document: sort_key(document.slug))
    if not documents:
        click.echo("There is no edition yet. Write the first: plans publish")
    titles = {edition.id: edition.model.title for edition in found.editions}
    due = [document.slug for document in documents if day_of(document.slug) <= place.today]
    before: dict[str, str] = {}
    lines = []
    for document in documents:
        pinned = document.model.documents
        changed = sum(before.get(path) != blob for path, blob in pinned.items())
        state = "planned" if document.slug not in due else "shown" if document.slug == due[-1] else ""
        lines.append(
            f"{document.slug:13} {state:8} {changed:4} file{'s' if changed != 1 else ' '} new or changed  "
            f" {escape_invisible(titles.get(document.slug, '(not read: no history here)'))}"
        )
        before = pinned
    for line in reversed(lines):
        click.echo(line)
    return OK
