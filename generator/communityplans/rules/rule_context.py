"""What a rule is: a small function over everything that was read, and the findings it yields."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from ..content.documents import Content, Document
from ..derived.review_dates import ended
from ..editions.edition_list import PublishedEdition
from ..model.field_index import FieldIndex
from ..model.plan import Plan
from ..source.diagnostic import Diagnostic, Position, Severity
from .pii import Search, search

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
