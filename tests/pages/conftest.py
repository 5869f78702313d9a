"""The sites that these tests look at, built once."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "fixtures"))

from sites import COUNCIL, build, html_of, parsed  # noqa: E402


@pytest.fixture(scope="session")
def council_pages(tmp_path_factory):
    """The pages of the made-up council, by path, parsed."""
    output = tmp_path_factory.mktemp("council") / "site"
    build(COUNCIL, output)
    return {path: parsed(html) for path, html in html_of(output).items()}
