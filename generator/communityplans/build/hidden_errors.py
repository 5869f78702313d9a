"""Errors in files that hold words which were taken down: such an error names its place, and shows no words.

A file that cannot be loaded cannot be redacted, and messages and excerpts quote what is written there.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ..content.documents import Content
from ..content.load import SETTINGS
from ..editions.git import file_at, versions_of
from ..editions.plan_renames import slugs_over_time
from ..editions.redaction import TEXT, RedactionTarget, target_of
from ..model.settings import Withheld
from ..source.diagnostic import Diagnostic
from ..source.files import SourceFile, decode
from ..source.markdown import front_matter
from ..source.yaml import load as load_yaml
from ..source.yaml_positions import NodePosition

HIDDEN = "There is a mistake here, in words that were taken down, so they are not shown."
# First and last line, from 1; None for the whole file.
_Lines = tuple[int, int] | None
_FOLDERS = {"guide": "guides/", "report": "reports/", "suggestion": "suggestions/"}
_NO_PLANS = ("plans/council", "plans/editions/")


def without_hidden_words(
    diagnostics: Iterable[Diagnostic],
    places: Iterable[Withheld],
    content: Content,
    sources: Mapping[str, SourceFile],
) -> list[Diagnostic]:
    """The diagnostics, without the words of those at a place that was taken down.

    Where a file cannot be read, so that the place in it cannot be found, this is true of the whole file.

    Args:
        diagnostics: What was found.
        places: The places that are hidden.
        content: The documents that could be loaded.
        sources: The files by path.
    """
    hidden: dict[str, list[_Lines]] = {}
    for place in places:
        target = target_of(place.item)
        for path in _paths(target, content, sources):
            hidden.setdefault(path, []).extend(_lines(sources[path], target, place))
    return [
        replace(one, message=HIDDEN, fix="", quotable=False)
        if any(_meets(one, lines) for lines in hidden.get(one.position.path, ()))
        else one
        for one in diagnostics
    ]


def _meets(one: Diagnostic, lines: _Lines) -> bool:
    return lines is None or (one.position.line <= lines[1] and one.position.end[0] >= lines[0])


def _paths(target: RedactionTarget, content: Content, sources: Mapping[str, SourceFile]) -> Iterator[str]:
    """The files that a target can mean. A plan that was not loaded may be the one, under another name."""
    if target.kind == "council":
        yield from (path for path in sources if path == "plans/council.yml")
    elif target.kind == "edition":
        yield from (path for path in sources if path == f"plans/editions/{target.name}.yml")
    elif target.kind in _FOLDERS:
        yield from (
            path
            for path in sources
            if path.startswith(_FOLDERS[target.kind])
            and path.removeprefix(_FOLDERS[target.kind]).rpartition(".")[0] == target.name
        )
    elif target.kind == "plan":
        loaded = {plan.source.path: slugs_over_time(plan) for plan in content.plans}
        yield from (
            path
            for path in sources
            if path.startswith("plans/")
            and path.endswith(".yml")
            and not path.startswith(_NO_PLANS)
            and (path not in loaded or target.name in {*loaded[path], sources[path].slug})
        )


def _lines(file: SourceFile, target: RedactionTarget, place: Withheld) -> Iterator[_Lines]:
    if file.path.endswith(".md"):
        if place.field == TEXT:
            yield None
            return
        fields, _, _ = front_matter(file)
        if fields is None:
            yield None
            return
        file = fields
    loaded = load_yaml(file, places=True)
    if loaded.place is None or not isinstance(loaded.value, dict):
        yield None
        return
    things = list(_things(loaded.value, loaded.place, target.id))
    if not things:
        # In another plan that cannot be loaded; or the item lost its id, and could be any.
        if target.kind != "plan" or target.name == file.slug:
            yield None
        return
    for value, node in things:
        yield from _fields(value, node, place.field.split("."))


def _things(value: Any, node: NodePosition, id: str) -> Iterator[tuple[Any, NodePosition]]:
    if not id or (isinstance(value, dict) and value.get("id") == id):
        yield value, node
        return
    for step, one in _inside(value):
        inner = (node.inside or {}).get(step)
        if inner is not None:
            yield from _things(one, inner, id)


def _inside(value: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value)


def _fields(value: Any, node: NodePosition, steps: list[str]) -> Iterator[_Lines]:
    """The lines of a field; of the whole group around it where it has another name or another shape."""
    if isinstance(value, list) and steps:
        for step, one in _inside(value):
            below = (node.inside or {}).get(step)
            if below is not None:
                yield from _fields(one, below, steps)
        return
    below = (node.inside or {}).get(steps[0]) if steps else None
    if not steps or not isinstance(value, dict) or steps[0] not in value or below is None:
        first = (node.key or node.start).line + 1
        yield first, max(first, node.end.line + 1)
        return
    yield from _fields(value[steps[0]], below, steps[1:])


# Redactions that the current settings do not list. Fails closed: redacted words must not reappear because
# the settings file is broken.


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
