"""Building a site with a past: every plan in many editions, beside a site with one, and what one edition more
costs.
"""

import json
from pathlib import Path

from . import corpus, rhythms
from .cost import said
from .tools import BUILDERS, Costs, Place, agree, folders

STEPS = {"one": "a site with one edition, from nothing", "cold": "from nothing", "more": "one edition more"}


def past(folder: Path, plans: int, times: int, rhythm: str, chosen: list[str], runs: int) -> Costs:
    """What it costs to build `plans` plans that were published `times` times each.

    Builders other than ours get the same pages, and build them from nothing.
    """
    place, single = (Place(folder / name / "council", folder / name) for name in ("many", "single"))
    commits = rhythms.write(place.root, plans, times, rhythm)
    rhythms.write(single.root, plans, 1, rhythm)
    pages = json.loads(
        said(
            "prepare",
            str(place.root),
            str(place.work),
            corpus.TODAY,
            *folders(chosen),
            cache=folder / "prepared",
        )
    )["pages"]
    done: Costs = {}
    for _ in range(runs):
        for tool in (BUILDERS[name] for name in chosen):
            if tool.folder == "plans":
                tool.forget(single)
                done.setdefault((tool.name, "one"), []).append(tool.build(single))
                tool.forget(place)
                rhythms.go(place.root, commits[0])
                tool.build(place)
                rhythms.go(place.root, commits[-1])
                done.setdefault((tool.name, "more"), []).append(tool.build(place))
            tool.forget(place)
            done.setdefault((tool.name, "cold"), []).append(tool.build(place))
            agree(tool, done[tool.name, "cold"][-1], pages)
    return done
