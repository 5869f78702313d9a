"""Whether a change of words only puts spelling right, so that nobody can understand anything else by it.

A correction is a change of case, spaces or punctuation outside numbers, a word that was typed twice, or one
letter in a word that no word list knows. Everything else is a change, and so is whatever is in doubt: both
words known, a negation, a number, a name.
"""

import difflib
import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spellchecker import SpellChecker

_NUMBERS = frozenset(
    [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
        "hundred",
        "thousand",
        "million",
        "billion",
        "dozen",
        "half",
        "third",
        "quarter",
        "first",
        "second",
        "last",
        "double",
        "triple",
        "once",
        "twice",
        "both",
        "single",
        "couple",
        "several",
        "few",
        "many",
        "most",
        "more",
        "less",
        "least",
    ]
)
_NEGATIONS = frozenset(
    [
        "no",
        "not",
        "never",
        "none",
        "nor",
        "neither",
        "nobody",
        "nothing",
        "nowhere",
        "without",
        "cannot",
        "cant",
        "dont",
        "doesnt",
        "didnt",
        "wont",
        "wouldnt",
        "isnt",
        "arent",
        "wasnt",
        "shant",
        "yes",
        "longer",
        "hardly",
        "unless",
        "except",
        "but",
    ]
)
_BINDING = frozenset(
    [
        "can",
        "could",
        "may",
        "might",
        "must",
        "shall",
        "should",
        "will",
        "would",
        "only",
        "all",
        "some",
        "any",
        "free",
        "fee",
        "fees",
        "every",
        "each",
        "before",
        "after",
        "until",
        "till",
        "from",
        "to",
        "by",
        "north",
        "south",
        "east",
        "west",
        "open",
        "closed",
        "now",
        "then",
        "on",
        "off",
        "in",
        "out",
        "over",
        "under",
        "up",
        "down",
        "if",
        "or",
        "and",
    ]
)
_DAYS = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)
FIXED = _NUMBERS | _NEGATIONS | _BINDING | _DAYS

# Parts that make another word of what they are joined to: "may be" and "maybe", "re-form" and "reform".
_LOOSE = FIXED | frozenset({"a", "an", "be", "self", "every", "else"})

# British words that the list, which is American, does not have and the rules below do not lead to.
_BRITISH = frozenset(
    [
        "kerb",
        "kerbs",
        "kerbside",
        "tyre",
        "tyres",
        "cheque",
        "cheques",
        "plough",
        "ploughs",
        "storey",
        "storeys",
        "gaol",
        "gaols",
        "draught",
        "draughts",
        "pyjamas",
        "aeroplane",
        "moult",
        "mould",
        "moulds",
        "sceptic",
        "sulphur",
        "whisky",
        "jewellery",
        "grey",
        "greys",
        "cosy",
        "ageing",
        "acknowledgement",
        "judgement",
        "artefact",
        "artefacts",
        "tarmac",
        "lido",
        "skatepark",
        "allotment",
        "allotments",
        "bungalow",
        "bungalows",
        "maisonette",
        "maisonettes",
        "layby",
        "laybys",
        "lorry",
        "lorries",
        "pavement",
        "pavements",
        "verge",
        "verges",
        "zebra",
        "toucan",
        "puffin",
        "pelican",
        "unparished",
        "parished",
        "disbenefit",
        "signposting",
        "cycleway",
        "cycleways",
        "footway",
        "footways",
        "carriageway",
        "carriageways",
        "towpath",
        "towpaths",
        "bridleway",
        "bridleways",
        "snicket",
        "snickets",
        "ginnel",
        "ginnels",
        "twitten",
        "gulley",
        "gullies",
        "balancing",
        "sixth",
        "fete",
        "fetes",
        "creche",
        "creches",
    ]
)
_AMERICAN = (
    (re.compile(r"is(e|es|ed|er|ers|ing|ation|ations|ational|able)$"), r"iz\1"),
    (re.compile(r"ys(e|es|ed|ing|er)$"), r"yz\1"),
    (re.compile(r"our"), "or"),
    (re.compile(r"ogue(s?)$"), r"og\1"),
    (re.compile(r"ogramme(s?|d)$"), r"ogram\1"),
    (re.compile(r"tre(s?)$"), r"ter\1"),
    (re.compile(r"ll(ed|ing|er|ers|or|ors)$"), r"l\1"),
    (re.compile(r"ence(s?)$"), r"ense\1"),
    (re.compile(r"[ao]e"), "e"),
    (re.compile(r"metre"), "meter"),
    (re.compile(r"(?<=[^l])l(ment|ful|s)"), r"ll\1"),
)

_VOWELS = frozenset("aeiouy")
_SIGNS = re.compile(r"[?&/+%@=<>*~^|#]")
_CONTRACTED = re.compile(r"(?<!\w)\w++['’](?:re|ll|d|t|ve|m)\b")
_LETTERS = re.compile(r"[^\W\d_]+")
_BREAKS = re.compile(r"[\s\u2010-\u2015-]+")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_MOST_SLIPS = 3
_LONG_WORD = 8


def is_typo_fix(old: str, new: str) -> bool:
    """Whether two texts differ by slips of the pen only.

    Args:
        old: The text as it was.
        new: The text as it is. The answer is the same the other way round.

    Returns:
        Whether nobody can understand anything else by it. False where that is in doubt.
    """
    old, new = (unicodedata.normalize("NFC", text) for text in (old, new))
    if old == new:
        return True
    if _unchangeable(old) != _unchangeable(new):
        return False
    before, after = _words(old), _words(new)
    slips = 0
    plain = [[word for word, _ in words] for words in (before, after)]
    for what, a, b, c, d in difflib.SequenceMatcher(None, *plain, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        slips += 1
        if not (
            _doubled(plain[0], a, b, plain[1], c, d)
            or _joined(plain[0][a:b], plain[1][c:d])
            or _misspelled(before[a:b], after[c:d])
        ):
            return False
    return slips <= max(_MOST_SLIPS, len(before) // 12)


def _unchangeable(text: str) -> tuple[list[str], ...]:
    """What must be the same in both texts: numbers and addresses to the letter, signs, contractions,
    capitals, and marks behind a negation.
    """
    tokens = text.split()
    numbers = [
        _THOUSANDS.sub("", token.strip(".,;:!()[]\"'“”‘’"))
        for token in tokens
        if any(c.isdigit() for c in token) or "://" in token or "@" in token or "www." in token
    ]
    signs = _SIGNS.findall(text)
    contracted = [one.casefold().replace("’", "'") for one in _CONTRACTED.findall(text)]
    capitals = (
        []
        if text.isupper()
        else [word for word in _LETTERS.findall(text) if len(word) > 1 and word.isupper()]
    )
    marked = [
        token.casefold()
        for token in tokens[:-1]
        if token[-1] in ".,;:!-–—" and token.rstrip(".,;:!-–—").casefold() in _NEGATIONS
    ]
    minus = re.findall(r"(?:^|(?<=\s))[-−–+](?=[£$€\d])", text)
    return numbers, signs, contracted, capitals, marked, minus


def _words(text: str) -> list[tuple[str, bool]]:
    """The words without capitals and marks, each with whether it looks like a name: a capital that no
    beginning of a sentence explains.
    """
    found = []
    begins = True
    for token in _BREAKS.split(text):
        letters = "".join(c for c in token if c.isalnum())
        if letters:
            found.append((letters.casefold(), letters[0].isupper() and not begins))
        begins = token.endswith((".", "!", "?", ":")) if token else begins
    return found


def _doubled(before: list[str], a: int, b: int, after: list[str], c: int, d: int) -> bool:
    """Whether a word was typed twice on one side. What counts or denies is not repeated by chance."""
    words, start, end = (
        (before, a, b) if b - a == 1 and c == d else (after, c, d) if d - c == 1 and a == b else ([], 0, 0)
    )
    if not words:
        return False
    word = words[start]
    return word not in _NUMBERS | _NEGATIONS and (
        words[start - 1 : start] == [word] or words[end : end + 1] == [word]
    )


def _joined(before: list[str], after: list[str]) -> bool:
    """Whether words differ by a space or a hyphen only, and mean the same with and without."""
    if "".join(before) != "".join(after):
        return False
    pieces = [*before, *after]
    return not any(piece in _LOOSE or len(piece) == 2 for piece in pieces)


def _misspelled(before: list[tuple[str, bool]], after: list[tuple[str, bool]]) -> bool:
    return len(before) == len(after) and all(
        a == b or _typo(a, b) for a, b in zip(before, after, strict=True)
    )


def _typo(old: tuple[str, bool], new: tuple[str, bool]) -> bool:
    """Whether one of two words is no word, and is the other with a letter lost, added or in the wrong place."""
    (a, a_named), (b, b_named) = old, new
    if a == b:
        return True
    if (
        a_named
        or b_named
        or a in FIXED
        or b in FIXED
        or not (a.isalpha() and b.isalpha())
        or min(len(a), len(b)) < 3
    ):
        return False
    swapped = len(a) == len(b) and sorted(a) == sorted(b)
    if not swapped and (min(len(a), len(b)) < 4 or a[0] != b[0] or a[-1] != b[-1]):
        return False
    if set(a) - _VOWELS != set(b) - _VOWELS or _distance(a, b) > (
        2 if min(len(a), len(b)) >= _LONG_WORD else 1
    ):
        return False
    return _known(a) != _known(b)


def _distance(a: str, b: str) -> int:
    """How many letters were lost, added, swapped with their neighbour, or are another vowel."""
    far = len(a) + len(b)
    table = [[far] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) + 1):
        for j in range(len(b) + 1):
            if i == j == 0:
                table[i][j] = 0
                continue
            steps = [table[i - 1][j] + 1 if i else far, table[i][j - 1] + 1 if j else far]
            if i and j:
                x, y = a[i - 1], b[j - 1]
                steps.append(
                    table[i - 1][j - 1] + (0 if x == y else 1 if x in _VOWELS and y in _VOWELS else far)
                )
                if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                    steps.append(table[i - 2][j - 2] + 1)
            table[i][j] = min(steps)
    return table[-1][-1]


@cache
def _known(word: str) -> bool:
    """Whether some word list knows a word, in British or American spelling, or the two words that it is made
    of.
    """
    forms = {word} | {rule.sub(instead, word) for rule, instead in _AMERICAN}
    forms |= {rule.sub(instead, form) for form in tuple(forms) for rule, instead in _AMERICAN}
    if word in _BRITISH or word in FIXED or _list().known(forms):
        return True
    halves = [(word[:at], word[at:]) for at in range(4, len(word) - 3)]
    return any(len(_list().known(pair)) == len(set(pair)) for pair in halves)


@cache
def _list() -> "SpellChecker":
    # Loaded when two words are nearly the same, and not before: it takes a third of a second.
    from spellchecker import SpellChecker

    return SpellChecker(language="en", distance=1)
