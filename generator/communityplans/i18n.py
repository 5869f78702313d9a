"""The words of the program in another language: gettext catalogues, read with Babel.

The English sentence is the id of each word, so a council that publishes in English needs no catalogue at all.
A language has one file, `locale/<language>/LC_MESSAGES/communityplans.po`, read as it is when a build asks
for it: nothing is compiled ahead. What is not translated there stays English. `locale/communityplans.pot` has
every word there is; `make words` writes it.

A page is made from files alone, the settings among them, and they say which language it is. It is set in one
place, for the time of a build (`website/pipeline`), in a context variable: two builds in one process do not
hear each other.

Diagnostics, and the pages that explain each check, are not in the catalogue: whoever repairs a file can look
their English words up as they stand.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = Path(__file__).parent / "locale"
# What the program's own sentences are in.
ENGLISH = "en-GB"
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?\Z")
# What a translation has to keep as it is: places for values, and tags.
_KEPT = re.compile(r"%\(\w+\)s|%%|\{\w*\}|<[^<>]*>|@@ROOT@@")
_SIGNS = re.compile(r"[<>{}%]")


@dataclass(frozen=True)
class Catalogue:
    """A language: its name as pages state it, its customs for dates and numbers, and its words."""

    language: str
    locale: Locale
    words: GNUTranslations


_spoken: ContextVar[Catalogue | None] = ContextVar("language", default=None)


@contextmanager
def use_language(language: str) -> Iterator[None]:
    """Words, dates and amounts in a language, inside the block."""
    token = _spoken.set(catalogue(language))
    try:
        yield
    finally:
        _spoken.reset(token)


def current_catalogue() -> Catalogue | None:
    """The language of the moment; None for English."""
    return _spoken.get()


def current_language() -> str:
    """The language of the moment, as the attribute `lang` has it."""
    now = _spoken.get()
    return now.language if now else ENGLISH


def gettext(text: str) -> str:
    """A text in the language of the moment; as it is, if that is English or has no words for it."""
    now = _spoken.get()
    return text if now is None or not text else now.words.gettext(text)


def ngettext(one: str, many: str, number: int) -> str:
    """The text for one or for many, as the language of the moment tells numbers apart."""
    now = _spoken.get()
    return (one if number == 1 else many) if now is None else now.words.ngettext(one, many, number)


_ = gettext


def N_(text: str) -> str:
    """Marks a text for the catalogue where it stands; it is translated where it is shown."""
    return text


def NN_(one: str, many: str) -> tuple[str, str]:
    """The same, for a text that tells numbers apart."""
    return one, many


def languages() -> tuple[str, ...]:
    """Every language that a site can be in."""
    return (
        ENGLISH,
        *sorted(path.parents[1].name for path in LOCALES.glob("*/LC_MESSAGES/communityplans.po")),
    )


def catalogue(language: str) -> Catalogue | None:
    """The words of a language; None for English. Raises KeyError for a language that there is no file for."""
    if language == ENGLISH:
        return None
    path = LOCALES / language / "LC_MESSAGES" / "communityplans.po"
    if not _LANGUAGE.match(language) or not path.is_file():
        raise KeyError(language)
    return _read(path, language)


def translator_for(language: str) -> Callable[[str], str]:
    """A function that translates into a language, whichever is the one of the moment."""
    found = catalogue(language)
    return found.words.gettext if found else str


@cache
def _read(path: Path, language: str) -> Catalogue:
    with path.open("rb") as file:
        found = read_po(file, locale=language.replace("-", "_"))
    compiled = BytesIO()
    write_mo(compiled, _sound(found))
    compiled.seek(0)
    return Catalogue(language, Locale.parse(language, sep="-"), GNUTranslations(compiled))


def _sound(found: Catalog) -> Catalog:
    """The catalogue without those translations that lost a value or a tag, or brought one of their own: they
    would break the page.
    """
    for message in found:
        words, said = (
            tuple(one) if isinstance(one, list) else one or "" for one in (message.id, message.string)
        )
        if words and not keeps_placeholders(words, said):
            message.string = ("",) * len(said) if message.pluralizable else ""
    return found


def keeps_placeholders(ids: str | tuple[str, ...], strings: str | tuple[str, ...]) -> bool:
    """Whether a translation has just the values and the tags that its English has; of several forms, each
    those of one of the English two.
    """
    wanted = [_pieces(one) for one in ((ids,) if isinstance(ids, str) else ids)]
    return all(_pieces(one) in wanted for one in ((strings,) if isinstance(strings, str) else strings) if one)


def _pieces(text: str) -> Counter[str]:
    """What has to stay: values, tags, and any other sign of that kind."""
    return Counter(_KEPT.findall(text)) + Counter(_SIGNS.findall(_KEPT.sub("", text)))


def capitalised(text: str) -> str:
    """A sentence with a large letter first."""
    return text[:1].upper() + text[1:]
