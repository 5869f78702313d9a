"""Numbers that belong to one person, known by their form and their check digits: insurance, health, bank and
card numbers.
"""

import re
from collections.abc import Iterator

from .pii_matches import PiiMatch

_GAP = "[ \u00a0\u2009\u202f-]"
# Digits in groups: a card (16, or 15 of American Express) or a health number (10).
_GROUPS = re.compile(
    rf"\d(?<![\w.,/£-]\d)(?:(?P<card>\d{{3}}(?P<a>{_GAP}?)\d{{4}}(?P=a)\d{{4}}(?P=a)\d{{4}}|\d{{3}}{_GAP}?\d{{6}}{_GAP}?\d{{5}})"
    rf"|\d\d(?P<b>{_GAP}?)\d{{3}}(?P=b)\d{{4}})(?![\w-]|[.,/]\d)"
)
_SORTED = re.compile(r"\d(?<![\w.,/£-]\d)\d(?P<c>[ \u00a0–-])\d\d(?P=c)\d\d(?![\w-]|[.,/]\d)")
# An account number (not a day without hyphens) on the line of a sort code.
_ACCOUNT_NEAR = re.compile(r"[^\n]{0,40}?(?<![\w/-])(?!(?:19|20)\d\d[01]\d[0-3]\d)\d{8}(?![\w/-])")
_ACCOUNT = re.compile(
    r"[aA](?:ccount|/c|cct|cc)\b\.?\s*(?:[nN]umber|[nN]o\b\.?|[nN]um\b\.?|#)\s*(?:is|:|=)?\s*(?P<number>\d{8}|\d{4}"
    r" \d{4})(?!\w)"
)
_SORT_CODE = re.compile(
    r"[sS]ort[ -]?[cC]ode(?:[ ]?[nN]umber|["
    rf" ]no\.?)?\s*(?:is|:|=)?\s*(?P<number>\d\d{_GAP}?\d\d{_GAP}?\d\d)(?!\d)"
)
_IBAN = re.compile(
    rf"[A-Z](?<!\w[A-Z])[A-Z]\d\d(?:{_GAP}?[A-Z0-9]{{4}}){{2,7}}(?:{_GAP}?[A-Z0-9]{{1,3}})?(?!\w)"
)
_IBAN_LENGTHS = {
    "GB": 22,
    "IE": 22,
    "DE": 22,
    "PL": 28,
    "RO": 24,
    "ES": 24,
    "FR": 27,
    "IT": 27,
    "PT": 25,
    "NL": 18,
    "LT": 20,
    "BE": 16,
}
_INSURANCE = re.compile(
    rf"[A-CEGHJ-PR-TW-Z](?<!\w[A-Z])[A-CEGHJ-NPR-TW-Z]{_GAP}?\d\d{_GAP}?\d\d{_GAP}?\d\d{_GAP}?[A-D](?!\w)"
)
_NOT_GIVEN_OUT = re.compile(r"BG|GB|NK|KN|TN|NT|ZZ")
_INSURANCE_NAMED = re.compile(
    rf"[nN](?<!\w.)(?:ational"
    rf" [iI]nsurance|\.?[iI]\.?|INO|ino)\s*(?:[nN]umbers?|[nN]o\b\.?)?\s*(?:is|was|:|=)?\s*"
    rf"(?P<number>[A-Za-z]{{2}}{_GAP}?\d\d{_GAP}?\d\d{_GAP}?\d\d(?:{_GAP}?[A-Da-d])?)(?!\w)"
)
# A number that says of itself that it is one of a contract, a book or a building.
_CALLED = re.compile(
    r"(?:\b(?:contract|ref|reference|order|invoice|tender|u[ps]rn|mp[ar]n|isbn(?:-1[03])?|issn|ean|doi|barcode)s?"
    r"|\b(?:charity|company|licen[cs]e|permit|application|case|job|item|serial|meter|asset|project|grant|purchase"
    r" order|po|part|catalogue|batch"
    r"|certificate|notice|vat|document|file|ticket|report|minute|title|crime|incident|policy|stock|model)s?"
    r"[ ]?(?:number|nos?\b|id|ref\b|reference|code))"
    r"\.?(?:[ ](?:numbers?|nos?\b|id|code))?\.?\s*+[:#=(]?\s*+[\"']?\Z",
    re.IGNORECASE,
)
_HEALTH_NAMED = re.compile(r"\b(?:nhs|chi|patient|health|medical|hospital)\b[^\n]{0,24}\Z", re.IGNORECASE)


def is_called_something_else(text: str, start: int) -> bool:
    """Whether the words before a number say that it is the number of a contract, an order, a book..."""
    return _CALLED.search(text, max(0, start - 48), start) is not None


def cards_and_health(text: str, start: int, end: int) -> Iterator[PiiMatch]:
    """Every payment card number and NHS number in a stretch of a text."""
    for match in _GROUPS.finditer(text, start, end):
        digits = re.sub(r"\D", "", match[0])
        if (
            _is_card(digits) if match["card"] else _is_health(text, match.start(), digits)
        ) and not is_called_something_else(text, match.start()):
            yield PiiMatch("card-number" if match["card"] else "nhs-number", *match.span())


def accounts(text: str) -> Iterator[PiiMatch]:
    """Every bank account in a text: a sort code with an account number, or either of them by its name."""
    for match in _SORTED.finditer(text):
        account = _ACCOUNT_NEAR.match(text, match.end())
        if account:
            yield PiiMatch("bank-account", match.start(), account.end())
    for named in (_SORT_CODE, _ACCOUNT):
        for match in named.finditer(text):
            yield PiiMatch("bank-account", *match.span("number"))


def ibans(text: str) -> Iterator[PiiMatch]:
    """Every international bank account number in a text."""
    for match in _IBAN.finditer(text):
        end = _end_of_iban(match)
        if end:
            yield PiiMatch("bank-account", match.start(), end)


def insurance(text: str) -> Iterator[PiiMatch]:
    """Every National Insurance number in a text."""
    for match in _INSURANCE.finditer(text):
        if not _NOT_GIVEN_OUT.match(re.sub(_GAP, "", match[0])):
            yield PiiMatch("national-insurance", *match.span())


def named_insurance(text: str) -> Iterator[PiiMatch]:
    """Whatever is called a National Insurance number and looks like one, in small letters too."""
    for match in _INSURANCE_NAMED.finditer(text):
        yield PiiMatch("national-insurance", *match.span("number"))


def luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of a payment card (ISO/IEC 7812)."""
    turned = [int(d) for d in reversed(digits)]
    return (sum(turned[::2]) + sum(sum(divmod(2 * d, 10)) for d in turned[1::2])) % 10 == 0


def mod_11(digits: str) -> bool:
    """Whether the last of ten digits is the check digit of an NHS number."""
    return sum(int(d) * (10 - i) for i, d in enumerate(digits)) % 11 == 0


def mod_97(iban: str) -> bool:
    """Whether an IBAN without spaces has the right check digits (ISO 13616)."""
    return int("".join(str(int(c, 36)) for c in iban[4:] + iban[:4])) % 97 == 1


def _is_card(digits: str) -> bool:
    """Visa, Mastercard, Discover and its like have 16 digits, American Express 15; each has its own
    beginnings.
    """
    if len(digits) == 15:
        return digits.startswith(("34", "37")) and luhn(digits)
    known = digits.startswith(("4", "51", "52", "53", "54", "55", "6")) or 2221 <= int(digits[:4]) <= 2720
    return known and luhn(digits)


def _is_health(text: str, start: int, digits: str) -> bool:
    """NHS numbers start with 3, 4, 6, 7 or 9; those of Scotland with a day of birth. Others must be called so
    to count.
    """
    if not mod_11(digits) or len(set(digits)) == 1:
        return False
    scottish = 1 <= int(digits[:2]) <= 31 and 1 <= int(digits[2:4]) <= 12
    return (
        digits[0] in "34679" or scottish or _HEALTH_NAMED.search(text, max(0, start - 40), start) is not None
    )


def _end_of_iban(match: re.Match) -> int | None:
    """Where the IBAN ends: words in capitals may follow it."""
    length = _IBAN_LENGTHS.get(match[0][:2])
    places = [i for i, c in enumerate(match[0]) if c.isalnum()]
    if length and len(places) < length:
        return None
    places = places[:length]
    return match.start() + places[-1] + 1 if mod_97("".join(match[0][i] for i in places)) else None
