"""Reports that were presented to a committee."""

from collections.abc import Iterator

from ..editions.redaction_target import target_of
from ..model.report import fingerprint
from .rule_context import CheckContext, Finding


def presented_report(checked: CheckContext) -> Iterator[Finding]:
    """A report was presented, and its words are not those that were presented; or it says that it was
    presented and has no fingerprint.

    What a committee had before it must stay what it was. A mistake is put right in the next report.

    Fails: Somebody changes a figure in reports/bedwell-2026-q3.md after the committee has had it.
    Passes: The next report says that the figure was wrong.
    From: Rotherham report 2.5 (updates to the Cabinet member)
    """
    taken = {
        target.name
        for place in checked.content.withheld
        if (target := target_of(place.item)).kind == "report"
    }
    for document in checked.content.reports:
        report = document.model
        if document.slug in taken or (report.presented is None and report.fingerprint is None):
            continue
        if report.presented is None or report.fingerprint is None:
            yield Finding(
                document,
                ("presented" if report.presented else "fingerprint",),
                "A report is presented by the command, which keeps its words as they are.",
                "Take the lines presented and fingerprint out, then run: plans report present"
                f" {document.slug}",
                of_key=True,
            )
        elif fingerprint(report, document.body) != report.fingerprint:
            yield Finding(
                document,
                ("fingerprint",),
                "This report was presented, and its words have changed since.",
                "Bring the file back as it was (git log shows it), and put the mistake right in the next"
                " report.",
            )
