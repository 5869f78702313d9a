"""Names of files, as one file gives them that stands beside the others."""

import re
from functools import lru_cache
from posixpath import dirname, normpath

from ..model.guide import Guide
from ..source.markdown import render_document_markdown as render_guide
from .documents import Document

_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\]", re.IGNORECASE)


def is_elsewhere(name: str) -> bool:
    """Whether a name is a web address or leads from the root of something, and so is no name of a file beside
    this one.
    """
    return _ELSEWHERE.match(name.strip()) is not None


def resolve_relative(path: str, name: str) -> str:
    """The path of the file that the file at `path` calls `name`; "" where that can be no file of ours."""
    if is_elsewhere(name) or not name.strip():
        return ""
    return normpath(f"{dirname(path)}/{name.strip()}")


def image_references(document: Document[Guide]) -> tuple[str, ...]:
    """The paths of the pictures that a guide asks for, whether they are there or not."""
    return _pictures(document.source.path, document.body) if "![" in document.body else ()


@lru_cache(maxsize=1024)
def _pictures(path: str, body: str) -> tuple[str, ...]:
    found = (resolve_relative(path, seen.name) for seen in render_guide(body).pictures)
    return tuple(dict.fromkeys(one for one in found if one))
