"""plans export"""

from pathlib import Path

import click

from .shared import OK, Context, report_errors


@click.command(epilog="Examples: plans export /tmp/plans-export   plans export --draft ../for-zensical")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--draft", is_flag=True, help="The text as it is being worked on, and not the newest edition.")
@click.option("--pdf", is_flag=True, help="With each plan as a PDF too.")
@click.pass_obj
def export(place: Context, folder: Path, draft: bool, pdf: bool) -> int:
    """Write the website for another generator: Zensical, ProperDocs or plain MkDocs.

    DIR gets a file for each page, everything beside the pages, a template and a configuration. `zensical
    build` in DIR makes the same site from it, at the same addresses, without this program. If anything is
    wrong, DIR stays as it was.
    """
    from ..adapters.static_export import export as export_site
    from ..build.dependency_check import mismatched_packages
    from ..source.diagnostic import has_errors

    site = export_site(place.root, folder, today=place.today, draft=draft, pdf=pdf)
    if has_errors(site.diagnostics):
        return report_errors(site.diagnostics, site.sources, ". Nothing was exported.")
    for note in filter(None, (*site.notes, mismatched_packages())):
        click.echo(note, err=True)
    if site.showing.draft and not draft:
        click.echo("No edition is due yet, so the draft is exported.")
    click.echo(
        f"Exported {len(site.pages)} pages to {folder}. README.md there says how to make the website from"
        " them."
    )
    return OK
