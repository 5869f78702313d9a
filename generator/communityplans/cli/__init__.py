"""The command `plans`: one module for each subcommand, without logic of its own."""

import gc
import sys

import click

from . import (
    build,
    check,
    codeowners,
    diff,
    duties,
    edit,
    editions,
    export,
    init,
    migrate,
    new,
    order,
    publish,
    report,
    review,
    schema,
    serve,
    suggestion,
    upgrade,
    verify,
    withhold,
)
from .shared import Verbs


def _version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    """Say the version and end."""
    if wanted and not context.resilient_parsing:
        from ..commands.wheel import version_text

        click.echo(f"plans {version_text()}")
        context.exit()


@click.group(
    cls=Verbs,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Examples: plans check   plans build   plans new almond-hill",
)
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False),
    default=".",
    show_default=True,
    help="The folder with plans/ and guides/.",
)
@click.option("--today", metavar="DAY", help="Take this day for today, for example 2026-11-22.")
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Show the version, and the commit it was built from.",
)
@click.pass_context
def plans(context: click.Context, root: str, today: str | None) -> None:
    """Check community plans and build their public website."""
    from .shared import start

    context.obj = start(root, today)


for verb in (
    check.check,
    build.build,
    serve.serve,
    edit.edit,
    new.new,
    diff.diff,
    publish.publish,
    editions.editions,
    review.review,
    report.report,
    init.init,
    upgrade.upgrade,
    codeowners.codeowners,
    duties.duties,
    suggestion.suggestion,
    verify.verify,
    order.order,
    export.export,
    withhold.withhold,
    migrate.migrate,
    schema.schema,
):
    plans.add_command(verb)


def main() -> None:
    """The entry point. Errors that a user can fix are messages, and never tracebacks."""
    from .shared import ready, run, stoppable

    ready()
    with stoppable():
        code = run(plans)
    # Skip the interpreter's clean-up: after a large build, the system frees the memory faster.
    gc.freeze()
    sys.exit(code)
