"""Which places are hidden though the settings at hand do not say so: fail closed, so that nothing comes back
because a file is broken.
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
    """What is hidden though the settings at hand do not say so, and whether nobody can know what is.

    Settings that cannot be read hide what any version of them hides that can be: whatever of theirs can be
    made out, and their whole history.
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
    """The places that a version of the settings hides, as far as they can be made out; None where none of it
    can.
    """
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
