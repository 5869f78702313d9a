"""Codecs: how the result of each kind of task is written to the store, and read from it.

The content of pages and files is loaded lazily: a site with forty editions need not be in memory as a whole.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import partial
from typing import Any

from markupsafe import Markup

from ..rules import PlanFindings
from ..site.page import Heading, Page, SiteFile
from ..source.diagnostic import Diagnostic, Position, Severity
from ..source.lazy import lazy_attribute
from ..source.yaml import Loaded
from .store import StoredBytes, StoreEntry, sha256

Encoded = tuple[Any, list[bytes]]
_HEADER = tuple(one.name for one in fields(Page) if one.name not in ("body", "headings"))
# Enclose a Decimal in JSON, which has only binary fractions. No text can contain these characters.
_EXACT = ("\0<", ">\0")


class StoredPage(Page):
    """A page whose body and headings are read from the store on first access."""

    body = lazy_attribute(StoredBytes, lambda stored: Markup(stored.read().decode()))
    headings = lazy_attribute(
        StoredBytes, lambda stored: tuple(Heading(*one) for one in json.loads(stored.read()))
    )

    def __reduce__(self) -> tuple[Callable[[], Page], tuple[()]]:
        """Pickle the page with its content: another machine has no such store."""
        return partial(Page, **{one.name: getattr(self, one.name) for one in fields(Page)}), ()


class StoredFile(SiteFile):
    """A file whose content is read from the store on first access."""

    content = lazy_attribute(StoredBytes, StoredBytes.read)

    def __reduce__(self) -> tuple[type[SiteFile], tuple[str, bytes]]:
        """Pickle the file with its content: another machine has no such store."""
        return SiteFile, (self.address, self.content)


def content_hash(one: Page | SiteFile) -> str:
    """The SHA-256 of the content of a page or a file; a stored one is not read for it."""
    held = _held(one)
    return held.check if isinstance(held, StoredBytes) else sha256(_content(one))


def least_size(one: Page | SiteFile) -> int:
    """The least number of bytes of the content; a stored one is not read for it."""
    held = _held(one)
    return held.size if isinstance(held, StoredBytes) else len(held)


def _held(one: Page | SiteFile) -> StoredBytes | Markup | bytes:
    held: StoredBytes | Markup | bytes = one.__dict__["body" if isinstance(one, Page) else "content"]
    return held


def _content(one: Page | SiteFile) -> bytes:
    return one.body.encode() if isinstance(one, Page) else one.content


def encode_pages(made: list[Page | SiteFile]) -> Encoded | None:
    """Encode pages (two parts each) and files (one part each); None if a text has a lone surrogate, which
    UTF-8 cannot encode.
    """
    header: list[dict[str, Any]] = []
    parts: list[bytes] = []
    try:
        for one in made:
            parts.append(_content(one))
            if isinstance(one, Page):
                header.append({name: getattr(one, name) for name in _HEADER})
                parts.append(
                    json.dumps(
                        [(h.level, h.id, h.text) for h in one.headings], separators=(",", ":")
                    ).encode()
                )
            else:
                header.append({"address": one.address})
    except UnicodeError:
        return None
    return header, parts


def decode_pages(entry: StoreEntry) -> list[Page | SiteFile]:
    """The pages and files of an entry; their content is read on first access."""
    # Any: the lazy attributes of the two classes take stored bytes in place of what these hold.
    parts: Iterator[Any] = iter(entry.parts)
    items: list[Page | SiteFile] = []
    for about in entry.header:
        if "kind" in about:
            items.append(StoredPage(body=next(parts), headings=next(parts), **about))
        else:
            items.append(StoredFile(content=next(parts), **about))
    return items


def encode_text(loaded: Loaded) -> Encoded | None:
    """Encode a parsed YAML text; None if it has diagnostics, whose positions are found by parsing it again."""
    if loaded.diagnostics:
        return None
    try:
        text = json.dumps(
            [loaded.value, loaded.lines], ensure_ascii=False, separators=(",", ":"), default=_exact
        )
        return None, [text.replace('"\\u0000<', "").replace('>\\u0000"', "").encode()]
    except (UnicodeError, ValueError, TypeError):
        return None


def decode_text(entry: StoreEntry) -> Loaded:
    """The parsed values, which are validated by the model like those just parsed."""
    value, lines = json.loads(entry.parts[0].read(), parse_float=Decimal)
    return Loaded(value, lines=lines)


def _exact(value: object) -> str:
    if not isinstance(value, Decimal):
        raise TypeError
    return str(value).join(_EXACT)


def encode_findings(found: PlanFindings | None) -> Encoded:
    """Encode the findings of the rules in a single plan."""
    if found is None:
        return None, []
    return {
        "used": sorted(found.used),
        "diagnostics": [_row(one, one.position) for one in found.diagnostics],
    }, []


def _row(one: Diagnostic, at: Position) -> list[Any]:
    return [
        at.path,
        at.line,
        at.column,
        at.end_line,
        at.end_column,
        one.rule,
        one.message,
        one.fix,
        one.severity,
    ]


def decode_findings(entry: StoreEntry) -> PlanFindings | None:
    """The findings of an entry."""
    if entry.header is None:
        return None
    rows = entry.header["diagnostics"]
    found = [
        Diagnostic(Position(*at), rule, message, fix, Severity(severity))
        for *at, rule, message, fix, severity in rows
    ]
    return PlanFindings(found, frozenset(entry.header["used"]))


def encode_values(values: Any) -> Encoded:
    """Encode plain JSON values."""
    return values, []


def decode_values(entry: StoreEntry) -> Any:
    """The plain values of an entry; tuples come back as lists."""
    return entry.header


def encode_bytes(data: bytes | str) -> Encoded | None:
    """Encode the bytes of a file; None for a text that says why there is no file."""
    return (None, [data]) if isinstance(data, bytes) else None


def decode_bytes(entry: StoreEntry) -> bytes:
    """The bytes of an entry."""
    return entry.parts[0].read()


@dataclass(frozen=True)
class Codec:
    """Encodes and decodes one kind of result; `encode` returns None for a result that is not stored."""

    encode: Callable[[Any], Encoded | None]
    decode: Callable[[StoreEntry], Any]


CODECS: dict[str, Codec] = {
    "pages": Codec(encode_pages, decode_pages),
    "text": Codec(encode_text, decode_text),
    "findings": Codec(encode_findings, decode_findings),
    "values": Codec(encode_values, decode_values),
    "bytes": Codec(encode_bytes, decode_bytes),
}
