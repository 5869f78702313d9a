"""The PDFs of the made-up council, made once, with a cache of their own."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "fixtures"))

from sites import COUNCIL, TODAY  # noqa: E402

from communityplans.build.editor_packages import MISSING as NO_FORM  # noqa: E402
from communityplans.build.pdf_build import with_pdfs  # noqa: E402
from communityplans.build.pipeline import site  # noqa: E402
from communityplans.site.pdf import ready  # noqa: E402
from communityplans.source.errors import UsageError  # noqa: E402


@pytest.fixture(scope="session")
def papers(tmp_path_factory):
    """The site of the made-up council with its PDFs.

    Skipped where Pango is missing: the product says so too.
    """
    try:
        ready()
    except UsageError as refused:
        pytest.skip(str(refused))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        found = with_pdfs(site(COUNCIL, today=TODAY, papers=True))
    # In an empty cache there is no form either, which the site says of its own.
    assert found.notes in ((), (NO_FORM,)), found.notes
    return found


@pytest.fixture(autouse=True)
def own_cache(monkeypatch, tmp_path):
    """No test reads or writes the cache of the person who runs it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
