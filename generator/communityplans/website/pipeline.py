"""The pipeline, from a folder to pages: read, load, read past editions, check, choose what is shown, make the pages."""

import os
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from ..content.documents import Content
from ..content.load import load, load_files
from ..history.editions import Edition, needed, newest_due, read_editions
from ..exports.feeds import feeds
from ..exports.sitemap import sitemap
from ..history.git import SHALLOW, blobs, files_at, is_shallow
from ..model.fields import spec_of
from ..model.settings import Settings
from ..pages.links import broken_links
from ..pages.page import Asset, Page
from ..pages.past import past_of
from ..pages.showing import Showing
from ..pages.site import pages
from ..rules import check
from ..text.diagnostic import Diagnostic, Position, Severity, has_errors, in_order
from ..text.refused import Refused
from ..text.source import SourceFile, decode, read_directory
from ..text.yaml import load as load_yaml


@dataclass(frozen=True)
class Site:
    """What a folder comes to: its working content, what is shown of it and of past editions, the pages, and every problem found.

    There are no pages where anything is wrong. `differing` counts the documents in which the shown edition differs from the
    working files. `files` are made ahead, beside the pages (the PDFs); `notes` says in sentences what could not be made.
    """

    content: Content
    showing: Showing
    pages: list[Page]
    diagnostics: list[Diagnostic]
    sources: dict[str, SourceFile] = field(default_factory=dict)
    differing: int = 0
    files: tuple[Asset, ...] = ()
    notes: tuple[str, ...] = ()


def clock(zone: str = "UTC") -> date:
    """Today in a time zone; or the day of SOURCE_DATE_EPOCH, if that is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else datetime.now(ZoneInfo(zone)).date()


def zone_of(root: Path) -> str:
    """The time zone in which the council's days begin and end, read from its settings; London's where they do not say."""
    path = root / "plans" / "council-settings.yml"
    usual = spec_of(Settings, "time_zone").examples[0]
    if not path.is_file() or path.is_symlink():
        return usual
    file, _ = decode("plans/council-settings.yml", path.read_bytes())
    value = load_yaml(file).value if file else None
    zone = value.get("time_zone", usual) if isinstance(value, dict) else usual
    return zone if zone in available_timezones() else usual


def examine(root: Path, today: date, *, draft: bool = True) -> Site:
    """Read and check the content below `root`, without making pages.

    Without `draft`, raises Refused where the history was cut off, because then nobody can tell what is published. With it,
    a note says what could not be checked.
    """
    reading = read_directory(root)
    content, diagnostics = load(reading.files, [d.position.path for d in reading.diagnostics])
    diagnostics += reading.diagnostics
    editions, problems = _editions(root, content, reading.files, draft=draft)
    diagnostics += problems
    newest = newest_due(editions, today)
    diagnostics += check(content, today, editions) + broken_links(content, {d.position.path for d in reading.diagnostics})
    due = [edition for edition in editions if edition.day <= today]
    shown = content if draft or newest is None else replace(newest.content, settings=content.settings, editions=content.editions)
    showing = Showing(shown, newest, tuple(due), draft=draft or newest is None)
    sources = {file.path: file for file in reading.files}
    return Site(content, showing, [], in_order(diagnostics), sources, _differing(newest, sources))


def site(root: Path, *, today: date, draft: bool = False, papers: bool = False) -> Site:
    """Read, check, and make the pages: of the newest edition that is due, or with `draft` (or where none is due) of the working files."""
    found = examine(root, today, draft=draft)
    if has_errors(found.diagnostics) or found.content.council is None:
        return found
    return replace(found, pages=pages(found.showing, today, papers=papers))


def assets(site: Site, url: str | None) -> list[Asset]:
    """The files beside the pages. Feeds and the site map name whole addresses, so they need to know where the site is public."""
    if not url:
        return list(site.files)
    content = site.showing.content
    pasts = {plan.slug: past_of(plan.slug, plan.source.path, site.showing.editions) for plan in content.plans} if site.showing.editions else {}
    made = [*site.files] if site.showing.draft else [*site.files, sitemap(site.pages, url)]
    return made + (feeds(site.showing, pasts, content.council.model.place, url) if pasts else [])


def past_and_future(root: Path, found: Site) -> list[Edition]:
    """Every edition that can be read, those whose day is still to come included, oldest first."""
    return _editions(root, found.content, list(found.sources.values()), draft=True)[0]


def content_at(root: Path, found: Site, name: str | None) -> Content:
    """The content of an edition, or of a git ref; without a name, of the newest edition. Raises Refused if there is no such thing."""
    if name is None:
        return found.showing.edition.content if found.showing.edition else Content()
    for edition in past_and_future(root, found):
        if edition.id == name:
            return edition.content
    return load_files([file for file in (decode(path, data)[0] for path, data in files_at(root, name)) if file])[0]


def _editions(root: Path, content: Content, files: list[SourceFile], *, draft: bool) -> tuple[list[Edition], list[Diagnostic]]:
    """The past, from the files at hand and from git."""
    if not content.editions:
        return [], []
    at_hand = {file.blob: file.content.encode() for file in files if file.blob}
    missing = needed(content.editions, at_hand)
    fetched = blobs(root, missing) if missing else {}
    if missing - set(fetched) and is_shallow(root):
        if not draft:
            raise Refused(SHALLOW)
        return [], [Diagnostic(Position("plans/editions"), "shallow", "Past editions could not be read, so nothing was compared with them: this copy has no history.",
                               "Fetch all of it: in CI, fetch-depth: 0.", Severity.note)]
    return read_editions(content.editions, lambda blob: at_hand.get(blob) or fetched.get(blob))


def _differing(newest: Edition | None, sources: dict[str, SourceFile]) -> int:
    if newest is None:
        return 0
    published = {p for p in sources if p.startswith(("plans/", "guides/")) and not p.startswith("plans/editions/") and p != "plans/council-settings.yml"}
    return sum(newest.manifest.get(path) != (sources[path].blob if path in sources else None) for path in published | set(newest.manifest))
