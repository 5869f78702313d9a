"""The form at /edit/ as files of a site: its page, our modules, what they know of the template, and the parts
from the cache.
"""

import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ..content.documents import Content
from ..editions.edition_list import PublishedEdition
from ..model.settings import Forge
from ..schema.editor_config import Host, configuration
from ..schema.form_checks import checklist, published
from ..site.editor_page import ADDRESS, edit_page
from ..site.page import SiteFile
from ..site.status_icons import MARKS
from .editor_packages import EDITOR, parts

MODULES = (
    "arrive.js",
    "ask.js",
    "boot.js",
    "check.js",
    "forge.js",
    "format.js",
    "keep.js",
    "preview.js",
    "shape.js",
    "edit.css",
)


def forge_of(content: Content) -> Forge | None:
    """The forge that the form saves to, where the settings ask for a form."""
    forge = content.settings.model.forge if content.settings else None
    return forge if forge and forge.editor else None


def form_files(
    content: Content, forge: Forge | None, editions: Sequence[PublishedEdition]
) -> Iterator[SiteFile]:
    """The files of the form that belong to this program.

    Args:
        content: The content, for the choices in the form.
        forge: Where the form saves to; None for the files on this computer.
        editions: The published editions, oldest first.
    """
    place = content.council.model.place if content.council else "this place"
    host = Host(forge) if forge else None
    speaks_to, pictures = (list(host.origins), host.pictures) if host else ([], [])
    settings = content.settings.model if content.settings else None
    page = edit_page(
        place,
        speaks_to,
        pictures,
        forge=forge.kind.label if forge else "",
        mailbox=settings.mailbox if settings else None,
    )
    yield SiteFile(f"{ADDRESS}index.html", page.encode())
    yield _data("config.json", configuration(content, forge))
    yield _data(
        "checklist.json", checklist() | {"marks": {status.value: str(mark) for status, mark in MARKS.items()}}
    )
    yield _data("published.json", published(editions))
    for name in MODULES:
        yield SiteFile(f"{ADDRESS}{name}", (EDITOR / name).read_bytes())


def write_form(
    output: Path, content: Content, forge: Forge | None, editions: Sequence[PublishedEdition]
) -> None:
    """Write the form below `output`/edit/. The packages must be in the cache (`editor_packages.is_here`)."""
    for asset in form_files(content, forge, editions):
        path = output / asset.address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(asset.content)
    for name, source in parts():
        path = output / ADDRESS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, path)


def _data(name: str, value: Any) -> SiteFile:
    return SiteFile(f"{ADDRESS}{name}", json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())
