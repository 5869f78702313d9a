"""What the public sees of the past: dated addresses that stay, one banner, honest words, and every address
that once answered.
"""

import re
from xml.etree import ElementTree

import pytest
from council_in_git import changed, other

from communityplans.source.markdown import render_field_markdown

HILL = "plans/hill.yml"
OFF = ("due: 2027-06", 'due: 2027-09\n    reason: "The builder is ill"')
BANNER = re.compile(r"<aside class=\"cp-old\".*?</aside>\n?", re.DOTALL)


@pytest.fixture
def three(place):
    """Hill changes in the second edition and in the third, Mill in the third only."""
    place.publish("First", day="2026-11-02")
    place.edit(HILL, OFF, note="The crossing comes later", on="2026-11-05")
    place.commit()
    place.publish("Second", day="2026-11-09")
    third(place)
    return place


def third(place):
    place.edit(HILL, ("title: Village hall", "title: Town hall"), note="A new name", on="2026-11-12")
    place.edit(
        "plans/mill.yml", ("title: Village hall", "title: Town hall"), note="A new name", on="2026-11-12"
    )
    place.commit()
    place.publish("Third", day="2026-11-16")


def pages(place, **more):
    return {page.address: page for page in place.site(**more).pages}


def built(place, *more, today="2026-11-22"):
    """Build the site; every file of it as text, and what was said."""
    code, said = place.plans("build", *more, today=today)
    assert code == 0, said
    site = place.root / "site"
    return {
        f.relative_to(site).as_posix(): f.read_text(encoding="utf-8")
        for f in site.rglob("*")
        if f.suffix in (".html", ".xml")
    }, said


def test_a_dated_address_for_each_edition_in_which_the_plan_differs(three):
    addresses = set(pages(three))
    assert {a for a in addresses if re.match(r"plans/hill/2", a)} == {
        "plans/hill/2026-11-02/",
        "plans/hill/2026-11-09/",
        "plans/hill/2026-11-16/",
    }
    assert {a for a in addresses if re.match(r"plans/mill/2", a)} == {
        "plans/mill/2026-11-02/",
        "plans/mill/2026-11-16/",
    }
    assert {
        "plans/hill/history/",
        "plans/hill/closed/",
        "changes/",
        "editions/2026-11-02/",
        "editions/2026-11-09/",
        "editions/2026-11-16/",
    } <= addresses


def test_every_link_between_the_pages_of_the_past_leads_somewhere(three):
    found = pages(three)
    for address, page in found.items():
        for href in re.findall(r'href="([^"#:]*)(?:#[^"]*)?"', str(page.body)):
            if address and "../" in href or not address:
                steps = [*address.split("/")[:-1], *href.split("/")]
                path = []
                for step in steps:
                    if step == "..":
                        path.pop()
                    elif step not in ("", "."):
                        path.append(step)
                target = "/".join(path) + ("/" if path else "")
                assert target in found or target.startswith(
                    ("assets", "feeds", "calendar", "data", "tracker", "money")
                ), (address, href)


def test_only_the_banner_of_a_cited_page_changes_and_only_once(place):
    place.publish("First", day="2026-11-02")
    cited = "plans/hill/2026-11-02/index.html"
    states = [built(place, today="2026-11-02")[0][cited]]
    place.edit(HILL, OFF, note="The crossing comes later", on="2026-11-05")
    place.commit()
    place.publish("Second", day="2026-11-09")
    states.append(built(place, today="2026-11-09")[0][cited])
    third(place)
    states.append(built(place, today="2026-11-22")[0][cited])
    assert not BANNER.search(states[0])
    assert states[1] == states[2], "once replaced, the page stays as it is"
    assert BANNER.sub("", states[1]) == states[0]
    banner = BANNER.search(states[1])[0]
    assert "This is an old edition, of 2 November 2026" in banner and "Replaced on 9 November 2026." in banner
    assert (
        'href="../../../plans/hill/history/#e-2026-11-09"' in banner
        and 'href="../../../plans/hill/"' in banner
    )


def test_a_dated_page_does_not_know_what_day_it_is(three):
    early, late = pages(three, today="2026-11-22"), pages(three, today="2039-01-01")
    dated = [a for a in early if re.match(r"plans/\w+/2", a)]
    assert len(dated) == 5 and all(early[a] == late[a] for a in dated)
    assert early["plans/hill/"] != late["plans/hill/"], "the current page says that dates have passed"


def test_old_editions_stay_out_of_search(three):
    files, _ = built(three)
    for name, html in files.items():
        if name.endswith(".html"):
            old = re.match(r"(plans/\w+|guides/\w+/[\w-]+)/2|editions/2026-11-0|404", name) is not None
            assert ("noindex" in html) == old, name
            canonical = re.findall(r'<link rel="canonical" href="([^"]*)">', html)
            own = "https://plans.example.org/" + name.removesuffix("index.html")
            dated = re.match(r"(plans/\w+/|guides/\w+/[\w-]+/)2", name)
            assert canonical == (
                [] if name == "404.html" else [f"https://plans.example.org/{dated[1]}" if dated else own]
            ), name
    listed = {
        e.text
        for e in ElementTree.fromstring(files["sitemap.xml"]).iter(
            "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
        )
    }
    indexed = {
        "https://plans.example.org/" + n.removesuffix("index.html")
        for n, html in files.items()
        if n.endswith("index.html") and "noindex" not in html
    }
    assert listed == indexed


def test_a_build_shows_the_newest_edition_that_is_due(three):
    three.edit(HILL, ("title: Town hall", "title: City hall"), note="A newer name")
    three.write(
        {
            "guides/councillors/more.md": (
                three.read("guides/councillors/your-role.md").replace("Your role", "More")
            )
        }
    )
    files, said = built(three)
    assert "Shown is the edition of 2026-11-16; 2 working files differ from it." in said
    assert "Town hall" in files["plans/hill/index.html"] and "City hall" not in "".join(files.values())
    assert "guides/councillors/more/index.html" not in files
    draft, said = built(three, "--draft")
    assert "City hall" in draft["plans/hill/index.html"] and "guides/councillors/more/index.html" in draft
    assert all("noindex" in html for name, html in draft.items() if name.endswith(".html"))
    assert "sitemap.xml" not in draft and "plans/hill/2026-11-09/index.html" in draft
    assert (
        "This is a draft" in draft["plans/hill/index.html"]
        or "draft" in draft["plans/hill/index.html"].casefold()
    )


def test_none_due_shows_the_draft(place):
    place.publish("Planned", day="2026-12-01")
    files, said = built(place)
    assert "No edition is due yet, so the draft is shown." in said
    assert "noindex" in files["index.html"] and not [
        name for name in files if "2026" in name or "feeds" in name
    ]


def test_history_says_what_changed_and_why(three):
    page = str(pages(three)["plans/hill/history/"].body)
    assert page.index("e-2026-11-16") < page.index("e-2026-11-09") < page.index("e-2026-11-02")
    assert "The crossing comes later" in page and "“Village hall” is now called “Town hall”." in page
    assert "<b>Why:</b> The builder is ill" in page
    assert 'href="../../../plans/hill/2026-11-09/#crossing"' in page
    now = str(pages(three)["plans/hill/"].body)
    assert "(first planned for June 2027)" in now and "On 16 November 2026." in now
    assert "first planned for" not in str(pages(three)["plans/hill/2026-11-02/"].body)
    assert "(first planned for June 2027)" in str(pages(three)["plans/hill/2026-11-09/"].body)


def test_changes_and_editions(three):
    found = pages(three)
    changes = str(found["changes/"].body)
    assert "Hill</a>: 1 date put off" in changes and changes.index("Third") < changes.index("First")
    second = str(found["editions/2026-11-09/"].body)
    assert 'href="../../plans/hill/2026-11-09/"' in second and 'href="../../plans/mill/2026-11-02/"' in second
    assert "cp-old" in second and "cp-old" not in str(found["editions/2026-11-16/"].body)


def test_put_together_later_never_says_that_it_was_published_then(place):
    place.publish("Autumn 2020", "--compiled", "2026-11-20", day="2020-10-05")
    place.edit(HILL, OFF, note="The crossing comes later", on="2026-11-05")
    place.commit()
    place.publish("Spring 2022", "--compiled", "2026-11-20", day="2022-04-01")
    files, _ = built(place)
    stood = "as it stood on 5 October 2020, compiled on 20 November 2026"
    assert (
        stood in files["plans/hill/2020-10-05/index.html"]
        and stood.replace("as it", "As it") in files["plans/hill/history/index.html"]
    )
    assert "As things stood on 5 October 2020, compiled on 20 November 2026" in files["changes/index.html"]
    assert (
        "There is a newer version, as it stood on 1 April 2022" in files["plans/hill/2020-10-05/index.html"]
    )
    assert "by 1 April 2022, compiled on 20 November 2026" in files["plans/hill/index.html"]
    for name, text in files.items():
        if name.startswith("reference/"):
            continue  # It tells of editions as such, and of none of these.
        words = re.sub(r"<[^>]+>", " ", text)
        assert not re.search(
            r"[Pp]ublished (in|on)|[Rr]eplaced on|[Ee]dition of \d+ \w+ 20[012]\d\b|[Cc]hanged (on )?\d+ \w+"
            r" 202[02]",
            words,
        ), name
        for found in re.finditer(r"(5 October 2020|1 April 2022)", words):
            around = words[max(0, found.start() - 400) : found.end() + 400]
            assert "compiled" in around or "stood" in around, (
                name,
                words[max(0, found.start() - 80) : found.end() + 80],
            )
        if name.startswith("feeds/"):
            assert not re.search(r"<(published|updated)>20(20|22)", text)


@pytest.mark.fault("F37")
def test_a_plan_with_a_new_name(three):
    three.git("mv", HILL, "plans/hill-top.yml")
    three.edit(
        "plans/hill-top.yml",
        ("title: Hill\n", "title: Hill top\nformerly: [hill]\n"),
        note="A new name for the plan",
        on="2026-11-18",
    )
    three.commit()
    three.publish("Fourth", day="2026-11-18")
    files, _ = built(three)
    old = files["plans/hill/index.html"]
    assert (
        '<meta http-equiv="refresh" content="0; url=../../plans/hill-top/">' in old
        and "is now called Hill top" in old
        and "noindex" in old
    )
    assert 'href="https://plans.example.org/plans/hill-top/"' in old
    for part in ("history", "closed"):
        assert f"url=../../../plans/hill-top/{part}/" in files[f"plans/hill/{part}/index.html"]
    for id in ("2026-11-02", "2026-11-09", "2026-11-16"):
        assert f"plans/hill/{id}/index.html" in files and f"plans/hill-top/{id}/index.html" not in files
    assert "plans/hill-top/2026-11-18/index.html" in files
    history = files["plans/hill-top/history/index.html"]
    assert (
        history.count('class="cp-edition"') == 4
        and "The plan was then at /plans/hill/." in history
        and "Title changed from “Hill” to “Hill top”" in history
    )
    assert (
        files["feeds/hill.xml"] == files["feeds/hill-top.xml"]
        and files["feeds/hill-top.xml"].count("<entry>") == 4
    )
    assert 'href="../../plans/hill/2026-11-09/"' in files["editions/2026-11-09/index.html"]


@pytest.mark.fault("F37")
def test_a_plan_that_is_withdrawn(three):
    three.edit(
        HILL,
        (
            "stage: preliminary",
            (
                "withdrawn: {on: 2026-11-18, reason: The area was joined with Mill, replaced_by:"
                " [mill]}\nstage: preliminary"
            ),
        ),
        note="Withdrawn",
        on="2026-11-18",
    )
    three.commit()
    three.publish("Fourth", day="2026-11-18")
    files, _ = built(three)
    page = files["plans/hill/index.html"]
    assert "This plan ended on 18 November 2026." in page and "The area was joined with Mill" in page
    assert '<a href="../../plans/mill/">Mill</a>' in page
    assert (
        "This plan ended on 18 November 2026: The area was joined with Mill."
        in files["plans/hill/history/index.html"]
    )
    assert "plans/hill/2026-11-02/index.html" in files and "1 plan withdrawn" in files["changes/index.html"]
    home = files["index.html"]
    assert (
        'href="plans/mill/"' in home
        and 'class="cp-area"' in home
        and '<h3><a href="plans/hill/">' not in home
    )
    assert "No longer in force" in files["plans/index.html"] and 'href="hill/"' in files["plans/index.html"]


def test_a_withdrawn_plan_may_leave_its_area_to_another_and_is_not_nagged(three):
    three.write(
        {
            "plans/new-hill.yml": (
                three.read("plans/mill.yml")
                .replace("title: Mill", "title: New hill")
                .replace("area: mill", "area: hill")
                .replace("wards: [mill]", "wards: [hill]")
            )
        }
    )
    assert "same-area" in [rule for rule, _ in three.errors()]
    three.edit(
        HILL,
        (
            "stage: preliminary",
            (
                "withdrawn: {on: 2026-11-18, reason: There is a new plan, replaced_by: [hill]}\nstage:"
                " preliminary"
            ),
        ),
        note="Withdrawn",
        on="2026-11-18",
    )
    assert three.errors() == []
    three.commit()
    three.publish("Fourth", day="2026-11-18")
    assert '<a href="../../plans/new-hill/">New hill</a>' in three.pages()["plans/hill/"]
    _, said = three.plans("check", HILL, today="2039-01-01")
    assert "review-due" not in said and "date-passed" not in said


def test_a_plan_that_is_gone_all_the_same(three):
    """Nobody should get there, because the check stops it; if somebody does, its addresses still answer."""
    file = "plans/editions/2026-11-18.yml"
    text = "".join(
        line
        for line in three.read("plans/editions/2026-11-16.yml").splitlines(keepends=True)
        if "plans/hill.yml" not in line
    )
    (three.root / HILL).unlink()
    three.write({file: text})
    three.commit()
    found = pages(three)
    assert (
        "This plan is not in the newest edition" in found["plans/hill/"].body
        and not found["plans/hill/"].index
    )
    assert {"plans/hill/history/", "plans/hill/2026-11-02/", "plans/hill/2026-11-16/"} <= set(found)
    assert "Hill" in found["changes/"].body


def test_hostile_words_stay_words(place):
    words = "<script>alert(1)</script>{{ 7 * 7 }}"
    place.write({HILL: changed(place.read(HILL), ("title: Hill\n", f'title: "{words}"\n'))})
    place.commit()
    place.publish(words, day="2026-11-02")
    place.edit(
        HILL,
        ("title: Village hall", f'title: "{words}"'),
        OFF,
        ("The builder is ill", words),
        note=words,
        on="2026-11-05",
    )
    place.commit()
    place.publish("Second", day="2026-11-09")
    files, _ = built(place)
    assert not [name for name, text in files.items() if "<script>alert" in text or ">49<" in text]
    assert render_field_markdown(words) and "&lt;script&gt;" in files["plans/hill/history/index.html"]


def test_a_corrected_slip_is_listed_too(place):
    place.publish("First", day="2026-11-02")
    place.edit(HILL, ("beside", "besside"))
    place.commit()
    place.publish("Second", day="2026-11-09")
    assert "1 corrected" in place.pages()["changes/"]
    assert other() == place.read("plans/mill.yml")


def test_links_to_the_past_are_checked(three):
    three.edit(
        HILL,
        (
            "beside the school",
            (
                "beside the school ([before](2026-11-02/), [all](../../changes/),"
                " [then](../../editions/2026-11-09/), [wrong](2026-11-03/))"
            ),
        ),
        note="Links",
    )
    assert [sentence.split(" Did")[0] for rule, sentence in three.errors() if rule == "broken-link"] == [
        "There is no page at 2026-11-03/."
    ]


def test_links_that_were_typed_lead_to_the_same_place_from_every_page(place):
    place.edit(
        HILL,
        ("beside the school", "beside [the mill](../mill/) and [the signs](#signs)"),
        ("state: approved}", "state: approved, items: [crossing]}"),
        ("status: proposed}\n  - {id: hall", "status: proposed, handed_to: mill/garden}\n  - {id: hall"),
    )
    place.commit()
    place.publish("First", day="2026-11-02")
    place.edit(
        HILL,
        OFF,
        note="See [the mill](../mill/), [the crossing](#crossing) and [a page](https://www.example.org/)",
        on="2026-11-05",
    )
    place.commit()
    place.publish("Second", day="2026-11-09")
    found = place.pages()
    assert (
        '<a href="../mill/"' in found["plans/hill/"] and '<a href="../mill/#garden"' in found["plans/hill/"]
    )
    dated = found["plans/hill/2026-11-02/"]
    assert (
        '<a href="../../mill/"' in dated
        and '<a href="../../mill/#garden"' in dated
        and '<a href="../mill/' not in dated
        and '<a href="#signs"' in dated
    )
    history = found["plans/hill/history/"]
    assert (
        'href="../../mill/"' in history
        and 'href="../#crossing"' in history
        and 'href="https://www.example.org/"' in history
    )
    assert (
        "https://plans.example.org/plans/mill/" in place.assets()["feeds/hill.xml"]
        or "plans/hill/../mill/" in place.assets()["feeds/hill.xml"]
    )


def test_a_stamped_page_of_the_past_is_what_the_theme_would_have_rendered(three, tmp_path):
    three.git("mv", HILL, "plans/hill-top.yml")
    three.edit(
        "plans/hill-top.yml",
        ("title: Hill\n", "title: Hill top\nformerly: [hill]\n"),
        note="A new name for the plan",
        on="2026-11-18",
    )
    three.commit()
    three.publish("Fourth", day="2026-11-18")
    stamped, _ = built(three, "--output", str(three.root / "site"))
    three.edit("mkdocs.yml", ("plugins: [community-plans]", "plugins: [{community-plans: {each: true}}]"))
    each, _ = built(three)
    assert len(each) > 20 and each.keys() == stamped.keys()
    assert [name for name in each if each[name] != stamped[name]] == []
