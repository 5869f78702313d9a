"""plans upgrade"""

import click

from .shared import OK, Context


@click.command(epilog="Example: plans upgrade ../community_plans-0.3.0-py3-none-any.whl")
@click.argument("wheel", required=False, type=click.Path())
@click.pass_obj
def upgrade(place: Context, wheel: str | None) -> int:
    """Upgrade a council's repository to the version of WHEEL, as one commit on a branch of its own.

    Without WHEEL it is the version that is running. Replaces the wheel in tools/, the lock, the workflows
    and the schemas, and brings plans up to the current template. What your council has changed itself is
    shown and left alone. Editions are never touched.
    """
    from pathlib import Path

    from ..build.proposal_review import review_of
    from ..commands.review import FORMS
    from ..commands.upgrade import upgrade as run
    from ..commands.wheel import contents, own_wheel, read_program, start

    if wheel:
        files = read_program(Path(wheel))
        if {path: data for path, data in files.items() if not path.endswith(".dist-info/RECORD")} != contents(
            own_wheel()
        ):
            # Run the new version: only it has the new files and migrations.
            day = ["--today", place.day.isoformat()] if place.day else []
            return start(files, ["--root", str(place.root.resolve()), *day, "upgrade"])
    done, words = run(place.root, lambda tree, base: FORMS["text"](review_of(tree, base, place.today)))
    click.echo(words)
    click.echo(
        f"\nIt is one commit on the branch {done.branch}; your files are as they were."
        f" Look at it: git switch {done.branch}; .ci/install .venv; .venv/bin/plans check"
        f"\nThen propose it: git push -u origin {done.branch}"
    )
    return OK
