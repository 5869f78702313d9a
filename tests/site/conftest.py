"""The pages and PDFs of the made-up council, made once."""

import pytest
from sites import COUNCIL, TODAY, html_of, parsed

from communityplans.build.editor_packages import MISSING as NO_FORM
from communityplans.build.pdf_build import with_pdfs
from communityplans.build.pipeline import site
from communityplans.site.pdf import ready
from communityplans.source.errors import UsageError


@pytest.fixture(scope="session")
def council_pages(council_site):
    """The pages of the made-up council, by path, parsed."""
    return {path: parsed(html) for path, html in html_of(council_site).items()}


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


@pytest.fixture
def own_cache(monkeypatch, tmp_path):
    """No test reads or writes the cache of the person who runs it, nor that of another test."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
