"""plans report"""

from pathlib import Path

import click

from .shared import OK, Context, Verbs, day_option, need_content

_OUTPUT = click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to put the PDF. [default: papers/ beside plans/]",
)


@click.group(cls=Verbs)
def report() -> None:
    """Write reports for a committee: your own words, and the facts as they stand.

    The site shows what was presented.
    """


@report.command(epilog="Example: plans report quarterly --area bedwell-and-pin-green --period 2026-Q3")
@click.option("--area", required=True, help="The area, or its plan.")
@click.option(
    "--period",
    required=True,
    metavar="QUARTER",
    help="Three months, for example 2026-Q3 for July to September 2026.",
)
@_OUTPUT
@click.pass_obj
def quarterly(place: Context, area: str, period: str, output: Path | None) -> int:
    """Write the update on an area for three months, as a page in reports/ and a PDF.

    Made again, it keeps your words.
    """
    return _report(place, "quarterly", period, area, output)


@report.command(
    epilog=(
        "Examples: plans report annual --year 2025-26   plans report annual --year 2025-26 --area"
        " bedwell-and-pin-green"
    )
)
@click.option("--year", required=True, metavar="YEAR", help="The financial year, for example 2025-26.")
@click.option("--area", help="The area, or its plan. [default: all areas]")
@_OUTPUT
@click.pass_obj
def annual(place: Context, year: str, area: str | None, output: Path | None) -> int:
    """Write the report on a financial year, as a page in reports/ and a PDF.

    Made again, it keeps your words.
    """
    return _report(place, "annual", year, area, output)


@report.command(
    epilog=(
        'Example: plans report present bedwell-and-pin-green-2026-q3 --to "Cabinet member for Neighbourhoods"'
    )
)
@click.argument("name")
@click.option("--on", metavar="DAY", help="The day on which it was presented. [default: today]")
@click.option("--to", help="Who got it.")
@_OUTPUT
@click.pass_obj
def present(place: Context, name: str, on: str | None, to: str | None, output: Path | None) -> int:
    """Say that the report NAME was presented. From then on not a word of it changes."""
    from ..build.pipeline import examine
    from ..commands.committee_report import present as present_report

    need_content(place)
    click.echo(
        present_report(
            place.root,
            name,
            examine(place.root, place.today).content,
            day_option(on, "--on") or place.today,
            to,
        )
    )
    return _pdf(place, Path(name).stem, output)


def _report(place: Context, kind: str, period: str, area: str | None, output: Path | None) -> int:
    from ..build.pipeline import examine
    from ..commands.committee_report import report_request, write_report
    from ..model.report import ReportKind
    from ..source.errors import UsageError

    need_content(place)
    found = examine(place.root, place.today, draft=False)
    if found.content.council is None:
        raise UsageError("plans/council.yml cannot be read. Run: plans check")
    # A report is about the published content; before the first edition, about the working files.
    content = found.showing.content
    want = report_request(ReportKind(kind), period, area, content)
    path, said = write_report(place.root, want, content, found.showing.editions, place.today)
    click.echo(said)
    return _pdf(place, path.stem, output)


def _pdf(place: Context, name: str, output: Path | None) -> int:
    """Put the PDF of a report where it was asked for.

    A machine that cannot make one says so, and the report is there all the same.
    """
    from ..build.pdf_build import report_pdf

    made = report_pdf(place.root, name, place.today)
    if isinstance(made, str):
        click.echo(made, err=True)
        return OK
    path = (output or place.root / "papers") / f"{name}.pdf"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(made)
    click.echo(f"Wrote {path}.")
    return OK
