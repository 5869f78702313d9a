"""What no builder can do without: reading and hashing the sources, and writing the pages.

`floors sources ROOT`, `floors pages SITE OUTPUT` print the cost as JSON.
"""

import hashlib
import json
import sys
from pathlib import Path

from .cost import clocks, own_cost


def sources(root: Path) -> dict:
    """Read every file of the content, and hash it."""
    start = clocks()
    for folder in ("plans", "guides"):
        for path in sorted((root / folder).rglob("*")):
            if path.is_file():
                hashlib.sha256(path.read_bytes())
    return own_cost(start)


def pages(site: Path, output: Path) -> dict:
    """Write the pages of a site that was built before, read into memory first."""
    ready = {path.relative_to(site): path.read_bytes() for path in site.rglob("index.html")}
    start = clocks()
    for path, data in ready.items():
        (output / path).parent.mkdir(parents=True, exist_ok=True)
        (output / path).write_bytes(data)
    return own_cost(start) | {"pages": len(ready), "bytes": sum(map(len, ready.values()))}


if __name__ == "__main__":
    print(json.dumps({"sources": sources, "pages": pages}[sys.argv[1]](*map(Path, sys.argv[2:]))))
