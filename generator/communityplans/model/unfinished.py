"""The mark of what is still to be filled in: every example value of a suggested fix stands in it, and the
check refuses a value that still has it.

So a fix that is pasted as it stands is never published. The marks ‹ and › are on no keyboard by chance, mean
nothing in YAML, and can be seen at a glance.
"""

import re

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
