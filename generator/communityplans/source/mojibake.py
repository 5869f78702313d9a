"""Text that is UTF-8 and was read as Windows-1252 (mojibake): `Residentsâ€™` for `Residents’`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_RUN = re.compile(r"[^\x00-\x7f]{2,}")
# What is likely to have been meant: letters of European languages, punctuation and signs of money. Other
# pairs of letters that happen to be UTF-8 too, such as a capital with an accent before a dash, are meant as
# they stand.
_LIKELY = re.compile("[\u00a0-\u017f\u0218-\u021b\u1e80-\u1e85\u1ef2\u1ef3\u2010-\u203a\u20ac\u2122\ufeff]+")


@dataclass(frozen=True)
class Mojibake:
    """Where signs stand that were read in the wrong encoding, and what was meant."""

    start: int
    end: int
    meant: str


def mojibake(text: str) -> Iterator[Mojibake]:
    """Every run of signs that turns into likely letters when it is read as it was written, in order."""
    for run in _RUN.finditer(text) if not text.isascii() else ():
        try:
            meant = b"".join(_byte(sign) for sign in run[0]).decode("utf-8")
        except UnicodeError:
            continue
        if _LIKELY.fullmatch(meant):
            yield Mojibake(run.start(), run.end(), meant)


def _byte(sign: str) -> bytes:
    """The byte that was read as a sign.

    Five bytes have no sign in Windows-1252; most programs leave them as they are.
    """
    return sign.encode("latin-1") if "\x80" <= sign <= "\x9f" else sign.encode("cp1252")
