"""What is shown: which content, as of which edition, and what came before it."""

from dataclasses import dataclass, field

from ..content.documents import Content
from ..history.editions import Edition


@dataclass(frozen=True)
class Showing:
    """The content that the pages are made of. `edition` is the newest that is due (None while nothing is published);
    `editions` are all that are due, oldest first. With `draft` the content is that of the working files.
    """

    content: Content
    edition: Edition | None = None
    editions: tuple[Edition, ...] = field(default=())
    draft: bool = True
