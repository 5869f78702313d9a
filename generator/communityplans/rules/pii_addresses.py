"""Where a person lives: a house number and a street beside a postcode, a town, or words that say that
somebody lives there.
"""

import re
from collections.abc import Iterable, Iterator

from .pii_matches import PiiMatch

_NUMBER = r"(?<![\w/.,£–-])(?P<number>\d{1,3}[A-Za-z]?|1[0-8]\d\d)"
_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b"
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b"
_WORD = r"[^\W\d_a-z][\w'’.-]*"
_TYPES = (
    r"(?:Road|Rd|Street|St|Avenue|Ave|Close|Cl|Crescent|Cres|Drive|Dr|Lane|Ln|Way|Court|Ct|Gardens?|Gdns|Grove|Terrace|Mews|Walk|Rise|Row"
    r"|Place|Square|Hill|Green|View|Path|Heol|Ffordd|Stryd)"
)
_STREET = re.compile(
    rf"{_NUMBER},?\s+(?!{_MONTH})(?:(?:{_WORD}\s+){{1,4}}?{_TYPES}\b\.?|(?:Heol|Ffordd|Stryd|The)\s+{_WORD})"
)
_BEFORE_CAPITAL = re.compile(rb"0[Aa]?,? A")
_POSTCODE = re.compile(r"(?<![\w-])[A-Za-z]{1,2}\d[A-Za-z\d]?\s?\d[ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2}(?![\w-])")
_UP_TO_POSTCODE = re.compile(rf"{_NUMBER},?\s+(?!{_MONTH})(?:{_WORD},?\s+|(?:of|the|and|y|yr)\s+){{1,7}}\Z")
_SMALL_LETTERS = re.compile(
    rf"{_NUMBER},?\s+(?:[a-z'’-]+\s+){{1,4}}?{_TYPES.lower()}\b,?\s+(?:[A-Za-z'’-]+,?\s+){{0,4}}\Z"
)
_TOWN = re.compile(
    rf",\s+(?!{_MONTH}|{_DAY})[A-Z][\w'’-]+(?:"
    r" (?:[A-Z][\w'’-]+|on|upon|under|le)){0,3}(?=\s*[.,;\"')\]\n]|\s*\Z)"
)
_FLAT = re.compile(r"(?:Flat|Apartment|Apt)\.?\s+\d{1,3}[A-Za-z]?(?:,|\s+at|\s+in)?\s+\Z", re.IGNORECASE)
# Several houses at once are a stretch of a street; what has one of these words before its number is no house.
_SEVERAL = re.compile(r"(?:\d[A-Za-z]?\s*(?:-|–|\bto|\band|&|/)\s*|(?<!\d)\d{1,3}[A-Za-z]?\s*,\s*)\Z")
_NO_HOUSE = re.compile(
    r"\b(?:Units?|Phase|Zone|Stage|Part|Routes?|Rooms?|Suite|Plots?|Site|Floor|Junction|Item|Shops?|Stall|Ward|Block|Bus|Buses|Section|Page|Figure|Table"
    r"|Class|Year|Group|Priority|Action|Theme|Level|Platform|Appendix|Top|First|Last|Next|All|Over|About|Nearly)\s+\Z",
    re.IGNORECASE,
)
# Who has an address that everybody may know.
_PUBLIC = re.compile(
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
    rf"(?:\s+{_WORD}){{0,4}}|(?:{_WORD}\s+){{1,2}}(?:Cottage|Farm|Lodge|Bungalow|Villa|Barn)\b)"
)
_PERSON = re.compile(
    rf"(?:\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Rev|Cllr|Councillor)\b\.?(?:\s+{_WORD}){{1,3}},?\s+(?:of\s+|at\s+)?|\b{_WORD}\s+{_WORD}\s+of\s+)\Z"
)


def homes(text: str, numbers: Iterable[int]) -> Iterator[PiiMatch]:
    """Every home that is told by a town, a name or a word; `numbers` says where a house number may stand."""
    for start in numbers:
        street = _STREET.match(text, start)
        if street:
            begin = _begin(text, street)
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
            and not _PUBLIC.search(text, max(0, house.start() - 60), house.start())
        ):
            yield PiiMatch("home-address", house.start(), postcode.end())


def named_homes(text: str) -> Iterator[PiiMatch]:
    """What stands behind "lives at" and "home address:"."""
    for match in _LIVES_AT.finditer(text):
        yield PiiMatch("home-address", *match.span("home"))


def _begin(text: str, street: re.Match) -> int | None:
    """Where the home begins, if a house and its street are said to be one."""
    start = street.start()
    near = max(0, start - 60)
    flat = _FLAT.search(text, near, start)
    if flat:
        return flat.start()
    if _is_no_house(text, start):
        return None
    if _LIVES.search(text, near, start) or _PERSON.search(text, near, start):
        return start
    line = text.rfind("\n", 0, start) + 1
    return (
        start
        if _TOWN.match(text, street.end()) and not _SITE.search(text, max(line, start - 90), start)
        else None
    )


def _is_no_house(text: str, start: int) -> bool:
    near = max(0, start - 24)
    return _SEVERAL.search(text, near, start) is not None or _NO_HOUSE.search(text, near, start) is not None
