"""plans suggestion"""

import click

from .shared import OK, Context, Verbs, day_option


@click.group(cls=Verbs)
def suggestion() -> None:
    """Record what residents send in."""


@suggestion.command(epilog="Example: plans suggestion new bedwell-and-pin-green/new-play-area --how email")
@click.argument("reference")
@click.option("--received", metavar="DAY", help="The day on which it came in. [default: today]")
@click.option(
    "--how",
    default="email",
    show_default=True,
    help="By which way: email, paper, telephone, meeting, in_person, other.",
)
@click.option("--words", default="", help="What they said. Left out, it is to be written into the file.")
@click.pass_obj
def new(place: Context, reference: str, received: str | None, how: str, words: str) -> int:
    """Write the file for a suggestion about REFERENCE: a plan, or a plan, a stroke and an item."""
    from ..commands.record_suggestion import HOW, new_suggestion
    from ..model.dates import display_day

    if how not in HOW:
        raise click.UsageError(f"--how is one of: {', '.join(HOW)}.")
    day = day_option(received, "--received") or place.today
    if day > place.today:
        raise click.UsageError(f"--received: {display_day(day)} has not come yet.")
    path, hint = new_suggestion(place.root, reference, day, how, words, place.today)
    click.echo(f"Wrote {path.relative_to(place.root)}. {hint}")
    return OK
