"""The history of a document in the editions: in which it changed, how, and its change notes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from ..content.documents import Document
from ..editions.edition_list import PublishedEdition, history_of, sort_key
from ..editions.plan_renames import slugs_over_time
from ..editions.reference_names import names_of
from ..i18n import _, ngettext
from ..model.guide import Guide
from ..model.plan import Plan
from ..model.settings import Withheld
from .change_summary import ChangeSummary, VersionPair, summarise_pairs
from .tasks import Run, run_now, task_key


@dataclass(frozen=True)
class Revision:
    """One edition in which a document differs from the one before it.

    `told` is the change summary; it is empty for the `first` edition. `document` is None if the text of that
    edition can no longer be read. `slug` is the address of the document at the time, below `folder`: plans or
    guides. `pictures` are the names of replaced pictures.
    """

    folder: str
    edition: PublishedEdition
    slug: str
    document: Document[Any] | None
    told: ChangeSummary
    first: bool
    pictures: tuple[str, ...] = ()

    @property
    def day(self) -> date:
        """The day of the edition."""
        return self.edition.day

    @property
    def address(self) -> str:
        """The permanent address of the document in that edition."""
        return f"{self.folder}/{self.slug}/{self.edition.id}/"

    @property
    def path(self) -> str:
        """The file of that edition."""
        return path_of(self.folder, self.slug)

    @property
    def title(self) -> str:
        """The title of the document at the time."""
        return self.document.top("title") if self.document else self.slug

    @property
    def short(self) -> str:
        """The changes in numbers: "2 added, 1 date put off"."""
        if self.document is None:
            return _("A text that cannot be read any more")
        if self.first:
            return _("First edition")
        count = len(self.pictures)
        other = (
            [ngettext("{number} picture replaced", "{number} pictures replaced", count).format(number=count)]
            if count
            else []
        )
        return ", ".join(([self.told.short] if self.told.groups or not other else []) + other)


@dataclass(frozen=True)
class DocumentHistory:
    """A document's own history, newest first.

    `slug` is its current address below `folder`; `former` are its earlier ones.
    """

    folder: str
    slug: str
    steps: tuple[Revision, ...]

    @property
    def home(self) -> str:
        """The address of the current document."""
        return f"{self.folder}/{self.slug}/"

    @property
    def latest(self) -> Revision | None:
        """The newest edition in which the document differs."""
        return self.steps[0] if self.steps else None

    @property
    def title(self) -> str:
        """The latest title of the document."""
        return next((step.document.top("title") for step in self.steps if step.document), self.slug)

    @property
    def former(self) -> tuple[str, ...]:
        """Its earlier addresses."""
        return tuple(dict.fromkeys(step.slug for step in self.steps if step.slug != self.slug))

    def replaced(self, edition: PublishedEdition) -> Revision | None:
        """The revision that replaced the document's version in an edition; None if that version is current."""
        here = sort_key(edition.id)
        return next((step for step in reversed(self.steps) if sort_key(step.edition.id) > here), None)

    def first_promised(self, until: PublishedEdition | None = None) -> dict[str, str]:
        """For each item whose date was postponed: the date first promised, as known in an edition."""
        found: dict[str, str] = {}
        for edition, promised in self._promised:
            if until is not None and edition > sort_key(until.id):
                break
            found = promised
        return found

    @cached_property
    def _promised(self) -> list[tuple[tuple[str, int], dict[str, str]]]:
        """The dates first promised, as known in each edition, oldest first."""
        known: list[tuple[tuple[str, int], dict[str, str]]] = []
        for step in reversed(self.steps):
            known.append(
                (sort_key(step.edition.id), step.told.put_off | known[-1][1] if known else step.told.put_off)
            )
        return known


@dataclass(frozen=True)
class _Line:
    """A revision before its change summary is known: the path and the document in an edition, and the edition
    and document before.
    """

    edition: PublishedEdition
    path: str
    document: Document[Any] | None
    earlier: PublishedEdition | None
    before: Document[Any] | None


def histories_of_plans(
    editions: tuple[PublishedEdition, ...],
    plans: Iterable[Document[Plan]],
    run: Run = run_now,
    places: Iterable[Withheld] = (),
) -> dict[str, DocumentHistory]:
    """The history of every shown plan under all its names, and of every published plan that is no longer
    shown.

    `run` compares the versions, or takes the results from the store; `places` are the redactions.
    """
    plans = list(plans)
    current = {plan.slug for plan in plans}
    lines: dict[str, list[_Line]] = {}
    told: set[str] = set()
    for plan in plans:
        names = [name for name in slugs_over_time(plan) if name == plan.slug or name not in current | told]
        lines[plan.slug] = _lines("plans", names, editions)
        told |= {plan.slug, *(_slug("plans", line.path) for line in lines[plan.slug])}
    # A redaction names a plan by any of its names, so it depends on the names of all plans.
    taken = (
        task_key([repr(place) for place in places], [(plan.slug, *slugs_over_time(plan)) for plan in plans])
        if places
        else ""
    )
    return _pasts("plans", lines | _gone("plans", told, editions), run, taken)


def histories_of_guides(
    editions: tuple[PublishedEdition, ...],
    guides: Iterable[Document[Guide]],
    run: Run = run_now,
    places: Iterable[Withheld] = (),
) -> dict[str, DocumentHistory]:
    """The history of every shown guide page, and of every published one that is no longer shown."""
    lines = {guide.slug: _lines("guides", [guide.slug], editions) for guide in guides}
    places = list(places)
    taken = task_key([repr(place) for place in places]) if places else ""
    return _pasts("guides", lines | _gone("guides", set(lines), editions), run, taken)


def path_of(folder: str, slug: str) -> str:
    """The file of a document."""
    return f"{folder}/{slug}{_ENDINGS[folder]}"


_ENDINGS = {"plans": ".yml", "guides": ".md"}


def _slug(folder: str, path: str) -> str:
    return path.removeprefix(f"{folder}/").removesuffix(_ENDINGS[folder])


def _gone(folder: str, told: set[str], editions: tuple[PublishedEdition, ...]) -> dict[str, list[_Line]]:
    """Every published document of a folder that is not shown."""
    found: dict[str, list[_Line]] = {}
    for edition in reversed(editions):
        for path in edition.manifest:
            slug = _slug(folder, path)
            if (
                path == path_of(folder, slug)
                and not path.startswith("plans/council")
                and slug not in told | found.keys()
            ):
                found[slug] = _lines(folder, [slug], editions)
    return found


def _lines(folder: str, names: list[str], editions: tuple[PublishedEdition, ...]) -> list[_Line]:
    """The history of a document from the manifests of the editions, oldest first."""
    lines: list[_Line] = []
    before: Document[Any] | None = None
    earlier: PublishedEdition | None = None
    for edition, path in history_of(editions, [path_of(folder, name) for name in names]):
        document = edition.by_path.get(path)
        lines.append(_Line(edition, path, document, earlier, before))
        if document is not None:
            before, earlier = document, edition
    return lines


def _pasts(
    folder: str, lines: dict[str, list[_Line]], run: Run, taken: str = ""
) -> dict[str, DocumentHistory]:
    """Compare each version with the one before, all in one run of tasks."""
    readable = [(line, line.document) for these in lines.values() for line in these if line.document]
    meant = {
        edition.id: names_of(None, edition.content.council)
        for line, _document in readable
        for edition in (line.earlier, line.edition)
        if edition
    }
    pairs = [
        VersionPair(
            line.before,
            document,
            (taken, line.earlier.id if line.earlier else "", line.edition.id),
            (*([meant[line.earlier.id]] if line.earlier else ()), meant[line.edition.id]),
        )
        for line, document in readable
    ]
    said = dict(zip((id(line) for line, _ in readable), summarise_pairs(pairs, run), strict=True))
    found = {}
    for slug, these in lines.items():
        steps = [
            Revision(
                folder,
                line.edition,
                _slug(folder, line.path),
                line.document,
                said.get(id(line), _NOTHING),
                number == 0,
                _replaced(line),
            )
            for number, line in enumerate(these)
        ]
        found[slug] = DocumentHistory(folder, slug, tuple(reversed(steps)))
    return found


_NOTHING = ChangeSummary()


def _replaced(line: _Line) -> tuple[str, ...]:
    """The names of the pictures of a guide that differ from those of the edition before."""
    was, now = line.earlier.manifest if line.earlier else {}, line.edition.manifest
    asked = line.edition.pictures.get(line.path, ()) if line.document else ()
    return tuple(one.rsplit("/", 1)[-1] for one in asked if was.get(one, now.get(one)) != now.get(one))
