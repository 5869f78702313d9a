"""Real published plans fit the template: no error, nothing lost on the way to the page, nothing of what they
state missing.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from pydantic import BaseModel
from sites import TODAY, links, parsed, words
from stated import NEVER_SAID, NOT_STATED, STATED

from communityplans.build.pipeline import examine
from communityplans.derived.totals import totals
from communityplans.model.fields import iter_values
from communityplans.model.plan import FIVE_CONTENTS
from communityplans.model.tracked import Status, Tracked
from communityplans.site.all_pages import pages
from communityplans.site.field_html import FIELD_HTML
from communityplans.site.references import ReferenceDirectory
from communityplans.site.render_context import RenderContext
from communityplans.source.diagnostic import Severity
from communityplans.source.diagnostic_formats import as_text

HERE = Path(__file__).parent
# These say how a file is kept, not what it says.
KEPT = ("id", "constant")
# A word or a number by itself proves nothing on a page full of words.
SHORT = ("yes-no", "count")


@dataclass(frozen=True)
class Case:
    """One plan of a case: what was found in its folder, the plan itself, and its page."""

    found: object
    document: object
    page: object


@cache
def folder(root: Path) -> tuple:
    """What the folder of a case comes to: its content with its diagnostics, and the pages of its plans and of
    its council by address.
    """
    found = examine(root, TODAY)
    shown = {page.address: page for page in pages(RenderContext(found.content), TODAY)}
    return found, {
        address: parsed(f"<h1>{page.title}</h1>{page.body}")
        for address, page in shown.items()
        if address.startswith(("plans/", "about/"))
    }


def folders() -> list[Path]:
    return sorted(path.parents[1] for path in HERE.rglob("plans/council.yml"))


def name(path: Path) -> str:
    """A case, or the file of one of its plans, as STATED calls it: case/plan or case/version/plan."""
    return "/".join(part for part in path.relative_to(HERE).with_suffix("").parts if part != "plans")


def plan_files() -> list[Path]:
    return sorted(path for path in HERE.rglob("plans/*.yml") if not path.name.startswith("council"))


def case(file: Path) -> Case:
    found, site = folder(file.parents[1])
    document = next(d for d in found.content.plans if d.slug == file.stem)
    return Case(found, document, site[f"plans/{file.stem}/"])


each_plan = pytest.mark.parametrize("file", plan_files(), ids=name)
each_folder = pytest.mark.parametrize("root", folders(), ids=name)


@each_folder
def test_it_has_no_error(root):
    found, _ = folder(root)
    assert [d for d in found.diagnostics if d.severity is Severity.error] == [], as_text(
        found.diagnostics, found.sources
    )


def leaves(model):
    """Each value of a document that is not a group and says something."""
    for path, field, value in iter_values(model):
        if not isinstance(value, BaseModel) and field.leaf.name not in (*KEPT, *SHORT):
            yield path, field, value


def at(model, path):
    """What stands at a path of keys and numbers."""
    for step in path:
        model = model[step] if isinstance(step, int) else getattr(model, "from_" if step == "from" else step)
    return model


def place(model, path, page):
    """The smallest part of the page that must show the value at `path`: its item, action or source, else the
    page.
    """
    for length in range(len(path), 0, -1):
        id = getattr(at(model, path[:length]), "id", None)
        if path[0] in (*FIVE_CONTENTS, "sources") and id:
            return by_ids(page)[id]
    return page


@cache
def said(part) -> str:
    return words(part)


@cache
def by_ids(page) -> dict:
    """Every element of a page that has an id, by it."""
    return {element.get("id"): element for element in page.iter() if element.get("id")}


def is_shown(field, value, names, part) -> bool:
    """Whether a part of a page shows a value: as a link, or in words."""
    kind = field.leaf.name
    if kind in ("url", "email", "phone"):
        return {"url": value, "email": f"mailto:{value}", "phone": f"tel:{str(value).replace(' ', '')}"}[
            kind
        ] in links(part)
    if kind == "ref" and any(link.endswith(f"#{value}") for link in links(part)):
        return True
    if kind in ("choice", "status"):
        return value.label.rstrip(".").casefold() in said(part).casefold()
    return words(FIELD_HTML[kind](value, names, field)).rstrip(".") in said(part)


def lost(file) -> list[tuple[str, str]]:
    """What a plan holds and its page does not show: (path, value)."""
    it = case(file)
    names = ReferenceDirectory(it.found.content).names(it.document)
    return [
        (".".join(map(str, path)), str(value))
        for path, field, value in leaves(it.document.model)
        if not is_shown(field, value, names, place(it.document.model, path, it.page))
    ]


@each_plan
def test_its_page_shows_all_that_the_file_holds(file):
    found = [f"not on the page: {path}: {value}" for path, value in lost(file)]
    assert not found, "\n".join(found)


@each_folder
def test_a_page_shows_what_is_known_of_the_council(root):
    found, site = folder(root)
    names = ReferenceDirectory(found.content).names(found.content.council)
    for path, field, value in leaves(found.content.council.model):
        assert any(is_shown(field, value, names, page) for page in site.values()), (
            f"not on a page: {'.'.join(map(str, path))}: {value}"
        )


@each_plan
def test_its_page_shows_all_that_the_source_states(file):
    text = said(case(file).page).casefold()
    assert [fact for fact in STATED[name(file)] if fact.casefold() not in text] == []


@each_plan
def test_its_page_says_nothing_that_the_source_does_not_state(file):
    text, own = said(case(file).page).casefold(), file.read_text(encoding="utf-8").casefold()
    assert [
        claim
        for claim in NEVER_SAID + NOT_STATED[name(file)]
        if re.search(rf"(?<!\w){re.escape(claim.casefold())}(?!\w)", text)
        and (claim in NOT_STATED[name(file)] or claim.casefold() not in own)
    ] == []


def test_what_is_stated_belongs_to_a_plan():
    assert set(STATED) == set(NOT_STATED) == set(map(name, plan_files()))
    assert all(len(facts) >= 5 for facts in STATED.values())


@each_plan
def test_its_head_says_what_the_template_has_no_place_for(file):
    """The two comments at the top of the file give the numbers, with the reason."""
    text = file.read_text(encoding="utf-8")
    notes = [
        path for path, field, _ in iter_values(case(file).document.model) if field.key == "transcription_note"
    ]
    real = {
        "extra_sections": len(case(file).document.model.extra_sections),
        "transcription_notes": len(notes),
    }
    said = {
        key: int(number)
        for key, number in re.findall(
            r"^# (extra_sections|transcription_notes): (\d+) \(.+\)$", text, re.MULTILINE
        )
    }
    assert said == real
    assert text.startswith("# Case")


@each_plan
def test_it_names_its_source_with_an_address(file):
    model = case(file).document.model
    assert any(isinstance(source.url, str) for source in model.sources)
    assert model.stage.value == "not_stated", "no source of these calls its plan by one of our stages"


# In these something is said to be done, paused or under way.
PUBLISH_STATUS = {"d12c-play-areas/stevenage", "d15-university-community/university-community"}


@each_plan
def test_a_status_that_nobody_published_is_unknown(file):
    if name(file) not in PUBLISH_STATUS:
        items = [
            value for _, _, value in iter_values(case(file).document.model) if isinstance(value, Tracked)
        ]
        assert {item.status for item in items} <= {Status.unknown}


def plan(path: str):
    """The plan that STATED calls `path`."""
    return case(next(file for file in plan_files() if name(file) == path)).document.model


def count_of(stats: dict, indicators: list[str]) -> int:
    return sum(int(stats[one].count.replace(",", "")) for one in indicators)


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        (
            "Population",
            ["Aged under 18", "Aged 18 to 24", "Aged 25 to 44", "Aged 45 to 64", "Aged 65 and over"],
        ),
        ("White, total", ["White, British", "White, Irish", "White, Other"]),
        (
            "Asian, total",
            ["Asian, Indian", "Asian, Pakistani", "Asian, Bangladeshi", "Asian, Chinese", "Asian, Other"],
        ),
    ],
)
def test_the_figures_of_d05_add_up(whole, parts):
    stats = {stat.indicator: stat for stat in plan("d05-hall-green-north/hall-green-north").profile.stats}
    assert count_of(stats, parts) == count_of(stats, [whole])


def test_the_items_of_d08b_do_not_add_up_to_what_was_published():
    fund = plan("d08-sheffield/north").funds[0]
    by_others = sum(
        split.amount.least
        for entry in fund.entries
        for split in entry.splits
        if split.funder == "Youth Services"
    )
    total = sum(entry.amount.least for entry in fund.entries)
    assert (total, total - by_others, fund.published_totals[0].amount.least) == (90_000, 80_000, 80_000)
    sums = totals(fund)
    assert (sums.planned.exact, sums.allocated.exact, sums.left.known) == (
        80_000,
        0,
        100_000,
    ), "a budget is planned, and nothing is allocated yet"
    assert sums.left.exact is None, "nobody has said what was brought forward"


def test_the_shares_of_d19_add_up():
    entry = plan("d19-weoley/weoley").funds[0].entries[1]
    assert sum(split.amount.least for split in entry.splits) == entry.amount.least == Decimal(24_000)


def test_the_totals_of_d20_are_kept_beside_each_other():
    fund = plan("d20-rotherham-budgets/rotherham").funds[0]
    used = sum(total.amount.least for total in fund.published_totals if total.amount)
    assert (used, round(100 * used / fund.opening.least), fund.published_totals[2].share) == (
        171_000,
        81,
        "82%",
    )


def test_two_actions_of_d17_have_the_same_number():
    numbers = [
        action.number
        for issue in plan("d17-barrow-upon-soar/barrow-upon-soar").shared_issues
        for action in issue.actions
    ]
    assert numbers.count("14.4") == 2
    assert "14.3" not in numbers
