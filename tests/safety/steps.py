"""How many steps a regular expression takes on a text: a backtracking matcher that counts, over Python's own
parse tree.

Time depends on the machine; steps do not. The matcher tries in the same order as Python's, without its short
cuts.
"""

import re
import sys
from collections.abc import Callable, Iterator
from re import _constants as op
from re import _parser

Node = tuple
CATEGORIES = {
    op.CATEGORY_DIGIT: r"\d",
    op.CATEGORY_NOT_DIGIT: r"\D",
    op.CATEGORY_SPACE: r"\s",
    op.CATEGORY_NOT_SPACE: r"\S",
    op.CATEGORY_WORD: r"\w",
    op.CATEGORY_NOT_WORD: r"\W",
}
ONE_CHARACTER = (op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN)


class TooManySteps(Exception):
    """The counter reached its limit."""


class Counter:
    """Matches one pattern and counts. `tree` is its parse tree, for those who make texts from it."""

    def __init__(self, pattern: re.Pattern, limit: int):
        source = pattern.pattern.decode("latin-1") if isinstance(pattern.pattern, bytes) else pattern.pattern
        self.flags = pattern.flags
        self.tree = _parser.parse(
            source, pattern.flags & ~(re.UNICODE if isinstance(pattern.pattern, bytes) else 0)
        )
        self.limit = limit
        self.steps = 0
        self.text = ""
        self._groups: dict[int, tuple[int, int]] = {}
        self._tests: dict[int, Callable[[str], bool]] = {}

    def search(self, text: str, *, anchored: bool) -> int:
        """The steps to look for the pattern in a text, from its start alone (`anchored`) or from every place."""
        self.steps, self.text, self._groups = 0, text, {}
        start = 0
        while start <= len(text):
            end = next(self._match(self.tree, 0, start), None)
            if anchored:
                break
            start = max(end, start + 1) if end is not None else start + 1  # As finditer and sub do.
        return self.steps

    def _step(self) -> None:
        self.steps += 1
        if self.steps > self.limit:
            raise TooManySteps

    def _match(self, nodes: object, at: int, here: int) -> Iterator[int]:
        if at == len(nodes):
            yield here
            return
        for there in self._one(nodes[at], here):
            yield from self._match(nodes, at + 1, there)

    def _fits(self, node: Node) -> Callable[[str], bool]:
        """Whether one character fits a node, which Python's own engine decides."""
        if id(node) not in self._tests:
            kind, what = node
            if kind is op.LITERAL:
                source = re.escape(chr(what))
            elif kind is op.NOT_LITERAL:
                source = f"[^{re.escape(chr(what))}]"
            elif kind is op.ANY:
                source = "."
            else:
                source = (
                    "["
                    + "".join(
                        (
                            "^"
                            if k is op.NEGATE
                            else (
                                re.escape(chr(v))
                                if k is op.LITERAL
                                else (
                                    f"{re.escape(chr(v[0]))}-{re.escape(chr(v[1]))}"
                                    if k is op.RANGE
                                    else CATEGORIES[v]
                                )
                            )
                        )
                        for k, v in what
                    )
                    + "]"
                )
            look = re.compile(source, self.flags & (re.IGNORECASE | re.DOTALL)).match
            known: dict[str, bool] = {}
            self._tests[id(node)] = lambda c: (
                known[c] if c in known else known.setdefault(c, look(c) is not None)
            )
        return self._tests[id(node)]

    def _one(self, node: Node, here: int) -> Iterator[int]:
        self._step()
        kind, what = node
        if kind in ONE_CHARACTER:
            if here < len(self.text) and self._fits(node)(self.text[here]):
                yield here + 1
        elif kind is op.AT:
            if self._at(what, here):
                yield here
        elif kind is op.BRANCH:
            for branch in what[1]:
                yield from self._match(branch, 0, here)
        elif kind is op.SUBPATTERN:
            before = self._groups.get(what[0])
            for there in self._match(what[3], 0, here):
                if what[0] is not None:
                    self._groups[what[0]] = (here, there)
                yield there
            if before is not None:
                self._groups[what[0]] = before
        elif kind is op.GROUPREF:
            start, end = self._groups.get(what, (0, 0))
            if self.text.startswith(self.text[start:end], here):
                yield here + end - start
        elif kind in (op.ASSERT, op.ASSERT_NOT):
            direction, inside = what
            start = here if direction > 0 else here - inside.getwidth()[0]
            found = start >= 0 and next(self._match(inside, 0, start), None) is not None
            if found == (kind is op.ASSERT):
                yield here
        elif kind is op.ATOMIC_GROUP:
            there = next(self._match(what, 0, here), None)
            if there is not None:
                yield there
        elif kind is op.POSSESSIVE_REPEAT:
            there = next(self._repeat(what, 0, here, greedy=True), None)
            if there is not None:
                yield there
        elif kind in (op.MAX_REPEAT, op.MIN_REPEAT):
            yield from self._repeat(what, 0, here, greedy=kind is op.MAX_REPEAT)
        else:
            raise NotImplementedError(kind)

    def _repeat(self, what: tuple, count: int, here: int, *, greedy: bool) -> Iterator[int]:
        least, most, inside = what
        if len(inside) == 1 and inside[0][0] in ONE_CHARACTER:
            yield from self._characters(self._fits(inside[0]), least, most, here, greedy=greedy)
            return
        if not greedy and count >= least:
            yield here
        if count < most:
            for there in self._match(inside, 0, here):
                if there > here or count < least:
                    yield from self._repeat(what, count + 1, there, greedy=greedy)
        if greedy and count >= least:
            yield here

    def _characters(
        self, fits: Callable[[str], bool], least: int, most: int, here: int, *, greedy: bool
    ) -> Iterator[int]:
        if greedy:
            end = here
            while end < len(self.text) and end - here < most and fits(self.text[end]):
                self._step()
                end += 1
            for there in range(end, here + least - 1, -1):
                self._step()
                yield there
            return
        end = here
        while True:
            self._step()
            if end - here >= least:
                yield end
            if end >= len(self.text) or end - here >= most or not fits(self.text[end]):
                return
            end += 1

    def _at(self, what: object, here: int) -> bool:
        text = self.text
        if what is op.AT_BEGINNING_STRING:
            return here == 0
        if what is op.AT_BEGINNING:
            return here == 0 or bool(self.flags & re.MULTILINE and text[here - 1] == "\n")
        if what is op.AT_END_STRING:
            return here == len(text)
        if what is op.AT_END:
            return here == len(text) or (
                text[here] == "\n" and (bool(self.flags & re.MULTILINE) or here == len(text) - 1)
            )
        word = [0 <= n < len(text) and (text[n].isalnum() or text[n] == "_") for n in (here - 1, here)]
        return (word[0] != word[1]) == (what is op.AT_BOUNDARY)


SAMPLES = " \n\ta1A-.,;:|*_#\"'`\\/[](){}<>@!?=+&%£~^–“•é\0"


def hostile(counter: Counter) -> Iterator[tuple[str, str, str]]:
    """Texts that may take a pattern long, in three parts: how it begins, what is said over and over, how it
    ends.
    """
    repeats: list[tuple[str, str]] = []
    _walk(counter, counter.tree, "", repeats)
    parts = {
        *repeats,
        *(("", c) for c in ' \n\ta1[<|*"#-'),
        ("", "a "),
        ("", "a."),
        ("", "1 "),
        ("", " \n"),
        ("", "# \n"),
    }
    for before, again in sorted(parts):
        for after in ("", "\0", "\n\0"):
            yield before, again, after


def _walk(counter: Counter, nodes: object, before: str, found: list[tuple[str, str]]) -> str:
    """A text that fits the nodes, as short as may be; what may be repeated is added to `found` with what
    stands before it.
    """
    for node in nodes:
        kind, what = node
        if kind in ONE_CHARACTER:
            before += (
                next((c for c in SAMPLES if counter._fits(node)(c)), chr(what) if kind is op.LITERAL else "")
                if kind is not op.LITERAL
                else chr(what)
            )
        elif kind is op.BRANCH:
            texts = [_walk(counter, branch, before, found) for branch in what[1]]
            before = texts[0]
        elif kind is op.SUBPATTERN:
            before = _walk(counter, what[3], before, found)
        elif kind is op.ATOMIC_GROUP:
            before = _walk(counter, what, before, found)
        elif kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            least, most, inside = what
            if most > 8:
                if len(inside) == 1 and inside[0][0] in ONE_CHARACTER:
                    fitting = [c for c in " \n\ta1" if counter._fits(inside[0])(c)] or [
                        c for c in SAMPLES if counter._fits(inside[0])(c)
                    ][:1]
                    found += [(before, c) for c in fitting]
                else:
                    again = _walk(counter, inside, "", [])
                    found += [(before, again)] if again else []
            after = _walk(counter, inside, before, found)
            before = before + after[len(before) :] * least if least else before
    return before


sys.setrecursionlimit(max(sys.getrecursionlimit(), 20_000))
