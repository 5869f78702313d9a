"""Letters that look like others, as in addresses that imitate somebody's (threat T9), and text that was read in
the wrong encoding.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# Letters of other alphabets that nobody can tell from a letter of ours; after Unicode TR 39, those that
# common fonts draw alike.
_FOREIGN = {
    **dict(
        zip("аесорухіјѕһԁԛԝӏѵүАВЕКМНОРСТУХЅІЈԌԚԜҮӀ", "aecopyxijshdqwlvyABEKMHOPCTYXSIJGQWYI", strict=True)
    ),  # Cyrillic
    **dict(zip("ονιραυκχϲϳΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ovipaukxcjABEZHIKMNOPTYX", strict=True)),  # Greek
    **dict(zip("օոսհցզՏՍՕ", "onuhgqSUO", strict=True)),  # Armenian
    **dict(zip("ᎪᎬᎳᎻᎢᏒᏔᎫᏃᏚᏞᏟᏢᏴ", "AEWHTRWJZSLCPB", strict=True)),  # Cherokee
}
# Letters of ours in another dress, as programs for fancy writing make them; screen readers spell them out or
# skip them.
_DRESSED = "\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff\u2160-\u217f\U0001f130-\U0001f189\u24b6-\u24e9\u249c-\u24b5"
_DOUBTFUL = re.compile(f"[{''.join(_FOREIGN)}{_DRESSED}]")
_WORD = re.compile(rf"(?:[^\W\d_]|[{_DRESSED}])+")
_HEAP = re.compile(r"\w[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{4,}")
# In these, wide letters are at home.
_WIDE_AT_HOME = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True)
class Homoglyph:
    """A word that looks like another: where it stands in its text, and which letters to write instead."""

    start: int
    end: int
    plain: str


def find_homoglyphs(text: str) -> Iterator[Homoglyph]:
    """Every word of a text that is made to look like another, in order."""
    if text.isascii() or not (_DOUBTFUL.search(text) or _HEAP.search(text)):
        return
    found = [
        Homoglyph(one.start(), one.end(), unicodedata.normalize("NFC", one[0][:1]))
        for one in _HEAP.finditer(text)
    ]
    words = list(_WORD.finditer(text))
    # In a text that is really written in another alphabet, some word has a letter that looks like none of
    # ours.
    written = {
        _alphabet(letter)
        for word in words
        for letter in word[0]
        if _alphabet(letter) != "LATIN" and letter not in _FOREIGN and not _is_dressed(letter)
    }
    wide_at_home = _WIDE_AT_HOME.search(text) is not None
    for word in words:
        foreign = {_alphabet(letter) for letter in word[0] if letter in _FOREIGN}
        ours = any(_alphabet(letter) == "LATIN" and not _is_dressed(letter) for letter in word[0])
        imitates = (
            bool(foreign)
            and all(letter in _FOREIGN for letter in word[0])
            and len(word[0]) > 2
            and not foreign & written
        )
        dressed = (
            any(map(_is_dressed, word[0]))
            and not wide_at_home
            and not re.fullmatch("[\u2160-\u217f]+", word[0])
        )
        if (foreign and ours) or imitates or dressed:
            found.append(Homoglyph(word.start(), word.end(), skeleton(word[0])))
    yield from sorted(found, key=lambda one: one.start)


def skeleton(word: str) -> str:
    """A word with the letters that it seems to have."""
    return unicodedata.normalize("NFKC", "".join(_FOREIGN.get(letter, letter) for letter in word))


def _is_dressed(letter: str) -> bool:
    return re.match(f"[{_DRESSED}]", letter) is not None


def _alphabet(letter: str) -> str:
    return unicodedata.name(letter, "?").split()[0]


# Text that is UTF-8 and was read as Windows-1252 (mojibake): `Residentsâ€™` for `Residents’`.


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
