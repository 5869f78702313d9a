"""Publish an edition: check, show what it will say, write the edition file, and commit it on a branch of its own."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..content.documents import Content
from ..history.compare import Class, compare
from ..history.editions import Edition, sort_key
from ..history.git import run
from ..history.words import grouped, say, summary
from ..model.dates import say_day
from ..model.edition import Edition as EditionModel
from ..model.fields import spec_of
from ..text.refused import Refused
from ..text.source import SourceFile

# What an edition pins: everything that is published, and not how the site is run.
NOT_PINNED = ("plans/council-settings.yml", "plans/council-streets.csv")


@dataclass(frozen=True)
class Proposal:
    """An edition that could be published: its id, its file, and what it will say."""

    id: str
    path: str
    text: str
    says: str


def manifest(sources: dict[str, SourceFile]) -> dict[str, str]:
    """The blob id of every file that an edition publishes, by path."""
    return {path: file.blob for path, file in sorted(sources.items()) if not path.startswith("plans/editions/") and path not in NOT_PINNED}


def next_id(day: date, taken: list[str]) -> str:
    """The id of a new edition of a day: the day itself, or with the next free number."""
    if day.isoformat() not in taken:
        return day.isoformat()
    return next(f"{day.isoformat()}-{n}" for n in range(2, 100) if f"{day.isoformat()}-{n}" not in taken)


def propose(content: Content, sources: dict[str, SourceFile], editions: list[Edition], *, day: date, title: str, note: str,
            approved: tuple[str, str, str] | None, compiled: date | None) -> Proposal:
    """The next edition as it would be written. `approved` is by, on and reference. Raises Refused where nothing would be new."""
    pinned = manifest(sources)
    newest = editions[-1] if editions else None
    if newest and newest.manifest == pinned:
        raise Refused(f"Nothing differs from the edition of {newest.id}. There is nothing to publish.")
    id = next_id(day, [document.slug for document in content.editions])
    if newest and sort_key(id) < sort_key(newest.id):
        raise Refused(f"There is a later edition already: {newest.id}. Choose a later day with --day.")
    return Proposal(id, f"plans/editions/{id}.yml", _text(title, note, approved, compiled, compiled or day, pinned), what_it_says(content, newest))


def what_it_says(content: Content, newest: Edition | None) -> str:
    """What the edition will tell residents: each plan with its changes, in words."""
    if newest is None:
        return f"The first edition: {len(content.plans)} plans and {len(content.guides)} guide pages."
    before = {plan.slug: plan.model for plan in newest.content.plans}
    lines = []
    for plan in content.plans:
        old = before.get(plan.slug)
        if old is None:
            lines.append(f"{plan.model.title}: first published.")
            continue
        changes = compare(old, plan.model)
        if changes:
            lines.append(f"{plan.model.title}: {summary(changes)}.")
            lines += [f"  - {say(change)}" for _, _, these in grouped(changes) for change in these if change.class_ is not Class.correction]
    guides = {guide.slug: guide for guide in newest.content.guides}
    lines += [f"Guide page changed: {g.model.title}." for g in content.guides if g.slug not in guides or (guides[g.slug].model, guides[g.slug].body) != (g.model, g.body)]
    return "\n".join(lines) or f"No words differ from the edition of {say_day(newest.day)}."


def not_ready(root: Path, *, remote: bool = True) -> str | None:
    """Why this copy cannot publish: unsaved changes, or behind the shared copy. None if it can."""
    dirty = run(root, "status", "--porcelain", "--", "plans", "guides").decode().strip()
    if dirty:
        return "Some files are changed and not committed yet:\n" + dirty + "\nCommit them first: an edition pins exactly what was reviewed."
    upstream = run(root, "rev-parse", "--abbrev-ref", "--symbolic-full-name", "@{u}", allow=(0, 128)).decode().strip()
    if remote and upstream and "@{u}" not in upstream:
        behind = run(root, "rev-list", "--count", f"HEAD..{upstream}").decode().strip()
        if behind != "0":
            return f"This copy is {behind} commits behind {upstream}. Bring it up to date first: git pull."
    return None


def write(root: Path, proposal: Proposal, *, push: bool) -> str:
    """Write the edition file and commit it on a branch of its own, `edition-<id>`. Returns the branch. Never pushes unless told to."""
    branch = f"edition-{proposal.id}"
    if run(root, "branch", "--list", branch).strip():
        raise Refused(f"There is a branch {branch} already. Propose or delete it first.")
    path = root / proposal.path
    run(root, "switch", "--quiet", "-c", branch)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(proposal.text, encoding="utf-8", newline="\n")
    run(root, "add", "--", proposal.path)
    run(root, "commit", "--quiet", "-m", f"Edition {proposal.id}\n\n{proposal.says}", "--", proposal.path)
    if push:
        run(root, "push", "--quiet", "--set-upstream", "origin", branch)
    return branch


def _text(title: str, note: str, approved: tuple[str, str, str] | None, compiled: date | None, day: date, pinned: dict[str, str]) -> str:
    lines = [f"schema_version: {spec_of(EditionModel, 'schema_version').constant}", f"title: {_quoted(title)}", f"note: {_quoted(note)}"]
    if approved:
        by, on, reference = approved
        lines += ["approved:", f"  by: {_quoted(by)}", f"  on: {on}"] + ([f"  reference: {_quoted(reference)}"] if reference else [])
    else:
        lines.append(f'approved: {{not_published: "Nobody has said who approved it", as_of: {day.isoformat()}}}')
    if compiled:
        lines.append(f"compiled: {compiled.isoformat()}")
    lines.append("# Each published file with the git blob id of its bytes. Written by plans publish.")
    lines.append("documents:")
    lines += [f'  {path}: "{blob}"' for path, blob in pinned.items()]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    flat = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{flat}"'
