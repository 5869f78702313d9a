"""What a plan owes at its stage, and whether residents can reach its contact. Which field is owed from when is
declared on the field itself.
"""

from collections.abc import Iterator
from functools import cache

from ..content.documents import Document
from ..content.value_errors import fix_value
from ..model.field_error import UNFINISHED_GAP, unfinished
from ..model.fields import FieldSpec, fields
from ..model.items import Issue, Voice
from ..model.people import Contact
from ..model.plan import Plan
from ..model.stages import Stage, reached
from ..model.tracked import CLOSED, Status, Tracked
from ..model.types import GapKind, Part, undecided
from ..source.diagnostic import Severity
from .rule_context import CheckContext, Finding

COMMUNITY = frozenset({Voice.residents, Voice.community_group})


def stage_duty(checked: CheckContext) -> Iterator[Finding]:
    """A plan lacks something that it owes at its stage.

    A first-stage plan is a list of what is known, and owes little more than its five contents. A plan made
    together owes who does what; an established plan owes a vision, and for every action how one can tell. A
    fact that is not public may be stated as a gap instead.

    Fails:
        stage: established
    Passes:
        stage: preliminary
    From: Stevenage report 4.5.5, 4.6.1-4.6.4
    """
    for document, path, group, field in _owed(checked):
        stage = document.model.stage
        if reached(stage, field.owed) and field.owed:
            severity = Severity.error
        elif field.advised and reached(stage, field.advised):
            severity = Severity.warning
        else:
            continue
        title = group.title if isinstance(group, Tracked) else ""
        yield Finding(
            document,
            path,
            duty(field, stage, title, must=severity is Severity.error),
            f"Add a line: {field.key}: {fix_value(field)}",
            severity,
            of_key=True,
        )


def duty(field: FieldSpec, stage: Stage, title: str, *, must: bool) -> str:
    """What is said of a plan, or of the item called `title`, that lacks what it owes at its stage."""
    of = f" This is about “{title}”." if title else ""
    return (
        f"“{field.title}” is missing.{of} A plan at the stage “{stage.label}” {'must' if must else 'should'}"
        f" say this. {field.description}"
    )


def not_published(checked: CheckContext) -> Iterator[Finding]:
    """A plan owes this at its stage, and says that it is not published. That is allowed, and residents see it
    on the page.

    Fails:
        next_review: {not_published: "No date has been published", as_of: 2026-11-22}
    Passes:
        next_review: 2027-03-31
    From: Stevenage report 4.6.4
    """
    for document in checked.content.plans:
        stage = document.model.stage
        for path, field, value in checked.of(document).gaps:
            if stage is Stage.preliminary and undecided(value):
                continue
            if value.gap is not GapKind.not_needed and (
                (field.required and len(path) == 1) or (field.owed and reached(stage, field.owed))
            ):
                yield Finding(
                    document,
                    path,
                    f"{field.title}: {value.gap.label.lower()}. {value.not_published.rstrip('.')}.",
                    "Write it here once it is public.",
                    Severity.warning,
                )


def undecided_yet(checked: CheckContext) -> Iterator[Finding]:
    """A first-stage plan says that something is not decided or not filled in yet.

    New plans start so, and residents see it on the page. `plans check` counts these; `plans check --gaps`
    lists them. From the second stage on, what is missing is a warning.

    Fails:
        next_review: {not_published: "Not decided yet", as_of: 2026-11-22}
    Passes:
        next_review: 2027-03-31
    From: Stevenage report 4.6.4
    """
    for document in checked.content.plans:
        if document.model.stage is not Stage.preliminary:
            continue
        for path, field, value in checked.of(document).gaps:
            if undecided(value):
                yield Finding(
                    document,
                    path,
                    f"{field.title}: {value.not_published.strip().rstrip('.').lower()}.",
                    "Write the answer here once there is one.",
                    Severity.note,
                )


def agreed_without_residents(checked: CheckContext) -> Iterator[Finding]:
    """An issue of a plan that was made together was agreed on without residents.

    The issues are those that councillors and the community have put first. From the second stage on,
    residents or a community group must be among those who agreed.

    Fails:
        stage: co_produced
        shared_issues:
          - id: parking
            title: Parking
            status: unknown
            agreed_with: [{who: councillors}]
    Passes:
        stage: preliminary
        shared_issues:
          - id: parking
            title: Parking
            status: unknown
            agreed_with: [{who: councillors}]
    From: Stevenage report 4.5.5(3), 4.6.2
    """
    for document in checked.content.plans:
        if not reached(document.model.stage, "co_produced"):
            continue
        for path, group in checked.of(document).groups(Issue):
            if (
                isinstance(group.agreed_with, tuple)
                and group.agreed_with
                and not COMMUNITY & {one.who for one in group.agreed_with}
            ):
                yield Finding(
                    document,
                    (*path, "agreed_with"),
                    f"Nobody from the community is among those who agreed on “{group.title}”.",
                    f"Add who agreed: - who: {unfinished('residents or community_group, if they did')}",
                    of_key=True,
                )


def _owed(checked: CheckContext) -> Iterator[tuple[Document[Plan], tuple, Part, FieldSpec]]:
    """Every field of a plan that is owed or advised from some stage on, and is neither there nor stated as a
    gap.
    """
    for document in checked.content.plans:
        if document.model.stage in (Stage.preliminary, Stage.not_stated):
            continue
        for path, group in checked.of(document).groups(Part):
            owed = _owing(type(group))
            if not owed or (
                isinstance(group, Tracked) and (group.status in CLOSED or group.status is Status.proposed)
            ):
                continue
            for field in owed:
                value = getattr(group, field.name)
                if value is not None and (type(value) is not tuple or value):
                    continue
                if field.name == "due" and group.status is Status.ongoing:
                    continue
                yield document, path, group, field


@cache
def _owing(kind: type[Part]) -> tuple[FieldSpec, ...]:
    """The fields that a kind of group owes at some stage."""
    return tuple(
        field for field in fields(kind) if (field.owed or field.advised) and field.name not in kind.exempt
    )


# Whom residents can ask.


def no_way_to_reach(checked: CheckContext) -> Iterator[Finding]:
    """A contact has no e-mail address, no telephone number and no web page. It helps nobody.

    Fails:
        contact: {post: The team}
    Passes:
        contact: {post: The team, email: neighbourhoods@example.org}
    From: Birmingham paper, section 10
    """
    for document in checked.content.plans:
        contact = document.model.contact
        if isinstance(contact, Contact) and not (contact.email or contact.phone or contact.page):
            yield Finding(
                document,
                ("contact",),
                "There is no way to reach this contact.",
                f"Add email, phone or page, or say why not: email: {UNFINISHED_GAP}",
                of_key=True,
            )
