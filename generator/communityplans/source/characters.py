"""Characters that do not belong in a published text: controls, direction marks, and what no reader can see."""

import re
from collections.abc import Iterator
from heapq import merge

from .diagnostic import Diagnostic, Position

# Of a file full of characters that nobody can see, so many lines are named.
MOST_UNSEEN = 50

# Controls (tab and line end apart), the two Unicode line ends that YAML reads as new lines, direction
# overrides and isolates, zero-width and invisible operators, soft hyphen, byte order mark inside a text,
# private use, surrogates and non-characters. Joiners (U+200C, U+200D) stay: Persian and emoji need them. Tag
# characters stay only in flag emoji.
UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\uffff"
    "\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff]"
    "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0000-\U000e007f]"
    # Fillers and blanks that are drawn as nothing, but for a blank between letters of Braille.
    "|[\u115f\u1160\u3164\uffa0\u180e]|(?<![\u2801-\u28ff])\u2800(?![\u2801-\u28ff])"
    # Joiners beside Latin letters, and where no letter stands before them.
    "|(?<=[0-9A-Za-z\u00c0-\u024f\"':\\s\u200c\u200d])[\u200c\u200d]|[\u200c\u200d](?=[0-9A-Za-z\u00c0-\u024f])"
    # The wide space of Chinese and Japanese where no such sign is beside it.
    "|(?<![\u3000-\u9fff\uac00-\ud7af\uff00-\uffef])\u3000(?![\u3001-\u9fff\uac00-\ud7af\uff00-\uffef])"
)
# A no-break space looks like a space but does not indent.
_FALSE_SPACE = "[\u00a0\u2000-\u200a\u202f\u3000]"
FALSE_INDENT = re.compile(f"^[ \t]*{_FALSE_SPACE}", re.MULTILINE)

NAMES = {
    "\u00a0": "a no-break space",
    "\u00ad": "a soft hyphen",
    "\u200b": "a zero-width space",
    "\ufeff": "a byte order mark",
    "\u202e": "a mark that turns text round",
    "\u0085": "a next-line mark",
    "\u2028": "a line separator",
    "\u0000": "a NUL",
    "\u200c": "a zero-width non-joiner",
    "\u200d": "a zero-width joiner",
    "\u2800": "a blank of Braille",
    "\u3000": "an ideographic space",
}


# What ordinary text is made of. Only a text that has other characters is looked at closely, which takes fifty
# times as long.
_PLAIN = b"\t\n" + bytes(range(32, 127))
_DOUBTFUL = re.compile(
    UNWANTED.pattern.replace("(?<![\U0001f3f4\U000e0020-\U000e007f])", "")
    + f"|{_FALSE_SPACE}|[\u200c\u200d\u2800\u3000]"
)


def unwanted_characters(path: str, text: str) -> Iterator[Diagnostic]:
    """What to say of the characters that do not belong in a text: of each line that has some, up to the last
    that is worth a sentence of its own.
    """
    line = start = told = last = 0
    for at in _unwanted(text):
        line, start = line + text.count("\n", start, at), at
        if told and line == last:
            continue
        last, told = line, told + 1
        if told > MOST_UNSEEN:
            yield Diagnostic(
                Position(path, line + 1),
                "invisible-character",
                "From this line on there are more characters that readers cannot see. The first"
                f" {MOST_UNSEEN} lines that have some are listed.",
                "Perhaps the text was copied from a PDF. Copy it as plain text, or type it again.",
            )
            return
        yield Diagnostic(
            Position(path, line + 1, at - text.rfind("\n", 0, at)),
            "invisible-character",
            f"There is {character_name(text[at])} here, which readers cannot see.",
            "Delete it and type the text around it again.",
        )


def _unwanted(text: str) -> Iterator[int]:
    """Where the characters stand that do not belong in a text, and those that only look like an indent, in
    order.
    """
    if not _DOUBTFUL.search(
        text.encode("utf-8", "surrogatepass").translate(None, _PLAIN).decode("utf-8", "surrogatepass")
    ):
        return iter(())
    return merge(
        (found.start() for found in UNWANTED.finditer(text)),
        (found.end() - 1 for found in FALSE_INDENT.finditer(text)),
    )


def character_name(character: str) -> str:
    """What to call a character that cannot be seen, for example "a zero-width space (U+200B)"."""
    return f"{NAMES.get(character, 'an invisible or control character')} (U+{ord(character):04X})"


def escape_invisible(text: str) -> str:
    """The text with every unwanted character written as `<U+202E>`, so that a terminal or a log cannot be
    spoken to.
    """
    return UNWANTED.sub(lambda m: "".join(f"<U+{ord(c):04X}>" for c in m.group()), text)
