"""plans check"""

import os

import click

from ..source.gc_pause import gc_paused
from .shared import BAD_CONTENT, OK, Context, coloured, need_content, relative


@click.command(
    epilog="Examples: plans check   plans check plans/bedwell-and-pin-green.yml   plans check --format json"
)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "gitlab"]),
    help="How to say it. In GitHub Actions: github; else text.",
)
@click.option("--gaps", is_flag=True, help="List what is not decided yet, too, in every format.")
@click.option("--strict", is_flag=True, help="Let warnings count as errors.")
@click.pass_obj
@gc_paused()
def check(place: Context, paths: tuple[str, ...], form: str | None, gaps: bool, strict: bool) -> int:
    """Say what is wrong with the plans and guides, each problem on its line.

    PATH limits what is reported; everything is read all the same.
    """
    from ..build.pipeline import examine
    from ..source.diagnostic import has_errors, without_undecided
    from ..source.diagnostic_formats import FORMATS, plural, summary, undecided_summary

    form = form or ("github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text")
    need_content(place)
    found = examine(place.root, place.today)
    diagnostics = found.diagnostics
    if paths:
        wanted = [relative(place, path) for path in paths]
        diagnostics = [
            d
            for d in diagnostics
            if any(d.position.path == w or d.position.path.startswith(w + "/") for w in wanted)
        ]
    undecided = undecided_summary(diagnostics)
    if not gaps:
        diagnostics = without_undecided(diagnostics)
    said = FORMATS[form](diagnostics, found.sources)
    if said:
        click.echo(coloured(said) if form == "text" else said)
    if form == "text":
        read = (
            f"{plural(len(found.content.plans), 'plan')} and"
            f" {plural(len(found.content.guides), 'guide page')}"
        )
        click.echo(("\n" if said else "") + f"{summary(diagnostics)}. Read whole: {read}.")
        if undecided and not gaps:
            click.echo(f"{undecided}.")
    return BAD_CONTENT if has_errors(diagnostics, strict=strict) else OK
