"""Shared by all commands: the working context, exit codes, and error messages instead of tracebacks."""

import difflib
import os
import re
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from threading import current_thread, main_thread
from time import monotonic
from typing import TYPE_CHECKING, TextIO

import click

from ..build.runner import use_progress

if TYPE_CHECKING:
    from ..source.diagnostic import Diagnostic
    from ..source.files import SourceFile
import io
from typing import Any

# Shows in a terminal how far a long command has got: one line on stderr, written over and then removed.


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


OK, BAD_CONTENT, EXIT_USAGE = 0, 1, 2


@dataclass(frozen=True)
class Context:
    """The working context of a command: the root of the content, and the day given with --today, if any."""

    root: Path
    day: date | None = None

    @cached_property
    def zone(self) -> str:
        """The time zone in which the council's days begin and end."""
        from ..build.pipeline import zone_of

        return zone_of(self.root)

    @cached_property
    def today(self) -> date:
        """The day for which a command works: that of --today, else today in the council's time zone."""
        from ..build.clock import clock

        return self.day or clock(self.zone)


def start(root: str, today: str | None) -> Context:
    """The working context of a command, from its options.

    Raises:
        click.UsageError: SOURCE_DATE_EPOCH or --today cannot be read.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        datetime.fromtimestamp(int(epoch or 0), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise click.UsageError("SOURCE_DATE_EPOCH must be a whole number: the seconds since 1970.") from error
    return Context(Path(root), day_option(today, "--today"))


def need_content(place: Context) -> None:
    """Check that the folder of a command has content.

    Raises:
        UsageError: It has none: it is the wrong folder, or nothing was set up yet.
    """
    from ..source.errors import UsageError
    from ..source.files import FOLDERS

    if not any((place.root / name).exists() for name in FOLDERS):
        raise UsageError(
            f"There are no plans in {place.root.resolve()}. Name another folder with --root, or set one up: "
            'plans init FOLDER --council "Example Borough Council" --areas "Almond Hill,Riverside"'
        )


_SEVERITY = re.compile(r"(?m)^(?P<place>[^\s:][^\n:]*:\d+:\d+: )(?P<severity>error|warning)(?=:)")
_COLOURS = {"error": "red", "warning": "yellow"}


def coloured(text: str) -> str:
    """A report with its severities in colour. click removes the colour if the output is not a terminal, and
    so does NO_COLOR (https://no-color.org).
    """
    if os.environ.get("NO_COLOR"):
        return text
    return _SEVERITY.sub(
        lambda match: (
            match["place"] + click.style(match["severity"], fg=_COLOURS[match["severity"]], bold=True)
        ),
        text,
    )


def relative(place: Context, path: str) -> str:
    """A path as the user typed it, relative to the root of the content.

    Raises:
        click.UsageError: There is no such file below the root.
    """
    there = [candidate for candidate in (Path(path), place.root / path) if candidate.exists()]
    for candidate in there:
        if candidate.resolve().is_relative_to(place.root.resolve()):
            return candidate.resolve().relative_to(place.root.resolve()).as_posix()
    raise click.UsageError(
        f"{path} is not below {place.root}." if there else f"There is no file or folder {path}."
    )


def day_option(text: str | None, option: str) -> date | None:
    """The day of an option, or None if it was not given.

    Raises:
        click.UsageError: The text is not a day.
    """
    if not text:
        return None
    with suppress(ValueError):
        # The model explains what is wrong with any other text, but takes a while to import.
        if len(text) == 10:
            return date.fromisoformat(text)
    from ..model.dates import parse_day
    from ..model.field_error import FieldError

    try:
        return parse_day(text)
    except FieldError as wrong:
        raise click.UsageError(f"{option}: {wrong.sentence}") from wrong


def report_errors(diagnostics: "Iterable[Diagnostic]", sources: "Mapping[str, SourceFile]", so: str) -> int:
    """Print the errors that prevent a command, each on its line, then how many there are.

    Args:
        diagnostics: What the check found; only its errors are printed.
        sources: The files by path, for the lines that are quoted.
        so: The end of the sentence after the count: what follows for the command.

    Returns:
        The exit code.
    """
    from ..source.diagnostic import Severity
    from ..source.diagnostic_formats import as_text, summary

    errors = [one for one in diagnostics if one.severity is Severity.error]
    click.echo(coloured(as_text(errors, dict(sources))))
    click.echo(f"\n{summary(errors)}{so}")
    return BAD_CONTENT


class Verbs(click.Group):
    """A group of commands that suggests the closest one for a mistyped name."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name.

        Raises:
            click.UsageError: There is none of that name. The message names the closest one.
        """
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            near = difflib.get_close_matches(args[0], self.commands, n=1, cutoff=0.5)
            meant = f" Did you mean {near[0]}?" if near else f" There are: {', '.join(self.commands)}."
            raise click.UsageError(f"There is no command {args[0]}.{meant}", ctx) from error


def run(command: click.Command) -> int:
    """Run a command.

    Returns:
        The exit code. 0: done. 1: errors in the content. 2: wrong use, or the system prevents it.
    """
    from ..source.errors import UsageError

    try:
        with shown_in_terminal():
            result = command.main(standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else OK
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    except (click.Abort, KeyboardInterrupt):
        print("Stopped.", file=sys.stderr)
        return 130
    except _Ended:
        print("Stopped.", file=sys.stderr)
        return 143
    except click.ClickException as error:
        error.show()
        return EXIT_USAGE
    except UsageError as error:
        print(f"plans: {error}", file=sys.stderr)
        return EXIT_USAGE
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        print(f"plans: {where}{error.strerror or error}.", file=sys.stderr)
        return EXIT_USAGE
    except MemoryError:
        print("plans: There is not enough memory. The site is as it was.", file=sys.stderr)
        return EXIT_USAGE
    except Exception:
        from ..build.dependency_check import mismatched_packages

        if not mismatched_packages():
            raise  # A bug in this program: the traceback is what a bug report needs.
        print(f"plans: {mismatched_packages()}", file=sys.stderr)
        return EXIT_USAGE


class _Ended(BaseException):
    """Raised when the system asks this program to end (SIGTERM)."""


@contextmanager
def stoppable() -> Iterator[None]:
    """Inside this context SIGTERM ends a command as Ctrl+C does: unfinished output is removed."""

    def end(*_: object) -> None:
        raise _Ended

    before = signal.signal(signal.SIGTERM, end) if current_thread() is main_thread() else None
    try:
        yield
    finally:
        if before is not None:
            signal.signal(signal.SIGTERM, before)


# Standard streams that survive a closed pipe: a reader who stops reading does not stop the command.


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
