"""Whatever can stand in a file can be taken down: each field of each kind of file, and check and build still
answer (data protection).
"""

import shutil
from datetime import date

import pytest
from sites import COUNCIL, TODAY

from communityplans.build.pipeline import assets, examine, site
from communityplans.commands.withhold import place_of, withhold
from communityplans.content.load import SETTINGS
from communityplans.editions.redaction import is_in, leaves_at, redaction_text, target_of, why_not
from communityplans.i18n import ENGLISH, use_language
from communityplans.model.council import Council
from communityplans.model.fields import FieldSpec, iter_values
from communityplans.model.guide import Guide
from communityplans.model.plan import Plan
from communityplans.model.report import Report
from communityplans.model.settings import Withheld
from communityplans.model.suggestion import Suggestion
from communityplans.schema.field_reference import FILES

REASON = "It named a private person"
PREFIX = {Plan: "", Council: "council", Guide: "guides/", Report: "reports/", Suggestion: "suggestions/"}
# Of these, nothing can be private: they hold words of the program, or what a file cannot be read without.
FIXED = ("id", "constant", "choice", "status", "manifest")


def places(document) -> dict[Withheld, tuple[FieldSpec, object]]:
    """Each leaf of a document as a place that `plans withhold` could be given."""
    found = {}
    for path, spec, value in iter_values(document.model):
        if spec.leaf is None and not hasattr(value, "not_published"):
            continue
        item, keys, here = "", [], document.model
        for step in path:
            if isinstance(step, int):
                here = here[step]
            else:
                here = getattr(here, step, None)
                keys.append(step)
            if getattr(here, "id", None) and isinstance(here.id, str):
                item, keys = here.id, []
        if not keys:
            continue
        name = (
            f"{PREFIX[type(document.model)]}{document.slug}"
            if type(document.model) is not Council
            else "council"
        )
        place = Withheld(
            item=f"{name}/{item}" if item else name, field=".".join(keys), on=TODAY, reason=REASON
        )
        found.setdefault(place, (spec, value))
    return found


def council(to):
    shutil.copytree(COUNCIL, to)
    return to


@pytest.fixture(scope="module")
def found():
    return examine(COUNCIL, TODAY)


def test_the_walk_meets_every_kind_of_leaf(found):
    met = {
        spec.leaf.name
        for document in found.content.documents
        if type(document.model) in PREFIX
        for spec, _ in places(document).values()
        if spec.leaf
    }
    assert {"text", "prose", "when", "money", "url", "email", "phone", "day", "count", "ref", "yes-no"} <= met
    assert set(PREFIX) <= {model for _, model, _ in FILES}


def every_leaf():
    with use_language(ENGLISH):
        found = examine(COUNCIL, TODAY)
    sets: dict[str, list[Withheld]] = {}
    for document in found.content.documents:
        if type(document.model) in PREFIX:
            for place, (spec, value) in places(document).items():
                sets.setdefault(
                    f"{type(document.model).__name__} {spec.leaf.name if spec.leaf else 'gap'}", []
                ).append(place)
    return sets


SETS = every_leaf()


@pytest.mark.parametrize("kind", SETS)
def test_every_place_is_hidden_or_says_why_not(kind, tmp_path):
    """By kind of file and type of leaf: all places at once.

    The check says nothing new, and every page and file is made.
    """
    root = council(tmp_path / "council")
    found = examine(root, TODAY)
    before = {(d.rule, d.position.path, d.message) for d in found.diagnostics if d.severity.name == "error"}
    entries = []
    for place in SETS[kind]:
        target = target_of(place.item)
        document = next(one for one in found.content.documents if is_in(target, one, {target.name}))
        reasons = [why_not(spec, value) for spec, value in leaves_at(document.model, place)]
        assert (
            reasons
            and all(reason == "" for reason in reasons)
            or kind.split()[1] in FIXED
            or "cannot be read" in " ".join(reasons)
        )
        if "" in reasons:
            entries.append(
                f"  - {{item: {place.item}, field: {place.field}, on: {place.on}, reason: {place.reason}}}\n"
            )
    if not entries:
        assert kind.split()[1] in (*FIXED, "count", "day", "ref")
        return
    path = root / SETTINGS
    text = path.read_text(encoding="utf-8")
    assert text.count("\nwithheld:\n") == 1
    path.write_text(text.replace("\nwithheld:\n", "\nwithheld:\n" + "".join(entries)), encoding="utf-8")
    after = examine(root, TODAY)
    assert {
        (d.rule, d.message)
        for d in after.diagnostics
        if d.severity.name == "error" and (d.rule, d.position.path, d.message) not in before
    } == set()
    made = site(root, today=TODAY, draft=True)
    assert made.pages, made.diagnostics
    everything = [str(page.body) for page in made.pages] + [
        asset.content.decode("utf-8", "replace") for asset in assets(made, "https://plans.example.org/")
    ]
    for text in everything:
        assert (
            "not_published=" not in text
            and 'href="Removed' not in text
            and "mailto:Removed" not in text
            and "Withheld(" not in text
        )


def test_a_place_that_cannot_be_hidden_is_refused_by_the_command(found, tmp_path):
    from communityplans.source.errors import UsageError

    for item, field in (("everything", "as_of"), ("everything", "stage"), ("everything", "schema_version")):
        with pytest.raises(UsageError, match="could be taken down: "):
            withhold(tmp_path, found.content, (), place_of(item, field, REASON, date(2026, 11, 22)))
    assert redaction_text(place_of("everything", "title", REASON, TODAY)).startswith(
        "Removed on 22 November 2026"
    )
