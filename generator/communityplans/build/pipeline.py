"""The pipeline from a folder to pages: read files, load documents, read past editions, redact, check, select
the edition to show, and render the pages.
"""

import shlex
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from ..commands.content_diff import NOT_CONTENT
from ..content.documents import Content
from ..content.load import SETTINGS, load, load_files
from ..derived.calendar_events import calendar_events
from ..derived.obligations import obligations, settings_of
from ..editions.blob_store import BlobStore, loose_texts, open_blob_store, whole
from ..editions.edition_list import PublishedEdition, newest_due, read_editions
from ..editions.git import files_at, not_checked_out
from ..editions.pre_election import period_on
from ..editions.redaction import found_at, meant_on, picture_blobs, redact, redact_editions
from ..i18n import ENGLISH, use_language
from ..model.fields import spec_of
from ..model.settings import Settings, Withheld
from ..rules import PRE_ELECTION_RULES, check
from ..site.all_pages import pages, sitemap
from ..site.cache_keys import CacheKeys
from ..site.calendar_files import calendar_jobs, with_versions
from ..site.data_files import view_jobs
from ..site.feeds import feeds
from ..site.link_check import broken_links
from ..site.page import Page, SiteFile
from ..site.place_index import places_file
from ..site.render import use_template_store
from ..site.render_context import RenderContext
from ..site.search_index import search_files
from ..site.tasks import Task
from ..source.diagnostic import Diagnostic, Position, Severity, has_errors, in_order
from ..source.errors import UsageError
from ..source.files import IMAGE_ENDINGS, PictureFile, SourceFile, decode, picture_file, read_directory
from ..source.yaml import load as load_yaml
from .document_tasks import PlanHeadReader, TextReader, find_in_plans
from .editor_files import forge_of
from .editor_packages import MISSING, is_here
from .hidden_errors import also_withheld, without_hidden_words
from .runner import Runner
from .store import Store, cache_folder, sha256

SPARSE = (
    "This copy of the repository leaves files out (a sparse checkout): {path} is not here, one of {number}."
    " Bring them all: git sparse-checkout disable. If one is still missing: git update-index --no-skip-worktree"
    " {quoted}, then git checkout -- {quoted}"
)


def need_all_files(root: Path, *, marked: bool = False) -> None:
    """Refuse a folder in which git leaves content files out.

    Args:
        root: The root of the content.
        marked: Look for files that somebody told git to leave out, too: what is compared with git and published
            needs it.

    Raises:
        UsageError: A file is left out.
    """
    left_out = not_checked_out(root, marked=marked)
    if left_out:
        raise UsageError(
            SPARSE.format(path=left_out[0], number=len(left_out), quoted=shlex.quote(left_out[0]))
        )


@dataclass(frozen=True)
class Site:
    """The result of a build: the working content, what is shown, the pages, and the diagnostics.

    There are no pages where there are errors. `editions` are all that could be read, oldest first, future
    ones included. `differing` counts the documents in which the shown edition differs from the working files.
    `files` are rendered beside the pages (the PDFs); `notes` are sentences about what could not be rendered.
    `form` says whether the site has the form at /edit/. `today` is the day of the build. `blind`: the
    redactions cannot be known, so no past text may be shown.
    """

    content: Content
    showing: RenderContext
    pages: list[Page]
    diagnostics: list[Diagnostic]
    sources: dict[str, SourceFile] = field(default_factory=dict)
    editions: tuple[PublishedEdition, ...] = ()
    differing: int = 0
    files: tuple[SiteFile, ...] = ()
    notes: tuple[str, ...] = ()
    pictures: dict[str, PictureFile] = field(default_factory=dict)
    form: bool = False
    today: date = date.min
    blind: bool = False

    @property
    def pinnable(self) -> dict[str, SourceFile | PictureFile]:
        """Everything that an edition could pin: the texts and the pictures, by path."""
        return {**self.sources, **self.pictures}


def zone_of(root: Path) -> str:
    """The time zone of the council, from its settings; that of London if they name none."""
    path = root / SETTINGS
    usual = str(spec_of(Settings, "time_zone").examples[0])
    if not path.is_file() or path.is_symlink():
        return usual
    file, _ = decode(SETTINGS, path.read_bytes())
    value = load_yaml(file).value if file else None
    zone = value.get("time_zone", usual) if isinstance(value, dict) else usual
    return str(zone) if zone in available_timezones() else usual


def language_of(content: Content) -> str:
    """The language of the site's own words, from the council's settings; English if there are none."""
    return content.settings.model.language if content.settings else ENGLISH


def examine(
    root: Path,
    today: date,
    *,
    draft: bool = True,
    bases: tuple[str, ...] = (),
    runner: Runner | None = None,
) -> Site:
    """Read and check the content below `root`, without rendering pages.

    Args:
        root: The root of the content.
        today: The day for which it is checked.
        draft: Show the working files, and accept a shallow clone: a note then says what was not checked.
        bases: Commits whose redactions apply, too.
        runner: Runs the tasks.

    Returns:
        The site, without pages.

    Raises:
        UsageError: Files are not checked out; or, without `draft`, the clone is shallow, so that the
            published texts cannot be known.
    """
    runner = runner or Runner()
    # A file that is not checked out would look like one that was removed.
    need_all_files(root)
    reading = read_directory(root)
    sources = {file.path: file for file in reading.files}
    pictures = {file.path: file for file in reading.pictures}
    unread = [d.position.path for d in reading.diagnostics]
    texts = TextReader(runner)
    texts.prepare(reading.files)
    content, diagnostics = load([*reading.files, *reading.pictures], unread, texts.read)
    causes = (*reading.diagnostics, *diagnostics)
    archive = open_blob_store(root, content.editions, [*reading.files, *reading.pictures])
    if archive.cut and not draft:
        raise UsageError(archive.cut)
    documents = whole(content.editions, archive) if archive.cut else content.editions
    editions, problems = read_editions(
        documents, archive.texts, today, content, texts.read, PlanHeadReader(runner)
    )
    more, blind = also_withheld(root, content, sources.get(SETTINGS), bases)
    # Looked up before the redaction, because some redacted values leave nothing in their place.
    content = replace(
        content,
        also_withheld=more,
        misplaced=tuple(
            place for place in content.withheld if not any(True for _ in found_at(content, editions, place))
        ),
    )
    places = content.withheld
    diagnostics = without_hidden_words(
        [*diagnostics, *reading.diagnostics],
        [one for one in places if meant_on(one, today)],
        content,
        sources,
    )
    with use_language(language_of(content)):
        blobs = picture_blobs(
            [edition.content for edition in editions], [place for place in places if meant_on(place, today)]
        )
        editions, content = (
            redact_editions(editions, places, content),
            redact(content, places, today, blobs=blobs),
        )
    diagnostics += (
        problems + loose_texts(content.editions, archive) + _not_compared(content, documents, archive)
    )
    diagnostics += check(
        content, today, editions, {*sources, *pictures, *unread}, partial(find_in_plans, runner)
    ) + broken_links(content, unread)
    newest = newest_due(editions, today)
    due = () if archive.cut else tuple(edition for edition in editions if edition.day <= today)
    shown = (
        content
        if draft or newest is None
        else replace(
            newest.content,
            settings=content.settings,
            editions=content.editions,
            streets=content.streets,
            suggestions=content.suggestions,
            reports=content.reports,
            also_withheld=more,
        )
    )
    showing = RenderContext(
        shown,
        newest if due else None,
        due,
        draft=draft or newest is None,
        working=content,
        run=runner.run,
        period=period_on(content.settings.model.pre_election if content.settings else (), today),
    )
    return Site(
        content,
        showing,
        [],
        in_order(diagnostics, causes),
        sources,
        tuple(editions),
        _differing(newest, content, {**sources, **pictures}),
        pictures=pictures,
        today=today,
        blind=blind,
    )


def site(
    root: Path, *, today: date, draft: bool = False, papers: bool = False, runner: Runner | None = None
) -> Site:
    """Read, check, and render the pages.

    Args:
        root: The root of the content.
        today: The day of the build.
        draft: Show the working files. Otherwise the newest edition that is due is shown, if there is one.
        papers: Whether the site will have PDFs.
        runner: Runs the tasks.

    Returns:
        The site; without pages where the content has errors.
    """
    runner = runner or Runner()
    found = examine(root, today, draft=draft, runner=runner)
    found = replace(
        found, diagnostics=[one for one in found.diagnostics if one.rule not in PRE_ELECTION_RULES]
    )
    if has_errors(found.diagnostics) or found.content.council is None:
        return found
    wanted = forge_of(found.content) is not None
    form = wanted and is_here()
    # Before anything is stored for this site: what is cleared away later would be missed.
    forget_redacted(found.content.withheld, runner.store)
    use_template_store(runner.store)
    with use_language(language_of(found.content)):
        made = pages(found.showing, today, runner.run, papers=papers, form=form)
    runner.store.evict()
    return replace(found, pages=made, form=form, notes=(MISSING,) if wanted and not form else ())


def forget_redacted(places: Iterable[Withheld], store: Store | None = None) -> None:
    """Clear the store when a redaction is new.

    The redacted words may be in any entry, and cannot be searched for in compressed PDFs. Everything is
    computed again when it is next needed.
    """
    names = sorted(map(repr, places))
    if not names:
        return
    mark = cache_folder("redactions") / sha256("\0".join(names).encode("utf-8", "surrogatepass"))
    if mark.exists():
        return
    (store or Store()).clear()
    with suppress(OSError):
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.touch()


def assets(site: Site, url: str | None) -> list[SiteFile]:
    """The files beside the pages: pictures, search indexes, data files, PDFs, calendars, feeds, site map.

    Args:
        site: The site.
        url: The public address of the site; feeds and the site map need it, and are left out without one.
    """
    with use_language(language_of(site.content)):
        return _assets(site, url)


def _assets(site: Site, url: str | None) -> list[SiteFile]:
    showing, content = site.showing, site.showing.content
    keys = CacheKeys(showing, site.today)
    jobs = [*view_jobs(showing, site.today, keys), *_calendars(site, url)]
    files = [file for made in showing.run(jobs) for file in made]
    made = [
        *pictures_of(showing),
        places_file(content),
        *search_files(content, keys, showing.run),
        *files,
        *site.files,
    ]
    if not url:
        return made
    made += [] if site.showing.draft else [sitemap(site.pages, url)]
    return made + (feeds(site.showing, content.required_council, url) if site.showing.editions else [])


def _calendars(site: Site, url: str | None) -> Iterator[Task]:
    """The tasks for the calendars, as of the day of the site. `url` is the public address, if it is known."""
    content, edition = site.showing.content, site.showing.edition
    found = calendar_events(
        content,
        obligations(content, site.today),
        None if site.showing.draft or edition is None else edition.day,
    )
    found = with_versions(found, site.showing)
    return calendar_jobs(
        found,
        content.required_council,
        settings_of(content).time_zone,
        url,
        {plan.slug: plan.model.title for plan in content.plans},
        content.notice,
    )


def pictures_of(showing: RenderContext) -> list[SiteFile]:
    """Every picture of the shown content and of the editions that are due, each once."""
    every = [
        picture
        for content in (showing.content, *(edition.content for edition in showing.editions))
        for picture in content.assets.values()
    ]
    return [
        SiteFile(address, content)
        for address, content in sorted({picture.address: picture.content for picture in every}.items())
    ]


def content_at(root: Path, found: Site, name: str | None) -> Content:
    """The content of an edition, or of a git ref; without a name, of the newest edition.

    Raises:
        UsageError: There is no edition and no commit of this name.
    """
    if name is None:
        return found.showing.edition.content if found.showing.edition else Content()
    for edition in found.editions:
        if edition.id == name:
            return edition.content
    return content_of(list(files_of(root, name)), found)


def compared(found: Site, *contents: Content) -> tuple[Content, ...]:
    """Contents ready to be compared: every redaction is applied to each, whatever its dates.

    Raises:
        UsageError: The redactions cannot be read.
    """
    if found.blind:
        raise UsageError(
            f"{SETTINGS} cannot be read, and no earlier version of it either, so nobody knows what was taken"
            " down and must not be shown. Put it right first: plans check"
        )
    places = found.content.withheld
    with use_language(language_of(found.content)):
        blobs = picture_blobs(contents, places)
        return tuple(redact(one, places, date.min, blobs=blobs) for one in contents)


def content_of(files: list[SourceFile | PictureFile], found: Site) -> Content:
    """The content in some files, with the redactions of the current settings applied."""
    return redact(load_files(files)[0], found.content.withheld, date.min)


def files_of(root: Path, ref: str) -> Iterator[SourceFile | PictureFile]:
    """The content files of a commit that can be read as text, and its pictures.

    Raises:
        UsageError: There is no such commit.
    """
    for path, data in files_at(root, ref):
        file = picture_file(path, data) if path.endswith(IMAGE_ENDINGS) else decode(path, data)[0]
        if file:
            yield file


def _not_compared(content: Content, documents: tuple[Any, ...], archive: BlobStore) -> list[Diagnostic]:
    """For a shallow clone, a note about the editions that the working files were not compared with."""
    if not archive.cut:
        return []
    which = (
        "nothing was compared with them"
        if not documents
        else f"only the newest {len(documents)} of {len(content.editions)} could be compared with"
    )
    return [
        Diagnostic(
            Position("plans/editions"),
            "no-history",
            f"Past editions could not all be read, so {which}. {archive.cut}",
            "",
            Severity.note,
        )
    ]


def _differing(
    newest: PublishedEdition | None, content: Content, files: dict[str, SourceFile | PictureFile]
) -> int:
    """How many files differ from an edition in their text. Line ends do not count: git may change them."""
    if newest is None:
        return 0
    then, now = (
        {d.source.path: (d.source.content, d.body) for d in one.documents}
        for one in (newest.content, content)
    )
    working = {path: file.blob for path, file in files.items() if not path.startswith(NOT_CONTENT)}
    other = [
        path
        for path in working.keys() | newest.manifest.keys()
        if working.get(path) != newest.manifest.get(path)
    ]
    return sum(path not in now or now[path] != then.get(path) for path in other)
