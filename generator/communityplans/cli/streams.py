"""What a command says, and where: a reader who goes away, or was never there, does not change what is done."""

import io
import os
import sys


class BrokenPipeSafeStream(io.FileIO):
    """A stream to which one may go on writing when its reader has read enough (`plans check | head -1`).

    A full disk is said once.
    """

    def write(self, data) -> int:
        try:
            return super().write(data)
        except OSError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), self.fileno())
            if not isinstance(error, BrokenPipeError):
                raise
            return len(data)


def ready() -> None:
    """Make the streams of this process such that nothing said can stop it, but a disk that is full."""
    for number in (0, 1, 2):
        # A closed stream (`>&-`) would give its number to the next file that is opened, and what is said
        # would be written into that.
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: SIM115 - open as long as the program.
    sys.stdout, sys.stderr = _patient(sys.stdout, 1), _patient(sys.stderr, 2)


def _patient(stream, number: int):
    """The stream, patient; a terminal that lacks a character shows its number."""
    if stream is None:
        return open(os.devnull, "w", encoding="utf-8")
    if type(stream) is not io.TextIOWrapper:  # Somebody has put a stream of their own there.
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
