"""The plans of a site as PDFs: which are kept from before, which must be set, and the links to them.

What was set is kept under its key in the cache of this user (XDG_CACHE_HOME says where that is), never in the folder of the
content, where a proposal could plant a file. The cache may be deleted at any time.
"""

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import platformdirs

from ..content.documents import Document
from ..exports.print import Sheet, set_sheet, sheet
from ..model.plan import Plan
from ..model.settings import Settings
from ..pages.page import Asset
from ..pages.plan import with_paper
from ..text.catalogue import speaking
from ..text.refused import Refused
from .pipeline import Site, language_of

# From so many PDFs on it pays to start more processes, each of which must load the font and the library.
MANY = 6
# So many PDFs stay in the cache, the newest; a council with 70 plans keeps about 20 editions.
KEPT = 1500


def with_papers(found: Site) -> Site:
    """The site with a PDF for each plan, and a link to it on the plan's page.

    Where this machine cannot make them, or one cannot be made, the pages stay without a link and `notes` says why.
    """
    settings = found.content.settings
    plans = {f"plans/{plan.slug}/": plan for plan in found.showing.content.plans}
    with speaking(language_of(found.content)):
        return _with_papers(found, settings, plans)


def _with_papers(found: Site, settings: Document[Settings] | None, plans: dict[str, Document[Plan]]) -> Site:
    sheets = [sheet(plans[page.address], with_paper(page, None), found.showing, settings.model.url if settings else None)
              for page in found.pages if page.kind == "plan" and page.address in plans]
    notes = []
    try:
        files = list(_all(sheets, notes))
    except Refused as refused:
        files = []
        notes.append(str(refused))
    sizes = {asset.address.rpartition("/")[0] + "/": asset for asset in files}
    pages = [with_paper(page, sizes.get(page.address)) if page.kind == "plan" else page for page in found.pages]
    return replace(found, pages=pages, files=tuple(files), notes=(*found.notes, *notes))


def _all(sheets: list[Sheet], notes: list[str]) -> Iterator[Asset]:
    """The PDF of each sheet that can be set, from the cache where it is there."""
    cache = platformdirs.user_cache_path("community-plans") / "pdf"
    kept = {one: _kept(cache, one.key) for one in sheets}
    missing = [one for one in sheets if kept[one] is None]
    for one, made in zip(missing, _set(missing), strict=True):
        if isinstance(made, bytes):
            kept[one] = made
            _keep(cache, one.key, made)
        else:
            notes.append(f"{one.address} could not be made: {made}. Its page is complete without it.")
    if missing:
        _tidy(cache)
    return (Asset(one.address, made) for one, made in kept.items() if made is not None)


def _set(sheets: list[Sheet]) -> Iterator[bytes | str]:
    """The PDF of each sheet, or why there is none; in several processes where there are many."""
    if len(sheets) < MANY or (os.cpu_count() or 1) == 1:
        return map(try_to_set, sheets)
    with ProcessPoolExecutor(min(os.cpu_count() or 1, 8), mp_context=get_context("spawn")) as pool:
        return iter(list(pool.map(try_to_set, sheets)))


def try_to_set(one: Sheet) -> bytes | str:
    """The PDF of a sheet, or what went wrong with this one. Raises Refused where none can be made at all."""
    try:
        return set_sheet(one)
    except Refused:
        raise
    except Exception as error:  # A fault of the library in one plan must not take the others, or the site, with it.
        return f"{type(error).__name__}: {error}"[:200]


def _kept(cache: Path, key: str) -> bytes | None:
    try:
        data = (cache / f"{key}.pdf").read_bytes()
    except OSError:
        return None
    return data if data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF") else None


def _keep(cache: Path, key: str, data: bytes) -> None:
    """Put a PDF into the cache, whole or not at all. A cache that cannot be written is no reason to stop."""
    fresh = cache / f".{key}.{os.getpid()}"
    try:
        cache.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(data)
        os.replace(fresh, cache / f"{key}.pdf")
    except OSError:
        fresh.unlink(missing_ok=True)


def _tidy(cache: Path) -> None:
    """Forget the oldest beyond so many."""
    try:
        for old in sorted(cache.glob("*.pdf"), key=lambda path: path.stat().st_mtime, reverse=True)[KEPT:]:
            old.unlink(missing_ok=True)
    except OSError:
        return
