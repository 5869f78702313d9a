"""The search for personal data: every text of every document, once, with what the council calls official
taken off, and what it waives.
"""

import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ..content.documents import Content, Document
from ..model.council import Council
from ..model.fields import iter_fields
from ..model.guide import Guide
from ..model.place import AssetKind
from ..model.plan import Plan
from ..model.settings import Settings, Waiver
from ..model.suggestion import Suggestion
from ..source.diagnostic import Position
from ..source.files import line_and_column
from .pii_addresses import homes, homes_by_postcode, house_numbers, named_homes
from .pii_contacts import emails, phones
from .pii_matches import OfficialContacts, PiiMatch
from .pii_numbers import accounts, cards_and_health, ibans, insurance, named_insurance
from .pii_persons import births, vehicles

_URL = re.compile(r"https?://[^\s<>\"]+")
# A text by the kinds of its characters: A for a capital, a for a small letter, 0 for a digit. Most texts hold
# nothing private, and a form can be looked for in the shape of a text a hundred times faster than the
# patterns can be tried on the text.
_KINDS = {**dict.fromkeys("[{", "("), **dict.fromkeys("]}", ")"), "\u00a0": " "}
_SHAPE = bytes(
    ord("0" if c in string.digits else "A" if c.isupper() else "a" if c.islower() else _KINDS.get(c, c))
    for c in map(chr, range(256))
)
_BETWEEN = b" ()-?\n\t"
# Small letters with a digit right behind them, (at), and words. Each pattern starts with its rarest sign,
# which is found ten times faster.
_JOINED = re.compile(rb"0(?<=a0)")
_AT_IN_BRACKETS = re.compile(rb"\((?:aa|AA)\)")
_OF_BIRTH = re.compile(rb"b(?:orn|irth|(?<=dob)|(?<=o\.b))")
_LIVES_AT = re.compile(rb"v(?:es?|ing) at")
# Ten digits and more in the shape of a text, with what may stand between those of one number. The first digit
# of a group is tried only.
_MANY_DIGITS = re.compile(rb"0(?<!00)(?:[ ()./?\n\t-]*+0){9,}+")
_PUBLIC_ASSETS = (AssetKind.building, AssetKind.green_space, AssetKind.business)


@dataclass(frozen=True)
class PiiFindings:
    """Something in a document that looks like a person's own data."""

    document: Document
    found: PiiMatch
    position: Position


@dataclass(frozen=True)
class Search:
    """What was found and is not waived, and the waivers that something needed (by their number in the
    settings).
    """

    private: tuple[PiiFindings, ...]
    used: frozenset[int]


def search(content: Content, settings: Document[Settings] | None) -> Search:
    """Look through the council's facts, the plans, the guides, the suggestions and the reports: fields,
    remarks and texts alike.
    """
    official = OfficialContacts(settings.model if settings else None)
    waivers = list(enumerate(settings.model.waivers)) if settings else []
    used: set[int] = set()
    kept = []
    for document in (
        *(one for one in (content.council, content.streets) if one),
        *content.plans,
        *content.guides,
        *content.suggestions,
        *content.reports,
    ):
        for text, line in ((document.source.content, 1), (document.body, document.body_line)):
            for found in find(text, official) if text else ():
                said = text[found.start : found.end]
                if _is_public(document, found, said) or _is_hint(text, found, said):
                    continue
                fitting = {
                    number
                    for number, waiver in waivers
                    if _waives(waiver, document.source.path, found.rule, said)
                }
                used |= fitting
                if not fitting:
                    kept.append(
                        PiiFindings(document, found, _position(document.source.path, text, line, found))
                    )
    return Search(tuple(kept), frozenset(used))


def find(text: str, official: OfficialContacts) -> list[PiiMatch]:
    """What looks like personal data in a text, in the order in which it stands there."""
    kept: list[PiiMatch] = []
    for one in sorted(_candidates(text, official), key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _candidates(whole: str, official: OfficialContacts) -> Iterator[PiiMatch]:
    """All that any pattern finds. Digits in a web address do not count."""
    text = _without_addresses(whole)
    plain = text.encode("latin-1", "replace")  # One byte for each character, so that places are the same.
    shape, lower = plain.translate(_SHAPE), plain.lower()
    packed = shape.translate(None, _BETWEEN)
    joined = _JOINED.search(shape) is not None
    numbered = b"AA00" in packed

    in_words = _AT_IN_BRACKETS.search(shape) is not None or b" dot " in lower
    if in_words or "@" in whole:
        yield from emails(whole, official, in_words=in_words)
    if b"0000000000" in packed or b"000.000" in shape or b"000/000" in shape:
        for stretch in _long_numbers(shape):
            yield from phones(text, official, *stretch)
            yield from cards_and_health(text, *stretch)
    if b"00000000" in shape or b"account n" in lower or b"sort" in lower:
        yield from accounts(text)
    if numbered:
        yield from ibans(text)
        yield from insurance(text)
    if numbered or joined or b"insurance" in lower:
        yield from named_insurance(text)
    if numbered or joined or b"0AAA" in packed:
        yield from vehicles(text)
    if _OF_BIRTH.search(lower):
        yield from births(text)
    if joined or b"0AA" in packed:
        yield from homes_by_postcode(text)
    if b"0A" in packed or b"0,A" in packed or b"0aA" in packed or b"0a,A" in packed:
        yield from homes(text, house_numbers(shape))
    if _LIVES_AT.search(lower) or b"home address" in lower:
        yield from named_homes(text)


def _without_addresses(whole: str) -> str:
    """The text with a bar for each sign of a web address. They are few, and to find their beginnings is
    quicker than any pattern.
    """
    pieces, end, at = [], 0, whole.find("http")
    while at >= 0:
        found = _URL.match(whole, at)
        if found:
            pieces += [whole[end:at], "|" * (found.end() - at)]
            end = found.end()
        at = whole.find("http", found.end() if found else at + 4)
    return "".join([*pieces, whole[end:]]) if pieces else whole


def _long_numbers(shape: bytes) -> list[tuple[int, int]]:
    """The stretches of a text that are worth looking through for a long number, each with the signs beside it
    that matter.
    """
    if b"+" in shape:  # With the code of its country, a number may have fewer digits.
        return [(0, len(shape))]
    return [(max(0, match.start() - 2), match.end() + 3) for match in _MANY_DIGITS.finditer(shape)]


def _position(path: str, text: str, line: int, found: PiiMatch) -> Position:
    """Where it stands in the file; `line` is the first line of the text."""
    start, end = line_and_column(text, found.start), line_and_column(text, found.end)
    return Position(path, line + start[0] - 1, start[1], line + end[0] - 1, end[1])


def _waives(waiver: Waiver, path: str, rule: str, said: str) -> bool:
    return (waiver.path, waiver.rule) == (path, rule) and (
        waiver.text is None or _squeezed(said) in _squeezed(waiver.text)
    )


def _is_public(document: Document, found: PiiMatch, said: str) -> bool:
    """Whether it is the address of a building, a green space or a business under `assets`, which is there to
    be found.
    """
    assets = getattr(document.model, "assets", ())
    if found.rule != "home-address" or not isinstance(assets, tuple):
        return False
    return any(
        _squeezed(said) in _squeezed(asset.address or "") for asset in assets if asset.kind in _PUBLIC_ASSETS
    )


def _is_hint(text: str, found: PiiMatch, said: str) -> bool:
    """Whether it is an example of the template in a remark, as in a new plan."""
    line = text[text.rfind("\n", 0, found.start) + 1 : found.start]
    return line.lstrip().startswith("#") and said in _examples()


@cache
def _examples() -> frozenset[str]:
    return frozenset(
        e
        for model in (Plan, Guide, Council, Settings, Suggestion)
        for _, field in iter_fields(model)
        for e in field.examples
        if field.leaf and field.leaf.name in ("email", "phone")
    )


def _squeezed(text: str) -> str:
    return " ".join(text.split()).casefold()
