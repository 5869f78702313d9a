"""plans review"""

import click

from .shared import BAD_CONTENT, OK, Place


@click.command(epilog="Example: plans review --base origin/main --format markdown")
@click.option("--base", required=True, help="The commit or branch that the proposal is made against.")
@click.option("--format", "form", type=click.Choice(["text", "markdown"]), default="text", show_default=True, help="How to say it.")
@click.pass_obj
def review(place: Place, base: str, form: str) -> int:
    """Say what a proposal changes, item by item, and what is wrong with it."""
    from ..text.diagnostic import has_errors, in_order
    from ..website.pipeline import content_of, examine, texts_at
    from ..workflow.differences import differences
    from ..workflow.review import public_editions
    from ..workflow.review import review as review_of

    found = examine(place.root, place.today)
    texts = list(texts_at(place.root, base))
    diagnostics = in_order(found.diagnostics + public_editions(texts, found.sources.values(), found.content, place.today))
    click.echo(review_of(differences(content_of(texts, found), found.content, found.sources), diagnostics, markdown=form == "markdown"))
    return BAD_CONTENT if has_errors(diagnostics) else OK
