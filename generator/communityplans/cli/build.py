"""plans build"""

from pathlib import Path

import click

from .shared import BAD_CONTENT, OK, Place


@click.command(epilog="Examples: plans build   plans build --output /srv/www/plans")
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), help="Where to put the site. [default: site/ beside plans/]")
@click.option("--draft", is_flag=True, help="Show the text as it is being worked on, and not the newest edition.")
@click.option("--strict", is_flag=True, help="Refuse to build where there are warnings.")
@click.pass_obj
def build(place: Place, output: Path | None, draft: bool, strict: bool) -> int:
    """Check everything and build the website. If anything is wrong, the site stays as it was."""
    from ..text.diagnostic import Severity, has_errors
    from ..text.report import as_text, plural, summary
    from ..website.build import build as build_site
    from ..website.editor import forge_of
    from ..website.editor_parts import MISSING
    from ..website.pipeline import examine

    output = output or place.root / "site"
    if strict and has_errors(examine(place.root, place.today).diagnostics, strict=True):
        click.echo("There are warnings, and --strict was given. Nothing was published. See: plans check", err=True)
        return BAD_CONTENT
    site = build_site(place.root, output, today=place.today, draft=draft)
    if has_errors(site.diagnostics):
        errors = [d for d in site.diagnostics if d.severity is Severity.error]
        click.echo(as_text(errors, site.sources))
        click.echo(f"\n{summary(errors)}. Nothing was published.")
        return BAD_CONTENT
    if forge_of(site.content) and not site.form:
        click.echo(MISSING)
    if site.differing and not site.showing.draft:
        verb = "differs" if site.differing == 1 else "differ"
        click.echo(f"Shown is the edition of {site.showing.edition.id}; {plural(site.differing, 'working file')} {verb} from it.")
    if site.showing.draft and not draft:
        click.echo("No edition is due yet, so the draft is shown. Publish one: plans publish")
    click.echo(f"Built {len(site.pages)} pages in {output}. {summary(site.diagnostics)}" + (" (plans check shows them)." if site.diagnostics else "."))
    return OK
