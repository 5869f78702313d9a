"""The pipeline, from a folder to a site: read, load, check, make the pages, build beside the old site,
verify, swap.
"""

import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout
from markupsafe import Markup

from ..build.editor_packages import MISSING
from ..build.output import OutputFiles, PreviousOutput, atomic_swap, file_of
from ..build.pipeline import Site, pictures_of, site
from ..build.results import least_size
from ..build.runner import Runner
from ..build.store import CorruptEntry
from ..content.documents import Content
from ..i18n import _, use_language
from ..source.diagnostic import has_errors
from ..source.errors import UsageError
from ..source.files import FOLDERS
from ..source.gc_pause import gc_paused

if TYPE_CHECKING:
    from .mkdocs_plugin import CommunityPlansPlugin


# Writes the public site before the first edition: one page that says that nothing is published yet.


# It loads no other file, so none has to be deployed with it.
_PAGE = Markup(
    '<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="robots"'
    ' content="noindex">\n'
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; base-uri'
    " 'none'\">\n<title>{title}</title>\n</head>\n"
    "<body>\n<main>\n<h1>{title}</h1>\n<p>{words}</p>\n{contact}</main>\n</body>\n</html>\n"
)


def write_not_published(output: Path, content: Content) -> None:
    """Write the page into the folder `output`, as the home page and as the not-found page.

    It contains nothing of the plans, which are a draft until an edition publishes them.

    Args:
        output: The folder of the site, which exists.
        content: What was read; it has a council.

    Raises:
        ValueError: The content has no council.
    """
    council = content.required_council
    settings = content.settings.model if content.settings else None
    language = settings.language if settings else "en-GB"
    with use_language(language):
        contact = Markup("")
        if settings and settings.mailbox:
            contact = Markup("<p>{}</p>\n").format(
                Markup(_("Questions: {}")).format(
                    Markup('<a href="mailto:{0}">{0}</a>').format(settings.mailbox)
                )
            )
        page = _PAGE.format(
            language=language,
            title=_("Community plans for {place}").format(place=council.place),
            words=_("{council} has not published any plans yet.").format(council=council.name),
            contact=contact,
        )
    for name in ("index.html", "404.html"):
        (output / name).write_text(page, encoding="utf-8", newline="\n")


# Says that a folder is a site of ours, which may be replaced.
STAMP = ".community-plans-site"


@dataclass(frozen=True)
class OutputKind:
    """What may stand in a folder that this program replaces as a whole: its name in a sentence, the file that
    marks it, and how to choose another folder.
    """

    name: str
    stamp: str
    choose: str


SITE = OutputKind("site", STAMP, "Choose another with --output.")


@gc_paused()
def build(
    root: Path,
    output: Path,
    *,
    today: date,
    draft: bool = False,
    pdf: bool = False,
    once: bool = False,
    public: bool = False,
    runner: Runner | None = None,
) -> Site:
    """Build the site of `root` into `output`, which changes only if the whole build succeeds.

    Args:
        root: The root of the content.
        output: The folder of the site; it is replaced as a whole.
        today: The day of the build.
        draft: Show the working files instead of the newest edition.
        pdf: Render each plan and report as a PDF, too.
        once: Store no manifest for a next build into the same folder.
        public: Write no draft: before the first edition, the site is one page that says so. A form that the
            settings ask for must be in the site.
        runner: Runs the tasks; None for this machine.

    Returns:
        The site. If the content has errors, it has diagnostics and no pages, and nothing was written.

    Raises:
        UsageError: The arguments are wrong, or the system prevents the build.
    """
    runner = runner or Runner()
    # A site is for everybody: a web server must be able to read what somebody with a strict umask has built.
    own_umask = os.umask(0o022)
    try:
        return _build(root, output.resolve(), today, draft, pdf, once, public, runner)
    except CorruptEntry:
        # An entry was damaged after it was opened, so others may be damaged, too: start with an empty store.
        runner.store.clear()
        return _build(root, output.resolve(), today, draft, pdf, once, public, runner)
    finally:
        os.umask(own_umask)


def _build(
    root: Path, output: Path, today: date, draft: bool, pdf: bool, once: bool, public: bool, runner: Runner
) -> Site:
    found = prepared(root, output, SITE, today=today, draft=draft, pdf=pdf, runner=runner)
    if has_errors(found.diagnostics):
        return found
    if public and found.showing.draft:
        with replaced(output) as fresh:
            fresh.mkdir()
            write_not_published(fresh, found.content)
            stamp(fresh)
        return found
    if public and MISSING in found.notes:
        raise UsageError(
            "The settings ask for the form at /edit/, and its parts are not on this machine. Fetch them:"
            " plans edit --fetch"
        )
    with replaced(output) as fresh:
        written = OutputFiles(fresh, None if once else PreviousOutput(output))
        through_mkdocs(root, fresh, found, written)
        _verify(fresh, found)
    written.remember(output)
    return found


def prepared(
    root: Path,
    output: Path,
    made: OutputKind,
    *,
    today: date,
    draft: bool,
    pdf: bool,
    runner: Runner | None = None,
) -> Site:
    """Prepare a site, with its PDFs if they are wanted; without pages if the content has errors.

    Raises:
        UsageError: The output folder may not be replaced, or the content cannot be read.
    """
    refuse_output(root, output, made)
    refuse_links(root)
    found = site(root, today=today, draft=draft, papers=pdf, runner=runner)
    if not pdf or has_errors(found.diagnostics):
        return found
    from ..build.pdf_build import with_pdfs

    return with_pdfs(found, runner)


@contextmanager
def replaced(output: Path, made: OutputKind = SITE) -> Iterator[Path]:
    """A temporary folder beside `output` to write into. It atomically replaces `output` on success; after any
    exception `output` is unchanged.
    """
    with _alone(output):
        fresh = _beside(output, "new")
        try:
            yield fresh
            _swap(fresh, output)
        except OSError as error:
            raise UsageError(
                f"The {made.name} could not be written: {error.strerror or error}. The old {made.name} is as"
                " it was."
            ) from error
        finally:
            shutil.rmtree(fresh, ignore_errors=True)


def stamp(output: Path, made: OutputKind = SITE) -> None:
    """Write the stamp file into a built folder, so that the next build may replace it."""
    (output / made.stamp).write_text(
        "Made by community-plans. This folder is replaced as a whole by each build.\n", encoding="utf-8"
    )


def through_mkdocs(
    root: Path, output: Path, found: Site, written: OutputFiles | None = None
) -> "CommunityPlansPlugin":
    """Write a prepared site into a folder with MkDocs.

    Args:
        root: The root of the content, with its mkdocs.yml.
        output: The folder to write into.
        found: The prepared site.
        written: Files of the previous site that may be reused.

    Returns:
        The plugin that wrote it, which has the configuration of MkDocs and the rendered theme.

    Raises:
        UsageError: mkdocs.yml is missing or does not name the plugin, or MkDocs stopped.
    """
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    from .mkdocs_plugin import CommunityPlansPlugin

    if not (root / "mkdocs.yml").is_file():
        raise UsageError(
            f"There is no mkdocs.yml in {root}. It says what the site is called and which theme it has."
        )
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    try:
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(output), strict=True)
        plugin = config.plugins.get("community-plans")
        if not isinstance(plugin, CommunityPlansPlugin):
            raise UsageError("mkdocs.yml does not name the plugin community-plans. Add it under plugins:.")
        plugin.prepared = found
        # Another plugin (a hook too) may write into the files of the site, so none of them may be the old
        # site's as well.
        plugin.written = written if len(config.plugins) == 1 else None
        mkdocs_build(config)
        return plugin
    except MkDocsException as error:
        raise UsageError(f"MkDocs could not build the site: {error}") from error


def _verify(output: Path, found: Site) -> None:
    """Raise UsageError unless every page and picture was written whole, and no two have one address."""
    for page in found.pages:
        if _size(output / file_of(page)) < least_size(page):
            raise UsageError(f"The page /{page.address} was not written whole. The old site is as it was.")
    for picture in pictures_of(found.showing):
        path = output / picture.address
        if not path.is_file() or path.read_bytes() != picture.content:
            raise UsageError(
                f"The picture /{picture.address} was not written whole. The old site is as it was."
            )
    addresses = [page.address for page in found.pages]
    if len(set(addresses)) != len(addresses):
        twice = sorted({a for a in addresses if addresses.count(a) > 1})
        raise UsageError(f"Two pages have the address /{twice[0]}. The old site is as it was.")


def _size(path: Path) -> int:
    """The size of a file, 0 where there is none."""
    return path.stat().st_size if path.is_file() else 0


def refuse_output(root: Path, output: Path, made: OutputKind = SITE) -> None:
    """Raise UsageError unless a folder may be replaced by a build: it is empty or was built by this program."""
    root, output = root.resolve(), output.resolve()
    if output in (root, *root.parents) or output == Path.home():
        raise UsageError(
            f"The {made.name} cannot be built into {output}: that folder holds other things. {made.choose}"
        )
    for folder in (*FOLDERS, "schemas", "site_overrides", ".git"):
        if output == root / folder or (root / folder) in output.parents:
            raise UsageError(
                f"The {made.name} cannot be built into {output}: that is part of the content. {made.choose}"
            )
    if output.is_dir() and any(output.iterdir()) and not (output / made.stamp).is_file():
        raise UsageError(
            f"{output} is not empty and is no {made.name} of this program. Empty it, or take another."
            f" {made.choose}"
        )
    parent = next(p for p in (output.parent, *output.parent.parents) if p.exists())
    if not os.access(parent, os.W_OK):
        raise UsageError(f"Nothing can be written in {parent}. {made.choose}")


def refuse_links(root: Path) -> None:
    """Raise UsageError for a symbolic link in site_overrides: it could publish any file of the disk."""
    for folder, folders, files in os.walk(root / "site_overrides"):
        for name in (*folders, *files):
            if os.path.islink(os.path.join(folder, name)):
                path = Path(folder, name).relative_to(root).as_posix()
                raise UsageError(
                    f"{path} is a link to another place on the disk. Links are not followed; put the file"
                    " itself there."
                )


def _beside(output: Path, what: str) -> Path:
    return output.parent / f".{output.name}.{what}"


@contextmanager
def _alone(output: Path) -> Iterator[None]:
    """Lock an output folder. The system releases the lock of a process that died."""
    output.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(_beside(output, "lock"), timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise UsageError("Another build of this site is running. Wait for it, and try again.") from None
    try:
        _recover(output)
        shutil.rmtree(_beside(output, "new"), ignore_errors=True)
        yield
    finally:
        # Removed before it is released, so that no other process's lock is removed. Windows forbids that;
        # there the library removes the file.
        with suppress(PermissionError):
            _beside(output, "lock").unlink(missing_ok=True)
        lock.release()


def _swap(fresh: Path, output: Path) -> None:
    """Atomically replace the output folder by the new one, which holds the old one afterwards.

    Where the system cannot exchange two folders in one step there are two renames; after a crash between
    them the next build restores the old folder (see _recover).
    """
    if not output.exists():
        os.replace(fresh, output)
    elif not atomic_swap(fresh, output):
        old = _beside(output, "old")
        os.replace(output, old)
        try:
            os.replace(fresh, output)
        except BaseException:
            os.replace(old, output)
            raise
        shutil.rmtree(old, ignore_errors=True)


def _recover(output: Path) -> None:
    """Restore the old site after a build that was killed between the two renames."""
    old = _beside(output, "old")
    if old.exists() and not output.exists():
        os.replace(old, output)
    shutil.rmtree(old, ignore_errors=True)
