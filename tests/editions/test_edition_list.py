"""Editions survive what happens to repositories: each publishes what its reviewer saw, or a sentence says why
it cannot.
"""

import shutil
import subprocess
import sys

import pytest
from council_in_git import PLAN, Place, changed

from communityplans.build import document_tasks as texts_of
from communityplans.editions import git

HILL = "plans/hill.yml"
FETCH = "fetch-depth: 0"


def texts(place, **more):
    """The summary of each plan in each edition that the site shows."""
    return {
        edition.id: [plan.model.summary for plan in edition.content.plans]
        for edition in place.site(**more).showing.editions
    }


def edition(place, number, day):
    """Publish an edition in which the summary of Hill has a number."""
    text = place.read(HILL)
    old = text[text.index("summary:") : text.index("plan_kind:")]
    place.edit(
        HILL,
        (old, f"summary: A new crossing and safer streets, text {number}.\n"),
        note=f"Text {number}",
        on=day,
    )
    place.commit(f"Text {number}")
    return place.publish(f"Edition {number}", day=day)


@pytest.fixture
def three(place):
    """Three editions, and a fourth text that is not published."""
    for number, day in enumerate(("2026-11-02", "2026-11-09", "2026-11-16"), 1):
        edition(place, number, day)
    place.edit(HILL, ("text 3", "text 4"), note="Text 4")
    place.commit("Text 4")
    return place


def hill(n):
    return f"A new crossing and safer streets, text {n}."


MILL = "A new crossing and safer streets."
WHOLE = {"2026-11-02": [hill(1), MILL], "2026-11-09": [hill(2), MILL], "2026-11-16": [hill(3), MILL]}


def test_each_edition_is_what_it_was(three):
    assert texts(three) == WHOLE
    assert three.site().differing == 1
    assert hill(3) in three.pages()["plans/hill/"] and hill(4) in three.pages(draft=True)["plans/hill/"]


def clone(place, to, *more):
    """A clone in another folder."""
    place.git("clone", "--quiet", *more, f"file://{place.root}", str(to))
    return Place(to)


def as_worktree(place, to):
    place.git("worktree", "add", "--quiet", "--detach", str(to), "HEAD")
    return Place(to)


def as_worktree_of_a_bare_clone(place, to):
    bare = Place(to.with_name("bare.git"))
    place.git("clone", "--quiet", "--bare", str(place.root), str(bare.root))
    bare.git("worktree", "add", "--quiet", str(to), "main")
    return Place(to)


def packed(place, to):
    there = clone(place, to)
    there.git("gc", "--quiet", "--prune=now")
    return there


def with_a_partial_clone(place, to):
    place.git("config", "uploadpack.allowFilter", "true")
    place.git("config", "uploadpack.allowAnySHA1InWant", "true")
    return clone(place, to, "--filter=blob:none")


@pytest.mark.fault("F31")
@pytest.mark.parametrize(
    "way", [clone, as_worktree, as_worktree_of_a_bare_clone, packed, with_a_partial_clone]
)
def test_wherever_the_repository_goes(three, tmp_path, way):
    assert texts(way(three, tmp_path / "there")) == WHOLE


def test_in_a_folder_of_a_larger_repository(place, tmp_path):
    inner = Place(tmp_path / "large" / "council")
    shutil.copytree(place.root, inner.root, ignore=shutil.ignore_patterns(".git"))
    Place(tmp_path / "large").git("init", "--quiet", "-b", "main")
    inner.commit()
    edition(inner, 1, "2026-11-02")
    edition(inner, 2, "2026-11-09")
    assert texts(inner) == {"2026-11-02": [hill(1), MILL], "2026-11-09": [hill(2), MILL]}
    inner.edit(HILL, ("text 2", "text 3"), note="3")
    assert inner.plans("publish", "--title", "T", "--note", "N")[0] == 2
    assert "text 2.” to “" in inner.plans("diff", "HEAD")[1]


def test_a_squash_merge(place):
    """A proposal of two commits and an edition is squashed into one: its texts are in that one."""
    edition(place, 1, "2026-11-02")
    place.git("switch", "--quiet", "-c", "proposal")
    place.edit(HILL, ("text 1", "text 1b"), note="Text 1b", on="2026-11-08")
    place.commit()
    edition(place, 2, "2026-11-09")
    place.git("switch", "--quiet", "main")
    place.git("merge", "--quiet", "--squash", "proposal")
    place.commit("Squashed")
    place.git("branch", "--quiet", "-D", "proposal", "edition-2026-11-09")
    place.git("reflog", "expire", "--expire=now", "--all")
    place.git("gc", "--quiet", "--prune=now")
    assert place.errors() == []
    assert list(texts(place)) == ["2026-11-02", "2026-11-09"]


def test_a_rebase(place):
    edition(place, 1, "2026-11-02")
    place.git("switch", "--quiet", "-c", "proposal")
    edition(place, 2, "2026-11-09")
    place.git("switch", "--quiet", "main")
    place.edit("plans/mill.yml", ("safer streets", "much safer streets"), note="Mill", on="2026-11-08")
    place.commit()
    place.git("rebase", "--quiet", "main", "proposal")
    place.git("switch", "--quiet", "main")
    place.git("merge", "--quiet", "proposal")
    assert place.errors() == []
    assert texts(place)["2026-11-09"] == [hill(2), MILL], "what its reviewer saw"


def test_a_text_that_no_commit_holds(place, tmp_path):
    """An edition pins a text; then the text is changed again, and all is squashed into one commit: the pinned
    text is in none.
    """
    edition(place, 1, "2026-11-02")
    place.git("switch", "--quiet", "-c", "proposal")
    edition(place, 2, "2026-11-09")
    place.edit(HILL, ("text 2", "text 3"), note="Text 3", on="2026-11-10")
    place.commit()
    place.git("switch", "--quiet", "main")
    place.git("merge", "--quiet", "--squash", "proposal")
    place.commit("Squashed")
    ((rule, sentence),) = place.errors()
    assert (
        rule == "loose-text"
        and sentence.startswith("The text of plans/hill.yml that this edition pins")
        and "git merge -s ours" in sentence
    )
    there = clone(place, tmp_path / "there", "--single-branch", "--branch", "main")
    assert [rule for rule, _ in there.errors()] == ["missing-blob"]
    code, said = there.plans("build")
    assert code == 1 and "is not in this copy of the repository" in said
    commit = place.git(
        "log", "--all", "--format=%H", "--find-object", place.git("rev-parse", f"proposal~1:{HILL}")
    ).splitlines()[-1]
    place.git("merge", "--quiet", "-s", "ours", "-m", "Keep what was published", commit)
    assert place.errors() == []
    assert texts(clone(place, tmp_path / "again", "--single-branch", "--branch", "main"))["2026-11-09"] == [
        hill(2),
        MILL,
    ]


def test_texts_on_a_branch_whose_merge_changed_nothing(place):
    """A pinned text that came in by a merge which kept the other side is reached all the same."""
    edition(place, 1, "2026-11-02")
    place.git("switch", "--quiet", "-c", "side")
    edition(place, 2, "2026-11-09")
    place.git("switch", "--quiet", "main")
    place.git("merge", "--quiet", "-s", "ours", "-m", "Keep ours", "side")
    place.git("checkout", "side", "--", "plans")
    place.edit(HILL, ("text 2", "text 3"), note="Text 3", on="2026-11-10")
    place.commit("The edition all the same, and a later text")
    assert place.errors() == []
    assert texts(place)["2026-11-09"] == [hill(2), MILL]


@pytest.mark.fault("F39")
def test_two_editions_prepared_at_the_same_time(place):
    """Two branches from one state, each with a change and an edition: each shows what its reviewer saw."""
    edition(place, 1, "2026-11-02")
    place.git("switch", "--quiet", "-c", "one")
    edition(place, 2, "2026-11-09")
    place.git("switch", "--quiet", "-c", "two", "main")
    place.edit("plans/mill.yml", ("safer streets", "much safer streets"), note="Mill", on="2026-11-10")
    place.commit()
    place.publish("Mill", day="2026-11-12")
    place.git("switch", "--quiet", "main")
    place.git("merge", "--quiet", "--no-ff", "--no-edit", "one")
    place.git("merge", "--quiet", "--no-ff", "--no-edit", "two")
    assert texts(place) == {
        "2026-11-02": [hill(1), MILL],
        "2026-11-09": [hill(2), MILL],
        "2026-11-12": [hill(1), "A new crossing and much safer streets."],
    }
    assert place.errors() == []
    code, said = place.plans("check")
    assert code == 0 and "older text of plans/hill.yml than the edition of 9 November 2026" in said
    _, said = place.plans("diff")
    assert "text 1.” to “… safer streets, text 2.”" in said


@pytest.mark.fault("F28")
def test_a_folder_without_git(three, tmp_path):
    three.git("checkout", "--quiet", "HEAD~1")
    for path in ("plans/editions/2026-11-02.yml", "plans/editions/2026-11-09.yml"):
        (three.root / path).unlink()
    plain = Place(tmp_path / "plain")
    shutil.copytree(three.root, plain.root, ignore=shutil.ignore_patterns(".git"))
    assert texts(plain) == {"2026-11-16": [hill(3), MILL]}
    plain.edit(HILL, ("text 3", "text 4"))
    code, said = plain.plans("build")
    assert code == 2 and "not under git" in said and FETCH in said
    code, said = plain.plans("check")
    assert code == 0 and "Past editions could not all be read, so nothing was compared with them." in said
    assert hill(4) in plain.pages(draft=True)["plans/hill/"]


@pytest.mark.fault("F29")
def test_a_shallow_clone(three, tmp_path):
    shallow = clone(three, tmp_path / "shallow", "--depth", "1")
    code, said = shallow.plans("build")
    assert code == 2 and FETCH in said and not (shallow.root / "site").exists()
    code, said = shallow.plans("check")
    assert code == 0 and FETCH in said and "nothing was compared" in said
    assert hill(4) in shallow.pages(draft=True)["plans/hill/"]
    code, said = shallow.plans("editions")
    assert code == 0 and [row.split()[0] for row in said.splitlines()] == [
        "2026-11-16",
        "2026-11-09",
        "2026-11-02",
    ]
    mkdocs = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=shallow.root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert mkdocs.returncode == 1 and FETCH in mkdocs.stderr and "Traceback" not in mkdocs.stderr
    code, said = shallow.plans("publish", "--title", "T", "--note", "N")
    assert code == 2 and FETCH in said
    shallow.git("fetch", "--quiet", "--unshallow")
    assert texts(shallow) == WHOLE


@pytest.mark.fault("F29")
def test_a_shallow_clone_compares_with_the_newest_edition_if_that_is_whole(three, tmp_path):
    three.git("reset", "--quiet", "--hard", "HEAD~1")
    shallow = clone(three, tmp_path / "shallow", "--depth", "1")
    shallow.edit(HILL, ("  - {id: garden, title: Community garden, status: proposed}\n", ""), note="Less")
    assert "vanished-promise" in [rule for rule, _ in shallow.errors()]
    shallow.git("checkout", "--", HILL)
    code, said = shallow.plans("check")
    assert code == 0 and "only the newest 1 of 3 could be compared with" in said
    assert not [address for address in shallow.pages(draft=True) if address.endswith("/history/")]


@pytest.mark.fault("F39")
def test_a_missing_text(three):
    blob = three.site().editions[0].manifest[HILL]
    (three.root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    found = [(rule, sentence) for rule, sentence in three.errors()]
    assert [rule for rule, _ in found] == ["missing-blob"]
    assert (
        found[0][1]
        == f"The text of plans/hill.yml that this edition pins ({blob[:10]}) is not in this copy of the"
        " repository. Fetch the whole history (in CI, fetch-depth: 0), or bring back the branch that it"
        " was published from."
    )


def test_an_edition_for_a_day_to_come(place):
    edition(place, 1, "2026-11-02")
    edition(place, 2, "2026-12-01")
    assert list(texts(place, today="2026-11-30")) == ["2026-11-02"]
    assert hill(1) in place.pages(today="2026-11-30")["plans/hill/"]
    assert not [a for a in place.pages(today="2026-11-30") if "2026-12-01" in a]
    assert "2026-12-01" not in " ".join(place.assets(today="2026-11-30").values())
    assert hill(2) in place.pages(today="2026-12-01")["plans/hill/"]
    code, said = place.plans("editions")
    assert "2026-12-01    planned" in said and "2026-11-02    shown" in said


@pytest.mark.fault("F39")
def test_a_second_edition_on_a_day(place):
    for number in range(1, 12):
        edition(place, number, "2026-11-02")
    site = place.site()
    assert [e.id for e in site.showing.editions][-3:] == ["2026-11-02-9", "2026-11-02-10", "2026-11-02-11"]
    pages = {page.address: page for page in site.pages}
    assert "11 edition" not in pages["plans/hill/"].body and hill(11) in pages["plans/hill/"].body
    assert (
        "2 November 2026 (tenth edition)" in pages["plans/hill/2026-11-02-10/"].title
        or "10th edition" in pages["plans/hill/2026-11-02-10/"].title
    )
    banner = str(pages["plans/hill/2026-11-02-9/"].body)
    assert "#e-2026-11-02-10" in banner and "#e-2026-11-02-11" not in banner
    assert len({page.title for page in site.pages}) == len(site.pages)


OLD = PLAN.replace("schema_version: 2", "schema_version: 1").replace("plan_kind:", "kind:")


@pytest.mark.fault("F35")
def test_an_old_template_is_read_and_not_judged(place):
    """A text of version 1, with a date in it that today's rules would not let pass."""
    place.write({HILL: OLD.replace("due: 2027-06\n", "due: 2027-06\n    start: 2027-05\n")})
    place.commit()
    place.publish("First", day="2026-11-02")
    place.write({HILL: changed(PLAN.replace("due: 2027-06\n", "due: 2027-06\n    start: 2027-05\n"))})
    place.commit()
    place.publish("Second", day="2026-11-09")
    assert place.errors() == []
    assert "A new crossing" in place.pages()["plans/hill/2026-11-02/"]


def pin(place, path, text, *, id):
    """Let the edition pin another text of a file, as an older version of the program might have."""
    (place.root / "scratch").write_bytes(text if isinstance(text, bytes) else text.encode())
    blob = place.git("hash-object", "-w", "--no-filters", "scratch")
    (place.root / "scratch").unlink()
    file = f"plans/editions/{id}.yml"
    at = next(line for line in place.read(file).splitlines() if line.startswith(f"  {path}:"))
    before = place.read(path)
    place.edit(file, (at, f'  {path}: "{blob}"'))
    place.write({path: text.decode("latin-1") if isinstance(text, bytes) else text})
    place.commit("The text, so that a commit holds it")
    place.write({path: before})
    place.commit("And back")
    return blob


def test_rules_of_today_do_not_judge_old_texts(place):
    place.publish("First", day="2026-11-02")
    pin(place, HILL, PLAN.replace("due: 2027-06\n", "due: 2027-06\n    start: 2028-05\n"), id="2026-11-02")
    place.edit(HILL, ("due: 2027-06", 'due: 2027-09\n    reason: "Later"'), note="Later", on="2026-11-05")
    place.commit()
    place.publish("Second", day="2026-11-09")
    assert place.errors() == []
    assert "May 2028" in place.pages()["plans/hill/2026-11-02/"]


@pytest.mark.parametrize(
    "text",
    [
        "title: [\n",
        "title: Only a title\n",
        "- a list\n",
        PLAN.replace("status: in_progress", "status: of_old"),
        "schema_version: 99\n",
        "",
    ],
)
def test_an_old_text_that_cannot_be_read_is_a_sentence(place, text):
    place.publish("First", day="2026-11-02")
    blob = pin(place, HILL, text, id="2026-11-02")
    ((rule, sentence),) = [(r, s) for r, s in place.errors() if r == "old-text"]
    assert sentence.startswith(
        f"The text of plans/hill.yml that this edition pins ({blob[:10]}) cannot be read:"
    )
    place.edit(HILL, ("beside", "besside"))
    place.commit()
    place.git("switch", "--quiet", "-c", "edition-2026-11-09")
    place.write(
        {
            "plans/editions/2026-11-09.yml": (
                place.read("plans/editions/2026-11-02.yml").replace(
                    blob, place.git("rev-parse", f"HEAD:{HILL}")
                )
            )
        }
    )
    place.commit()
    assert place.errors() == [], "a later edition can be read, so the old one stops nothing"
    pages = place.pages()
    assert (
        "cannot read it any more" in pages["plans/hill/2026-11-02/"]
        and blob in pages["plans/hill/2026-11-02/"]
    )
    assert "cannot be read by this program any more" in pages["plans/hill/history/"]


def test_a_text_that_is_not_utf8(place):
    place.publish("First", day="2026-11-02")
    pin(place, HILL, PLAN.replace("Hill School", "Hill Schöol").encode("latin-1"), id="2026-11-02")
    assert "old-text" in [rule for rule, _ in place.errors()]


def test_an_edition_that_pins_no_council(place):
    place.publish("First", day="2026-11-02")
    text = place.read("plans/editions/2026-11-02.yml")
    at = next(line for line in text.splitlines(keepends=True) if "plans/council.yml" in line)
    place.edit("plans/editions/2026-11-02.yml", (at, ""))
    assert [rule for rule, _ in place.errors()] == ["no-council"]


def test_a_folder_that_git_does_not_trust(three, monkeypatch):
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    code, said = three.plans("build")
    assert code == 2 and "safe.directory" in said


def test_each_text_is_fetched_and_read_once(place, monkeypatch, tmp_path):
    """Many editions: few git processes for all texts, and each distinct text is parsed once."""
    for number in range(1, 6):
        edition(place, number, f"2026-11-0{number}")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    asked, parsed = [], []
    call, load = git.call, texts_of.load_yaml
    monkeypatch.setattr(git, "call", lambda root, *a, **k: asked.append(a[0]) or call(root, *a, **k))
    monkeypatch.setattr(
        texts_of, "load_yaml", lambda file: parsed.append((file.path, file.blob)) or load(file)
    )
    site = place.site()
    assert asked.count("cat-file") == 2, "which of them are here, and the old plans; all else is at hand"
    hill = [blob for path, blob in parsed if path == HILL]
    assert len(parsed) == len(set(parsed)) and len(hill) == 5, (
        "five texts of Hill, of which one is the file at hand; the others never changed"
    )
    assert len(site.editions) == 5


def test_nothing_is_asked_of_git_where_the_files_at_hand_are_the_edition(place, monkeypatch):
    place.publish("First", day="2026-11-02")
    monkeypatch.setattr(git, "call", lambda *a, **k: pytest.fail("git was asked"))
    assert place.site().showing.edition.id == "2026-11-02"
