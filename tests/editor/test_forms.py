"""The form follows from the model: every field is in it, and Sveltia takes the configuration."""

import json
from collections.abc import Iterator

import pytest
from jsonschema import Draft7Validator

from communityplans.build.pipeline import examine
from communityplans.model.fields import fields, iter_fields
from communityplans.model.guide import Guide
from communityplans.model.plan import Plan
from communityplans.model.settings import Forge
from communityplans.model.types import NoneKnown, NotPublished
from communityplans.schema.editor_config import Host, backend, configuration
from communityplans.schema.field_reference import ASKS_FOR
from communityplans.schema.form_checks import ROOTS, checklist
from communityplans.schema.form_controls import CONTROLS, IN_THIS_FILE, Form

GITHUB = Forge(kind="github", url="https://github.com/council/plans", editor={"forks": True})
GITLAB = Forge(
    kind="gitlab",
    url="https://gitlab.example.org/council/area/plans.git",
    editor={"forks": False, "application": "0123"},
)


@pytest.fixture
def content(council, today):
    return examine(council, today).content


def paths(controls: list[dict], before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every control, by the names of the fields that it stands in."""
    for control in controls:
        many = control["widget"] == "list" or control.get("multiple")
        here = (*before, control["name"], *(("*",) if many else ()))
        yield here
        yield from paths(control.get("fields", []), here)


@pytest.mark.parametrize("model", ROOTS.values(), ids=lambda model: model.__name__)
def test_every_field_has_a_control_and_every_control_a_field(model):
    shown = set(paths(Form("plans", {}).controls(model)))
    wanted = set()
    for path, spec in iter_fields(model):
        wanted.add(path)
        bare = path[:-1] if spec.many else path
        for what, reason, may in (("gap", NotPublished, spec.gap), ("none", NoneKnown, spec.section)):
            if may:
                beside = (*bare[:-1], f"{bare[-1]}__{what}")
                wanted |= {beside} | {(*beside, one.key) for one in fields(reason)}
    assert wanted - shown == set()
    assert shown - wanted == set()


def test_every_leaf_type_has_a_row():
    assert set(CONTROLS) >= {
        spec.leaf.name for model in ROOTS.values() for _, spec in iter_fields(model) if spec.leaf
    }
    assert set(CONTROLS) <= set(ASKS_FOR)


def test_what_a_reference_in_the_file_points_at_is_there():
    known = {".".join(path) for path, _ in iter_fields(Plan)}
    for kind, (value, shown) in IN_THIS_FILE.items():
        assert kind == "item" or {value, shown} <= known


@pytest.mark.parametrize("forge", [GITHUB, GITLAB, None], ids=["github", "gitlab", "this computer"])
def test_sveltia_takes_the_configuration(parts, content, forge):
    schema = json.loads((parts / "schema/sveltia-cms.json").read_text(encoding="utf-8"))
    assert [
        error.message[:300] for error in Draft7Validator(schema).iter_errors(configuration(content, forge))
    ] == []


def test_sveltias_schema_would_notice(parts, content):
    schema = json.loads((parts / "schema/sveltia-cms.json").read_text(encoding="utf-8"))
    made = configuration(content, GITHUB)
    made["collections"][0]["fields"][1]["widget"] = 7
    assert list(Draft7Validator(schema).iter_errors(made))


def test_labels_help_and_what_a_stage_requires():
    controls = {control["name"]: control for control in Form("plans", {}).controls(Plan)}
    assert controls["process"]["label"] == "How it is made"
    assert (
        controls["process"]["hint"]
        == "How this area makes and reviews its plan. A plan must say this from the stage “Made together” on."
    )
    assert controls["title"]["required"] and not controls["process"]["required"]
    assert controls["next_review"]["required"] is False, "a reason may stand in its place"
    assert controls["next_review__gap"]["label"] == "Reason why it is not published"
    assert controls["projects__none"]["label"] == "Reason why there are none"
    assert controls["stage"]["options"][1] == {"label": "Made together", "value": "co_produced"}
    assert controls["schema_version"] == {"name": "schema_version", "widget": "hidden", "default": 2}


def test_choices_relations_and_lists(content):
    [plans, guides, council] = configuration(content, GITHUB)["collections"]
    controls = {control["name"]: control for control in plans["fields"]}
    assert controls["wards"]["options"] == [
        {"label": "Mill", "value": "mill"},
        {"label": "Lock Side", "value": "lock-side"},
    ]
    assert controls["wards"]["multiple"] is True
    item = {control["name"]: control for control in controls["investments"]["fields"]}
    assert item["id"] == {"name": "id", "widget": "hidden"}
    assert item["sources"]["value_field"] == "sources.*.id" and item["sources"]["filters"] == [
        {"field": "slug", "values": ["{{slug}}"]}
    ]
    assert item["due"]["pattern"][0] == "@when" and item["due"]["pattern"][1].startswith(
        "This cannot be read as a date. Write 2026-02-28"
    )
    assert controls["investments"]["summary"] == "{{fields.title}}"
    assert {plans["delete"], guides["delete"], plans["create"]} == {False}
    assert guides["fields"][-1]["modes"] == ["raw"] and guides["format"].endswith("-frontmatter")
    assert council["files"][0]["file"] == "plans/council.yml"


def test_a_yes_or_no_can_also_be_left_open():
    controls = {control["name"]: control for control in Form("plans", {}).controls(Plan)}
    assert controls["draft"]["widget"] == "select" and not controls["draft"]["required"]


def test_what_people_come_for_stands_first(content):
    names = [control["name"] for control in configuration(content, GITHUB)["collections"][0]["fields"]]
    assert names[:4] == ["schema_version", "title", "summary", "investments"]
    assert names.index("change_notes") < names.index("plan_kind")


def test_where_a_forge_answers():
    assert backend(GITHUB) == {
        "name": "github",
        "repo": "council/plans",
        "branch": "main",
        "cms_label_prefix": "plans/",
        "squash_merges": True,
        "auth_scope": "public_repo",
        "open_authoring": True,
        "auth_methods": ["token"],
        "commit_messages": {
            "create": "Add {{collection}} “{{slug}}”",
            "update": "Change {{collection}} “{{slug}}”",
        },
    }
    lab = backend(GITLAB)
    assert (lab["repo"], lab["api_root"], lab["graphql_api_root"]) == (
        "council/area/plans",
        "https://gitlab.example.org/api/v4",
        "https://gitlab.example.org/api/graphql",
    )
    assert (lab["auth_type"], lab["app_id"], lab["base_url"], lab["auth_methods"]) == (
        "pkce",
        "0123",
        "https://gitlab.example.org",
        ["oauth", "token"],
    )
    assert "open_authoring" not in lab
    helped = backend(
        GITHUB.model_copy(
            update={"editor": GITHUB.editor.model_copy(update={"helper": "https://sign-in.example.org/"})}
        )
    )
    assert (helped["base_url"], helped["auth_methods"]) == ("https://sign-in.example.org", ["oauth", "token"])
    own = Host(Forge(kind="github", url="https://git.example.org/council/plans"))
    assert own.answers_at == {
        "api_root": "https://git.example.org/api/v3",
        "graphql_api_root": "https://git.example.org/api/graphql",
    }
    assert own.origins == ["https://git.example.org"]


def test_the_checklist_has_every_group_and_the_words_of_the_checks():
    made = checklist()
    groups = {spec.part.__name__ for model in ROOTS.values() for _, spec in iter_fields(model) if spec.part}
    assert set(made["groups"]) == groups | {"Plan", "Guide", "Council", "NotPublished", "NoneKnown"}
    title = next(field for field in made["groups"]["Plan"]["fields"] if field["key"] == "title")
    assert (
        title["says"]["missing"]
        == "Title is missing. The name of the plan, which is usually the name of the area."
    )
    assert json.loads(json.dumps(made)) == made | {"ends": list(made["ends"])}


def test_a_guide_is_a_guide():
    assert {control["name"] for control in Form("guides-councillors", {}).controls(Guide)} >= {
        "title",
        "summary",
        "audience",
        "owner",
        "owner__gap",
    }
