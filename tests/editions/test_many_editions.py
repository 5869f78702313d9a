"""69 plans in 40 editions: every text is fetched and parsed once, with few git processes for all; how long it
takes is printed, not judged.
"""

import subprocess
import time
from datetime import date, timedelta

import pytest
from council_in_git import COUNCIL, GUIDE, PLAN, SETTINGS, Place

from communityplans.build import document_tasks, pipeline, runner
from communityplans.editions import git
from communityplans.editions.blob_store import open_blob_store
from communityplans.source.files import blob_id

PLANS, EDITIONS, CHANGED = 69, 40, 8
FIRST = date(2023, 1, 2)


def text(number, version):
    """The text of a plan after some changes, each with its note."""
    notes = "".join(f'  - {{on: 2023-01-01, text: "Change {n}"}}\n' for n in range(version, 0, -1))
    named = (
        PLAN.replace("title: Hill\n", f"title: Area {number}\n")
        .replace("area: hill", f"area: a{number}")
        .replace("wards: [hill]", f"wards: [w{number}]")
    )
    return named.replace("with lights", f"with {version} lights") + (
        f"change_notes:\n{notes}" if notes else ""
    )


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    place = Place(tmp_path_factory.mktemp("many"))
    ids = range(PLANS)
    council = COUNCIL.replace(
        "areas:\n", "areas:\n" + "".join(f"  - {{id: a{n}, name: Area {n}}}\n" for n in ids)
    ).replace("wards:\n", "wards:\n" + "".join(f"  - {{id: w{n}, name: Ward {n}}}\n" for n in ids), 1)
    files = {"plans/council.yml": council, "guides/councillors/your-role.md": GUIDE}
    versions = [0] * PLANS
    place.write({"plans/council-settings.yml": SETTINGS, **files})
    place.git("init", "--quiet", "-b", "main")
    for number in range(EDITIONS):
        for step in range(CHANGED if number else 0):
            versions[(number * CHANGED + step) % PLANS] += 1
        files |= {f"plans/a{n}.yml": text(n, versions[n]) for n in ids}
        day = FIRST + timedelta(days=28 * number)
        pins = "".join(f'  {path}: "{blob_id(one.encode())}"\n' for path, one in sorted(files.items()))
        edition = (
            f'schema_version: 1\ntitle: "Edition {number}"\nnote: "What is new."\napproved: {{not_published:'
            f' "Nobody", as_of: {day}}}\ndocuments:\n{pins}'
        )
        place.write({**files, f"plans/editions/{day}.yml": edition})
        place.commit(f"Edition {number}")
    place.git("gc", "--quiet")
    return place


def test_each_text_once(many, monkeypatch, capsys, tmp_path):
    asked, parsed = [], []
    call, load = git.call, document_tasks.load_yaml
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    # In this process alone, so that the test sees it.
    monkeypatch.setattr(runner, "_can_fork", lambda: False)
    monkeypatch.setattr(git, "call", lambda root, *a, **k: asked.append(a[0]) or call(root, *a, **k))
    monkeypatch.setattr(
        document_tasks, "load_yaml", lambda file: parsed.append((file.path, file.blob)) or load(file)
    )
    start = time.perf_counter()
    found = pipeline.examine(many.root, date(2026, 11, 22), draft=False)
    took = time.perf_counter() - start
    pinned = {(path, blob) for edition in found.editions for path, blob in edition.manifest.items()}
    assert len(found.editions) == EDITIONS and len(pinned) == PLANS + CHANGED * (EDITIONS - 1) + 2
    portions = -(-(len(pinned) - PLANS - 2) // document_tasks.BLOBS_PER_BATCH)
    assert asked.count("cat-file") == 1 + portions and asked.count("rev-list") == 1, (
        "which of them are here, and the old plans in portions; all else is at hand"
    )
    old = [key for key in parsed if key in pinned]
    assert len(parsed) == len(set(parsed)) and len(old) == len(pinned), (
        "those of the files at hand are not read again"
    )
    with capsys.disabled():
        print(
            f"\n  {PLANS} plans x {EDITIONS} editions: examined in {took:.2f} s;"
            f" {_compared_with_git(many, found)}"
        )


def _compared_with_git(place, found):
    """How long the history takes to fetch, against git itself giving the same texts."""
    blobs = sorted(
        {blob for edition in found.editions for blob in edition.manifest.values()}
        - {file.blob for file in found.sources.values()}
    )
    request = "".join(f"{blob}\n" for blob in blobs).encode()
    start = time.perf_counter()
    subprocess.run(
        ["git", "-C", str(place.root), "cat-file", "--batch"], input=request, capture_output=True, check=True
    )
    bare = time.perf_counter() - start
    start = time.perf_counter()
    archive = open_blob_store(place.root, found.content.editions, list(found.sources.values()))
    with archive.texts.bring(blobs):
        assert all(archive.texts.get(blob) for blob in blobs)
    fetched = time.perf_counter() - start
    assert set(blobs) <= set(archive.texts) and not archive.loose and not archive.cut
    return (
        f"{len(blobs)} old texts fetched in {fetched * 1000:.0f} ms, {fetched / bare:.1f} times git cat-file"
        f" --batch alone ({bare * 1000:.0f} ms)"
    )
