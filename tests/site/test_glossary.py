"""Words that a guide explains are explained where a plan uses them."""

import pytest
from markupsafe import Markup
from sites import COUNCIL, TODAY, by_id, copy_of, links, parsed, words

from communityplans.build.pipeline import examine, site
from communityplans.site.glossary import explained, terms
from communityplans.source.markdown import render_document_markdown

TABLE = (
    "| Word | Meaning |\n|---|---|\n| **Co-production** | Made together. |\n| Area | A part of a town. |\n|"
    " **Strategic lead** | Who leads. |\n| **Lead** | An officer. |\n"
)
PAGE = "guides/w/#word_{}"
KNOWN = {
    "Co-production": PAGE.format("co-production"),
    "lead": PAGE.format("lead"),
    "Strategic lead": PAGE.format("strategic-lead"),
    "R&D": PAGE.format("r-d"),
}


def linked(html: str) -> str:
    return (
        str(explained(Markup(html), KNOWN, "../../"))
        .replace("../../guides/w/#word_", "@")
        .replace('class="cp-term" ', "")
    )


def test_a_guide_explains_what_is_bold_in_a_table_of_two_columns():
    text = render_document_markdown(
        TABLE + "\n| **A** | b | c |\n|---|---|---|\n| **Three** | columns | here |\n"
    )
    assert text.explained == (
        ("Co-production", "word_co-production"),
        ("Strategic lead", "word_strategic-lead"),
        ("Lead", "word_lead"),
    )
    assert (
        '<tr role="row" id="word_co-production">' in text.html
        or '<tr id="word_co-production" role="row">' in text.html
    )
    assert text.html.count("word_") == 3


def test_no_writer_can_choose_an_id():
    made = parsed(
        render_document_markdown('| a | b |\n|---|---|\n| **"x onclick=1 <b id=page_content>** | y |\n').html
    )
    assert [element.get("id") for element in made.iter() if element.get("id")] == [
        "word_x-onclick-1-b-id-page-content"
    ]
    assert not [element for element in made.iter() if element.get("onclick")]
    assert render_document_markdown("| a | b |\n|---|---|\n| **One** | 1 |\n| **one** | 2 |\n").explained == (
        ("One", "word_one"),
    )


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        (
            '<div class="cp-text"><p>By co-production, then co-production.</p></div>',
            (
                '<div class="cp-text"><p>By <a href="@co-production">co-production</a>, then'
                " co-production.</p></div>"
            ),
        ),
        (
            '<div class="cp-text"><p>The strategic lead and the lead.</p></div>',
            (
                '<div class="cp-text"><p>The <a href="@strategic-lead">strategic lead</a> and the <a'
                ' href="@lead">lead</a>.</p></div>'
            ),
        ),
        (
            '<div class="cp-text"><p>R&amp;D</p></div>',
            '<div class="cp-text"><p><a href="@r-d">R&amp;D</a></p></div>',
        ),
        (
            (
                '<div class="cp-text"><p><b>lead</b><br>x</p></div><p>Co-production</p><dl><dt>R&amp;D</dt><dd>x</dd></dl>'
            ),
            (
                '<div class="cp-text"><p><b><a'
                ' href="@lead">lead</a></b><br>x</p></div><p>Co-production</p><dl><dt><a'
                ' href="@r-d">R&amp;D</a></dt><dd>x</dd></dl>'
            ),
        ),
    ],
)
def test_the_first_use_of_a_word_leads_to_it(html, shown):
    assert linked(html) == shown


@pytest.mark.parametrize(
    "html",
    [
        "<p>lead, and co-production: no prose of a plan</p>",
        (
            '<div class="cp-text"><p><a href="https://lead.example.org/lead">the lead</a> <code>lead</code>'
            " leading mislead lead-in</p></div>"
        ),
        '<div class="cp-text"><h3>Lead</h3><p>&lt;lead&gt;</p></div>'.replace("&lt;lead&gt;", "&lead;"),
        '<div class="cp-text"><p><img alt="lead"></p></div><div aria-label="lead">x</div>',
        "<p><small>lead</small></p>",
    ],
)
def test_no_link_where_none_may_stand(html):
    assert linked(html) == html


@pytest.mark.parametrize(
    "word",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "a.*(b|c)+$",
        "[x](javascript:alert(1))",
        "\\1",
        "div",
        "amp",
        "class",
    ],
)
def test_a_hostile_word_is_only_ever_text(word):
    body = Markup('<div class="cp-text" id="x"><p>div &amp; class {0} amp</p></div>').format(word)
    made = explained(body, {word: "guides/w/#word_x"}, "../../")
    assert words(made) == words(body)
    assert [element.tag for element in parsed(made).iter() if element.tag != "a"] == [
        element.tag for element in parsed(body).iter()
    ]


def test_a_plan_links_to_the_row_of_the_guide(tmp_path):
    root = copy_of(COUNCIL, tmp_path)
    page = next((root / "guides").glob("*/*.md"))
    page.write_text(
        page.read_text(encoding="utf-8")
        + "\n\n## Words\n\n| Word | Meaning |\n|---|---|\n| **Strategic lead** | Who answers for an"
        " area. |\n",
        encoding="utf-8",
    )
    found = terms(examine(root, TODAY).content)
    address = f"guides/{page.parent.name}/{page.stem}/"
    assert found == {"Strategic lead": f"{address}#word_strategic-lead"}
    made = {one.address: one for one in site(root, today=TODAY, draft=True).pages}
    row = by_id(parsed(made[address].body), "word_strategic-lead")
    assert "Who answers for an area." in words(row)
    uses = [
        one
        for one in made.values()
        if one.kind == "plan" and f"../../{address}#word_strategic-lead" in links(parsed(one.body))
    ]
    assert [one.body.count("#word_strategic-lead") for one in uses] == [1] * len(uses)
    assert uses
