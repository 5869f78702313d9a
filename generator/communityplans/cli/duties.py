"""plans duties"""

import click

from .shared import BAD_CONTENT, OK, Context


@click.command(
    epilog=(
        "Examples: plans duties   plans duties --within 90 --format json   plans duties --plan"
        " bedwell-and-pin-green --format ical > due.ics"
    )
)
@click.option("--plan", "slug", metavar="PLAN", help="Only what is owed for this plan.")
@click.option(
    "--within",
    type=click.IntRange(0, 3660),
    metavar="DAYS",
    help="What is due within so many days. [default: review_warning_days of the settings]",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "ical"]),
    default="text",
    show_default=True,
    help="How to say it.",
)
@click.pass_obj
def duties(place: Context, slug: str | None, within: int | None, form: str) -> int:
    """List what is due for the plans, and who sees to it: what is overdue, what is missing, and what comes
    next. It reads the working files. It is never an error to be late, so a scheduled job that runs this
    does not fail.
    """
    from ..build.pipeline import examine
    from ..content.messages import closest_match
    from ..derived.obligations import obligations as owed
    from ..derived.obligations import settings_of
    from ..site.obligations_export import FORMS
    from ..source.errors import UsageError

    content = examine(place.root, place.today).content
    known = [plan.slug for plan in content.plans]
    if content.council is None or not known:
        click.echo("The plans cannot be read. See: plans check", err=True)
        return BAD_CONTENT
    if slug is not None and slug not in known:
        meant = closest_match(slug, known)
        raise UsageError(
            f"There is no plan {slug}, or it cannot be read." + (f" Did you mean {meant}?" if meant else "")
        )
    days = settings_of(content).review_warning_days if within is None else within
    found = [duty for duty in owed(content, place.today, slug) if duty.within(place.today, days)]
    click.echo(FORMS[form](found, content, place.today, days), nl=form != "ical")
    return OK
