"""Standard streams that survive a closed pipe: a reader who stops reading does not stop the command."""

import io
import os
import sys
from typing import Any, TextIO


class BrokenPipeSafeStream(io.FileIO):
    """A stream that ignores writes after its reader has gone away (`plans check | head -1`).

    Any other error, such as a full disk, is raised once.
    """

    def write(self, data: Any, /) -> int:
        """Write some bytes (any buffer); discard them, and all that follow, when the reader has gone away.

        Raises:
            OSError: The first time that something else prevents it, such as a full disk.
        """
        try:
            return super().write(data)
        except OSError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), self.fileno())
            if not isinstance(error, BrokenPipeError):
                raise
            return memoryview(data).nbytes


def ready() -> None:
    """Replace the standard streams of this process, so that only a full disk can stop it while it writes."""
    for number in (0, 1, 2):
        # The file descriptor of a closed stream (`>&-`) would be given to the next file that is opened, and
        # output would be written into that file.
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: SIM115 - open as long as the program.
    sys.stdout, sys.stderr = _broken_pipe_safe(sys.stdout, 1), _broken_pipe_safe(sys.stderr, 2)


def _broken_pipe_safe(stream: TextIO | None, number: int) -> TextIO:
    """The stream, on a BrokenPipeSafeStream; a character that the terminal lacks is shown as its number."""
    if stream is None:
        return open(os.devnull, "w", encoding="utf-8")
    if type(stream) is not io.TextIOWrapper:  # A caller, such as a test, has replaced the stream.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
        return stream
    stream.flush()
    return io.TextIOWrapper(
        io.BufferedWriter(BrokenPipeSafeStream(number, "w", closefd=False)),
        encoding=stream.encoding,
        errors="backslashreplace",
        line_buffering=stream.line_buffering or number == 2,
    )
