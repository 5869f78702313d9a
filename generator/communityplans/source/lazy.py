"""A value that lies somewhere until somebody asks for it."""

from collections.abc import Callable
from typing import Any


class lazy_attribute:
    """A field whose value is made when somebody asks for it: by `read`, of what was `kept` in its place.

    Any other value is given as it is.
    """

    def __init__(self, kept: type, read: Callable[[Any], Any]):
        self.kept, self.read = kept, read

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, one: Any, owner: type) -> Any:
        held = one.__dict__[self.name]
        return self.read(held) if isinstance(held, self.kept) else held

    def __set__(self, one: Any, value: Any) -> None:
        one.__dict__[self.name] = value
