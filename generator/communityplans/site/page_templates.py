"""Fast rendering of many similar pages: a template is rendered once for each combination of its conditions,
with marks for the values, and then filled by joining strings, like the page shell.

Rendering a template takes half a millisecond, and a large council has thousands of tables that differ only in
their title and rows.
"""

import re
from collections.abc import Hashable, Mapping
from typing import Any

from markupsafe import Markup, escape

from .render import render
from .tasks import task_key

# Marks the place of a value. No text can contain these characters, and they are not escaped.
_MARK = "\0{}\0"
_CUT = re.compile(_MARK.format(r"(\w+)"))


class PageTemplates:
    """The rendered forms of a template. `shared` are the values that all pages share; `key` is their hash."""

    def __init__(self, template: str, shared: Mapping[str, object]):
        self._template, self._shared = template, shared
        self.key = task_key(template, sorted(shared.items()))
        self._known: dict[tuple[Any, ...], list[str]] = {}

    def fill(
        self, words: Mapping[str, str], html: Mapping[str, str], shape: Mapping[str, Hashable]
    ) -> Markup:
        """Render the template with some values.

        Args:
            words: Texts, which are escaped. The template may test only whether they are empty.
            html: Safe HTML. The template may test only whether it is empty.
            shape: Values that the template may use freely; it is rendered once for each combination.
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
