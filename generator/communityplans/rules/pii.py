"""Personal data and secrets in a text: where they stand, and which rule says so.

Every text of every document is read once. What the council calls its own and what it waives is left out.
Check digits are those of python-stdnum, telephone numbers are read by phonenumbers (Google's libphonenumber);
what has no library (a National Insurance number, a home address, a vehicle) is a pattern here, each with its
source.
"""

import re
import string
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain
from typing import NamedTuple

import phonenumbers
from stdnum import iban, luhn
from stdnum.gb import nhs

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

# --- What is found, and what is the council's own ---
# What was found in a text that looks like a person's own data, and what the council calls its own.


class PiiMatch(NamedTuple):
    """A stretch of a text, the rule that speaks of it, and for an e-mail address its domain."""

    rule: str
    start: int
    end: int
    detail: str = ""


_COUNTRY = "GB"
_COUNTRY_CODE = 44


@dataclass(frozen=True)
class OfficialContacts:
    """What the settings call official: e-mail domains and telephone numbers."""

    settings: Settings | None = None

    def domain(self, domain: str) -> bool:
        """Whether a domain, or one that it belongs to, is official."""
        return ("." + domain.lower()).endswith(self._domains)

    def number(self, digits: str) -> bool:
        """Whether a number (digits only, from its 0) is official, or begins as a range of official ones does."""
        return digits in self._numbers or digits.startswith(self._ranges)

    @cached_property
    def _domains(self) -> tuple[str, ...]:
        return tuple(
            "." + domain.lower().lstrip("@*.")
            for domain in (self.settings.official_domains if self.settings else ())
        )

    @cached_property
    def _numbers(self) -> frozenset[str]:
        return frozenset(
            home_form(number) for number in (self.settings.official_numbers if self.settings else ())
        )

    @cached_property
    def _ranges(self) -> tuple[str, ...]:
        return tuple(number for number in self._numbers if 6 <= len(number) < 10)


def home_form(number: str) -> str:
    """A telephone number as digits alone, from the 0 that it has within the country; one of another country
    with its +.

    Args:
        number: As somebody wrote it. Without the code of a country it is one of the United Kingdom.
    """
    typed = re.sub(r"[^\d+]", "", number)
    try:
        parsed = phonenumbers.parse(typed, _COUNTRY)
    except phonenumbers.NumberParseException:
        return typed
    national = phonenumbers.national_significant_number(parsed).removeprefix(
        "0"
    )  # It stays on the beginning of a range.
    return f"0{national}" if parsed.country_code == _COUNTRY_CODE else f"+{parsed.country_code}{national}"


# --- E-mail addresses and telephone numbers ---
# E-mail addresses and telephone numbers in a text, however they are written.

_AT = re.compile("@")
_AT_IN_WORDS = re.compile(r"\s?[\[({](?:at|AT|@)[\])}]\s?| at (?=[\w-]+ dot )")
# A name that begins behind another sign of a name, or behind its point, ends as that one does: not tried again.
_MAILBOX = re.compile(r"(?<![\w+%'-])(?<![\w+%'-]\.)[\w+%'-]++(?:\.[\w+%'-]++)*+\Z")
_WRITTEN_DOT = r"(?:\.|\s?[\[({](?:dot|DOT)[\])}]\s?| dot )"
_DOMAIN = re.compile(rf"[\w-]+(?:{_WRITTEN_DOT}[\w-]+)*{_WRITTEN_DOT}[^\W\d_][\w-]*")
_IS_DOT = re.compile(_WRITTEN_DOT)
_LONGEST_NAME = 64

_PHONE_GAP = r"(?:[ \t\u00a0\u2009\u202f()./\u2010-\u2013-]{0,3}|\n[ \t]*)"
_NOT_INSIDE = r"(?<![\w.+/=-].)"
_PHONE_REST = rf"[127](?:(?:{_PHONE_GAP}\d){{9}}|(?<=01)(?:{_PHONE_GAP}\d){{8}})"
_PHONE = re.compile(
    rf"(?:\+{_NOT_INSIDE}(?:44{_PHONE_GAP}(?:\(0\){_PHONE_GAP})?{_PHONE_REST}|(?!44)[1-9]\d{{0,2}}(?:["
    r" \u00a0()-]{0,2}\d){7,11})"
    rf"|\({_NOT_INSIDE}(?:0{_PHONE_REST}|\+44\){_PHONE_GAP}(?:\(0\){_PHONE_GAP})?{_PHONE_REST})"
    rf"|0{_NOT_INSIDE}(?:["
    rf" .-]|044{_PHONE_GAP}(?:\(0\){_PHONE_GAP})?)?{_PHONE_REST})(?![\d/])(?![a-wyzA-WYZ_])",
    re.DOTALL,
)
# How a number within the country begins: with at least three digits together, or as `07 700 900 123`.
_PHONE_BEGINS = re.compile(r"\(?0\d{2}|07 \d{3} \d{3} \d{3}\Z|\d(?:(?P<gap>[ .-])\d)(?:(?P=gap)\d){8,9}\Z")


def emails(text: str, official: OfficialContacts, *, in_words: bool) -> Iterator[PiiMatch]:
    """Every e-mail address whose domain is not official; with `in_words`, also one written as `jo (at)
    example dot org`.
    """
    for sign in chain(_AT.finditer(text), _AT_IN_WORDS.finditer(text) if in_words else ()):
        begin = max(0, sign.start() - _LONGEST_NAME)
        name = _MAILBOX.search(text[begin : sign.start()])
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
        begins = match[0].startswith(("+", "(+", "00")) or _PHONE_BEGINS.match(match[0])
        if (
            begins
            and _is_possible(digits)
            and not official.number(digits)
            and not is_called_something_else(text, match.start())
        ):
            opened = match[0][0] == "(" and ")" not in match[0]
            yield PiiMatch("private-phone", match.start() + opened, match.end())


def _is_possible(digits: str) -> bool:
    try:
        return bool(phonenumbers.is_possible_number(phonenumbers.parse(digits, _COUNTRY)))
    except phonenumbers.NumberParseException:
        return False


# --- Numbers that belong to one person ---
# Numbers that belong to one person, known by their form and their check digits: insurance, health, bank and
# card numbers.

_NUMBER_GAP = "[ \u00a0\u2009\u202f-]"
# Digits in groups: a card (16, or 15 of American Express) or a health number (10).
_DIGIT_GROUPS = re.compile(
    rf"\d(?<![\w.,/£-]\d)(?:(?P<card>\d{{3}}(?P<a>{_NUMBER_GAP}?)\d{{4}}(?P=a)\d{{4}}(?P=a)\d{{4}}|\d{{3}}{_NUMBER_GAP}?\d{{6}}{_NUMBER_GAP}?\d{{5}})"
    rf"|\d\d(?P<b>{_NUMBER_GAP}?)\d{{3}}(?P=b)\d{{4}})(?![\w-]|[.,/]\d)"
)
_SORT_CODE_SHAPE = re.compile(r"\d(?<![\w.,/£-]\d)\d(?P<c>[ \u00a0–-])\d\d(?P=c)\d\d(?![\w-]|[.,/]\d)")
# An account number (not a day without hyphens) on the line of a sort code.
_ACCOUNT_NEAR = re.compile(r"[^\n]{0,40}?(?<![\w/-])(?!(?:19|20)\d\d[01]\d[0-3]\d)\d{8}(?![\w/-])")
_ACCOUNT = re.compile(
    r"[aA](?:ccount|/c|cct|cc)\b\.?\s{0,9}(?:[nN]umber|[nN]o\b\.?|[nN]um\b\.?|#)\s{0,9}(?:is|:|=)?\s{0,9}(?P<number>\d{8}|\d{4}"
    r" \d{4})(?!\w)"
)
_SORT_CODE = re.compile(
    r"[sS]ort[ -]?[cC]ode(?:[ ]?[nN]umber|["
    rf" ]no\.?)?\s{{0,9}}(?:is|:|=)?\s{{0,9}}(?P<number>\d\d{_NUMBER_GAP}?\d\d{_NUMBER_GAP}?\d\d)(?!\d)"
)
_IBAN = re.compile(
    rf"[A-Z](?<!\w[A-Z])[A-Z]\d\d(?:{_NUMBER_GAP}?[A-Z0-9]{{4}}){{2,7}}(?:{_NUMBER_GAP}?[A-Z0-9]{{1,3}})?(?!\w)"
)
_INSURANCE = re.compile(
    rf"[A-CEGHJ-PR-TW-Z](?<!\w[A-Z])[A-CEGHJ-NPR-TW-Z]{_NUMBER_GAP}?\d\d{_NUMBER_GAP}?\d\d{_NUMBER_GAP}?\d\d{_NUMBER_GAP}?[A-D](?!\w)"
)
_NOT_GIVEN_OUT = re.compile(r"BG|GB|NK|KN|TN|NT|ZZ")
_INSURANCE_NAMED = re.compile(
    rf"[nN](?<!\w.)(?:ational"
    rf" [iI]nsurance|\.?[iI]\.?|INO|ino)\s{{0,9}}(?:[nN]umbers?|[nN]o\b\.?)?\s{{0,9}}(?:is|was|:|=)?\s{{0,9}}"
    rf"(?P<number>[A-Za-z]{{2}}{_NUMBER_GAP}?\d\d{_NUMBER_GAP}?\d\d{_NUMBER_GAP}?\d\d(?:{_NUMBER_GAP}?[A-Da-d])?)(?!\w)"
)
# A number that says of itself that it is one of a contract, a book or a building.
_NOT_PERSONAL = re.compile(
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
    return _NOT_PERSONAL.search(text, max(0, start - 48), start) is not None


def cards_and_health(text: str, start: int, end: int) -> Iterator[PiiMatch]:
    """Every payment card number and NHS number in a stretch of a text."""
    for match in _DIGIT_GROUPS.finditer(text, start, end):
        digits = re.sub(r"\D", "", match[0])
        if (
            _is_card(digits) if match["card"] else _is_health(text, match.start(), digits)
        ) and not is_called_something_else(text, match.start()):
            yield PiiMatch("card-number" if match["card"] else "nhs-number", *match.span())


def accounts(text: str) -> Iterator[PiiMatch]:
    """Every bank account in a text: a sort code with an account number, or either of them by its name."""
    for match in _SORT_CODE_SHAPE.finditer(text):
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
        if not _NOT_GIVEN_OUT.match(re.sub(_NUMBER_GAP, "", match[0])):
            yield PiiMatch("national-insurance", *match.span())


def named_insurance(text: str) -> Iterator[PiiMatch]:
    """Whatever is called a National Insurance number and looks like one, in small letters too."""
    for match in _INSURANCE_NAMED.finditer(text):
        yield PiiMatch("national-insurance", *match.span("number"))


def _is_card(digits: str) -> bool:
    """Visa, Mastercard, Discover and its like have 16 digits, American Express 15; each has its own
    beginnings.
    """
    if len(digits) == 15:
        return digits.startswith(("34", "37")) and luhn.is_valid(digits)
    known = digits.startswith(("4", "51", "52", "53", "54", "55", "6")) or 2221 <= int(digits[:4]) <= 2720
    return known and luhn.is_valid(digits)


def _is_health(text: str, start: int, digits: str) -> bool:
    """NHS numbers start with 3, 4, 6, 7 or 9; those of Scotland with a day of birth. Others must be called so
    to count.
    """
    if not nhs.is_valid(digits) or len(set(digits)) == 1:
        return False
    scottish = 1 <= int(digits[:2]) <= 31 and 1 <= int(digits[2:4]) <= 12
    return (
        digits[0] in "34679" or scottish or _HEALTH_NAMED.search(text, max(0, start - 40), start) is not None
    )


def _end_of_iban(match: re.Match[str]) -> int | None:
    """Where the IBAN ends: words in capitals may follow it, so each shorter end is tried too (ISO 13616 sets
    a length a country).
    """
    places = [index for index, sign in enumerate(match[0]) if sign.isalnum()]
    for length in range(len(places), 14, -1):
        if iban.is_valid("".join(match[0][index] for index in places[:length]), check_country=False):
            return match.start() + places[length - 1] + 1
    return None


# --- Dates of birth and vehicles ---
# A person's day of birth and the registration of a vehicle, in a text.

_BIRTH_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_BIRTH_DATE = (
    rf"(?:\d{{1,2}}\s?[/.-]\s?\d{{1,2}}\s?[/.-]\s?(?P<a>\d{{4}}|\d\d)|(?P<b>\d{{4}})-\d\d-\d\d"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_BIRTH_MONTH},?\s+(?P<c>\d{{4}})|{_BIRTH_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?P<d>\d{{4}}))"
)
_BIRTH = re.compile(
    r"\b(?:born(?:\s+(?:on|in\s+\w+\s+on))?(?:\s+the)?|d\.?\s?o\.?\s?b\b\.?|(?:date|day)\s+of\s+birth|date_of_birth|birth["
    r" _-]?(?:date|day))"
    rf"[\s:=,(\"'-]*(?:(?:is|was|on|of|the)\s+)*(?P<date>{_BIRTH_DATE})(?!\d)",
    re.IGNORECASE,
)
# Clubs and ideas are born too, and people who have died have no say under this law (recital 27).
_BORN_THING = re.compile(
    r"\b(?:idea|project|group|plan|scheme|festival|club|town|campaign|charity|programme|partnership|forum|gardens?|park|league|trust|network|movement"
    r"|event|council|company|borough|association|society|service|centre|library|it)\b[^.\n]{0,20}\Z",
    re.IGNORECASE,
)
_LIVING_SINCE = 1905

_PLATE_GAP = "[ \u00a0]?"
_CURRENT_PLATE = r"[A-HJ-PR-Y][A-HJ-PR-Y](?:0[1-9]|[1-7]\d)"
_PLATE = re.compile(rf"(?<![\w/.-]){_CURRENT_PLATE}(?P<gap>{_PLATE_GAP})(?P<last>[A-HJ-PR-Z]{{3}})(?![\w/-])")
_NAMED_PLATE = re.compile(
    r"\b(?:reg(?:istration)?|(?:number["
    r" -]?)?plates?|vrm|vehicle|car|van|lorry|truck|motor(?:bike|cycle)|taxi)\b[^\n]{0,30}?"
    rf"(?<![\w/-])(?P<plate>[A-HJ-PR-Y]{{2}}\d\d{_PLATE_GAP}(?P<new>[A-HJ-PR-Z]{{3}})|[A-HJ-NPR-TV-Y]\d{{1,3}}{_PLATE_GAP}(?P<old>[A-HJ-PR-Z]{{3}})"
    rf"|[A-HJ-PR-Y]{{3}}{_PLATE_GAP}\d{{1,3}}[A-HJ-NPR-TV-Y])(?![\w/-])",
    re.IGNORECASE,
)
_VEHICLE_WORDS = ("reg", "plate", "vrm", "vehicle", "car", "van", "lorry", "truck", "motor", "taxi")
# Words of three letters that stand behind a road or a postcode district in a heading in capitals.
_SHORT_WORDS = frozenset(
    "AND ARE AT BUS BUT BY CAR FOR FROM HAS LED NEW NOT OLD ONE OUR OUT PER THE TWO VIA WAS WAY".split()
)


def births(text: str) -> Iterator[PiiMatch]:
    """Every date that is said to be somebody's day of birth."""
    for match in _BIRTH.finditer(text):
        year = int(match["a"] or match["b"] or match["c"] or match["d"])
        if not (100 < year < _LIVING_SINCE) and not (
            match[0][:4].lower() == "born"
            and _BORN_THING.search(text, max(0, match.start() - 60), match.start())
        ):
            yield PiiMatch("date-of-birth", *match.span("date"))


def vehicles(text: str) -> Iterator[PiiMatch]:
    """Every registration of the form used since 2001; older forms and small letters only where a word says
    that it is one.
    """
    for match in _PLATE.finditer(text):
        if not (match["gap"] and match["last"] in _SHORT_WORDS):
            yield PiiMatch("vehicle", *match.span())
    said = text.lower()
    for match in _NAMED_PLATE.finditer(text) if any(word in said for word in _VEHICLE_WORDS) else ():
        if (match["new"] or match["old"] or "").upper() not in _SHORT_WORDS:
            yield PiiMatch("vehicle", *match.span("plate"))


# --- Papers, keys and debts ---

_CAPITAL_WORD = r"[^\W\d_a-z][\w'’.-]*"
_PASSPORT = re.compile(
    rf"\bpassport(?:\s{{1,9}}(?:number|no\b\.?|num\b\.?|#))?\s{{0,9}}(?:is|was|:|=|\()?\s{{0,9}}(?P<number>[A-Z]{{1,2}}{_NUMBER_GAP}?\d{{6,8}}|\d{{3}}(?:{_NUMBER_GAP}?\d{{3}}){{2}})(?!\w)",
    re.IGNORECASE,
)
# Great Britain: five letters of the surname (9 where it has fewer), tens of the year of birth, month (plus 50
# for a woman), day, year, two initials or 9, a digit and two letters (DVLA, INF45).
_LICENCE = re.compile(
    rf"(?<!\w)(?=[A-Z]{{1,5}}9{{0,4}}(?![A-Z]))[A-Z9]{{5}}{_NUMBER_GAP}?\d(?:[05][1-9]|[16][0-2])(?:0[1-9]|[12]\d|3[01])\d{_NUMBER_GAP}?[A-Z9]{{2}}\d[A-Z]{{2}}(?!\w)",
    re.IGNORECASE,
)
_KEY = r"[A-Za-z0-9_-]"
# The signs by which keys are known, from detect-secrets 1.5.0 (Yelp, Apache-2.0), folder plugins/: each with
# a part that a text must hold before the pattern is tried. The package itself is not used: it needs a client
# of the web, which a checker has no use for.
_KEYS = tuple(
    (mark, re.compile(pattern))
    for mark, pattern in (
        ("PRIVATE KEY", r"(?<=-)BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?"),
        ("PuTTY", r"PuTTY-User-Key-File-\d"),
        ("AKIA", r"(?<!\w)AKIA[0-9A-Z]{16}(?!\w)"),
        ("ASIA", r"(?<!\w)ASIA[0-9A-Z]{16}(?!\w)"),
        ("gh", r"(?<!\w)gh[pousr]_[A-Za-z0-9_]{36,}"),
        ("github_pat_", r"(?<!\w)github_pat_[A-Za-z0-9_]{22,}"),
        ("gl", rf"(?<!\w)(?:glpat|gldt|glft|glsoat|glrt|glptt|glimt|glcbt|glagent|gloas)-{_KEY}{{20,}}"),
        ("GR1348941", rf"(?<!\w)GR1348941{_KEY}{{20,}}"),
        ("xox", r"(?<!\w)xox[abposr]-(?:\d+-)+[A-Za-z0-9]+"),
        ("hooks.slack.com", r"https://hooks\.slack\.com/services/T\w+/B\w+/\w+"),
        ("k_live_", r"(?<!\w)[rs]k_live_[0-9a-zA-Z]{24,}"),
        ("SG.", rf"(?<!\w)SG\.{_KEY}{{22}}\.{_KEY}{{43}}"),
        ("sk-", rf"(?<!\w)sk-(?:proj-|ant-|svcacct-)?(?=[A-Za-z_-]{{0,60}}\d){_KEY}{{32,}}"),
        ("pypi-", rf"(?<!\w)pypi-Ag{_KEY}{{50,}}"),
        ("npm_", r"(?<!\w)npm_[A-Za-z0-9]{36}(?!\w)"),
        ("sq0csp-", rf"(?<!\w)sq0csp-{_KEY}{{43}}"),
        ("AccountKey=", r"AccountKey=[a-zA-Z0-9+/=]{60,}"),
        ("AIza", rf"(?<!\w)AIza{_KEY}{{35}}(?!\w)"),
        ("eyJ", rf"(?<!\w)eyJ{_KEY}{{8,999}}\.eyJ{_KEY}{{8,}}(?:\.{_KEY}+)?"),
        ("-us", r"(?<!\w)[0-9a-f]{32}-us\d{1,2}(?!\w)"),
        ("://", r"(?<=://)[^\s:@/{}<>\"']+:[^\s:@/{}<>\"']+(?=@)"),
    )
)
# A password by its name. Behind "is", it must not be a word that a sentence goes on with: it has a digit or a
# sign in it.
_NO_VALUE = r"(?!(?:required|needed|protected|none|hidden|removed|withheld|unknown|reset|change[ds]?|not|ask|see|from|the|a|an|on|at|in|to|for|and)\b)"
_PASSWORD = re.compile(
    r"(?<![A-Za-z0-9])(?:pass[ -]?(?:word|code|phrase)|pwd|passwd|api[ _-]?key|secret[ _-]?(?:access["
    r" _-]?)?key|access[ _-]?(?:key|token)|client[ _-]?secret)s?\b[\"']?"
    rf"(?:\s{{0,9}}[:=]\s{{0,9}}[\"'“]?{_NO_VALUE}(?P<set>[^\s\"'”,;]{{4,128}})(?=[\"'”]?\s{{0,9}}(?:[.,;)]|\n|\Z))"
    r"|\s{1,9}(?:is|was)\s{0,9}:?\s{0,9}[\"'“‘]?(?=[^\s\"'”’]{0,40}[\d!#$%^&*])(?P<said>[^\s\"'”’,;)]{5,}))",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"\b(?:door|gate|alarm|entry|keypad|key[ -]?safe|lock["
    r" -]?box|padlock|access)\s+(?:code|pin|combination)s?(?:\s++(?:is|was|number))?\s*+[:=]?\s*+"
    r"(?P<code>[*#]?[A-Z]?\d{4,8}[A-Z]?[*#]?)(?!\w|-\d)",
    re.IGNORECASE,
)
_NAME_PART = r"[^\W\d_a-z][\w'’-]{0,30}"
_NAME_OF_PERSON = (
    rf"(?:\b(?:Mr|Mrs|Ms|Miss|Mx|Dr)\b\.?(?:\s+{_NAME_PART}){{1,2}}|\b{_NAME_PART}\s+{_NAME_PART})"
)
_DEBT = (
    r"(?:\brent arrears\b|\barrears\b|\bowes?\b[^.\n]{0,40}?\brent\b|\bbehind with (?:his|her|their|the)"
    r" rent\b|\b(?:was|were|been|be) evicted\b|\bpossession order\b)"
)
_ARREARS = re.compile(
    rf"(?P<after>{_NAME_OF_PERSON})(?=['’]s?\b|,|\s{{1,9}}(?:is|was|has|had|owes?|of|at|from|who|fell|and|built)\b)[^.\n]{{0,80}}?{_DEBT}"
    r"|\b(?:arrears|evicted|possession"
    rf" order)\b[^.\n]{{0,30}}?\b(?:of|by|against|from|for|tenants?)\s{{1,9}}(?:(?:the|a)\s{{1,9}})?(?:tenants?,?\s{{1,9}})?(?P<before>{_NAME_OF_PERSON})"
    rf"|\b[Tt]enants?,?\s{{1,9}}(?P<tenant>{_NAME_OF_PERSON})[^.\n]{{0,80}}?{_DEBT}"
)
_BODY = re.compile(
    r"\b(?:Councils?|Team|Services?|Homes|Housing|Group|Trust|Association|Department|Committee|Cabinet|Advice|Citizens|Borough|County|District|Town|Ward|Area"
    r"|Park|Road|Street|Close|Avenue|Way|Centre|Court|Bank|Credit|Union|Support|Benefits?|Crescent|Lane|Drive|Gardens|Grove|Terrace|Place|Hill|View|Estate|Green|Act|Policy|Strategy|Plan|Board|Fund|Tenants?|Residents?"
    r"|Officers?|Managers?|Directors?|Heads?|Executive|Community|Universal|Rent|Arrears|Tenancy|The|In|For|If|Where|When|No|Our|We|This|Anyone|Everyone)\b"
)


def passports(text: str) -> Iterator[PiiMatch]:
    """Every number that is called one of a passport: nine digits, or letters with six and more (ICAO 9303
    allows nine signs).
    """
    for match in _PASSPORT.finditer(text):
        yield PiiMatch("passport", *match.span("number"))


def licences(text: str) -> Iterator[PiiMatch]:
    """Every driver number of Great Britain, which holds a surname and a day of birth."""
    for match in _LICENCE.finditer(text):
        yield PiiMatch("driving-licence", *match.span())


def secrets(text: str, lower: bytes) -> Iterator[PiiMatch]:
    """Every key, password and code of a door, addresses of the web included: keys stand in those too."""
    for mark, pattern in _KEYS:
        if mark in text:
            for match in pattern.finditer(text):
                yield PiiMatch("secret", *match.span())
    if b"pass" in lower or b"pwd" in lower or b"key" in lower or b"secret" in lower or b"token" in lower:
        for match in _PASSWORD.finditer(text):
            yield PiiMatch("secret", *match.span("set" if match["set"] else "said"))
    if b"code" in lower or b"pin" in lower or b"combination" in lower:
        for match in _CODE.finditer(text):
            yield PiiMatch("secret", *match.span("code"))


def arrears(text: str) -> Iterator[PiiMatch]:
    """Every person of whom a text says that rent is owed, or that they were evicted. Councils, teams and
    places are nobody.
    """
    for match in _ARREARS.finditer(text):
        name = next(name for name in ("after", "before", "tenant") if match[name])
        if not _BODY.search(match[name]):
            yield PiiMatch("rent-arrears", *match.span(name))


# --- Where a person lives ---
# Where a person lives: a house number and a street beside a postcode, a town, or words that say that somebody
# lives there.

_HOUSE_NUMBER = r"(?<![\w/.,£–-])(?P<number>\d{1,3}[A-Za-z]?|1[0-8]\d\d)"
_MONTH_NAME = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b"
_DAY_NAME = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b"
_STREET_TYPES = (
    r"(?:Road|Rd|Street|St|Avenue|Ave|Close|Cl|Crescent|Cres|Drive|Dr|Lane|Ln|Way|Court|Ct|Gardens?|Gdns|Grove|Terrace|Mews|Walk|Rise|Row"
    r"|Place|Square|Hill|Green|View|Path|Heol|Ffordd|Stryd)"
)
_STREET = re.compile(
    rf"{_HOUSE_NUMBER},?\s+(?!{_MONTH_NAME})(?:(?:{_CAPITAL_WORD}\s+){{1,4}}?{_STREET_TYPES}\b\.?|(?:Heol|Ffordd|Stryd|The)\s+{_CAPITAL_WORD})"
)
_BEFORE_CAPITAL = re.compile(rb"0[Aa]?,? A")
_POSTCODE = re.compile(r"(?<![\w-])[A-Za-z]{1,2}\d[A-Za-z\d]?\s?\d[ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2}(?![\w-])")
_UP_TO_POSTCODE = re.compile(
    rf"{_HOUSE_NUMBER},?\s+(?!{_MONTH_NAME})(?:{_CAPITAL_WORD},?\s+|(?:of|the|and|y|yr)\s+){{1,7}}\Z"
)
_SMALL_LETTERS = re.compile(
    rf"{_HOUSE_NUMBER},?\s+(?:[a-z'’-]+\s+){{1,4}}?{_STREET_TYPES.lower()}\b,?\s+(?:[A-Za-z'’-]+,?\s+){{0,4}}\Z"
)
_TOWN = re.compile(
    rf",\s+(?!{_MONTH_NAME}|{_DAY_NAME})[A-Z][\w'’-]+(?:"
    r" (?:[A-Z][\w'’-]+|on|upon|under|le)){0,3}(?=\s*[.,;\"')\]\n]|\s*\Z)"
)
_FLAT = re.compile(r"(?:Flat|Apartment|Apt)\.?\s+\d{1,3}[A-Za-z]?(?:,|\s+at|\s+in)?\s+\Z", re.IGNORECASE)
# Several houses at once are a stretch of a street; what has one of these words before its number is no house.
_SEVERAL_HOUSES = re.compile(r"(?:\d[A-Za-z]?\s*(?:-|–|\bto|\band|&|/)\s*|(?<!\d)\d{1,3}[A-Za-z]?\s*,\s*)\Z")
_NO_HOUSE = re.compile(
    r"\b(?:Units?|Phase|Zone|Stage|Part|Routes?|Rooms?|Suite|Plots?|Site|Floor|Junction|Item|Shops?|Stall|Ward|Block|Bus|Buses|Section|Page|Figure|Table"
    r"|Class|Year|Group|Priority|Action|Theme|Level|Platform|Appendix|Top|First|Last|Next|All|Over|About|Nearly)\s+\Z",
    re.IGNORECASE,
)
# Who has an address that everybody may know.
_PUBLIC_HOLDER = re.compile(
    r"\b(?:Centre|School|Academy|Nursery|Library|Offices?|Surgery|Practice|Clinic|Hospital|Club|Hub|Museum|Theatre|Pavilion|Council|Mosque|Temple"
    r"|Gurdwara|Synagogue|Station|Store|Shop|Pharmacy|Caf[eé]|Ltd|Limited|Trust|Association|Foundation|Charity|CIC"
    r"|(?:Village|Town|Parish|Community|Memorial|Church|Guide|Scout)"
    r" (?:Hall|House)|(?:Parish|Methodist|Baptist|Catholic|Community) Church)"
    r"\s*+(?:,|\(|:|\bat|\bis at|\bin)?\s*+\Z",
    re.IGNORECASE,
)
_SITE = re.compile(
    r"\b(?:site|land|plot|former|works?|junction|outside|opposite|near|between|behind|corner|shops?|store|librar(?:y|ies)|centre|hall|school|church"
    r"|offices?|surgery|pub|club|garages?|crossing|stop|building|planning|application|development|proposal|homes|flats|hub|depot|parade|venue|meet"
    r"|meetings?|drop-in|museum|theatre|pavilion|playground|park|caf[eé]|gym|market|bank|clinic|nursery|station|council|open(?:s|ed)?|address|place"
    r"|location|where|title|bins?|lights?|trees?|repairs?|resurfac\w+|footpath|pavement|road|street)\b",
    re.IGNORECASE,
)
_LIVES = re.compile(
    r"(?:\b(?:lives?|lived|living|resid(?:es?|ed|ing)|residents?|tenants?)\s+(?:at|of)|(?<!care )(?<!nursing"
    r" )(?<!residential )(?<!children's )"
    r"\bhome(?:\s+address)?(?:\s+is|\s+at|:))\s+(?:number\s+|no\.?\s*)?\Z",
    re.IGNORECASE,
)
_LIVES_AT = re.compile(
    r"[LlHh](?<!\w.)(?:iv(?:e[sd]?|ing)|ome"
    r" address)(?:\s+at|\s+is|:)\s+(?P<home>(?:number\s+|no\.?\s*)?\d{1,4}[A-Za-z]?(?=\s+[A-Z]|\s*[,.;\"')\n]|\Z)"
    rf"(?:\s+{_CAPITAL_WORD}){{0,4}}|(?:{_CAPITAL_WORD}\s+){{1,2}}(?:Cottage|Farm|Lodge|Bungalow|Villa|Barn)\b)"
)
_PERSON_BEFORE = re.compile(
    rf"(?:\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Rev|Cllr|Councillor)\b\.?(?:\s+{_CAPITAL_WORD}){{1,3}},?\s+(?:of\s+|at\s+)?|\b{_CAPITAL_WORD}\s+{_CAPITAL_WORD}\s+of\s+)\Z"
)


def homes(text: str, numbers: Iterable[int]) -> Iterator[PiiMatch]:
    """Every home that is told by a town, a name or a word; `numbers` says where a house number may stand."""
    for start in numbers:
        street = _STREET.match(text, start)
        if street:
            begin = _start_of_home(text, street)
            if begin is not None:
                yield PiiMatch("home-address", begin, street.end())


def house_numbers(shape: bytes) -> Iterator[int]:
    """Where a number stands before a word with a capital, in the shape of a text (see `private`)."""
    for match in _BEFORE_CAPITAL.finditer(shape):
        start = match.start()
        while start and shape[start - 1] == ord("0"):
            start -= 1
        yield start


def homes_by_postcode(text: str) -> Iterator[PiiMatch]:
    """Every house number with a postcode behind it."""
    for postcode in _POSTCODE.finditer(text):
        start = postcode.start()
        house = _UP_TO_POSTCODE.search(text, max(0, start - 90), start) or _SMALL_LETTERS.search(
            text, max(0, start - 90), start
        )
        if (
            house
            and not _is_no_house(text, house.start())
            and not _PUBLIC_HOLDER.search(text, max(0, house.start() - 60), house.start())
        ):
            yield PiiMatch("home-address", house.start(), postcode.end())


def named_homes(text: str) -> Iterator[PiiMatch]:
    """What stands behind "lives at" and "home address:"."""
    for match in _LIVES_AT.finditer(text):
        yield PiiMatch("home-address", *match.span("home"))


def _start_of_home(text: str, street: re.Match) -> int | None:
    """Where the home begins, if a house and its street are said to be one."""
    start = street.start()
    near = max(0, start - 60)
    flat = _FLAT.search(text, near, start)
    if flat:
        return flat.start()
    if _is_no_house(text, start):
        return None
    if _LIVES.search(text, near, start) or _PERSON_BEFORE.search(text, near, start):
        return start
    line = text.rfind("\n", 0, start) + 1
    return (
        start
        if _TOWN.match(text, street.end()) and not _SITE.search(text, max(line, start - 90), start)
        else None
    )


def _is_no_house(text: str, start: int) -> bool:
    near = max(0, start - 24)
    return (
        _SEVERAL_HOUSES.search(text, near, start) is not None
        or _NO_HOUSE.search(text, near, start) is not None
    )


# --- The search ---
# The search for personal data: every text of every document, once, with what the council calls official taken
# off, and what it waives.

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
_LIVES_AT_BYTES = re.compile(rb"v(?:es?|ing) at")
_CALLED_NINO = re.compile(rb"\bnino\b|\bn\.?i\b")
# Five letters or nines, six digits, two more: the beginning of a driving licence number.
_LICENCE_SHAPE = re.compile(rb"[A0a]{5}000000[A0a]{2}")
# Ten digits and more in the shape of a text, with what may stand between those of one number. The first digit
# of a group is tried only.
_MANY_DIGITS = re.compile(rb"0(?<!00)(?:[ ()./?\n\t-]*+0){9,}+")
_PUBLIC_ASSETS = (AssetKind.building, AssetKind.green_space, AssetKind.business)


@dataclass(frozen=True)
class PiiFinding:
    """Something in a document that looks like a person's own data."""

    document: Document
    found: PiiMatch
    position: Position


@dataclass(frozen=True)
class Search:
    """What was found and is not waived, and the waivers that something needed (by their number in the
    settings).
    """

    private: tuple[PiiFinding, ...]
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
                        PiiFinding(document, found, _position(document.source.path, text, line, found))
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
    if numbered or joined or b"insurance" in lower or _CALLED_NINO.search(lower):
        yield from named_insurance(text)
    if numbered or joined or b"0AAA" in packed:
        yield from vehicles(text)
    if _OF_BIRTH.search(lower):
        yield from births(text)
    if joined or b"0AA" in packed:
        yield from homes_by_postcode(text)
    if b"0A" in packed or b"0,A" in packed or b"0aA" in packed or b"0a,A" in packed:
        yield from homes(text, house_numbers(shape))
    if b"passport" in lower:
        yield from passports(text)
    if _LICENCE_SHAPE.search(packed):
        yield from licences(text)
    if b"arrears" in lower or b" rent" in lower or b"evict" in lower or b"possession order" in lower:
        yield from arrears(text)
    yield from secrets(whole, lower)
    if _LIVES_AT_BYTES.search(lower) or b"home address" in lower:
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
