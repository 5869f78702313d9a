"""Files of an older template: read as they are, changed only when asked, and then only where the template
did.
"""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from communityplans.build.pipeline import examine
from communityplans.cli import plans as command
from communityplans.commands.migrate import migrations as to_migrate
from communityplans.content import migrations
from communityplans.content.load import load
from communityplans.model.guide import Guide
from communityplans.source.diagnostic import Severity
from communityplans.source.files import SourceFile
from communityplans.source.yaml_roundtrip import yaml_comments

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TODAY = date(2026, 11, 22)
OLD = sorted((HERE / "version-1").glob("*.yml"))
DEMO = sorted(p for p in (ROOT / "plans").glob("*.yml") if not p.name.startswith("council"))
each_old_file = pytest.mark.parametrize("old", OLD + DEMO, ids=lambda p: p.stem)


def version_1(path: Path) -> str:
    """A plan as it stood in version 1.

    The demonstration plans use nothing of version 2 but the name of their kind.
    """
    text = path.read_text(encoding="utf-8")
    return re.sub(
        r"^plan_kind:",
        "kind:",
        re.sub(r"^schema_version: 2$", "schema_version: 1", text, flags=re.M),
        flags=re.M,
    )


def folder(to: Path, plan: Path, text: str) -> Path:
    """A folder with one plan, and the council that it belongs to."""
    (to / "plans").mkdir()
    council = ROOT / "plans" / "council.yml" if plan in DEMO else HERE / "council.yml"
    shutil.copy(council, to / "plans" / "council.yml")
    if plan not in DEMO:
        (to / "plans" / "council-settings.yml").write_text(
            "schema_version: 1\nofficial_domains: [example.org]\n", encoding="utf-8"
        )
    (to / "plans" / plan.name).write_text(text, encoding="utf-8", newline="\n")
    return to


def run(root: Path, *arguments: str):
    return CliRunner().invoke(
        command, ["--root", str(root), "--today", "2026-11-22", "migrate", *arguments], standalone_mode=False
    )


def said(root: Path) -> list[tuple]:
    """What `plans check` finds, apart from the age of the template.

    Lines are left out: a migration may add some.
    """
    return sorted(
        (d.rule, d.message, d.fix) for d in examine(root, TODAY).diagnostics if d.rule != "older-template"
    )


@pytest.mark.fault("F35")
@each_old_file
def test_an_old_file_is_read_as_if_it_were_new(old, tmp_path):
    found = examine(folder(tmp_path, old, version_1(old)), TODAY)
    assert [p.model.schema_version for p in found.content.plans] == [2]
    older = [d for d in found.diagnostics if d.rule == "older-template"]
    assert [d.severity for d in older] == [Severity.note]
    assert not [d for d in found.diagnostics if d.severity is Severity.error]


@each_old_file
def test_a_migrated_file_says_the_same(old, tmp_path):
    root = folder(tmp_path, old, version_1(old))
    before, findings = examine(root, TODAY).content.plans[0].model, said(root)
    text = (root / "plans" / old.name).read_text(encoding="utf-8")
    assert run(root, "--write").return_value == 0
    after = (root / "plans" / old.name).read_text(encoding="utf-8")
    assert examine(root, TODAY).content.plans[0].model == before
    assert said(root) == findings
    assert not [d for d in examine(root, TODAY).diagnostics if d.rule == "older-template"]
    assert yaml_comments(after) == yaml_comments(text)


@each_old_file
def test_migrating_twice_is_migrating_once(old, tmp_path):
    root = folder(tmp_path, old, version_1(old))
    run(root, "--write")
    once = (root / "plans" / old.name).read_bytes()
    assert to_migrate(root, []) == ([], len(list((root / "plans").iterdir())))
    run(root, "--write")
    assert (root / "plans" / old.name).read_bytes() == once


@pytest.mark.parametrize("plan", DEMO, ids=lambda p: p.stem)
def test_lines_that_the_template_did_not_change_stay(plan, tmp_path):
    """The two lines that version 2 asks for, and no other."""
    root = folder(tmp_path, plan, version_1(plan))
    run(root, "--write")
    assert (root / "plans" / plan.name).read_text(encoding="utf-8") == plan.read_text(encoding="utf-8")


def test_remarks_quotes_and_order_stay(tmp_path):
    old = HERE / "version-1" / "remarks.yml"
    root = folder(tmp_path, old, version_1(old))
    run(root, "--write")
    before, after = (
        old.read_text(encoding="utf-8").split("\n"),
        (root / "plans" / "remarks.yml").read_text(encoding="utf-8").split("\n"),
    )
    assert [line for line in before if line not in after] == [
        "schema_version: 1   # the version",
        'kind: "community_plan"  # beside the kind',
        "  - Residents of the lane  # who came",
        '  - "Ward councillors"',
        "  - 'The tenants'' association'",
        '  agreed_with: [Housing officers, "Café owners: all four"]   # in brackets',
    ]
    assert [line for line in after if line not in before] == [
        "schema_version: 2   # the version",
        'plan_kind: "community_plan" # beside the kind',
        "  - who: residents",
        "    name: Residents of the lane # who came",
        "  - who: councillors",
        '    name: "Ward councillors"',
        "  - who: community_group",
        "    name: 'The tenants'' association'",
        (
            '  agreed_with: [{who: staff, name: Housing officers}, {who: others, name: "Café owners: all'
            ' four"}] # in brackets'
        ),
    ]


def test_nothing_is_written_unless_asked(tmp_path):
    old = OLD[0]
    root = folder(tmp_path, old, version_1(old))
    before = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in (root / "plans").iterdir()}
    result = run(root)
    assert result.return_value == 0
    assert "-kind:" in result.stdout and "+plan_kind:" in result.stdout
    assert "plans migrate --write" in result.stderr
    assert {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in (root / "plans").iterdir()} == before


def test_a_file_that_is_current_is_not_touched(tmp_path):
    root = folder(tmp_path, OLD[0], version_1(OLD[0]))
    council = root / "plans" / "council.yml"
    before = council.read_bytes(), council.stat().st_mtime_ns
    run(root, "--write")
    assert (council.read_bytes(), council.stat().st_mtime_ns) == before


def test_only_the_files_that_were_named(tmp_path):
    root = folder(tmp_path, OLD[0], version_1(OLD[0]))
    shutil.copy(OLD[1], root / "plans" / "other.yml")
    result = run(root, "--write", "plans/other.yml")
    assert "+++ plans/other.yml" in result.stdout and OLD[0].name not in result.stdout
    assert "schema_version: 1" in (root / "plans" / OLD[0].name).read_text(encoding="utf-8")


def test_line_ends_byte_order_mark_and_rights_stay(tmp_path):
    root = folder(tmp_path, OLD[0], "")
    plan = root / "plans" / OLD[0].name
    plan.write_bytes(b"\xef\xbb\xbf" + version_1(OLD[0]).replace("\n", "\r\n").encode())
    plan.chmod(0o640)
    run(root, "--write")
    data = plan.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") and data.count(b"\n") == data.count(b"\r\n")
    assert plan.stat().st_mode & 0o777 == 0o640
    assert sorted(p.name for p in plan.parent.iterdir()) == sorted(
        ["council.yml", "council-settings.yml", OLD[0].name]
    )


def test_a_file_with_a_mistake_is_migrated_and_keeps_its_mistake(tmp_path):
    old = HERE / "version-1" / "small.yml"
    root = folder(
        tmp_path,
        old,
        version_1(old)
        .replace("status: in_progress", "status: in_progres")
        .replace("as_of: 2026-11-22\ninv", "as_of: 31/11/2026\ninv"),
    )
    findings = said(root)
    assert len(findings) > 1
    assert run(root, "--write").return_value == 0
    assert said(root) == findings


def test_a_file_that_cannot_be_read_is_left_alone(tmp_path):
    root = folder(tmp_path, OLD[0], version_1(OLD[0]).replace("area: bedwell", "area: bedwell: east"))
    before = (root / "plans" / OLD[0].name).read_bytes()
    result = run(root, "--write")
    assert result.return_value == 0 and result.stdout == ""
    assert (root / "plans" / OLD[0].name).read_bytes() == before


def test_a_change_that_would_say_something_else_is_refused(tmp_path, monkeypatch):
    """If the step did something to the file that it does not do in memory, the file stays."""
    root = folder(tmp_path, OLD[0], version_1(OLD[0]))
    before = (root / "plans" / OLD[0].name).read_bytes()
    from communityplans.commands import migrate as module

    monkeypatch.setattr(
        module, "edit_yaml", lambda text, change: text.replace("schema_version: 1", "schema_version: 2")
    )
    result = run(root, "--write")
    assert result.return_value == 1
    assert "was left as it is" in result.stderr
    assert (root / "plans" / OLD[0].name).read_bytes() == before


def test_the_front_matter_of_a_guide_too(tmp_path, monkeypatch):
    def step(guide):
        migrations.rename(guide, "page_owner", "owner")

    monkeypatch.setitem(migrations.STEPS, Guide, {0: step})
    root = folder(tmp_path, OLD[0], version_1(OLD[0]))
    (root / "guides" / "councillors").mkdir(parents=True)
    guide = root / "guides" / "councillors" / "your-role.md"
    text = (
        "---\nschema_version: 0\ntitle: Your role\nsummary: What is expected.\norder: 1\naudience:"
        " [officers]\npage_owner: Head of Communities  # who else\nlast_reviewed:"
        " 2026-11-22\nreview_in_months: 6\n---\n\nkind: text, not a field\n\n---\nschema_version: 0\n"
    )
    guide.write_text(text, encoding="utf-8", newline="\n")
    result = run(root, "--write", "guides")
    assert result.return_value == 0, result.stderr
    assert guide.read_text(encoding="utf-8") == text.replace(
        "schema_version: 0", "schema_version: 1", 1
    ).replace("page_owner: Head of Communities  #", "owner: Head of Communities       #")
    assert [g.model.owner for g in examine(root, TODAY).content.guides] == ["Head of Communities"]


@pytest.mark.parametrize(
    ("typed", "instead", "line", "rule"),
    [
        ("kind: community_plan", "kind: comunity_plan", 4, "choice"),
        ("kind: community_plan", "knd: community_plan", 4, "unknown-field"),
        ("stage: preliminary", "stage: prelimnary", 7, "choice"),
        ("next_review: 2027-03-31", "next_review: 2027-02-31", 20, "date-impossible"),
        ("    actions:", "    agreed_with: [residents, 2026]\n    actions:", 41, "not-fields"),
        ("    actions:", "    agreed_with: residents\n    actions:", 41, "not-a-list"),
        ("schema_version: 1", "schema_version: [1]", 1, "not-text"),
        ("schema_version: 1", "schema_version: true", 1, "template-version"),
        ("schema_version: 1", "schema_version: 9", 1, "template-version"),
    ],
)
def test_mistakes_in_an_old_file_are_shown_where_they_stand(typed, instead, line, rule):
    text = (HERE / "version-1" / "small.yml").read_text(encoding="utf-8")
    assert typed in text
    _, found = load(
        [
            SourceFile("plans/bedwell.yml", text.replace(typed, instead, 1)),
            SourceFile("plans/council.yml", (HERE / "council.yml").read_text(encoding="utf-8")),
        ]
    )
    assert [(d.position.line, d.rule) for d in found if d.severity is Severity.error][:1] == [(line, rule)]


def test_places_of_what_was_not_moved_stay():
    text = (HERE / "version-1" / "small.yml").read_text(encoding="utf-8")
    plan = load([SourceFile("plans/bedwell.yml", text)])[0].plans[0]
    lines = text.split("\n")
    assert lines[plan.at(("investments", 0, "due")).line - 1] == "    due: 2027-06"
    assert lines[plan.at(("plan_kind",), of_key=True).line - 1] == "kind: community_plan"
    assert plan.lines["play-area"] == lines.index("  - id: play-area") + 1


def test_edition_files_are_never_touched(tmp_path):
    """They are public. Whatever version they say, they stay as they are, and so does the demonstration."""
    demo = tmp_path / "demo"
    for name in ("plans", "guides"):
        shutil.copytree(ROOT / name, demo / name)
    before = {p: p.read_bytes() for p in demo.rglob("*") if p.is_file()}
    assert run(demo, "--write").return_value == 0
    assert {p: p.read_bytes() for p in demo.rglob("*") if p.is_file()} == before
    root = folder(tmp_path, OLD[0], version_1(OLD[0]))
    edition = root / "plans" / "editions" / "2026-11-01.yml"
    edition.parent.mkdir()
    edition.write_text("schema_version: 1\ntitle: First\nkind: community_plan\n", encoding="utf-8")
    for arguments in (("--write",), (str(edition), "--write")):
        run(root, *arguments)
        assert (
            edition.read_text(encoding="utf-8") == "schema_version: 1\ntitle: First\nkind: community_plan\n"
        )
