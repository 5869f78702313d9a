"""Whatever changes in the content, a site made with the cache is the site made without it: a key names
everything that a page draws on.
"""

import re
import shutil
from dataclasses import replace
from datetime import date

import pytest
from sites import COUNCIL

from communityplans.build.pipeline import examine
from communityplans.build.runner import Runner
from communityplans.build.store import Store
from communityplans.site.all_pages import pages
from communityplans.site.cache_keys import CacheKeys
from communityplans.site.data_files import view_jobs
from communityplans.site.tasks import run_now
from communityplans.source.diagnostic import has_errors

TODAY = date(2026, 11, 22)
WORDS = re.compile(
    r"^((?:\s*- )?\s*(?:title|name|summary|description|reason|note|text|message|words|place): )([A-Z].*)$",
    re.MULTILINE,
)
FILES = sorted(
    path.relative_to(COUNCIL).as_posix()
    for path in COUNCIL.rglob("*")
    if path.suffix in (".yml", ".md", ".csv") and path.name != "mkdocs.yml"
)


def made(root, do, today=TODAY, **how):
    """Every page and every file of the views, as they read."""
    found = examine(root, today)
    assert not has_errors(found.diagnostics), found.diagnostics[:3]
    showing = replace(found.showing, run=do)
    return {
        one.address: one.body if hasattr(one, "body") else one.content
        for one in [
            *pages(showing, today, do, **how),
            *(one for made in do(view_jobs(showing, today, CacheKeys(showing, today))) for one in made),
        ]
    }


@pytest.fixture(scope="module")
def warm(tmp_path_factory):
    """A cache that has seen the council as it is."""
    folder = tmp_path_factory.mktemp("kept")
    made(COUNCIL, Runner(Store(folder)).run)
    return folder


@pytest.mark.parametrize("path", FILES)
def test_a_change_of_words_in_any_file_shows_wherever_it_shows_without_the_cache(path, warm, tmp_path):
    root = tmp_path / "council"
    shutil.copytree(COUNCIL, root)
    text = (root / path).read_text(encoding="utf-8")
    places = list(WORDS.finditer(text))
    if path.endswith(".csv"):
        changed = "\n".join(text.splitlines()[:-1]) + "\n"
    else:
        changed = WORDS.sub(
            lambda found: (
                f'{found[1]}{found[2][:-1]} Changed."'
                if found[2].endswith('"')
                else f"{found[1]}{found[2]} Changed"
            ),
            text,
        )
    (root / path).write_text(changed, encoding="utf-8")
    assert places == [] or changed != text
    try:
        fresh = made(root, run_now)
    except AssertionError:
        pytest.skip("with other words this file has errors, and nothing is made")
    assert made(root, Runner(Store(warm)).run) == fresh
    if places and path.startswith("plans/") and "council" not in path:
        assert fresh != made(COUNCIL, Runner(Store(warm)).run), "the change shows nowhere"


@pytest.mark.parametrize(
    "how", [{"today": date(2027, 3, 1)}, {"today": date(2031, 1, 1)}, {"papers": True}, {"form": True}]
)
def test_another_day_and_other_options_show_too(how, warm):
    assert made(COUNCIL, Runner(Store(warm)).run, **how) == made(COUNCIL, run_now, **how)
