"""The reference of checks, parsed from the docstrings of the rules and of the diagnostics of the loader: one
entry for each rule id.

Both have one form: the meaning; details; an example that fails and one that passes; and the source.

    Fails:                      lines of a plan, which replace the lines of the same fields
    Fails in a second plan:     the same, for a plan beside it
    Fails in plans/council-settings.yml: the same, for the settings or the facts of the council
    Fails in plans/council-streets.csv: all that the list of streets says
    Fails in the text of a guide:
    Fails as a whole file:      all that a plan says
    Fails as a whole guide:
    Fails as the name of a file:
    Fails: in words             where lines cannot show it
"""

import re
import textwrap
from dataclasses import dataclass
from functools import cache

from ..rules import RULE_FAMILIES, RULES
from ..rules.diagnostic_docs import DIAGNOSTIC_FAMILIES

_MARK = re.compile(r"(Fails|Passes)((?: in| as)? ?[a-z ./-]*):(?: (.+))?$")


@dataclass(frozen=True)
class RuleExample:
    """An example: `text` in lines of a file, or `said` in words.

    `where` is "" for a plan, else as in the list above.
    """

    where: str
    text: str
    said: str = ""


@dataclass(frozen=True)
class RuleEntry:
    """The entry of one check."""

    word: str
    meaning: str
    more: tuple[str, ...]
    fails: RuleExample
    passes: RuleExample
    source: str


@cache
def rulebook() -> tuple[tuple[str, tuple[RuleEntry, ...]], ...]:
    """All entries by family: (the heading of the family, its entries). If a rule and the loader share a rule
    id, the entry of the rule counts.
    """
    families: dict[str, list[RuleEntry]] = {}
    for family, texts in DIAGNOSTIC_FAMILIES.items():
        families[family] = [entry(word, text) for word, text in texts.items() if word not in RULES]
    for family, rules in RULE_FAMILIES.items():
        families.setdefault(family, []).extend(
            entry(word, rule.__doc__ or "") for word, rule in rules.items()
        )
    return tuple((about, tuple(found)) for about, found in families.items())


@cache
def words() -> frozenset[str]:
    """Every rule id that has an entry."""
    return frozenset(one.word for _, entries in rulebook() for one in entries)


def entry(word: str, text: str) -> RuleEntry:
    """Parse a docstring.

    Raises:
        ValueError: It does not have the form above.
    """
    first, _, rest = text.strip("\n").partition("\n")
    written = (
        (first + "\n" + textwrap.dedent(rest)).strip("\n ").split("\n")
    )  # Not inspect.cleandoc, which takes tabs away.
    marks = [number for number, line in enumerate(written) if _MARK.match(line)]
    if len(marks) != 2 or not written[-1].startswith("From: ") or not written[marks[0]].startswith("Fails"):
        raise ValueError(f"The docstring of {word} needs Fails:, Passes: and, as its last line, From:.")
    paragraphs = [" ".join(one.split()) for one in "\n".join(written[: marks[0]]).split("\n\n")]
    meaning, _, rest = paragraphs[0].partition(". ")
    more = tuple(one for one in (rest, *paragraphs[1:]) if one)
    return RuleEntry(
        word,
        meaning.rstrip("."),
        more,
        _example(written[marks[0] : marks[1]]),
        _example(written[marks[1] : -1]),
        written[-1][6:],
    )


def _example(written: list[str]) -> RuleExample:
    found = _MARK.match(written[0])
    if found is None:
        raise ValueError(f"This line does not start an example: {written[0]}")
    return RuleExample(found[2].strip(), textwrap.dedent("\n".join(written[1:])).strip("\n"), found[3] or "")
