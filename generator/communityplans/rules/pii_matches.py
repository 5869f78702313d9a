"""What was found in a text that looks like a person's own data, and what the council calls its own."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ..model.settings import Settings


class PiiMatch(NamedTuple):
    """A stretch of a text, the rule that speaks of it, and for an e-mail address its domain."""

    rule: str
    start: int
    end: int
    detail: str = ""


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
    """A telephone number as its digits alone, from the 0 that it has within the country."""
    digits = re.sub(r"\D", "", number.replace("(0)", ""))
    return re.sub(r"\A(?:00)?44(?=\d{9,10}\Z)", "0", digits)
