"""The draft in a browser, made again whenever a file is saved."""

import logging
from pathlib import Path

from ..text.refused import Refused


def serve(root: Path, port: int) -> None:
    """Serve the draft on this computer until stopped. Raises Refused where that cannot be done."""
    from mkdocs.commands.serve import serve as mkdocs_serve
    from mkdocs.exceptions import MkDocsException

    if not (root / "mkdocs.yml").is_file():
        raise Refused(f"There is no mkdocs.yml in {root}. It says what the site is called and which theme it has.")
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    try:
        mkdocs_serve(config_file=str(root / "mkdocs.yml"), dev_addr=f"127.0.0.1:{port}")
    except MkDocsException as error:
        raise Refused(str(error)) from error
