"""How sites that other generators make of the same content differ from ours, and why each difference is
right: the only place where that is said.

A difference that is not here fails the test; so does one that is here and does not occur any more. `by` and
`path` are patterns of file names; `what` is one of "more" (a file that ours lacks), "missing" (one that it
lacks), "words", "links", "ids" and "bytes".
"""

from dataclasses import dataclass
from fnmatch import fnmatch


@dataclass(frozen=True, order=True)
class Difference:
    """One file in which a site differs from ours."""

    site: str
    by: str
    what: str
    path: str


@dataclass(frozen=True)
class Explained:
    """Differences that are known, and why they are right. `sites` are those in which they occur."""

    sites: tuple[str, ...]
    by: str
    what: str
    path: str
    why: str

    def covers(self, one: Difference) -> bool:
        """Whether a difference is among these."""
        return (
            self.what == one.what
            and one.site in self.sites
            and fnmatch(one.by, self.by)
            and fnmatch(one.path, self.path)
        )


# Those that have not been published yet, and one that has.
DRAFTS, PUBLISHED = ("council", "hostile"), ("past",)
SITES = (*DRAFTS, *PUBLISHED)
EXPLAINED = (
    Explained(
        SITES,
        "export, *",
        "missing",
        ".community-plans-site",
        "It lets `plans build` replace a folder, and no other generator may claim that for what it made.",
    ),
    Explained(
        DRAFTS,
        "export, *",
        "more",
        "sitemap.xml",
        "Our draft has no map for search engines. Other generators always write one, so the export gives them"
        " an empty one.",
    ),
    Explained(
        SITES,
        "export, [mp]*",
        "more",
        "sitemap.xml.gz",
        "MkDocs and ProperDocs write their map a second time, compressed; it says the same.",
    ),
    Explained(
        SITES,
        "export, zensical",
        "more",
        "search.json",
        "Zensical writes the file for its own search even where that is switched off. None of our pages asks"
        " for it; ours is search/index.json.",
    ),
)


def unexplained(found: list[Difference]) -> list[Difference]:
    """What nobody has explained."""
    return [one for one in found if not any(known.covers(one) for known in EXPLAINED)]


def outdated(found: list[Difference], site: str) -> list[Explained]:
    """What is explained and does not occur."""
    return [
        known for known in EXPLAINED if site in known.sites and not any(known.covers(one) for one in found)
    ]
