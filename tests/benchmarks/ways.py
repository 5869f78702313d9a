"""One way of doing something, in a process of its own: `ways WAY FOLDER DAY` prints what it cost as JSON.

Started by `run.py`.

The clock starts when everything is imported and the files are in memory, unless the way says otherwise.
"""

import hashlib
import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import yaml

from communityplans.content.load import COUNCIL, SETTINGS, load
from communityplans.model.council import Council
from communityplans.model.plan import Plan
from communityplans.model.settings import Settings
from communityplans.rules import check
from communityplans.site.link_check import broken_links
from communityplans.source.diagnostic import has_errors, in_order
from communityplans.source.files import SourceFile, read_directory

from .cost import clocks, own_cost

MODELS = {COUNCIL: Council, SETTINGS: Settings}


def _yaml(loader: type, files: list[SourceFile], today: date) -> list:
    """PyYAML and pydantic, as most programs do it; the model is ours."""
    return [
        MODELS.get(file.path, Plan).model_validate(yaml.load(file.content, loader))
        for file in files
        if file.path.endswith(".yml")
    ]


def safe_load(files: list[SourceFile], today: date) -> list:
    """`yaml.safe_load`, which is the loader in pure Python."""
    return _yaml(yaml.SafeLoader, files, today)


def c_safe_load(files: list[SourceFile], today: date) -> list:
    """The same with libyaml's scanner and parser."""
    return _yaml(yaml.CSafeLoader, files, today)


def ours(files: list[SourceFile], today: date) -> list:
    """Our loading."""
    return _models(load(files)[0])


def ours_checked(files: list[SourceFile], today: date) -> list:
    """Our loading, then all rules."""
    content, diagnostics = load(files)
    diagnostics += check(content, today)
    if has_errors(diagnostics):
        raise SystemExit(f"The corpus has errors, the first of them: {in_order(diagnostics)[0]}")
    return _models(content)


def ours_whole(root: Path, today: date) -> list:
    """All that `plans check` does but print: reading the files, loading, rules, links, sorting."""
    reading = read_directory(root)
    content, diagnostics = load(reading.files)
    in_order(diagnostics + reading.diagnostics + check(content, today) + broken_links(content))
    return _models(content)


def plan_pages(root: Path, today: date) -> list:
    """Reading, loading, rules and links, then the pages of the plans and nothing else."""
    return _models(_with_plan_pages(root, today).content)


def all_views(root: Path, today: date) -> list:
    """The same, and all views over them: the pages and files of progress, money, outcomes and open data; what
    is owed, meetings, calendars, reports.
    """
    from communityplans.derived.calendar_events import calendar_events
    from communityplans.derived.obligations import obligations, settings_of
    from communityplans.site.all_pages import view_tasks as page_tasks
    from communityplans.site.cache_keys import CacheKeys
    from communityplans.site.calendar_files import calendar_jobs
    from communityplans.site.data_files import view_jobs
    from communityplans.site.meetings_page import meetings_page
    from communityplans.site.references import ReferenceDirectory
    from communityplans.site.report_pages import report_pages
    from communityplans.site.tasks import run_now

    showing = _with_plan_pages(root, today)
    content = showing.content
    run_now(page_tasks(showing, today))
    run_now(view_jobs(showing, today, CacheKeys(showing, today)))
    found = calendar_events(content, obligations(content, today), None)
    meetings_page(content, ReferenceDirectory(content), today, frozenset(event.plan for event in found))
    run_now(
        calendar_jobs(
            found,
            content.council.model,
            settings_of(content).time_zone,
            None,
            {plan.slug: plan.model.title for plan in content.plans},
        )
    )
    report_pages(content, draft=True)
    return _models(content)


def _with_plan_pages(root: Path, today: date):
    from communityplans.build.pipeline import examine
    from communityplans.site.plan_page import plan_page
    from communityplans.site.references import ReferenceDirectory
    from communityplans.site.source_links import SourceLinks

    showing = examine(root, today).showing
    directory, origin = ReferenceDirectory(showing.content), SourceLinks(showing.content.settings.model)
    for plan in showing.content.plans:
        plan_page(plan, showing.content, directory, origin, today)
    return showing


WAYS: dict[str, Callable] = {
    way.__name__: way
    for way in (safe_load, c_safe_load, ours, ours_checked, ours_whole, plan_pages, all_views)
}


def _models(content) -> list:
    """The models, in the order of the files."""
    documents = [d for d in (content.council, content.settings, *content.plans) if d]
    return [document.model for document in sorted(documents, key=lambda d: d.source.path)]


def measure(way: str, root: Path, today: date) -> dict:
    """Do it once. `digest` says what came out, so that ways can be compared."""
    given = (
        root
        if way in ("ours_whole", "plan_pages", "all_views")
        else [file for file in read_directory(root).files if file.path.startswith("plans/")]
    )
    start = clocks()
    models = WAYS[way](given, today)
    found = own_cost(start)
    return found | {
        "digest": hashlib.sha256("\n".join(map(repr, models)).encode()).hexdigest(),
        "models": len(models),
    }


if __name__ == "__main__":
    _, way, root, day = sys.argv
    print(json.dumps(measure(way, Path(root), date.fromisoformat(day))))
