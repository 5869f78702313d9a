"""What a leaf type says when a value cannot be read (a rule word, a sentence and a value that would do), and the
marks round what a suggested fix leaves to be filled in.
"""

import re
from typing import Self

from pydantic_core import PydanticCustomError


class FieldError(PydanticCustomError):
    """Raised by the parsers of leaf types; pydantic adds the place. `fix` is the value to write instead (""
    if unknown).

    The first argument is the rule word; the sentence follows the field's name and starts with a capital
    letter.
    """

    def __new__(cls, rule: str, sentence: str, fix: str = "") -> Self:
        """Create the error: a rule word, a sentence, and a value to write instead."""
        return super().__new__(cls, rule, "{sentence}", {"sentence": sentence, "fix": fix})

    @property
    def sentence(self) -> str:
        """What is wrong with the value, as a sentence."""
        return str((self.context or {})["sentence"])


# The mark of what is still to be filled in: every example value of a suggested fix stands in it, and the
# check refuses a value that still has it. So a fix that is pasted as it stands is never published. The
# marks ‹ and › are on no keyboard by chance, mean nothing in YAML, and can be seen at a glance.


OPENS, CLOSES = "‹", "›"
_MARKED = re.compile(f"{OPENS}[^{OPENS}{CLOSES}\\n]{{0,400}}{CLOSES}")


def unfinished(example: str) -> str:
    """An example value for a fix, in quotes and marked as not true yet."""
    bare = re.sub(rf'[{OPENS}{CLOSES}"\\]', "", example)
    return f'"{OPENS}{bare[:400]}{CLOSES}"'


def mark_in(text: str) -> str:
    """The first part of a text that is still marked as not true yet; "" where there is none."""
    found = _MARKED.search(text) if OPENS in text else None
    return found[0] if found else ""


def finish(mark: str) -> str:
    """What to do with a part of a text that is still marked."""
    return f"Replace {mark} by what is true here."


UNFINISHED_GAP = f"{{not_published: {unfinished('why there is no answer')}, as_of: {unfinished('day on which you looked')}}}"
UNFINISHED_NONE = (
    f"{{none_reason: {unfinished('why there is nothing here')},"
    f" as_of: {unfinished('day on which you looked')}}}"
)
