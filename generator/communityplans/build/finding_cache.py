"""What rules find in each plan alone, kept from run to run under the plan's text, all else that it hangs on, and the name of this program."""

import hashlib
import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from ..content.documents import Document
from ..model.plan import Plan
from ..rules import PlanFindings, RuleInputs
from ..source.diagnostic import Diagnostic, Position, Severity
from .cache import cache, keep, kept, place, tidy
from .workers import run_all
from .text_cache import KEPT


class FindingCache:
    """The findings in the cache. `made` counts the plans that were looked at now."""

    def __init__(self, folder: Path | None = None):
        self.folder = folder or cache("findings")
        self.made = 0

    def looking(self, plans: Sequence[Document[Plan]], names: tuple, look: RuleInputs) -> list[PlanFindings | None]:
        """What is found in each plan (see `rules.check`): from the cache, or by looking now, on all cores."""
        around = hashlib.sha256(repr(names).encode("utf-8", "surrogatepass")).hexdigest()
        paths = [place(self.folder, around, plan.source.path, plan.text_id) for plan in plans]
        known = [_read(path) for path in paths]
        missing = [number for number, one in enumerate(known) if not one]
        for number, found in zip(missing, run_all([partial(_made, paths[number], plans[number], look) for number in missing]), strict=True):
            known[number] = (found,)
        self.made += len(missing)
        if missing:
            tidy(self.folder, "*/*", KEPT)
        return [one for (one,) in known]


def _made(path: Path, plan: Document[Plan], look: RuleInputs) -> PlanFindings | None:
    found = look(plan)
    said = found and {"used": sorted(found.used), "found": [_plain(one, one.position) for one in found.diagnostics]}
    keep(path, json.dumps(said).encode())
    return found


def _plain(one: Diagnostic, at: Position) -> list:
    return [at.path, at.line, at.column, at.end_line, at.end_column, one.rule, one.message, one.fix, one.severity]


def _read(path: Path) -> tuple[PlanFindings | None] | None:
    """What was kept of a plan; None where nothing was."""
    data = kept(path)
    if data is None:
        return None
    said = json.loads(data)
    return (said and PlanFindings([Diagnostic(Position(*one[:5]), *one[5:8], Severity(one[8])) for one in said["found"]], frozenset(said["used"])),)
