"""Codecs: how the result of each kind of task is stored, and what comes back.

Pages and files stay on disk until somebody reads them: a site with forty editions need not stand in memory as
a whole.
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
# Round an exact number, which JSON would make inexact. No text can hold these characters.
_EXACT = ("\0<", ">\0")


class StoredPage(Page):
    """A page whose body and headings stay on disk until they are read."""

    body = lazy_attribute(StoredBytes, lambda stored: Markup(stored.read().decode()))
    headings = lazy_attribute(
        StoredBytes, lambda stored: tuple(Heading(*one) for one in json.loads(stored.read()))
    )

    def __reduce__(self) -> tuple[Callable[[], Page], tuple[()]]:
        """Another process may have no such disk: the page goes with its words."""
        return partial(Page, **{one.name: getattr(self, one.name) for one in fields(Page)}), ()


class StoredFile(SiteFile):
    """A file whose content stays on disk until it is read."""

    content = lazy_attribute(StoredBytes, StoredBytes.read)

    def __reduce__(self) -> tuple[type[SiteFile], tuple[str, bytes]]:
        """As for a page."""
        return SiteFile, (self.address, self.content)


def content_hash(one: Page | SiteFile) -> str:
    """The SHA-256 of what a page or a file holds; of a stored one without reading it."""
    held = _held(one)
    return held.check if isinstance(held, StoredBytes) else sha256(_content(one))


def least_size(one: Page | SiteFile) -> int:
    """How many bytes that takes at least, known in the same way."""
    held = _held(one)
    return held.size if isinstance(held, StoredBytes) else len(held)


def _held(one: Page | SiteFile) -> StoredBytes | Markup | bytes:
    held: StoredBytes | Markup | bytes = one.__dict__["body" if isinstance(one, Page) else "content"]
    return held


def _content(one: Page | SiteFile) -> bytes:
    return one.body.encode() if isinstance(one, Page) else one.content


def encode_pages(made: list[Page | SiteFile]) -> Encoded | None:
    """Pages and files, two parts for a page and one for a file; None where one has half a character in it,
    which cannot be stored.
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
    """The pages and files of an entry; nothing of their content is read yet."""
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
    """What a YAML text says, only where nothing is wrong with it: a problem needs its place, for which the
    text is read again.
    """
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
    """The values, which go through the model like those just read."""
    value, lines = json.loads(entry.parts[0].read(), parse_float=Decimal)
    return Loaded(value, lines=lines)


def _exact(value: object) -> str:
    if not isinstance(value, Decimal):
        raise TypeError
    return str(value).join(_EXACT)


def encode_findings(found: PlanFindings | None) -> Encoded:
    """What rules found in a plan alone."""
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
    """The same, as values."""
    if entry.header is None:
        return None
    rows = entry.header["diagnostics"]
    found = [
        Diagnostic(Position(*at), rule, message, fix, Severity(severity))
        for *at, rule, message, fix, severity in rows
    ]
    return PlanFindings(found, frozenset(entry.header["used"]))


def encode_values(values: Any) -> Encoded:
    """Plain values."""
    return values, []


def decode_values(entry: StoreEntry) -> Any:
    """The same; lists come back as lists."""
    return entry.header


def encode_bytes(data: bytes | str) -> Encoded | None:
    """A file; None for a sentence that says why there is none."""
    return (None, [data]) if isinstance(data, bytes) else None


def decode_bytes(entry: StoreEntry) -> bytes:
    """The file."""
    return entry.parts[0].read()


@dataclass(frozen=True)
class Codec:
    """How one kind of result is stored: `encode` gives None for a result that is not stored."""

    encode: Callable[[Any], Encoded | None]
    decode: Callable[[StoreEntry], Any]


CODECS: dict[str, Codec] = {
    "pages": Codec(encode_pages, decode_pages),
    "text": Codec(encode_text, decode_text),
    "findings": Codec(encode_findings, decode_findings),
    "values": Codec(encode_values, decode_values),
    "bytes": Codec(encode_bytes, decode_bytes),
}
