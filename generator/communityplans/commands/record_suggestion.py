"""Records a suggestion from a resident as a file."""

from datetime import date
from pathlib import Path

from ..content.load import SUGGESTIONS, load
from ..content.messages import closest_match
from ..model.fields import spec_of
from ..model.suggestion import Suggestion
from ..schema.starter_files import suggestion_starter
from ..source.errors import UsageError
from ..source.files import read_directory, suggested_slug


def new_suggestion(
    root: Path, about: str, received: date, how: str, words: str, today: date
) -> tuple[Path, str]:
    """Write the first text of a suggestion.

    Args:
        root: The root of the content.
        about: What it is about: a plan's short name, or plan/item.
        received: The day on which it came in.
        how: How it came in, one of `HOW`.
        words: What the resident wrote; "" to fill it in later.
        today: The day for the dates in the file.

    Returns:
        The path, which is new, and what to do next.

    Raises:
        UsageError: There is no such plan or item.
    """
    content, _ = load(read_directory(root).files)
    known = {plan.slug: plan.slug for plan in content.plans} | {
        f"{plan.slug}/{id}": id for plan in content.plans for id in plan.lines
    }
    if about not in known:
        meant = closest_match(about, list(known))
        raise UsageError(
            f"No plan and no item has the reference {about}. "
            + (f"Did you mean {meant}?" if meant else "It stands in the e-mail or on the form: plan/item.")
        )
    name = suggested_slug(f"{received.isoformat()}-{known[about]}")
    taken = {document.slug for document in content.suggestions}
    free = next(
        one
        for one in (name, *(f"{name}-{n}" for n in range(2, 1000)))
        if one not in taken and not (root / SUGGESTIONS / f"{one}.yml").exists()
    )
    path = root / SUGGESTIONS / f"{free}.yml"
    given = {"received": received.isoformat(), "how": how, "about": about} | (
        {"words": words.strip()} if words.strip() else {}
    )
    path.parent.mkdir(exist_ok=True)
    path.write_text(suggestion_starter(given, today), encoding="utf-8", newline="\n")
    hint = (
        "Check that nothing in it says who somebody is"
        if words.strip()
        else "Write what they said under words"
    )
    return path, f"{hint}, then run: plans check"


HOW = tuple(choice.value for choice in spec_of(Suggestion, "how").choices or ())
