"""Writes `CODEOWNERS`, the file in which GitHub and GitLab read who must approve a change: from the leads in
the plans and the approvers in the settings.
"""

from collections.abc import Iterable

from ..content.documents import Content, Document
from ..model.people import Lead
from ..model.plan import Plan
from ..model.settings import Approver, Approves

PATH = "CODEOWNERS"
HEAD = """# Who must approve a change to what. Made by `plans codeowners` from the leads in the plans and from approvers in
# plans/council-settings.yml; do not edit it. The last line that fits a file counts.
"""
# What each word of `approves` covers. In this order, so that the narrower comes after the wider.
COVERS: dict[Approves, tuple[str, ...]] = {
    Approves.everything: ("*",),
    Approves.plans: ("/plans/", "/reports/"),
    Approves.guides: ("/guides/",),
    Approves.suggestions: ("/suggestions/",),
    Approves.editions: ("/plans/editions/",),
    Approves.settings: (
        "/plans/council.yml",
        "/plans/council-settings.yml",
        "/plans/council-streets.csv",
        "/CODEOWNERS",
    ),
}


def codeowners(content: Content) -> str:
    """The text of the file; "" where the settings name no approver."""
    lines = [f"{pattern} {' '.join(accounts)}" for pattern, accounts in _lines(content)]
    return HEAD + "\n".join(lines) + "\n" if lines else ""


def approvers_of(content: Content, paths: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The accounts that must approve a change to each path, as a forge reads the file: the last line that
    matches counts.

    Returns:
        By path, the accounts; an empty tuple where no line matches.
    """
    lines = _lines(content)
    return {
        path: next((accounts for pattern, accounts in reversed(lines) if _fits(pattern, path)), ())
        for path in paths
    }


def unread(content: Content, paths: Iterable[str]) -> list[str]:
    """The paths of plans and settings among `paths` that could not be loaded."""
    known = {document.source.path for document in content.documents}
    return sorted(
        path
        for path in paths
        if path.startswith("plans/") and path.endswith(".yml") and path.count("/") == 1 and path not in known
    )


def without_account(content: Content) -> list[str]:
    """The leads without an account in the settings, as sentences; the approvers of all plans approve theirs."""
    approvers = _approvers(content)
    return [
        f"{plan.model.title}: {lead.post}"
        for plan in content.plans
        for lead in _leads(plan)
        if not _accounts(approvers, lead)
    ]


def _lines(content: Content) -> list[tuple[str, tuple[str, ...]]]:
    approvers = _approvers(content)
    wide = {what: tuple(one.account for one in approvers if what in one.approves) for what in COVERS}
    lines = [
        (pattern, wide[what])
        for what in (Approves.everything, Approves.plans, Approves.guides, Approves.suggestions)
        for pattern in COVERS[what]
        if wide[what]
    ]
    for plan in sorted(content.plans, key=lambda one: one.slug):
        accounts = tuple(
            dict.fromkeys(account for lead in _leads(plan) for account in _accounts(approvers, lead))
        )
        if accounts:
            lines.append((f"/{plan.source.path}", accounts))
    return lines + [
        (pattern, wide[what])
        for what in (Approves.editions, Approves.settings)
        for pattern in COVERS[what]
        if wide[what]
    ]


def _approvers(content: Content) -> tuple[Approver, ...]:
    return content.settings.model.approvers if content.settings else ()


def _leads(plan: Document[Plan]) -> list[Lead]:
    return [
        lead for lead in (plan.model.strategic_lead, plan.model.operational_lead) if isinstance(lead, Lead)
    ]


def _accounts(approvers: tuple[Approver, ...], lead: Lead) -> list[str]:
    return [one.account for one in approvers if one.post.casefold() == lead.post.casefold()]


def _fits(pattern: str, path: str) -> bool:
    return pattern in ("*", f"/{path}") or (pattern.endswith("/") and f"/{path}".startswith(pattern))
