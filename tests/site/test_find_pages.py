"""Find my plan, and the search index: which plan each place leads to, without a script and in the files that
the scripts read.
"""

import gzip
import json
import re
from dataclasses import replace

import pytest
from benchmarks import corpus
from sites import COUNCIL, ROOT, TODAY, by_id, content, links, parsed, words
from streets import streets

from communityplans.content.load import load
from communityplans.derived.place_lookup import places
from communityplans.site.all_pages import pages
from communityplans.site.find_pages import find_pages
from communityplans.site.place_index import ADDRESS as PLACES
from communityplans.site.place_index import STREETS_ON_ONE_PAGE, find_addresses, places_file
from communityplans.site.render_context import RenderContext
from communityplans.site.search_index import ADDRESS as INDEX
from communityplans.site.search_index import search_files
from communityplans.source.files import SourceFile, read_directory

THEME = ROOT / "generator" / "communityplans" / "site" / "theme" / "assets"
DEMO = content(ROOT)


@pytest.fixture(scope="module")
def find(council_pages):
    return council_pages["find/index.html"]


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A council with 70 areas and 2,000 streets."""
    root = tmp_path_factory.mktemp("large")
    corpus.write(root, 70)
    (root / "plans" / "council-streets.csv").write_text(
        streets([corpus.slug_of(n) for n in range(70)]), encoding="utf-8"
    )
    found, problems = load(read_directory(root).files)
    assert problems == []
    return found


def looked_up(found, name):
    return [
        (one.numbers and one.numbers.printed, [slug for _, slug in one.plans], one.without_plan)
        for one in places(found)
        if one.name == name
    ]


def row_of(page, name):
    """The entry of a place on the page."""
    return next(e for e in page.iter("li") if e.find("b") is not None and words(e.find("b")) == name)


NOT_STATED = "We don’t know which area this street is in"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Pin Green", "bedwell-and-pin-green"),
        ("Almond Hill", "bedwell-and-pin-green"),
        ("Bandley Hill", "shephall-and-bandley-hill"),
        ("Streets bordering St Nicholas Park", "st-nicholas-and-martins-wood"),
        ("Chells and Manor", "chells-and-manor"),
    ],
)
def test_the_demonstration_leads_to_the_right_plan(name, slug):
    assert looked_up(DEMO, name) == [(None, [slug], "")]


def test_a_ward_that_moved_moves_no_area():
    """Lytton Way went from Bedwell ward to Old Town ward, and no source says which area it is in."""
    assert looked_up(DEMO, "Lytton Way") == [(None, [], NOT_STATED)]
    assert looked_up(DEMO, "Walkern Road") == [("102-132 even", [], NOT_STATED), ("the rest", [], NOT_STATED)]


def test_every_street_of_the_demonstration_names_its_source():
    assert all(row.source for row in DEMO.streets.model.streets) and len(DEMO.streets.model.streets) > 5


def test_former_names_are_said_both_ways():
    said = {one.name: one.said for one in places(DEMO)}
    assert said["Pin Green"] == "Pin Green is now Almond Hill (since 2 May 2024)"
    assert said["Almond Hill"] == "Was called Pin Green before 2 May 2024"
    assert said["Bedwell"] == ""


def test_a_street_in_several_areas_says_its_numbers(find):
    row = row_of(find, "Mill Street")
    text = words(row)
    for numbers in (
        "Numbers 1 to 19, odd numbers only and 2 to 20, even numbers only",
        "Numbers 102 to 132, even numbers only",
        "Numbers 134 upwards, even numbers only",
        "All other numbers",
    ):
        assert numbers in text
    assert [re.search(r"plans/([\w-]+)/", link)[1] for link in links(row) if "plans/" in link] == [
        "riverside-and-millfield",
        "hilltop",
        "quarry-end",
    ]
    assert NOT_STATED in text


def test_every_place_is_on_the_page_with_its_plans(find):
    text = words(find)
    for place in places(content()):
        assert place.name in text
        assert {f"../plans/{slug}/" for _, slug in place.plans} <= set(links(find))


def test_letters_lead_to_their_streets(find):
    nav = next(e for e in find.iter("nav") if e.get("aria-label") == "Streets by letter")
    assert [words(a) for a in nav.iter("a")] == ["C", "M", "O", "Q", "S", "T", "Other"]
    for link in links(nav):
        assert by_id(find, link.removeprefix("#")) is not None
    assert "O'Connor's Way" in words(by_id(find, "streets_o")) and "1st Avenue" in words(
        by_id(find, "streets_other")
    )


def test_a_box_works_without_a_script(find, council_pages):
    """It asks the page of links itself, in the address."""
    for page, action in (
        (find, "./"),
        (council_pages["index.html"], "find/"),
        (council_pages["search/index.html"], "./"),
    ):
        form = next(page.iter("form"))
        box = next(form.iter("input"))
        assert (form.get("method"), form.get("action"), box.get("name")) == ("get", action, "q")
        assert next(form.iter("button")).get("type") == "submit"
        label = next(form.iter("label"))
        assert label.get("for") == box.get("id") and words(label)
    assert {"../plans/", "../find/", "../guides/councillors/"} <= set(
        links(council_pages["search/index.html"])
    )


def test_only_pages_with_a_box_have_a_script(council_pages):
    found = {path: [e.get("src") for e in page.iter("script")] for path, page in council_pages.items()}
    tracker = {
        path
        for path, page in council_pages.items()
        if path.startswith("tracker/")
        and page.find(".//table") is not None
        and "/area/index" not in path
        and "/lead/index" not in path
    }
    assert {
        path for path, sources in found.items() if sources == ["../" * path.count("/") + "assets/tracker.js"]
    } == tracker
    assert {path: sources for path, sources in found.items() if sources and path not in tracker} == {
        "index.html": ["assets/ask.js"],
        "find/index.html": ["../assets/find.js"],
        "search/index.html": ["../assets/search.js"],
    }


def test_scripts_never_read_html_nor_run_text():
    ours = [path for path in THEME.glob("*.js") if path.name != "minisearch.js"]
    assert len(ours) == 7
    for path in ours:
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new"
            r" Function|DOMParser|setHTML|localStorage|sessionStorage|https?:",
            path.read_text(encoding="utf-8"),
        ), path.name
    assert not re.search(
        r"\beval\(|new Function|innerHTML|XMLHttpRequest|importScripts",
        (THEME / "minisearch.js").read_text(encoding="utf-8"),
    )
    assert "MIT licence" in (THEME / "minisearch.js").read_text(
        encoding="utf-8"
    ) and "Permission is hereby granted" in (THEME / "minisearch.LICENSE.txt").read_text(encoding="utf-8")


def test_the_file_for_the_box_says_the_same_as_the_page():
    data = json.loads(places_file(content()).content)
    assert places_file(content()).address == PLACES
    assert [row[1] for row in data["places"]] == [one.name for one in places(content())]
    for row, one in zip(data["places"], places(content()), strict=True):
        assert [data["plans"][n][1] for n in (row[2] if len(row) > 2 else [])] == [
            f"plans/{slug}/" for _, slug in one.plans
        ]
        assert (row[5] if len(row) > 5 else "") == one.without_plan
    assert next(row for row in data["places"] if row[1] == "Mill Street" and "102" in row[3])[4] == [
        [102, 132, "even"]
    ]


def test_every_row_of_the_index_leads_to_its_place(council_pages):
    index = json.loads(search_files(content())[0].content)
    assert len(index["rows"]) > 20 and not any(
        re.search(r"\d{4}-\d{2}-\d{2}/$", address) for _, address, _ in index["pages"]
    ), "editions of the past are not in it"
    for number, id, title, *_ in index["rows"]:
        page = council_pages[f"{index['pages'][number][1]}index.html"]
        assert not id or by_id(page, id) is not None, (title, id)


def test_an_action_is_found_by_its_words():
    index = json.loads(search_files(content())[0].content)
    issue = next(
        i
        for p in content().plans
        for i in getattr(p.model.shared_issues, "__iter__", lambda: ())()
        if i.actions
    )
    action = issue.actions[0]
    row = next(row for row in index["rows"] if row[1] == action.id)
    assert (row[2], index["kinds"][row[3]], index["statuses"][row[4]]) == (
        action.title,
        "Action",
        action.status.label,
    )


def test_texts_stand_beside_their_pages():
    files = {file.address: json.loads(file.content) for file in search_files(content())}
    assert {f"search/plans/{plan.slug}.json" for plan in content().plans} | {
        f"search/guides/{guide.slug}.json" for guide in content().guides
    } | {INDEX} == set(files)
    text = files["search/guides/councillors/first-steps.json"][""]
    assert len(text) > 200 and "<p>" not in text


def test_the_same_bytes_twice():
    assert [f.content for f in search_files(content())] == [f.content for f in search_files(content())]
    assert places_file(content()).content == places_file(content()).content


def test_it_is_light_enough_for_a_phone_with_70_plans_and_2000_streets(large):
    """What the search page loads, compressed: scripts, both lists; and what one more result needs."""
    weight = {path.name: len(gzip.compress(path.read_bytes(), 9)) for path in THEME.glob("*.js")}
    index, *texts = search_files(large)
    weight[INDEX], weight[PLACES] = (
        len(gzip.compress(file.content, 9)) for file in (index, places_file(large))
    )
    assert len(json.loads(index.content)["rows"]) > 2_000
    assert sum(weight.values()) < 100_000, weight
    assert (
        weight[PLACES]
        + sum(
            size
            for name, size in weight.items()
            if name in ("find.js", "places.js", "show.js", "words.js", "minisearch.js")
        )
        < 40_000
    ), weight
    assert max(len(gzip.compress(file.content, 9)) for file in texts) < 8_000


def test_many_streets_have_a_page_a_letter(large):
    made = {page.address: page for page in find_pages(large)}
    assert set(made) == set(find_addresses(large)) and len(made) > 15
    first = parsed(str(made["find/"].body))
    nav = next(e for e in first.iter("nav") if e.get("aria-label") == "Streets by letter")
    assert {f"find/{link}" for link in links(nav)} == set(made) - {"find/"}
    listed = [
        words(e) for address in made if address != "find/" for e in parsed(str(made[address].body)).iter("b")
    ]
    assert (
        len(listed) == 2_000
        and len({row.street for row in large.streets.model.streets}) == 2_000 > STREETS_ON_ONE_PAGE
    )
    assert max(len(page.body) for page in made.values()) < 150_000


def test_a_plan_that_is_not_published_yet_is_no_dead_link():
    """The list of streets is today's; the plans that are shown are those of an edition."""
    found = content()
    shown = replace(found, plans=tuple(plan for plan in found.plans if plan.slug != "hilltop"))
    assert looked_up(shown, "O'Connor's Way") == [
        (None, [], "No plan for The hilltop has been published yet")
    ]
    assert not any(
        "plans/hilltop/" in page.body
        for page in pages(RenderContext(shown, None, (), draft=True), TODAY)
        if page.address.startswith("find/")
    )


def test_a_council_without_a_list_of_streets_says_so():
    files = [file for file in read_directory(COUNCIL).files if not file.path.endswith(".csv")]
    found, _ = load(files)
    text = words(str(find_pages(found)[0].body))
    assert "No streets have been listed yet." in text and "Streets by letter" not in text


def test_sources_of_streets_are_linked(find):
    assert any(link.startswith("https://") for link in links(row_of(find, "Chalk Row")))


def test_the_reader_of_directories_takes_the_list_only_where_it_belongs(tmp_path):
    (tmp_path / "guides" / "a").mkdir(parents=True)
    (tmp_path / "guides" / "a" / "council-streets.csv").write_text("street\n", encoding="utf-8")
    reading = read_directory(tmp_path)
    assert [d.rule for d in reading.diagnostics] == ["file-kind"] and reading.files == []
    assert load([SourceFile("plans/council-streets.csv", "street,numbers,area\n")])[0].streets is not None


def merged():
    """Two areas became one: their plans have ended, and the plan of the new area took their place."""
    from datetime import date

    from communityplans.model.succession import Withdrawal

    found = content()
    old, new = found.plans[0], next(plan for plan in found.plans[1:] if plan.model.withdrawn is None)
    ended = Withdrawal(on=date(2026, 5, 1), reason="The areas were merged", replaced_by=(new.model.area,))
    gone = replace(old, model=old.model.model_copy(update={"withdrawn": ended}))
    return replace(found, plans=tuple(gone if plan is old else plan for plan in found.plans)), gone, new


def test_a_merged_area_leads_to_the_plan_that_took_its_place_first_and_marks_the_old_one():
    found, gone, new = merged()
    [area] = [
        one
        for one in places(found)
        if one.kind == "area"
        and one.name == next(a.name for a in found.council.model.areas if a.id == gone.model.area)
    ]
    assert area.plans == (
        (new.model.title, new.slug),
        (f"{gone.model.title} (in force until 1 May 2026)", gone.slug),
    )
    for one in places(found):
        slugs = [slug for _, slug in one.plans]
        if gone.slug in slugs:
            assert slugs[-1] == gone.slug and "(in force until 1 May 2026)" in one.plans[-1][0]
            assert new.slug in slugs[:-1]
    body = str(find_pages(found)[0].body)
    at = body.index(f">{new.model.title}</a>")
    assert at < body.index("(in force until 1 May 2026)")
    for asset in (places_file(found), search_files(found)[0]):
        assert f"{gone.model.title} (in force until 1 May 2026)" in asset.content.decode()
