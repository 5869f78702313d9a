"""Shows in a terminal how far a long command has got: one line on stderr, written over and then removed."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TextIO

from ..build.progress_report import use_progress

# What takes less than this needs no line.
AFTER_SECONDS = 2.0
EVERY_SECONDS = 0.1
_SENTENCES = {
    "pdf": "Making {} of {} PDFs…",
    "text": "Reading {} of {} files…",
    "plan head": "Reading {} of {} files of past editions…",
    "findings": "Checking {} of {} plans…",
    "written": "Writing {} of {} pages…",
}
_OTHERWISE = "Making {} of {} parts of the site…"


class TerminalProgress:
    """Writes the progress of one command.

    Args:
        stream: The terminal.
        clock: Seconds that only grow.
    """

    def __init__(self, stream: TextIO, clock: Callable[[], float] = monotonic):
        self._stream, self._clock = stream, clock
        self._start, self._last = clock(), -EVERY_SECONDS
        self._width = 0

    def __call__(self, name: str, done: int, total: int) -> None:
        """Show how many are done; when all are, remove the line."""
        now = self._clock()
        if done >= total:
            self.clear()
        elif now - self._start >= AFTER_SECONDS and (not self._width or now - self._last >= EVERY_SECONDS):
            self._last = now
            self._write(_SENTENCES.get(name, _OTHERWISE).format(done, total))

    def clear(self) -> None:
        """Remove the line, if there is one."""
        if self._width:
            self._write("")
            self._stream.write("\r")
            self._stream.flush()
            self._width = 0

    def _write(self, text: str) -> None:
        # Spaces over the rest of the older line: not every terminal obeys codes.
        self._stream.write(f"\r{text.ljust(self._width)}")
        self._stream.flush()
        self._width = len(text)


@contextmanager
def shown_in_terminal() -> Iterator[None]:
    """Inside this context progress is shown on stderr if that is a terminal: a pipe or a log gets nothing."""
    if not sys.stderr.isatty():
        yield
        return
    progress = TerminalProgress(sys.stderr)
    try:
        with use_progress(progress):
            yield
    finally:
        progress.clear()
