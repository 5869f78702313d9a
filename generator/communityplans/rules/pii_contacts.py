"""E-mail addresses and telephone numbers in a text, however they are written."""

import re
from collections.abc import Iterator
from itertools import chain

from .pii_matches import OfficialContacts, PiiMatch, home_form
from .pii_numbers import is_called_something_else

_AT = re.compile("@")
_AT_IN_WORDS = re.compile(r"\s?[\[({](?:at|AT|@)[\])}]\s?| at (?=[\w-]+ dot )")
# A name that begins behind another sign of a name, or behind its point, ends as that one does: it need not be
# tried.
_NAME = re.compile(r"(?<![\w+%'-])(?<![\w+%'-]\.)[\w+%'-]++(?:\.[\w+%'-]++)*+\Z")
_DOT = r"(?:\.|\s?[\[({](?:dot|DOT)[\])}]\s?| dot )"
_DOMAIN = re.compile(rf"[\w-]+(?:{_DOT}[\w-]+)*{_DOT}[^\W\d_][\w-]*")
_IS_DOT = re.compile(_DOT)
_LONGEST_NAME = 64

_GAP = r"(?:[ \t\u00a0\u2009\u202f()./\u2010-\u2013-]{0,3}|\n[ \t]*)"
_NOT_INSIDE = r"(?<![\w.+/=-].)"
_REST = rf"[127](?:(?:{_GAP}\d){{9}}|(?<=01)(?:{_GAP}\d){{8}})"
_PHONE = re.compile(
    rf"(?:\+{_NOT_INSIDE}(?:44{_GAP}(?:\(0\){_GAP})?{_REST}|(?!44)[1-9]\d{{0,2}}(?:["
    r" \u00a0()-]{0,2}\d){7,11})"
    rf"|\({_NOT_INSIDE}(?:0{_REST}|\+44\){_GAP}(?:\(0\){_GAP})?{_REST})"
    rf"|0{_NOT_INSIDE}(?:044{_GAP}(?:\(0\){_GAP})?)?{_REST})(?![\d/])(?![a-wyzA-WYZ_])",
    re.DOTALL,
)
# How a number within the country begins: with at least three digits together, or as `07 700 900 123`.
_BEGINS = re.compile(r"\(?0\d{2}|07 \d{3} \d{3} \d{3}\Z")


def emails(text: str, official: OfficialContacts, *, in_words: bool) -> Iterator[PiiMatch]:
    """Every e-mail address whose domain is not official; with `in_words`, also one written as `jo (at)
    example dot org`.
    """
    for sign in chain(_AT.finditer(text), _AT_IN_WORDS.finditer(text) if in_words else ()):
        begin = max(0, sign.start() - _LONGEST_NAME)
        name = _NAME.search(text[begin : sign.start()])
        place = name and _DOMAIN.match(text, sign.end())
        if not place or (name[0] == "git" and text[place.end() : place.end() + 1] == ":"):
            continue
        domain = _IS_DOT.sub(".", place[0]).lower()
        if not official.domain(domain):
            yield PiiMatch("private-email", begin + name.start(), place.end(), domain)


def phones(text: str, official: OfficialContacts, start: int, end: int) -> Iterator[PiiMatch]:
    """Every mobile, landline and foreign number in a stretch of a text that is not official. 03, 08 and 09
    numbers are nobody's home.
    """
    for match in _PHONE.finditer(text, start, end):
        digits = home_form(match[0])
        begins = match[0].startswith(("+", "00")) or _BEGINS.match(match[0])
        if begins and not official.number(digits) and not is_called_something_else(text, match.start()):
            opened = match[0][0] == "(" and ")" not in match[0]
            yield PiiMatch("private-phone", match.start() + opened, match.end())
