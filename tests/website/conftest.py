"""The site of the made-up council, built once."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "fixtures"))

from sites import COUNCIL, build  # noqa: E402


@pytest.fixture(scope="session")
def council_site(tmp_path_factory):
    """The folder of the built site of the made-up council."""
    output = tmp_path_factory.mktemp("council") / "site"
    build(COUNCIL, output)
    return output
