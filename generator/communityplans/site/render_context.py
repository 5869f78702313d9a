"""The render context: the shown content, its edition, and the past editions."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from ..content.documents import Content
from ..editions.edition_list import PublishedEdition
from ..model.settings import PreElection
from .change_summary import CouncilStep, council_steps
from .document_history import DocumentHistory, histories_of_guides, histories_of_plans
from .tasks import Run, run_now

T = TypeVar("T")


@dataclass(frozen=True)
class RenderContext:
    """The input of all pages.

    `edition` is the newest that is due (None before the first); `editions` are all that are due, oldest
    first. With `draft` the content is that of the working files. `period` is the pre-election period of the
    day, if any. `working` is always the content of the working files, to which source links lead. `run` runs
    tasks, or takes their results from the store; a pickled copy runs them one by one.
    """

    content: Content
    edition: PublishedEdition | None = None
    editions: tuple[PublishedEdition, ...] = field(default=())
    draft: bool = True
    period: PreElection | None = None
    working: Content | None = None
    run: Run = field(default=run_now, repr=False, compare=False)
    _known: dict[object, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__ | {"run": run_now, "_known": {}}

    def once(self, name: object, make: Callable[[], T]) -> T:
        """The result of `make`, computed once and cached under `name`."""
        if name not in self._known:
            self._known[name] = make()
        value: T = self._known[name]
        return value

    @cached_property
    def pasts(self) -> dict[str, DocumentHistory]:
        """The history of each plan by its short name; empty before the first edition."""
        return (
            histories_of_plans(self.editions, self.content.plans, self.run, self.content.withheld)
            if self.editions
            else {}
        )

    @cached_property
    def council_steps(self) -> dict[str, CouncilStep]:
        """The changes of the council's own file, by the id of the edition."""
        return council_steps(self.editions, self.run, self.content.withheld) if self.editions else {}

    @cached_property
    def guide_pasts(self) -> dict[str, DocumentHistory]:
        """The history of each guide page by its address; empty before the first edition."""
        return (
            histories_of_guides(self.editions, self.content.guides, self.run, self.content.withheld)
            if self.editions
            else {}
        )
