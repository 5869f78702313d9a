"""Redactions that the current settings do not list. Fails closed: redacted words must not reappear because
the settings file is broken.
"""

from pathlib import Path

from pydantic import ValidationError

from ..content.documents import Content
from ..content.load import SETTINGS
from ..editions.git import file_at, versions_of
from ..model.settings import Withheld
from ..source.files import SourceFile, decode
from ..source.yaml import load as load_yaml


def also_withheld(
    root: Path, content: Content, settings: SourceFile | None, bases: tuple[str, ...]
) -> tuple[tuple[Withheld, ...], bool]:
    """Redactions beyond those in the readable settings.

    If the settings cannot be read, every redaction counts that can be read in them or in any earlier version.

    Args:
        root: The root of the content.
        content: The loaded content.
        settings: The settings file; None if there is none.
        bases: Commits whose settings count, too.

    Returns:
        The redactions, and whether the redactions cannot be known at all.
    """
    found = [
        place
        for base in bases
        if (data := file_at(root, base, SETTINGS)) is not None
        for place in _withheld_in(data) or ()
    ]
    if content.settings is not None:
        return tuple(dict.fromkeys(found)), False
    versions = versions_of(root, SETTINGS, ("HEAD", *bases)) + ([settings.data] if settings else [])
    readable = [places for data in versions if (places := _withheld_in(data)) is not None]
    found += [place for places in readable for place in places]
    return (
        tuple(dict.fromkeys(found)),
        bool(settings or (root / SETTINGS).exists() or versions) and not readable,
    )


def _withheld_in(data: bytes) -> list[Withheld] | None:
    """The redactions in a version of the settings; None if they cannot be read."""
    file, _ = decode(SETTINGS, data)
    value = load_yaml(file).value if file else None
    if not isinstance(value, dict):
        return None
    listed = value.get("withheld", [])
    if not isinstance(listed, list):
        return None
    found = []
    for one in listed:
        try:
            found.append(Withheld.model_validate(one))
        except ValidationError:
            return None
    return found
