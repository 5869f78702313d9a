"""Editions: past content, read from the bytes that each edition pins. Each distinct text is read once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

from ..content.documents import Content, Document, image_references
from ..content.load import COUNCIL, NAME, Read, kind_of, load_files
from ..i18n import N_, _
from ..model.dates import display_day
from ..model.edition import Edition as EditionModel
from ..model.plan import Plan
from ..source.diagnostic import Diagnostic, Severity, has_errors
from ..source.files import IMAGE_ENDINGS, SourceFile, decode, picture_file
from ..source.gc_pause import gc_paused
from ..source.yaml import load as load_yaml
from .lazy_plans import Fetch, Key, LazyPlan, PlanCache, PlanHeads

_ORDINALS = (
    "",
    "",
    N_("second edition"),
    N_("third edition"),
    N_("fourth edition"),
    N_("fifth edition"),
    N_("sixth edition"),
    N_("seventh edition"),
    N_("eighth edition"),
    N_("ninth edition"),
)


@dataclass(frozen=True)
class PublishedEdition:
    """What was published on a day.

    `id` is its address; `unread` are the published files whose text cannot be read.
    """

    id: str
    day: date
    model: EditionModel
    content: Content
    document: Document[EditionModel] = field(compare=False)
    unread: frozenset[str] = frozenset()

    @property
    def manifest(self) -> dict[str, str]:
        """The blob id of every published file, by path."""
        return self.model.documents

    @property
    def name(self) -> str:
        """Its day as readers print it, and which edition of that day it is if there are several: 22 November
        2026 (second edition).
        """
        number = sort_key(self.id)[1]
        which = (
            _(_ORDINALS[number]) if number < len(_ORDINALS) else _("{number}th edition").format(number=number)
        )
        return display_day(self.day) + (f" ({which})" if number > 1 else "")

    @property
    def said(self) -> str:
        """Its name behind "the edition": of 22 November 2026."""
        return _("of {day}").format(day=self.name)

    @property
    def compiled(self) -> date | None:
        """The day it was put together, if that is later than the day that it shows."""
        return self.model.compiled if self.model.compiled and self.model.compiled > self.day else None

    @property
    def public_from(self) -> date:
        """The first day on which anybody could read it: not its own day, if it was put together later."""
        return self.compiled or self.day

    @property
    def words(self) -> str:
        """What it is, without a claim that it was published on a day on which it was not."""
        if self.compiled:
            return _("as it stood on {day}, compiled on {compiled}").format(
                day=self.name, compiled=display_day(self.compiled)
            )
        return _("edition of {day}").format(day=self.name)

    @property
    def on(self) -> str:
        """When its changes came about, as far as it can tell: on its day, or by then."""
        return (
            _("by {day}, compiled on {compiled}").format(day=self.name, compiled=display_day(self.compiled))
            if self.compiled
            else _("on {day}").format(day=self.name)
        )

    @cached_property
    def pictures(self) -> dict[str, tuple[str, ...]]:
        """The paths of the pictures that each guide page asks for, by the path of its file."""
        return {guide.source.path: image_references(guide) for guide in self.content.guides}

    @cached_property
    def by_path(self) -> dict[str, Document]:
        """Its plans and guides by the path of their file."""
        return {document.source.path: document for document in (*self.content.plans, *self.content.guides)}


@lru_cache(maxsize=8192)
def sort_key(id: str) -> tuple[str, int]:
    """Orders editions: by day, then by number."""
    found = NAME.match(id)
    return (found[1], int(found[2] or 1)) if found else (id, 1)


def day_of(id: str) -> date:
    """The day of an edition."""
    return date.fromisoformat(sort_key(id)[0])


def pinned(editions: Iterable[Document[EditionModel]]) -> set[str]:
    """The blob ids that editions pin."""
    return {blob for document in editions for blob in document.model.documents.values()}


@gc_paused()
def read_editions(
    documents: tuple[Document[EditionModel], ...],
    fetch: Fetch,
    today: date,
    working: Content | None = None,
    read: Read = load_yaml,
    heads: PlanHeads | None = None,
) -> tuple[list[PublishedEdition], list[Diagnostic]]:
    """The editions, oldest first, with what could not be read. `fetch` has the bytes of blobs.

    Old documents are brought up to the current template and never judged by today's rules: one that cannot be
    read any more is an error only in what the public sees now or later. A document of `working` that an
    edition pins is not read again; `read` reads any other. With `heads`, plans that only old editions have
    are put on the shelf (`history/shelf`), and read when somebody asks for them.
    """
    parsed: dict[Key, tuple[Content, tuple[str, str, str] | None]] = {
        key: (alone, None) for key, alone in _each(working) if key[1]
    }
    told: set[tuple[str, str]] = set()
    editions, diagnostics = [], []
    ordered = sorted(documents, key=lambda d: sort_key(d.slug))
    shown = max((sort_key(d.slug) for d in ordered if day_of(d.slug) <= today), default=("", 0))
    # What is shown, or is compared with the files at hand, is asked for again and again.
    wanted = {
        pair
        for d in ordered
        if d is ordered[-1] or sort_key(d.slug) == shown
        for pair in d.model.documents.items()
    }
    old = {pair for d in ordered for pair in d.model.documents.items()} - parsed.keys()
    on_shelf = _shelved(old - wanted, fetch, read, heads) if heads else {}
    with fetch.bring(blob for _, blob in old - on_shelf.keys()):
        parsed |= {
            key: (
                (Content(plans=(on_shelf[key],)), None)
                if key in on_shelf
                else _read(*key, fetch.get(key[1]), read)
            )
            for key in sorted(old)
        }
    for document in ordered:
        pieces, unread = [], set()
        for path, blob in document.model.documents.items():
            key = (path, blob)
            content, problem = parsed[key]
            pieces.append(content)
            if problem:
                rule, message, fix = problem
                unread.add(path)
                severity = (
                    Severity.error
                    if rule == "missing-blob" or sort_key(document.slug) >= shown
                    else Severity.warning
                )
                if key not in told:
                    diagnostics.append(
                        Diagnostic(
                            document.at(("documents", path), of_key=True), rule, message, fix, severity
                        )
                    )
                if severity is Severity.error:
                    told.add(key)
        together = _together(pieces)
        if together.council is None and COUNCIL not in unread:
            diagnostics.append(
                Diagnostic(
                    document.at(("documents",), of_key=True),
                    "no-council",
                    f"This edition does not pin {COUNCIL}, so its pages cannot name areas and wards.",
                    "Write the edition with plans publish.",
                )
            )
        editions.append(
            PublishedEdition(
                document.slug, day_of(document.slug), document.model, together, document, frozenset(unread)
            )
        )
    return editions, diagnostics


def newest_due(editions: Iterable[PublishedEdition], today: date) -> PublishedEdition | None:
    """The edition that the public sees on a day: the newest one whose day has come."""
    due = [edition for edition in editions if edition.day <= today]
    return due[-1] if due else None


def history_of(
    editions: Iterable[PublishedEdition], paths: Iterable[str]
) -> list[tuple[PublishedEdition, str]]:
    """The editions in which a document differs from the one before (the first in which it stands included),
    oldest first, each with the path that it had then. `paths` are those of the document under all its
    names, that of today first. A guide differs too where another picture stands at the name of one that it
    shows.
    """
    found, last = [], None
    for edition in editions:
        path = next((p for p in paths if p in edition.manifest), None)
        as_it_is = (
            (
                path,
                edition.manifest[path],
                *(edition.manifest.get(one) for one in edition.pictures.get(path, ())),
            )
            if path
            else None
        )
        if as_it_is and as_it_is != last:
            found.append((edition, path))
        last = as_it_is
    return found


def _shelved(keys: Iterable[Key], fetch: Fetch, read: Read, heads: PlanHeads) -> dict[Key, LazyPlan]:
    """Those of some texts that are plans which can be read, on a shelf."""
    plans = [
        (path, blob)
        for path, blob in sorted(keys)
        if path.endswith(".yml") and kind_of(path) is Plan and blob in fetch
    ]
    heads.prepare(plans, fetch)
    shelf = PlanCache(fetch, read, heads)
    return {key: plan for key in plans if (plan := shelf.find(key))}


def _read(
    path: str, blob: str, data: bytes | None, read: Read
) -> tuple[Content, tuple[str, str, str] | None]:
    """The document in a blob, or why there is none: rule, message, fix."""
    if data is None:
        return Content(), (
            "missing-blob",
            f"The text of {path} that this edition pins ({blob[:10]}) is not in this copy of the repository.",
            (
                "Fetch the whole history (in CI, fetch-depth: 0), or bring back the branch that it was"
                " published from."
            ),
        )
    if path.endswith(IMAGE_ENDINGS):
        content, problems = load_files([picture_file(path, data)])
        return content, (
            (
                "old-text",
                (
                    f"The picture {path} that this edition pins ({blob[:10]}) cannot be shown:"
                    f" {problems[0].message}"
                ),
                _OLD,
            )
            if problems
            else None
        )
    if not path.endswith((".yml", ".md")):
        return Content(), None
    file, unread = decode(path, data)
    if file is None:
        return Content(), (
            "old-text",
            f"The text of {path} that this edition pins ({blob[:10]}) cannot be read: {unread[0].message}",
            _OLD,
        )
    content, problems = load_files([SourceFile(path, file.content, blob)], read)
    first = next((p for p in problems if p.severity is Severity.error), None)
    return (
        (content, None)
        if not has_errors(problems)
        else (
            content,
            (
                "old-text",
                (
                    f"The text of {path} that this edition pins ({blob[:10]}) cannot be read: "
                    f"line {first.position.line}: {first.message}"
                ),
                _OLD,
            ),
        )
    )


_OLD = (
    "Nothing that was published can be changed any more. Publish a new edition with a text that can be read."
)


def _each(content: Content | None) -> Iterator[tuple[tuple[str, str], Content]]:
    """Each document and picture that can be published, by path and blob, with a content of it alone."""
    if content is not None:
        alone = [(content.council, Content(council=content.council))] if content.council else []
        alone += [(plan, Content(plans=(plan,))) for plan in content.plans] + [
            (guide, Content(guides=(guide,))) for guide in content.guides
        ]
        yield from (((document.source.path, document.source.blob), one) for document, one in alone)
        yield from (
            ((picture.path, picture.blob), Content(assets={path: picture}))
            for path, picture in content.assets.items()
        )


def _together(pieces: list[Content]) -> Content:
    """One content from the contents of single files."""
    council = next((p.council for p in pieces if p.council), None)
    plans = tuple(plan for p in pieces for plan in p.plans)
    guides = tuple(guide for p in pieces for guide in p.guides)
    return Content(
        council,
        None,
        plans,
        guides,
        assets={path: picture for p in pieces for path, picture in p.assets.items()},
    )
