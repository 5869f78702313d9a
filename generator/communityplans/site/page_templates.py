"""Frames: what pages of one kind have round the words in which they differ, rendered once for each shape and
filled by joining, as the theme's shell is.

A template takes half a millisecond, and a large council has thousands of tables that differ in their title
and their rows.
"""

import re
from collections.abc import Hashable, Mapping
from typing import Any

from markupsafe import Markup, escape

from .render import render
from .tasks import task_key

# Stands for a value. No text of ours can hold these characters, and nothing escapes them.
_MARK = "\0{}\0"
_CUT = re.compile(_MARK.format(r"(\w+)"))


class PageTemplates:
    """The frames of a template.

    `shared` are the values that are the same in all of them; `key` names these.
    """

    def __init__(self, template: str, shared: Mapping[str, object]):
        self._template, self._shared = template, shared
        self.key = task_key(template, sorted(shared.items()))
        self._known: dict[tuple[Any, ...], list[str]] = {}

    def fill(
        self, words: Mapping[str, str], html: Mapping[str, str], shape: Mapping[str, Hashable]
    ) -> Markup:
        """The HTML for some values.

        Of `words`, which are escaped, and of `html`, which is safe already, the template may ask only whether
        they are empty.
        """
        given = {name: escape(value) for name, value in words.items() if value} | {
            name: value for name, value in html.items() if value
        }
        key = (frozenset(given), *shape.items())
        if key not in self._known:
            marks = {name: Markup(_MARK.format(name)) if name in given else "" for name in (*words, *html)}
            self._known[key] = _CUT.split(render(self._template, **self._shared, **shape, **marks))
        return Markup(
            "".join(given[piece] if number % 2 else piece for number, piece in enumerate(self._known[key]))
        )
