"""Extracts the messages to translate into `locale/communityplans.pot`: every text that a page can show, from
the templates, the program and the model.

Templates are read with Babel and Jinja's own extractor. Python is read from its syntax tree, because Babel
does not see calls inside f-strings. The titles, descriptions and choices of fields come from the model
itself. Run as a program (`make words`) it writes the file; a test fails when the file is out of date.
"""

import ast
from collections.abc import Iterator
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import write_po
from pydantic import BaseModel

from ..i18n import LOCALES
from ..model.fields import docstring_summary, fields
from ..model.types import NoneKnown, NotPublished
from .field_reference import FILES, reference_parts
from .open_data_schema import shapes
from .table_columns import SHEETS

PATH = LOCALES / "communityplans.pot"
PACKAGE = LOCALES.parent
_ONE, _MANY = {"_", "N_", "gettext"}, {"ngettext", "NN_"}
_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}
_HEAD = (
    "# Every word of the program. Made by `make words`; do not edit it. A language is a copy of it, with its"
    " words: locale/<language>/LC_MESSAGES/communityplans.po\n"
)


def template() -> bytes:
    """The content of the .pot file."""
    catalog = Catalog(fuzzy=False)
    for id, place in sorted(
        _everything(), key=lambda pair: (pair[1], pair[0] if isinstance(pair[0], str) else pair[0][0])
    ):
        catalog.add(id, locations=[(place, 1)])
    made = BytesIO()
    write_po(made, catalog, omit_header=True, include_lineno=False, width=0)
    return _HEAD.encode() + b"\n" + made.getvalue()


def _everything() -> Iterator[tuple[str | tuple[str, str], str]]:
    """Each text (with its plural, if it has one), and the file it is in."""
    for path in (*PACKAGE.glob("site/templates/*.jinja"), *PACKAGE.glob("site/theme/**/*.html")):
        with path.open("rb") as file:
            for _line, id, _comments, _context in extract(
                "jinja2",
                file,
                _KEYWORDS,
                options={"encoding": "utf-8", "trim_blocks": "true", "lstrip_blocks": "true"},
            ):
                # Babel gives a tuple for a text with a plural: the two forms.
                text = id if isinstance(id, str) else (id[0], id[1])
                yield text, path.relative_to(PACKAGE).as_posix()
    for path in PACKAGE.rglob("*.py"):
        for id in marked(path.read_text(encoding="utf-8")):
            yield id, path.relative_to(PACKAGE).as_posix()
    yield from ((id, "model") for id in _of_the_model() if id)
    yield from ((id, "data") for id in _of_the_data() if id)


def marked(source: str) -> Iterator[str | tuple[str, str]]:
    """The messages in a Python source: the literal arguments of the translation functions."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _ONE | _MANY:
            texts = [
                one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)
            ]
            if node.func.id in _ONE and texts:
                yield texts[0]
            elif len(texts) > 1:
                yield texts[0], texts[1]


def _of_the_model() -> Iterator[str]:
    """The names of the model's groups, fields and choices."""
    parts: list[type[BaseModel]] = []
    for _path, model, _title in FILES:
        parts += [*reference_parts(model), NotPublished, NoneKnown]
    for part in dict.fromkeys(parts):
        yield from (part.__name__, docstring_summary(part))
        for field in fields(part):
            yield from (field.titled, field.described, field.awaited, field.reference_target)
            yield from (choice.english for choice in field.choices or ())


def _of_the_data() -> Iterator[str]:
    """The names of columns, groups and fields in the published tables and files."""
    for _name, title, _address, columns in SHEETS:
        yield from (title, *(column.meaning for column in columns))
    for shape in shapes():
        yield docstring_summary(shape)
        for name, info in shape.model_fields.items():
            yield from (info.title or name, info.description or "")


if __name__ == "__main__":
    PATH.parent.mkdir(parents=True, exist_ok=True)
    PATH.write_bytes(template())
