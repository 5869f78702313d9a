"""What every verb shares: where the content is, what day it is, exit codes, and plain sentences instead of
tracebacks.
"""

import difflib
import os
import re
import signal
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from threading import current_thread, main_thread
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ..source.diagnostic import Diagnostic
    from ..source.files import SourceFile

OK, BAD_CONTENT, EXIT_USAGE = 0, 1, 2


@dataclass(frozen=True)
class Context:
    """Where a command works; `day` is the one that was named for today, if any was."""

    root: Path
    day: date | None = None

    @cached_property
    def zone(self) -> str:
        """The time zone in which the council's days begin and end."""
        from ..build.pipeline import zone_of

        return zone_of(self.root)

    @cached_property
    def today(self) -> date:
        """The day for which a command works: the one that was named, else today where the council is."""
        from ..build.clock import clock

        return self.day or clock(self.zone)


def start(root: str, today: str | None) -> Context:
    """The place of a command, from its options. Raises a usage error for a day that is not one."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        datetime.fromtimestamp(int(epoch or 0), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise click.UsageError("SOURCE_DATE_EPOCH must be a whole number: the seconds since 1970.") from error
    return Context(Path(root), day_option(today, "--today"))


def need_content(place: Context) -> None:
    """Raises Refused where a folder holds no content at all: it is the wrong folder, or nothing was set up
    yet.
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
    """A report with its severities in colour. click takes the colour away where no terminal reads it, and
    NO_COLOR does everywhere.
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

    Raises a usage error if there is no such file.
    """
    there = [candidate for candidate in (Path(path), place.root / path) if candidate.exists()]
    for candidate in there:
        if candidate.resolve().is_relative_to(place.root.resolve()):
            return candidate.resolve().relative_to(place.root.resolve()).as_posix()
    raise click.UsageError(
        f"{path} is not below {place.root}." if there else f"There is no file or folder {path}."
    )


def day_option(text: str | None, option: str) -> date | None:
    """The day of an option, or None if it was not given. Raises a usage error in words."""
    if not text:
        return None
    with suppress(ValueError):
        # What is said of another text, the model knows; to load it takes a while.
        if len(text) == 10:
            return date.fromisoformat(text)
    from ..model.dates import parse_day
    from ..model.field_error import FieldError

    try:
        return parse_day(text)
    except FieldError as wrong:
        raise click.UsageError(f"{option}: {wrong.context['sentence']}") from wrong


def report_errors(diagnostics: "Iterable[Diagnostic]", sources: "Mapping[str, SourceFile]", so: str) -> int:
    """Say which errors stand in a command's way, each on its line, and what follows from them (`so`, which
    ends the sentence); the exit code.
    """
    from ..source.diagnostic import Severity
    from ..source.diagnostic_formats import as_text, summary

    errors = [one for one in diagnostics if one.severity is Severity.error]
    click.echo(coloured(as_text(errors, sources)))
    click.echo(f"\n{summary(errors)}{so}")
    return BAD_CONTENT


class Verbs(click.Group):
    """A group that answers a mistyped verb with the nearest one."""

    def resolve_command(self, context, arguments):
        try:
            return super().resolve_command(context, arguments)
        except click.UsageError as error:
            near = difflib.get_close_matches(arguments[0], self.commands, n=1, cutoff=0.5)
            meant = f" Did you mean {near[0]}?" if near else f" There are: {', '.join(self.commands)}."
            raise click.UsageError(f"There is no command {arguments[0]}.{meant}", context) from error


def run(command: click.Command) -> int:
    """Run a command; the exit code. 0: done. 1: errors in content. 2: wrong use, or the machine is in the
    way.
    """
    from ..source.errors import UsageError

    try:
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
            raise  # A mistake of ours; what Python says of it is what we need to be told.
        print(f"plans: {mismatched_packages()}", file=sys.stderr)
        return EXIT_USAGE


class _Ended(BaseException):
    """The machine has asked this program to end (SIGTERM)."""


@contextmanager
def stoppable() -> Iterator[None]:
    """SIGTERM ends a command as Ctrl+C does: what it has begun is cleared away."""

    def end(*_) -> None:
        raise _Ended

    before = signal.signal(signal.SIGTERM, end) if current_thread() is main_thread() else None
    try:
        yield
    finally:
        if before is not None:
            signal.signal(signal.SIGTERM, before)
