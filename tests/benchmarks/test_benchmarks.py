"""The benchmarks work; how fast anything is, no test says."""

import re
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import pytest
from communityplans.pages.showing import Showing
from communityplans.pages.site import pages
from communityplans.website.pipeline import examine

from . import corpus, run
from .as_markdown import words, write


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("corpus")
    corpus.write(root, 3)
    return root


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def test_same_bytes_twice(small, tmp_path):
    corpus.write(tmp_path, 3)
    assert files(tmp_path) == files(small)


def test_no_errors_and_the_size_of_real_plans(small):
    found = examine(small, date.fromisoformat(corpus.TODAY))
    assert [d for d in found.diagnostics if d.severity == 0] == []
    assert len(found.content.plans) == 3
    assert all(10_000 < len(plan.source.content) < 17_000 for plan in found.content.plans)


def test_every_area_has_its_own_name():
    assert len({corpus.slug_of(number) for number in range(corpus.LIMIT_PLANS)}) == corpus.LIMIT_PLANS


def test_refuses_more_than_there_are_names(tmp_path):
    with pytest.raises(ValueError, match="9000"):
        corpus.write(tmp_path, corpus.LIMIT_PLANS + 1)


def test_loading_gives_a_table(capsys):
    run.main(["load", "--sizes", "1", "--runs", "1"])
    said = capsys.readouterr().out
    assert re.search(r"^\| `yaml\.safe_load` \+ pydantic \|.* 1\.0 \|", said, re.MULTILINE)
    assert all(name in said for name in run.LOAD.values())


@pytest.mark.long
def test_all_views_cost_at_most_twice_the_plan_pages():
    """Both begin at the files. The measure is CPU, and the corpus as large as the largest council: in practice about 1.8."""
    with tempfile.TemporaryDirectory() as folder:
        corpus.write(Path(folder), 69)
        done = run.load(Path(folder), 2, run.VIEWS)
    alone, everything = (min(one["cpu"] for one in done[way]) for way in run.VIEWS)
    assert everything <= 2 * alone, (alone, everything)


@pytest.mark.long
def test_building_gives_a_table(capsys):
    run.main(["build", "--sizes", "3", "--runs", "1"])
    said = capsys.readouterr().out
    assert all(name in said for name in run.BUILD.values())


@pytest.mark.long
def test_plain_mkdocs_shows_the_same_words(small, tmp_path):
    """Else the two builds could not be compared. A colon behind a definition's name is all that may differ."""
    made = [page for page in pages(Showing(examine(small, date.fromisoformat(corpus.TODAY)).content), date.fromisoformat(corpus.TODAY)) if page.kind != "not-found"]
    assert write(tmp_path, made) == len(made)
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(tmp_path / "mkdocs.yml"), "-d", str(tmp_path / "site")], check=True)
    for page in made:
        html = (tmp_path / "site" / page.address / "index.html").read_text(encoding="utf-8")
        article = re.search(r'<article class="md-content__inner md-typeset">(.*)</article>', html, re.DOTALL)[1]
        article = re.sub(r'<a class="headerlink".*?</a>', "", article)
        assert [w.rstrip(":") for w in words(article)] == [w.rstrip(":") for w in words(page.body)], page.address
