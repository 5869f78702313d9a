"""What the editions say of one document: in which it differs, how, and what its notes said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from ..content.documents import Document
from ..history.compare import Change, Class, Kind
from ..history.documents import compare_documents
from ..history.editions import Edition, history_of, sort_key
from ..history.names import slugs
from ..history.notes import new_notes
from ..history.words import grouped, said_of, say, slipped, summary
from ..model.guide import Guide
from ..model.plan import Plan
from ..text.catalogue import _, ngettext
from ..text.markdown import prose


@dataclass(frozen=True)
class Step:
    """One edition in which a document differs from the one before it.

    `changes` is None for the first. `document` is None where the text of that edition cannot be read any more. `slug` is the
    address that the document had then, below `folder`: plans or guides. `pictures` are the names of those that were replaced.
    """

    folder: str
    edition: Edition
    slug: str
    document: Document | None
    notes: list[Markup]
    changes: list[Change] | None
    pictures: tuple[str, ...] = ()

    @property
    def day(self) -> date:
        """The day of the edition."""
        return self.edition.day

    @property
    def address(self) -> str:
        """Where the document of that edition stands for ever."""
        return f"{self.folder}/{self.slug}/{self.edition.id}/"

    @property
    def path(self) -> str:
        """The file of that edition."""
        return path_of(self.folder, self.slug)

    @property
    def title(self) -> str:
        """What the document was called then."""
        return self.document.model.title if self.document else self.slug

    @property
    def short(self) -> str:
        """The changes in numbers: "2 added, 1 date put off"."""
        if self.document is None:
            return _("A text that cannot be read any more")
        if self.changes is None:
            return _("First edition")
        count = len(self.pictures)
        other = [ngettext("{number} picture replaced", "{number} pictures replaced", count).format(number=count)] if count else []
        return ", ".join(([summary(self.changes)] if self.changes or not other else []) + other)

    @property
    def groups(self) -> list[tuple[str, str, list[tuple[str, str | None, str]]]]:
        """The changes as a resident would ask: (key, heading, [(sentence, id to link to, reason)])."""
        return [(key, heading, [(say(c), self._anchor(c), self._reason(c)) for c in these]) for key, heading, these in grouped(self.changes or [])]

    def of(self, item: str) -> list[str]:
        """What changed about one item in this edition, corrections apart, in sentences."""
        return [say(c) for c in self.changes or [] if c.item == item and c.class_ is not Class.correction]

    def _anchor(self, change: Change) -> str | None:
        gone = change.kind is Kind.removed and change.field is None
        return change.item if change.item and not gone else None

    def _reason(self, change: Change) -> str:
        """Why a promise reads differently, as the item itself says."""
        return said_of(self.document.model, change) if self.document else ""


@dataclass(frozen=True)
class Past:
    """A document's own history, newest first. `slug` is its address now below `folder`; `former` are those that it had."""

    folder: str
    slug: str
    steps: tuple[Step, ...]

    @property
    def home(self) -> str:
        """The address of the document as it is now."""
        return f"{self.folder}/{self.slug}/"

    @property
    def latest(self) -> Step | None:
        """The newest edition in which the document differs."""
        return self.steps[0] if self.steps else None

    @property
    def title(self) -> str:
        """What the document was called last."""
        return next((step.document.model.title for step in self.steps if step.document), self.slug)

    @property
    def former(self) -> tuple[str, ...]:
        """The addresses that it had before, and has no more."""
        return tuple(dict.fromkeys(step.slug for step in self.steps if step.slug != self.slug))

    def replaced(self, edition: Edition) -> Step | None:
        """The step that took the place of the plan's text of an edition, or None while that is current."""
        later = [step for step in self.steps if sort_key(step.edition.id) > sort_key(edition.id)]
        return later[-1] if later else None

    def first_promised(self, until: Edition | None = None) -> dict[str, str]:
        """For each item whose date was put off: when it was first promised for, as known in an edition."""
        found: dict[str, str] = {}
        for step in reversed(self.steps):
            if until is not None and sort_key(step.edition.id) > sort_key(until.id):
                break
            for change in step.changes or []:
                if slipped(change) and change.item and not change.row:
                    found.setdefault(change.item, change.old.words)
        return found


def pasts_of(editions: tuple[Edition, ...], plans: Iterable[Document[Plan]]) -> dict[str, Past]:
    """The past of every plan that is shown, under all its names, and of every plan that was published and is not among them."""
    plans = list(plans)
    current = {plan.slug for plan in plans}
    found, told = {}, set()
    for plan in plans:
        names = [name for name in slugs(plan) if name == plan.slug or name not in current | told]
        found[plan.slug] = _past("plans", plan.slug, names, editions)
        told |= {plan.slug, *found[plan.slug].former}
    return found | _gone("plans", told, editions)


def pasts_of_guides(editions: tuple[Edition, ...], guides: Iterable[Document[Guide]]) -> dict[str, Past]:
    """The past of every guide page that is shown, and of every one that was published and is not among them."""
    found = {guide.slug: _past("guides", guide.slug, [guide.slug], editions) for guide in guides}
    return found | _gone("guides", set(found), editions)


def path_of(folder: str, slug: str) -> str:
    """The file of a document."""
    return f"{folder}/{slug}{_ENDINGS[folder]}"


_ENDINGS = {"plans": ".yml", "guides": ".md"}


def _gone(folder: str, told: set[str], editions: tuple[Edition, ...]) -> dict[str, Past]:
    """The past of every document of a folder that was published, apart from those already told of."""
    found = {}
    for edition in reversed(editions):
        for path in edition.manifest:
            slug = path.removeprefix(f"{folder}/").removesuffix(_ENDINGS[folder])
            if path == path_of(folder, slug) and not path.startswith("plans/council") and slug not in told | found.keys():
                found[slug] = _past(folder, slug, [slug], editions)
    return found


def _past(folder: str, slug: str, names: list[str], editions: tuple[Edition, ...]) -> Past:
    """Read a document's history off the manifests, and compare each text with the one before."""
    steps: list[Step] = []
    before: Document | None = None
    earlier: Edition | None = None
    for edition, path in history_of(editions, [path_of(folder, name) for name in names]):
        document = edition.by_path.get(path)
        then = path.removeprefix(f"{folder}/").removesuffix(_ENDINGS[folder])
        if document is None:
            steps.append(Step(folder, edition, then, None, [], [] if steps else None))
            continue
        changes = compare_documents(before, document) if before is not None else [] if steps else None
        steps.append(Step(folder, edition, then, document, _notes(before, document), changes, _replaced(earlier, edition, path)))
        before, earlier = document, edition
    return Past(folder, slug, tuple(reversed(steps)))


def _replaced(earlier: Edition | None, edition: Edition, path: str) -> tuple[str, ...]:
    """The names of the pictures of a guide that are others than in an earlier edition."""
    was = earlier.manifest if earlier else {}
    return tuple(one.rsplit("/", 1)[-1] for one in edition.pictures.get(path, ()) if was.get(one, edition.manifest.get(one)) != edition.manifest.get(one))


def _notes(before: Document | None, document: Document) -> list[Markup]:
    """What a plan's own notes say that those of the edition before did not. A guide has none."""
    if not isinstance(document.model, Plan):
        return []
    return [prose(note.text) for note in new_notes(before.model if before else None, document.model)]
