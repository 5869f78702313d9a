"""A council in which every text is hostile, built for real and served on this machine only: once with some of
the payloads, and once with all.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from xml.etree.ElementTree import Element, tostring

import pytest
from attacked import MARK, Attacked, attacked_council
from payloads import Payload, payloads, some
from serving import Served, served
from sites import build, html_of, parsed

# How many in `make test`: one of so many of each family. Prime, so that it falls into step with no axis of
# the grammar.
EVERY = 17


@dataclass
class Under:
    """A site under attack: with what, where its files are, and where it is served."""

    payloads: list[Payload]
    council: Attacked
    site: Path
    served: Served

    @cached_property
    def pages(self) -> dict[str, Element]:
        """Every page, as a browser would understand it."""
        return {path: parsed(html) for path, html in html_of(self.site).items()}

    @cached_property
    def addresses(self) -> list[str]:
        """Where the pages stand that hold payloads of their own (the frame around every page holds some too),
        and those on which a script shows some.
        """
        main = {path: page.find(".//main") for path, page in self.pages.items()}
        held = {
            path.removesuffix("index.html")
            for path, part in main.items()
            if part is not None and MARK.search(tostring(part, "unicode"))
        }
        return sorted((held | {"", "find/", "search/"}) & set(self.served.addresses))


def under_attack(home: Path, chosen: list[Payload], **size) -> Under:
    council = attacked_council(home / "council", chosen, **size)
    build(council.root, home / "site")
    return Under(chosen, council, home / "site", served(home / "site")[1])


@pytest.fixture(scope="session")
def some_of_them(tmp_path_factory):
    return under_attack(tmp_path_factory.mktemp("some"), some(EVERY))


@pytest.fixture(scope="session")
def all_of_them(tmp_path_factory):
    return under_attack(tmp_path_factory.mktemp("all"), payloads(), plans=16, guides=12, editions=10)


@pytest.fixture(params=["some_of_them", pytest.param("all_of_them", marks=pytest.mark.long)])
def attack(request) -> Under:
    """The one and the other."""
    return request.getfixturevalue(request.param)
