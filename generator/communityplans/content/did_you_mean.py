"""What a writer probably meant."""

import difflib

NOTHING = frozenset(
    {
        "tbc",
        "tba",
        "tbd",
        "unknown",
        "n/a",
        "na",
        "none",
        "nil",
        "nothing",
        "?",
        "-",
        "not known",
        "to be confirmed",
    }
)


def closest_match(word: str, words: list[str]) -> str | None:
    """The word of a list that was probably meant, or None (edit distance at most about two, or three quarters
    alike).
    """
    plain = {_plain(w): w for w in reversed(words)}
    if _plain(word) in plain:
        return plain[_plain(word)]
    if len(word) > 100:
        return None
    found = difflib.get_close_matches(_plain(word), plain, n=1, cutoff=0.7)
    return plain[found[0]] if found else None


def is_placeholder(value: object) -> bool:
    """Whether a value is a way to say that there is nothing to say, such as TBC."""
    return isinstance(value, str) and value.strip(" .").casefold() in NOTHING


def _plain(word: str) -> str:
    return word.casefold().replace("-", "_").replace(" ", "_")
