"""The pipeline, from a folder to pages: read, load, read past editions, check, choose what is shown, make the pages."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from zoneinfo import available_timezones

from ..content.documents import Content
from ..content.load import SETTINGS, load, load_files
from ..exports.calendar import calendar_jobs
from ..exports.feeds import feeds
from ..exports.meeting_versions import with_versions
from ..exports.places import places_file
from ..exports.search import search_files
from ..exports.sitemap import sitemap
from ..exports.views import view_jobs
from ..history.archive import Archive, loose_texts, open_archive, whole
from ..history.editions import Edition, newest_due, read_editions
from ..history.git import files_at
from ..history.redaction_target import found_at
from ..history.withheld import mask, mask_editions, meant_on, picture_blobs
from ..model.fields import spec_of
from ..model.settings import Settings
from ..pages.archive import Keys
from ..pages.jobs import Job
from ..pages.links import broken_links
from ..pages.page import Asset, Page
from ..pages.showing import Showing
from ..pages.site import pages
from ..reckoning.duties import duties, settings_of
from ..reckoning.elections import period_on
from ..reckoning.events import events
from ..rules import WAITS, check
from ..text.catalogue import ENGLISH, speaking
from ..text.diagnostic import Diagnostic, Position, Severity, has_errors, in_order
from ..text.refused import Refused
from ..text.source import IMAGE_ENDINGS, PictureFile, SourceFile, decode, picture_file, read_directory
from ..text.yaml import load as load_yaml
from ..workflow.differences import NOT_CONTENT
from .also_withheld import also_withheld
from .editor import forge_of
from .editor_parts import MISSING, is_here
from .findings import KeptFindings
from .heads import KeptHeads
from .kept import Kept
from .templates import use_kept_templates
from .texts import KeptTexts


@dataclass(frozen=True)
class Site:
    """What a folder comes to: its working content, what is shown of it and of past editions, the pages, and every problem found.

    There are no pages where anything is wrong. `editions` are all that could be read, those whose day is still to come included,
    oldest first. `differing` counts the documents in which the shown edition differs from the
    working files. `files` are made ahead, beside the pages (the PDFs); `notes` says in sentences what could not be made.
    `form` says whether the site has the form at /edit/. `today` is the day that all of it is for. `blind`: what is taken down cannot be
    known, so no words of the past may be shown.
    """

    content: Content
    showing: Showing
    pages: list[Page]
    diagnostics: list[Diagnostic]
    sources: dict[str, SourceFile] = field(default_factory=dict)
    editions: tuple[Edition, ...] = ()
    differing: int = 0
    files: tuple[Asset, ...] = ()
    notes: tuple[str, ...] = ()
    pictures: dict[str, PictureFile] = field(default_factory=dict)
    form: bool = False
    today: date = date.min
    blind: bool = False

    @property
    def pinnable(self) -> dict[str, SourceFile | PictureFile]:
        """Everything that an edition could pin, by path: the texts and the pictures."""
        return {**self.sources, **self.pictures}


def zone_of(root: Path) -> str:
    """The time zone in which the council's days begin and end, read from its settings; London's where they do not say."""
    path = root / SETTINGS
    usual = spec_of(Settings, "time_zone").examples[0]
    if not path.is_file() or path.is_symlink():
        return usual
    file, _ = decode(SETTINGS, path.read_bytes())
    value = load_yaml(file).value if file else None
    zone = value.get("time_zone", usual) if isinstance(value, dict) else usual
    return zone if zone in available_timezones() else usual


def language_of(content: Content) -> str:
    """The language of the words round the content, from the council's settings; English where there are none."""
    return content.settings.model.language if content.settings else ENGLISH


def examine(root: Path, today: date, *, draft: bool = True, bases: tuple[str, ...] = ()) -> Site:
    """Read and check the content below `root`, without making pages.

    Without `draft`, raises Refused where the history was cut off, because then nobody can tell what is published. With it,
    a note says what could not be checked. What the settings at one of `bases` (commits) take down is taken down too.
    """
    reading = read_directory(root)
    sources = {file.path: file for file in reading.files}
    pictures = {file.path: file for file in reading.pictures}
    unread = [d.position.path for d in reading.diagnostics]
    texts = KeptTexts()
    texts.prepare(reading.files)
    content, diagnostics = load([*reading.files, *reading.pictures], unread, texts.read)
    archive = open_archive(root, content.editions, [*reading.files, *reading.pictures])
    if archive.cut and not draft:
        raise Refused(archive.cut)
    documents = whole(content.editions, archive) if archive.cut else content.editions
    editions, problems = read_editions(documents, archive.texts, today, content, texts.read, KeptHeads(texts))
    texts.tidy()
    more, blind = also_withheld(root, content, sources.get(SETTINGS), bases)
    # Asked before anything is hidden: some values leave nothing in their place.
    content = replace(content, also_withheld=more, misplaced=tuple(place for place in content.withheld if not any(True for _ in found_at(content, editions, place))))
    places = content.withheld
    with speaking(language_of(content)):
        blobs = picture_blobs([edition.content for edition in editions], [place for place in places if meant_on(place, today)])
        editions, content = mask_editions(editions, places, content), mask(content, places, today, blobs=blobs)
    diagnostics += reading.diagnostics + problems + loose_texts(content.editions, archive) + _not_compared(content, documents, archive)
    diagnostics += check(content, today, editions, {*sources, *pictures, *unread}, KeptFindings().looking) + broken_links(content, unread)
    newest = newest_due(editions, today)
    due = () if archive.cut else tuple(edition for edition in editions if edition.day <= today)
    shown = content if draft or newest is None else replace(newest.content, settings=content.settings, editions=content.editions, streets=content.streets, suggestions=content.suggestions, reports=content.reports, also_withheld=more)
    showing = Showing(shown, newest if due else None, due, draft=draft or newest is None, working=content, do=Kept().do,
                      period=period_on(content.settings.model.pre_election if content.settings else (), today))
    return Site(content, showing, [], in_order(diagnostics), sources, tuple(editions), _differing(newest, content, {**sources, **pictures}), pictures=pictures, today=today, blind=blind)


def site(root: Path, *, today: date, draft: bool = False, papers: bool = False) -> Site:
    """Read, check, and make the pages: of the newest edition that is due, or with `draft` (or where none is due) of the working files."""
    found = examine(root, today, draft=draft)
    found = replace(found, diagnostics=[one for one in found.diagnostics if one.rule not in WAITS])
    if has_errors(found.diagnostics) or found.content.council is None:
        return found
    wanted, kept = forge_of(found.content) is not None, Kept()
    form = wanted and is_here()
    use_kept_templates()
    with speaking(language_of(found.content)):
        made = pages(found.showing, today, kept.do, papers=papers, form=form)
    kept.tidy()
    return replace(found, pages=made, form=form, notes=(MISSING,) if wanted and not form else ())


def assets(site: Site, url: str | None) -> list[Asset]:
    """The files beside the pages: pictures, what the boxes look through, the PDFs, and feeds. Feeds and the site map name whole addresses, so they need to know where the site is public."""
    with speaking(language_of(site.content)):
        return _assets(site, url)


def _assets(site: Site, url: str | None) -> list[Asset]:
    showing, content = site.showing, site.showing.content
    keys = Keys(showing, site.today)
    jobs = [*view_jobs(showing, site.today, keys), *_calendars(site, url)]
    made = [*pictures_of(showing), places_file(content), *search_files(content, keys, showing.do), *showing.do(jobs), *site.files]
    if not url:
        return made
    made += [] if site.showing.draft else [sitemap(site.pages, url)]
    return made + (feeds(site.showing, content.council.model, url) if site.showing.editions else [])


def _calendars(site: Site, url: str | None) -> Iterator[Job]:
    """What must be done for the calendars, as of the day of the site. Feeds need to know where the site is public; these can do without."""
    content, edition = site.showing.content, site.showing.edition
    found = events(content, duties(content, site.today), None if site.showing.draft or edition is None else edition.day)
    found = with_versions(found, site.showing)
    return calendar_jobs(found, content.council.model, settings_of(content).time_zone, url, {plan.slug: plan.model.title for plan in content.plans})


def pictures_of(showing: Showing) -> list[Asset]:
    """Every picture of what is shown and of the editions that are due, each once."""
    every = [picture for content in (showing.content, *(edition.content for edition in showing.editions)) for picture in content.assets.values()]
    return [Asset(address, content) for address, content in sorted({picture.address: picture.content for picture in every}.items())]


def content_at(root: Path, found: Site, name: str | None) -> Content:
    """The content of an edition, or of a git ref; without a name, of the newest edition. Raises Refused if there is no such thing."""
    if name is None:
        return found.showing.edition.content if found.showing.edition else Content()
    for edition in found.editions:
        if edition.id == name:
            return edition.content
    return content_of(list(files_of(root, name)), found)


def compared(found: Site, *contents: Content) -> tuple[Content, ...]:
    """Contents that are to be compared: all masked as of the same day, on which everything is hidden that ever was.

    Raises Refused where nobody can know what is hidden.
    """
    if found.blind:
        raise Refused(f"{SETTINGS} cannot be read, and no earlier version of it either, so nobody knows what was taken down and must not be shown. Put it right first: plans check")
    places = found.content.withheld
    with speaking(language_of(found.content)):
        blobs = picture_blobs(contents, places)
        return tuple(mask(one, places, date.min, blobs=blobs) for one in contents)


def content_of(files: list[SourceFile | PictureFile], found: Site) -> Content:
    """The content in some files, without what is taken down by the settings of today."""
    return mask(load_files(files)[0], found.content.withheld, date.min)


def files_of(root: Path, ref: str) -> Iterator[SourceFile | PictureFile]:
    """The content files of a commit that can be read as text, and the pictures. Raises Refused if git knows no such commit."""
    for path, data in files_at(root, ref):
        file = picture_file(path, data) if path.endswith(IMAGE_ENDINGS) else decode(path, data)[0]
        if file:
            yield file


def _not_compared(content: Content, documents: tuple, archive: Archive) -> list[Diagnostic]:
    """What to say where the history was cut off: what the working files could not be compared with."""
    if not archive.cut:
        return []
    which = "nothing was compared with them" if not documents else f"only the newest {len(documents)} of {len(content.editions)} could be compared with"
    return [Diagnostic(Position("plans/editions"), "no-history", f"Past editions could not all be read, so {which}. {archive.cut}", "", Severity.note)]


def _differing(newest: Edition | None, content: Content, files: dict[str, SourceFile | PictureFile]) -> int:
    """How many published files differ from an edition: in their text, because a computer may end lines in its own way."""
    if newest is None:
        return 0
    then, now = ({d.source.path: (d.source.content, d.body) for d in one.documents} for one in (newest.content, content))
    working = {path: file.blob for path, file in files.items() if not path.startswith(NOT_CONTENT)}
    other = [path for path in working.keys() | newest.manifest.keys() if working.get(path) != newest.manifest.get(path)]
    return sum(path not in now or now[path] != then.get(path) for path in other)
