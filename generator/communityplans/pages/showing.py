"""What is shown: which content, as of which edition, and what came before it."""

from dataclasses import dataclass, field
from functools import cached_property

from ..content.documents import Content
from ..history.editions import Edition
from .past import Past, pasts_of


@dataclass(frozen=True)
class Showing:
    """The content that the pages are made of. `edition` is the newest that is due (None while nothing is published);
    `editions` are all that are due, oldest first. With `draft` the content is that of the working files. `working` is always
    theirs: links to the source lead there.
    """

    content: Content
    edition: Edition | None = None
    editions: tuple[Edition, ...] = field(default=())
    draft: bool = True
    working: Content | None = None

    @cached_property
    def pasts(self) -> dict[str, Past]:
        """The past of each plan by its address, compared once for pages and feeds; nothing while nothing is published."""
        return pasts_of(self.editions, self.content.plans) if self.editions else {}
