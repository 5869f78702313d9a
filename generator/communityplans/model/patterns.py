"""The ways in which a leaf may be written, as one regular expression each, for forms that check while
somebody types.

They are put together from the patterns that the model itself reads with. They never refuse what the model
takes (a test says so); what only the model can tell, such as a day that no month has, is left to `plans
check`.
"""

import re

from . import dates, days, money, types

_LETTER = re.compile(r"(\\.)|([A-Za-z])")
_SPACE = " +"


def _bare(pattern: re.Pattern) -> str:
    """A pattern without its end, whatever its capitals, and patient with spaces."""
    text = pattern.pattern.removesuffix(r"\Z")
    if pattern.flags & re.IGNORECASE:
        text = _either_case(text)
    return "(?:" + text.replace(r"\Z", "$").replace(" ", _SPACE) + ")"


def _either_case(text: str) -> str:
    """`March` as `[mM][aA]...`, because a form cannot be told to overlook capitals."""
    return _LETTER.sub(lambda found: found[1] or f"[{found[2].lower()}{found[2].upper()}]", text)


def _when() -> str:
    plain = "|".join(
        map(
            _bare,
            (
                days.ISO,
                dates._ISO_MONTH,
                dates._YEAR,
                dates._FINANCIAL,
                dates._WINTER,
                dates._QUARTER,
                dates._SEASON,
                dates._MONTH,
                days.DAY,
            ),
        )
    )
    part = f"(?:{_either_case('(?:early|mid|late|end of|start of)').replace(' ', _SPACE)}[ -]+)?(?:{plain})"
    month = _either_case(f"(?:{days.ANY_MONTH})")
    span = rf"(?:{part}|(?:{part}|{month})\s+(?:{_either_case('to|until')}|–|-)\s+{part})"
    by = _either_case("(?:by|before|until|since|from|after)(?: the)?").replace(" ", _SPACE)
    whole = rf"(?:{by} +)?(?:{by} +)?{span}(?:\s+(?:{_either_case('to|until')}|–|-)\s+{part})?"
    words = _either_case("ongoing|continuing")
    return rf"^\s*(?:{_bare(dates._BRACKETS)}|{words}|{whole})\s*$"


def _money() -> str:
    return rf"^\s*(?:{'|'.join(map(_bare, (money._BRACKETS, money._EXACT, money._KIND, money._RANGE)))})\s*$"


PATTERNS: dict[str, str] = {
    "when": _when(),
    "money": _money(),
    "url": rf"^\s*{_bare(types._URL)}\s*$",
    "email": rf"^\s*{_bare(types._EMAIL)}\s*$",
    "phone": rf"^\s*{_bare(types._PHONE)}\s*$",
    "day": r"^\s*\d{4}-\d{1,2}-\d{1,2}\s*$",
    "id": types._ID,
}
