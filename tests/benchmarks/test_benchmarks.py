"""The benchmarks work; how fast anything is, no test says."""

import re
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import pytest

from communityplans.build.pipeline import examine
from communityplans.source.files import LIMIT_BYTES

from . import corpus, editions, rhythms, run, tools
from .as_markdown import words
from .prepare import prepare
from .tools import Place

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("corpus")
    corpus.write(root, 3)
    return root


def files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


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


def test_so_many_areas_still_fit_into_one_file():
    assert len(corpus.council(corpus.LIMIT_PLANS).encode()) <= LIMIT_BYTES
    assert len(corpus.council(corpus.MANY).encode()) <= LIMIT_BYTES


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
    """Both begin at the files.

    The measure is CPU, and the corpus as large as the largest council: in practice about 1.8.
    """
    with tempfile.TemporaryDirectory() as folder:
        corpus.write(Path(folder), 69)
        done = run.load(Path(folder), 2, run.VIEWS)
    alone, everything = (min(one["cpu"] for one in done[way]) for way in run.VIEWS)
    assert everything <= 2 * alone, (alone, everything)


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Place:
    """Three plans that were published twice each, ready for every builder."""
    work = tmp_path_factory.mktemp("work")
    rhythms.write(work / "council", 3, 2, "together")
    prepare(work / "council", work, date.fromisoformat(corpus.TODAY))
    return Place(work / "council", work)


@pytest.mark.long
@pytest.mark.parametrize("tool", tools.BUILDERS.values(), ids=list(tools.BUILDERS))
def test_each_builder_makes_the_same_pages(place, tool):
    """Else they could not be compared: those that take the HTML give the same bytes, the others the same
    words. A colon behind a definition's name is all that may differ.
    """
    if not tool.program:
        pytest.skip(tool.missing)
    tool.build(place)
    theirs, ours = htmls(tool.output(place)), htmls(place.work / "reference")
    assert theirs.keys() == ours.keys() and any(page.count("/") == 3 for page in ours)
    for page, html in ours.items():
        if tool.folder == "markdown":
            article = re.sub(
                r'<a class="headerlink".*?</a>',
                "",
                re.search(r"<article [^>]*>(.*)</article>", theirs[page], re.DOTALL)[1],
                flags=re.DOTALL,
            )
            body = re.search(r'id="page_content" tabindex="-1">(.*)</main>', html, re.DOTALL)[1]
            assert [w.rstrip(":") for w in words(article)] == [w.rstrip(":") for w in words(body)], page
        else:
            assert theirs[page] == html, page


def htmls(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): path.read_text(encoding="utf-8")
        for path in site.rglob("index.html")
    }


@pytest.mark.long
def test_the_pages_alone_have_no_files_beside_them(place):
    for name in ("pages", "plans"):
        tools.BUILDERS[name].build(place)
    assert (tools.BUILDERS["plans"].output(place) / "data" / "index.json").is_file()
    assert not (tools.BUILDERS["pages"].output(place) / "data" / "index.json").exists()


@pytest.mark.long
@pytest.mark.parametrize("name", [name for name, tool in tools.BUILDERS.items() if tool.keeps])
def test_a_change_reaches_the_page(small, tmp_path, name):
    """What is measured as a change is one: each builder that keeps something shows the new word."""
    tool, place = tools.BUILDERS[name], Place(tmp_path / "council", tmp_path)
    if not tool.program:
        pytest.skip(tool.missing)
    shutil.copytree(small, place.root)
    pages = prepare(place.root, place.work, date.fromisoformat(corpus.TODAY))
    done = tools.builds(place, [name], 1, pages)
    assert [step for _, step in done] == list(tools.STEPS)
    assert f"Word0{name}" in (tool.output(place) / "plans" / corpus.slug_of(0) / "index.html").read_text(
        encoding="utf-8"
    )


def test_a_builder_that_leaves_out_a_page_is_not_compared():
    with pytest.raises(SystemExit, match="wrote 2 pages, not 3"):
        tools.agree(tools.BUILDERS["hugo"], {"pages": 2}, 3)


@pytest.mark.parametrize(("rhythm", "count"), [("together", 3), ("singly", 1 + 2 * 2)])
def test_a_past_has_every_plan_as_often_as_asked(tmp_path, rhythm, count):
    newest = rhythms.write(tmp_path, 2, 3, rhythm)
    found = examine(tmp_path, date.fromisoformat(corpus.TODAY), draft=False)
    assert [d for d in found.diagnostics if d.severity == 0] == []
    assert len(found.editions) == count and found.differing == 0
    assert [len(past.steps) for past in found.showing.pasts.values()] == [3, 3]
    rhythms.go(tmp_path, newest[0])
    assert len(examine(tmp_path, date.fromisoformat(corpus.TODAY), draft=False).editions) == count - 1


def test_one_change_is_one_word(small, tmp_path):
    shutil.copytree(small, tmp_path / "changed")
    old, new = corpus.change(tmp_path / "changed", "Wider")
    before, after = files(small), files(tmp_path / "changed")
    assert [path for path in before if before[path] != after[path]] == [f"plans/{corpus.slug_of(0)}.yml"]
    assert new.split()[0] == "Wider" and new.split()[1:] == old.split()[1:]


def test_memory_counts_helpers(tmp_path):
    """Two processes that hold 60 MB each hold 120 together."""
    hold = "import time; held = b'x' * 60_000_000; time.sleep(1)"
    both = (
        f"import subprocess, sys; other = subprocess.Popen([sys.executable, '-c', {hold!r}]); {hold};"
        " other.wait()"
    )
    # From a process of its own, as the runner does it: until it has begun, a process counts as a copy of the
    # one that starts it.
    ask = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); from pathlib import Path; from tests.benchmarks.cost"
        f" import cost; here = Path({str(tmp_path)!r}); print(*(cost([sys.executable, '-c', one], here, here"
        f" / 'cache')['peak'] for one in ({hold!r}, {both!r})))"
    )
    alone, together = map(
        float,
        subprocess.run(
            [sys.executable, "-c", ask], check=True, capture_output=True, text=True
        ).stdout.split(),
    )
    assert 60e6 < alone < 100e6 < together


@pytest.mark.long
def test_building_gives_a_table(capsys):
    run.main(["build", "--sizes", "3", "--runs", "1", "--builders", "mkdocs,hugo,plans"])
    said = capsys.readouterr().out
    assert all(
        words in said
        for words in (
            *run.FLOORS.values(),
            run.SERVE,
            tools.BUILDERS["mkdocs"].words,
            tools.BUILDERS["plans"].words,
        )
    )
    assert re.search(r"^\| from nothing, beside plain MkDocs .* \| 0\.7 \| +\| \d", said, re.MULTILINE)


@pytest.mark.long
def test_a_past_gives_a_table(capsys):
    run.main(["editions", "--plans", "2", "--times", "2", "--runs", "1", "--builders", "pages,plans"])
    said = capsys.readouterr().out
    assert all(step in said for step in editions.STEPS.values())
    assert re.search(r"^\| one edition more, beside a site with one edition \| 2 \| \d", said, re.MULTILINE)
