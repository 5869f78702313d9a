"""Writes the first text of a plan."""

from datetime import date
from pathlib import Path

from ..content.load import load
from ..content.messages import closest_match
from ..schema.starter_files import starter
from ..source.errors import UsageError
from ..source.files import GOOD_NAME, read_directory, suggested_slug


def new_plan(root: Path, area: str, today: date, *, full: bool = False) -> tuple[Path, str]:
    """Write the first text of a plan.

    Args:
        root: The root of the content.
        area: The id of the area in plans/council.yml.
        today: The day for the dates in the plan.
        full: With every field, and an example of each group.

    Returns:
        The path, and what to do next.

    Raises:
        UsageError: There is no such area, its name cannot be a file name, or the plan exists already.
    """
    if not GOOD_NAME.match(area) or "." in area:
        raise UsageError(
            "An area's short name has small letters, digits and hyphens only. Try: plans new"
            f" {suggested_slug(area)}"
        )
    path = root / "plans" / f"{area}.yml"
    if path.exists():
        raise UsageError(f"{path} is there already. Nothing was changed.")
    content, _ = load(read_directory(root).files)
    if content.council is None:
        raise UsageError(
            "plans/council.yml cannot be read, so the area cannot be looked up. Run: plans check"
        )
    areas = {one.id: one.name for one in content.council.model.areas}
    if area not in areas:
        meant = closest_match(area, list(areas))
        raise UsageError(
            f"plans/council.yml has no area {area}. "
            + (f"Did you mean {meant}?" if meant else "Add it there first, under areas.")
        )
    path.write_text(starter(area, areas[area], today, full=full), encoding="utf-8", newline="\n")
    return path, "Fill in what is empty, then run: plans check"
