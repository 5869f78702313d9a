"""Names of files, as one file gives them that stands beside the others."""

import re
from posixpath import dirname, normpath

_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\]", re.IGNORECASE)


def is_elsewhere(name: str) -> bool:
    """Whether a name is a web address or leads from the root of something, and so is no name of a file beside this one."""
    return _ELSEWHERE.match(name.strip()) is not None


def beside(path: str, name: str) -> str:
    """The path of the file that the file at `path` calls `name`; "" where that can be no file of ours."""
    if is_elsewhere(name) or not name.strip():
        return ""
    return normpath(f"{dirname(path)}/{name.strip()}")
