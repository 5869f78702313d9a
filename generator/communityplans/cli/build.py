"""plans build"""

from pathlib import Path

import click

from ..source.gc_pause import gc_paused
from .shared import BAD_CONTENT, OK, Context, need_content, report_errors


@click.command(epilog="Examples: plans build   plans build --pdf --output /srv/www/plans")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to put the site. [default: site/ beside plans/]",
)
@click.option(
    "--draft", is_flag=True, help="Show the text as it is being worked on, and not the newest edition."
)
@click.option(
    "--public",
    is_flag=True,
    help=(
        "For the public site: before the first edition, one page that says so; and never without the form"
        " that the settings ask for."
    ),
)
@click.option(
    "--pdf",
    is_flag=True,
    help=(
        "Make each plan as a PDF too, for the published site. Those that did not change are kept from before."
    ),
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    help="How many processes to use on this machine. [default: one for each core]",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="The Dask scheduler of a cluster that does the work, for example tcp://10.0.0.5:8786.",
)
@click.option("--strict", is_flag=True, help="Refuse to build where there are warnings.")
@click.pass_obj
@gc_paused()
def build(
    place: Context,
    output: Path | None,
    draft: bool,
    public: bool,
    pdf: bool,
    workers: int | None,
    scheduler: str | None,
    strict: bool,
) -> int:
    """Check everything and build the website. If anything is wrong, the site stays as it was."""
    from ..build.editor_packages import is_here
    from ..build.manifest import BuildRequest, key_of, message_of_last_build, remember

    if public and draft:
        raise click.UsageError("A public site is no draft. Leave out --draft or --public.")
    need_content(place)
    output = output or place.root / "site"
    wanted = BuildRequest(place.root, output, place.day, draft, (pdf, strict, public, is_here()))
    said = message_of_last_build(wanted)
    if said is not None:
        click.echo("\n".join([*said, "Nothing has changed since then."]))
        return OK
    from ..adapters.cluster import runner_for
    from ..adapters.site_build import build as build_site
    from ..build.dependency_check import mismatched_packages
    from ..build.pipeline import examine
    from ..source.diagnostic import has_errors, without_undecided
    from ..source.diagnostic_formats import plural, summary, undecided_summary

    if strict and pdf:
        from ..site.pdf import ready

        ready()
    key = key_of(wanted, place.today)
    if strict and has_errors(examine(place.root, place.today).diagnostics, strict=True):
        click.echo(
            "There are warnings, and --strict was given. Nothing was published. See: plans check", err=True
        )
        return BAD_CONTENT
    with runner_for(workers, scheduler) as runner:
        site = build_site(
            place.root, output, today=place.today, draft=draft, pdf=pdf, public=public, runner=runner
        )
    if has_errors(site.diagnostics):
        return report_errors(site.diagnostics, site.sources, ". Nothing was published.")
    if public and site.showing.draft:
        click.echo(f"No edition is due yet, so {output} is one page that says so. Publish one: plans publish")
        return OK
    notes = [note for note in (*site.notes, mismatched_packages()) if note]
    for note in notes:
        click.echo(note, err=True)
    said = []
    if site.differing and site.showing.edition and not site.showing.draft:
        verb = "differs" if site.differing == 1 else "differ"
        said.append(
            f"Shown is the edition of {site.showing.edition.id}; {plural(site.differing, 'working file')}"
            f" {verb} from it."
        )
    if draft and (loose := _uncommitted(place)):
        said.append(f"{plural(loose, 'file')} of the draft {'is' if loose == 1 else 'are'} not committed.")
    if site.showing.draft and not draft:
        said.append("No edition is due yet, so the draft is shown. Publish one: plans publish")
    files = f" and {plural(len(site.files), 'PDF')}" if site.files else ""
    problems = without_undecided(site.diagnostics)
    said.append(
        f"Built {len(site.pages)} pages{files} in {output}. {summary(problems)}"
        + (" (plans check shows them)." if problems else ".")
    )
    if undecided := undecided_summary(site.diagnostics):
        said.append(f"{undecided}.")
    click.echo("\n".join(said))
    # If something was missing on this machine, or a file changed meanwhile, the next build must run.
    if key and not notes and key == key_of(wanted, place.today):
        remember(wanted, place.zone, said, key)
    return OK


def _uncommitted(place: Context) -> int:
    from ..editions.git import uncommitted
    from ..source.errors import UsageError

    try:
        return len(uncommitted(place.root))
    except UsageError:  # No git on this machine: then nobody commits here.
        return 0
