"""The table "A plan's way through the house" in generator/README.md is true: a build passes each step."""

import re
import sys
from pathlib import Path

from sites import COUNCIL, TODAY

import communityplans
from communityplans.adapters.site_build import STAMP, build

PACKAGE = Path(communityplans.__file__).parent
README = PACKAGE.parent / "README.md"
STEP = re.compile(r"^\| [^|]+ \| `(?P<file>[\w/]+\.py)` \| `(?P<function>\w+)` \|$", re.MULTILINE)


def test_a_build_takes_the_way_that_the_readme_shows(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    # In this process alone, so that the test sees every step.
    monkeypatch.setattr("communityplans.build.runner._can_fork", lambda: False)
    steps = [
        (found["file"], found["function"]) for found in STEP.finditer(README.read_text(encoding="utf-8"))
    ]
    assert len(steps) > 10
    wanted = {(str(PACKAGE / file), function): (file, function) for file, function in steps}
    first: dict[tuple[str, str], int] = {}
    calls = 0

    def notice(frame, event, argument):
        nonlocal calls
        if event == "call":
            calls += 1
            step = wanted.get((frame.f_code.co_filename, frame.f_code.co_name))
            if step is not None:
                first.setdefault(step, calls)

    # A site of before, which the new one takes the place of.
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / STAMP).touch()
    sys.setprofile(notice)
    try:
        build(COUNCIL, tmp_path / "site", today=TODAY)
    finally:
        sys.setprofile(None)
    missed = [step for step in steps if step not in first]
    assert missed == [], "the build never came here"
