"""Each check has a page, and its examples are true: the one gives the check, the other does not."""

import ast
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from painted import painted, saved

import communityplans
from communityplans.build.pipeline import examine
from communityplans.rules import RULES
from communityplans.rules.diagnostic_docs import DIAGNOSTIC_DOCS
from communityplans.schema.rule_reference import entry, rulebook, words
from communityplans.site.reference_page import rule_pages
from communityplans.source.diagnostic_formats import as_text

PACKAGE = Path(communityplans.__file__).parent
TODAY = date(2026, 11, 22)
ENTRIES = [one for _, entries in rulebook() for one in entries]

COUNCIL = """schema_version: 1
name: Example Borough Council
place: Example
areas: [{id: bedwell, name: Bedwell}, {id: hilltop, name: Hilltop}]
wards: [{id: new-ward, name: New Ward, formerly: [old-ward]}, {id: old-ward, name: Old Ward, until: 2024-05-01}]
corporate_priorities: [{id: climate, title: Climate change, plan: Corporate plan 2024 to 2027}]
"""
SETTINGS = """schema_version: 1
official_domains: [example.org]
official_numbers: ["01632 960001"]
"""
PLAN = """schema_version: 2
title: Bedwell
summary: A crossing.
plan_kind: community_plan
area: bedwell
wards: [new-ward]
stage: preliminary
origin: staff
statutory_status: no_statutory_basis
statutory_neighbourhood_plan: {state: none}
strategic_lead: {post: Head of Communities}
operational_lead: {post: Community Development Manager}
contact: {post: The team, email: neighbourhoods@example.org}
next_review: 2027-03-31
as_of: 2026-11-22
investments: {none_reason: None known yet, as_of: 2026-11-22}
projects: {none_reason: None known yet, as_of: 2026-11-22}
shared_issues: {none_reason: None known yet, as_of: 2026-11-22}
corporate_priorities: {none_reason: None known yet, as_of: 2026-11-22}
future_priorities: {none_reason: None known yet, as_of: 2026-11-22}
sources: [{id: executive-2026, title: Report, publisher: Example, kind: council, url: "https://www.example.org/r", published: 2026-09-16}]
"""
SUGGESTION = """schema_version: 1
received: 2026-11-20
how: email
about: bedwell
words: Could there be a swing?
"""
GUIDE = """---
schema_version: 1
title: Your role
summary: What is expected.
order: 1
audience: [officers]
owner: Head of Communities
last_reviewed: 2026-11-01
review_in_months: 6
---
"""


def with_lines(fields: str, lines: str) -> str:
    """The fields of a file with some lines put in: they take the place of the same fields, or stand at the
    end.
    """
    names = {found[1] for found in re.finditer(r"^([a-z_]+):", lines, re.M)}
    kept = "".join(line for line in fields.splitlines(keepends=True) if line.split(":")[0] not in names)
    return kept + lines + "\n"


def put(root: Path, where: str, text: str) -> None:
    """Put an example where it says that it stands."""
    plan = root / "plans" / "bedwell.yml"
    if where == "":
        plan.write_text(with_lines(PLAN, text), encoding="utf-8")
    elif where == "in plans/council.yml":
        (root / "plans" / "council.yml").write_text(with_lines(COUNCIL, text), encoding="utf-8")
    elif where == "in plans/council-settings.yml":
        (root / "plans" / "council-settings.yml").write_text(with_lines(SETTINGS, text), encoding="utf-8")
    elif where == "in suggestions/swing.yml":
        (root / "suggestions").mkdir(exist_ok=True)
        (root / "suggestions" / "swing.yml").write_text(with_lines(SUGGESTION, text), encoding="utf-8")
    elif where == "in plans/council-streets.csv":
        (root / "plans" / "council-streets.csv").write_text(text + "\n", encoding="utf-8")
    elif where == "in a second plan":
        (root / "plans" / "hilltop.yml").write_text(
            with_lines(PLAN.replace("title: Bedwell", "title: Hilltop"), text), encoding="utf-8"
        )
    elif where == "in the text of a guide":
        (root / "guides" / "councillors" / "your-role.md").write_text(
            GUIDE + "\n" + text + "\n", encoding="utf-8"
        )
    elif where == "as a whole file":
        plan.write_text(text, encoding="utf-8")
    elif where == "as a whole guide":
        (root / "guides" / "councillors" / "your-role.md").write_text(text, encoding="utf-8")
    elif where == "as the name of a file":
        (root / text).write_bytes(b"")
    else:
        raise AssertionError(f"No such place for an example: {where}")


@pytest.fixture
def root(tmp_path):
    """A folder with nothing wrong in it."""
    (tmp_path / "plans").mkdir()
    (tmp_path / "guides" / "councillors").mkdir(parents=True)
    (tmp_path / "plans" / "council.yml").write_text(COUNCIL, encoding="utf-8")
    (tmp_path / "plans" / "council-settings.yml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "plans" / "bedwell.yml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "guides" / "councillors" / "your-role.md").write_text(GUIDE + "\nWords.\n", encoding="utf-8")
    return tmp_path


def said(root: Path) -> str:
    return as_text(examine(root, TODAY).diagnostics, {})


def found(root: Path) -> set[str]:
    return {d.rule for d in examine(root, TODAY).diagnostics}


def long_text(root: Path) -> None:
    (root / "guides" / "councillors" / "your-role.md").write_text(
        GUIDE + "\n" + "*a* " * 300, encoding="utf-8"
    )


def many(root: Path) -> None:
    for number in range(10_001):
        (root / "guides" / f"{number}.md").touch()


ITEM = (
    "projects: [{id: play-area, title: Play area, status: planning, due: 2027-03, sources: [executive-2026]}]"
)
NONE = "projects: {none_reason: None known yet, as_of: 2026-11-22}"


def git(root: Path, *arguments: str) -> str:
    who = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    return subprocess.run(
        ["git", *who, "-C", str(root), *arguments], check=True, capture_output=True, text=True
    ).stdout.strip()


def edition(root: Path, pinned: dict[str, str], day: str = "2026-01-31") -> None:
    """An edition that pins these files, on a day before the tests'."""
    (root / "plans" / "editions").mkdir(exist_ok=True)
    rows = "".join(f'  {path}: "{blob}"\n' for path, blob in pinned.items())
    (root / "plans" / "editions" / f"{day}.yml").write_text(
        'schema_version: 1\ntitle: An edition\nnote: What is new.\napproved: {not_published: "A test",'
        f" as_of: {day}}}\ndocuments:\n" + rows,
        encoding="utf-8",
    )


def published(root: Path, text: str) -> dict[str, str]:
    """Publish the plan with this text, in a repository: the ids of what is pinned."""
    (root / "plans" / "bedwell.yml").write_text(text, encoding="utf-8")
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "first")
    pinned = {
        path: git(root, "hash-object", "-w", path) for path in ("plans/council.yml", "plans/bedwell.yml")
    }
    edition(root, pinned)
    return pinned


def changed(old: str, new: str):
    """The plan as published with an item, and then changed."""

    def made(root: Path) -> None:
        text = PLAN.replace(NONE, ITEM)
        published(root, text)
        (root / "plans" / "bedwell.yml").write_text(text.replace(old, new), encoding="utf-8")

    return made


def unreadable(root: Path) -> None:
    pinned = published(root, PLAN)
    (root / "bad").write_text("title: [", encoding="utf-8")
    edition(root, pinned | {"plans/bedwell.yml": git(root, "hash-object", "-w", "bad")})


def cut_off(root: Path) -> None:
    """A copy without its history, whose edition pins a text that is only there."""
    whole = root.parent / f"{root.name}-whole"
    shutil.copytree(root, whole)
    published(whole, PLAN)
    (whole / "plans" / "bedwell.yml").write_text(
        PLAN.replace("A crossing", "Two crossings"), encoding="utf-8"
    )
    git(whole, "add", "--all")
    git(whole, "commit", "--quiet", "--message", "second")
    shutil.rmtree(root)
    git(whole, "clone", "--quiet", "--depth", "1", f"file://{whole}", str(root))


def loose(root: Path) -> None:
    """An edition that pins a text which git holds and no commit has."""
    pinned = published(root, PLAN)
    (root / "other").write_text(PLAN.replace("A crossing", "Two crossings"), encoding="utf-8")
    edition(root, pinned | {"plans/bedwell.yml": git(root, "hash-object", "-w", "other")})
    (root / "other").unlink()


def taken_back(root: Path) -> None:
    """Three editions, the last of which has the text of the first."""
    pinned = published(root, PLAN)
    (root / "plans" / "bedwell.yml").write_text(PLAN.replace("A crossing", "Two crossings"), encoding="utf-8")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "second")
    edition(root, pinned | {"plans/bedwell.yml": git(root, "hash-object", "plans/bedwell.yml")}, "2026-02-28")
    edition(root, pinned, "2026-03-31")


def picture(data: bytes):
    """A picture beside the plans, with these bytes."""
    return lambda root: (root / "plans" / "map.png").write_bytes(data)


def before_election(old: str, new: str):
    """The plan as published and then changed, in a pre-election period."""

    def made(root: Path) -> None:
        changed(old, new)(root)
        period = "pre_election: [{election: Elections, notice: 2026-11-01, close_of_poll: 2026-12-03}]\n"
        (root / "plans" / "council-settings.yml").write_text(SETTINGS + period, encoding="utf-8")

    return made


def planned_into_it(root: Path) -> None:
    before_election(ITEM, ITEM.replace("2027-03", "2027-09"))(root)
    edition(
        root,
        {path: git(root, "hash-object", "-w", path) for path in ("plans/council.yml", "plans/bedwell.yml")},
        "2026-12-01",
    )


def rewritten(root: Path) -> None:
    (root / "reports").mkdir()
    (root / "reports" / "bedwell-2026-q3.md").write_text(
        "---\nschema_version: 1\ntitle: Bedwell\nkind: quarterly\narea: bedwell\nperiod: 2026-Q3\nas_of:"
        " 2026-10-12\npublisher: Example\npresented: 2026-10-20\n"
        f'fingerprint: "{"0" * 64}"\n---\n\nOther words.\n',
        encoding="utf-8",
    )


# What lines of a file cannot show, made here: the words say the same.
MADE = {
    "vanished-promise": changed(ITEM, NONE),
    "change-reason": changed("due: 2027-03", "due: 2027-09"),
    "change-note": changed("title: Play area", "title: A playground for everybody"),
    "pre-election": before_election("due: 2027-03", "due: 2027-09"),
    "edition-in-period": planned_into_it,
    "names-councillor": before_election(
        "title: Play area", "title: Play area that Councillor Jo Example opened"
    ),
    "presented-report": rewritten,
    "closed-without-outcome": changed("status: planning", "status: declined"),
    "older-text": taken_back,
    "loose-text": loose,
    "manifest": lambda root: edition(root, {"plans/bedwell.yml": "latest"}),
    "missing-blob": lambda root: edition(root, published(root, PLAN) | {"plans/bedwell.yml": "0" * 40}),
    "no-council": lambda root: edition(
        root, {"plans/bedwell.yml": published(root, PLAN)["plans/bedwell.yml"]}
    ),
    "old-text": unreadable,
    "no-history": cut_off,
    "picture-kind": picture(saved(painted(), "GIF")),
    "picture-too-big": picture(saved(painted(9_000, 10), "PNG")),
    "picture-moves": picture(saved(painted(), "PNG", save_all=True, append_images=[painted(mode="L")])),
    "picture-broken": picture(saved(painted(), "PNG")[:90]),
    "same-name": lambda root: shutil.copy(root / "plans" / "bedwell.yml", root / "plans" / "Bedwell.yml"),
    "link": lambda root: (root / "plans" / "linked.yml").symlink_to(root / "plans" / "bedwell.yml"),
    "too-many-files": many,
    "too-big": (
        lambda root: (root / "plans" / "bedwell.yml").write_text(PLAN + "#" * 300 * 1024, encoding="utf-8")
    ),
    "encoding": (
        lambda root: (root / "plans" / "bedwell.yml").write_bytes(
            PLAN.replace("A crossing", "£5").encode("cp1252")
        )
    ),
    "line-ends": lambda root: (root / "plans" / "bedwell.yml").write_bytes(PLAN.replace("\n", "\r").encode()),
    "missing-file": lambda root: (root / "plans" / "council.yml").unlink(),
    "no-plans": lambda root: (root / "plans" / "bedwell.yml").unlink(),
    "many-problems": (
        lambda root: (root / "plans" / "bedwell.yml").write_text(
            PLAN + "".join(f"a{n}: 1\n" for n in range(201)), encoding="utf-8"
        )
    ),
    "too-many-marks": long_text,
}


def test_the_folder_of_these_tests_has_nothing_wrong(root):
    assert examine(root, TODAY).diagnostics == []


@pytest.mark.parametrize("one", ENTRIES, ids=lambda e: e.word)
def test_the_failing_example_fails(one, root):
    if one.fails.said:
        MADE[one.word](root)
    else:
        put(root, one.fails.where, one.fails.text)
    assert one.word in found(root), said(root)


@pytest.mark.parametrize("one", [e for e in ENTRIES if not e.passes.said], ids=lambda e: e.word)
def test_the_passing_example_passes(one, root):
    put(root, one.passes.where, one.passes.text)
    problems = [
        d for d in examine(root, TODAY).diagnostics if d.rule == one.word or d.severity.name == "error"
    ]
    assert problems == [] or one.passes.where == "as the name of a file" and one.word not in found(root)


def test_what_is_made_here_is_asked_for():
    assert set(MADE) == {e.word for e in ENTRIES if e.fails.said}


WORD = re.compile(r"[a-z]+(-[a-z]+)*$")
# How the modules say what is wrong. A new way must be added here, or its words would not be looked for.
WAYS = {"Diagnostic", "FieldError", "say", "no", "_refuse", "_at"}


def said_in(source: str) -> set[str]:
    """Every word in brackets that a module can say: the first plain word that such a call is given, or that
    begins a tuple with a sentence.
    """
    found = set()
    for node in ast.walk(ast.parse(source)):
        given = []
        if isinstance(node, ast.Call) and ast.unparse(node.func).rsplit(".", 1)[-1] in WAYS:
            given = [
                n.value
                for n in node.args + [k.value for k in node.keywords if k.arg == "rule"]
                if isinstance(n, ast.Constant) and isinstance(n.value, str)
            ]
            given = [value for value in given if WORD.match(value)][:1]
        elif (
            isinstance(node, ast.Tuple)
            and len(node.elts) >= 3
            and all(isinstance(n, ast.Constant | ast.JoinedStr) for n in node.elts[:2])
        ):
            first, second = node.elts[:2]
            if (
                isinstance(first, ast.Constant)
                and isinstance(first.value, str)
                and WORD.match(first.value)
                and " " in ast.unparse(second)
            ):
                given = [first.value]
        found |= set(given)
    return found


def test_every_word_in_brackets_has_a_page():
    rooms = ("source", "model", "content", "editions", "derived", "rules", "site", "build", "adapters")
    said = {
        word: module.name
        for room in rooms
        for module in (PACKAGE / room).rglob("*.py")
        if "diagnostic_docs" not in module.relative_to(PACKAGE).parts
        for word in said_in(module.read_text(encoding="utf-8"))
    }
    assert len(said) > 50
    assert {word: module for word, module in said.items() if word not in words()} == {}
    assert set(DIAGNOSTIC_DOCS) - set(said) == set(), "Nothing says these words any more."


@pytest.mark.parametrize(
    ("source", "word"),
    [
        ("Diagnostic(position, 'new-word', 'A sentence.')", "new-word"),
        ("raise FieldError('new-word', 'A sentence.')", "new-word"),
        ("return self.say('new-word', f'{x} is wrong.')", "new-word"),
        ("return 'new-word', 'A sentence.', 'Do this.'", "new-word"),
    ],
)
def test_a_new_word_is_noticed(source, word):
    assert said_in(source) == {word}


def test_rules_are_called_by_their_words():
    assert set(RULES) <= words()


@pytest.mark.parametrize(
    "text",
    ["Only a sentence.", "A.\n\nFails:\n    a: 1\nFrom: x", "A.\n\nFails:\n    a: 1\nPasses:\n    a: 2"],
)
def test_a_docstring_without_the_form_is_refused(text):
    with pytest.raises(ValueError, match="needs Fails"):
        entry("a-word", text)


def test_every_entry_has_a_page():
    pages = {page.address: page for page in rule_pages()}
    assert set(pages) == {"reference/rules/"} | {f"reference/rules/{word}/" for word in words()}
    for one in ENTRIES:
        page = pages[f"reference/rules/{one.word}/"]
        assert (
            f"<h1>{page.title}</h1>".replace("'", "&#39;").replace('"', "&#34;").replace("<h1>", "")
            in page.body
            or "&lt;" in page.body
        )
        assert f'href="{one.word}/"' in pages["reference/rules/"].body
        assert one.meaning[0].isupper() and one.source and one.meaning == one.meaning.strip()
