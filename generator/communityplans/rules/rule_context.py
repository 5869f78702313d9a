"""What a rule is: a small function over everything that was read, and the findings it yields."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any, TypeVar

from pydantic import BaseModel

from ..content.documents import Content, Document
from ..derived.due_dates import ended
from ..editions.edition_list import PublishedEdition
from ..model.fields import FieldSpec, fields
from ..model.plan import Plan
from ..model.types import NotPublished, Redacted
from ..source.diagnostic import Diagnostic, Position, Severity
from .pii import Search, search

# Everything that a document says, gathered in one go and sorted by what it is: what rules look through
# again and again.


Value = tuple[tuple, FieldSpec, Any]
_NOTHING = ()
# The types of leaves that rules go through. Others are not gathered: of 1,000 plans the lists alone would
# fill 50 MB.
LOOKED_THROUGH = ("id", "ref", "text", "prose", "url", "email")


class FieldIndex:
    """The values of a document, in the order of its template: groups by class, some leaves by type, and
    stated gaps.

    A plan has 500 values, so that what is done for each of them stands in one place, without a call.
    """

    def __init__(self, model: BaseModel):
        self.gaps: list[Value] = []
        self._groups: dict[type, list[tuple[tuple, Any]]] = defaultdict(list)
        self._leaves: dict[str, list[Value]] = {name: [] for name in LOOKED_THROUGH}
        self._found: dict[tuple[type, ...], list[tuple[tuple, Any]]] = {}
        self._gather(model, ())

    def groups(self, *classes: type) -> list[tuple[tuple, Any]]:
        """Path and group of every group of one of these classes, the document itself included."""
        found = self._found.get(classes)
        if found is None:
            found = self._found[classes] = self.groups_that(lambda cls: issubclass(cls, classes))
        return found

    def groups_that(self, fit: Callable[[type], Any]) -> list[tuple[tuple, Any]]:
        """Path and group of every group whose class fits."""
        return [pair for cls, pairs in self._groups.items() if fit(cls) for pair in pairs]

    def leaves(self, *names: str) -> list[Value]:
        """Path, field and value of every leaf of these types, all of LOOKED_THROUGH (a stated gap in its
        place is a group).
        """
        return [value for name in names for value in self._leaves[name]]

    def _gather(self, model: BaseModel, path: tuple) -> None:
        self._groups[type(model)].append((path, model))
        specs, leaves = _specs(type(model)), self._leaves
        for name, value in model.__dict__.items():
            # By identity: to compare a group with anything by value is dear. There is only one empty tuple.
            if value is None or value is _NOTHING:
                continue
            spec, key, leaf = specs[name]
            kind = type(value)
            if kind is NotPublished:
                self.gaps.append((path + key, spec, value))
            elif leaf and kind is not Redacted:
                if leaf not in leaves:
                    continue
                here = path + key
                if type(value) is tuple:
                    leaves[leaf] += [((*here, number), spec, one) for number, one in enumerate(value)]
                else:
                    leaves[leaf].append((here, spec, value))
                continue
            here = path + key
            if type(value) is tuple:
                for number, one in enumerate(value):
                    self._gather(one, (*here, number))
            else:
                self._gather(value, here)


@cache
def _specs(model: type[BaseModel]) -> dict[str, tuple[FieldSpec, tuple[str], str]]:
    """Each field of a model with what it adds to a path, and the name of its leaf type ("" for a group)."""
    return {spec.name: (spec, (spec.key,), spec.leaf.name if spec.leaf else "") for spec in fields(model)}


T = TypeVar("T")


@dataclass(frozen=True)
class Finding:
    """What a rule found: in which document, at which path (see `Document.at`) or `position`, and what to say."""

    document: Document
    path: tuple
    message: str
    fix: str = ""
    severity: Severity = Severity.error
    of_key: bool = False
    position: Position | None = None

    def diagnostic(self, rule: str) -> Diagnostic:
        """The finding as a diagnostic of the rule that is called `rule`."""
        at = self.position or self.document.at(self.path, of_key=self.of_key)
        return Diagnostic(at, rule, self.message, self.fix, self.severity)


class RuleContext:
    """Everything that documents may point at, and the settings, which decide what is right for them."""

    def __init__(self, content: Content):
        self.content = content
        self._known: dict[Callable, object] = {}

    def once(self, make: Callable[[Content], T]) -> T:
        """What `make` gives for all of it, worked out once for all documents that are looked at with it."""
        if make not in self._known:
            self._known[make] = make(self.content)
        return self._known[make]


class CheckContext:
    """What the rules look at: the content, what is `around` it (it itself, if nothing is said), the day, the
    editions so far (oldest first), the paths of all files, those that could not be read included, and
    everything that each document says. `used` are the waivers that documents needed which were looked at
    before.
    """

    def __init__(
        self,
        content: Content,
        today: date,
        editions: Sequence[PublishedEdition] = (),
        files: Collection[str] = (),
        *,
        around: RuleContext | None = None,
        used: Collection[int] = (),
    ):
        self.content = content
        self.around = around or RuleContext(content)
        self.today = today
        self.editions = editions
        self.files = files
        self.used = used
        self._gathered: dict[str, FieldIndex] = {}

    def of(self, document: Document) -> FieldIndex:
        """Everything that a document says, gathered once for all rules."""
        path = document.source.path
        if path not in self._gathered:
            self._gathered[path] = FieldIndex(document.model)
        return self._gathered[path]

    @cached_property
    def private(self) -> Search:
        """What looks like personal data, anywhere in the files."""
        return search(self.content, self.around.content.settings)

    @cached_property
    def in_force(self) -> list[Document[Plan]]:
        """The plans that are not withdrawn. Nobody needs to look after the others any more."""
        return [plan for plan in self.content.plans if plan.model.withdrawn is None]

    @cached_property
    def running(self) -> list[Document[Plan]]:
        """The plans in force whose time has not run out: one that has ended owes no reviews, meetings or
        news.
        """
        return [plan for plan in self.in_force if ended(plan.model, self.today) is None]


Rule = Callable[[CheckContext], Iterator[Finding]]
