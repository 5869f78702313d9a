"""What is compiled once for many items, or looked for only when a page asks, is what it would be if it
were made afresh for each.
"""

from urllib.parse import quote

import markdown
import pytest
from markupsafe import Markup, escape
from sites import content

from communityplans.content.documents import Document
from communityplans.model.fields import fields, groups
from communityplans.model.settings import Settings
from communityplans.model.types import NotPublished
from communityplans.rules.reference_rules import ELSEWHERE
from communityplans.site.field_html import GAPS, label
from communityplans.site.item_card import Actions
from communityplans.site.references import NAMED, ReferenceDirectory
from communityplans.site.source_links import SourceLinks, quoted
from communityplans.source import markdown as ours
from communityplans.source.files import SourceFile

AWKWARD = [
    "New play area",
    "100% of {title} & <b>{id}</b>",
    'A "quoted" %s word',
    "Café  at  the pond ",
    "Line one\nline two",
    "x" * 130 + " and y & z",
    "{}",
    "%%",
    "a/b?c#d",
]
FORGES = [
    None,
    {"kind": "github", "url": "https://git.example.org/a{b}%20c"},
    {"kind": "gitlab", "url": "https://lab.example.org/a/b/", "branch": "live {one}"},
]


class Item:
    """Something with an id and a title."""

    id = "new-play-area"

    def __init__(self, title):
        self.title = title


def document(path="plans/hill {top}.yml"):
    """A document with one item, on line 7."""
    return Document("hill {top}", None, SourceFile(path, ""), {"new-play-area": 7})


def letter(subject, ask, title):
    """A letter about an item, put together for it alone."""
    body = f"About: {title}\nReference: hill {{top}}/new-play-area\n\n{ask}\n"
    return escape(f"mailto:plans@example.org?subject={quote(subject + title[:135])}&body={quote(body)}")


@pytest.mark.parametrize("form", [True, False])
@pytest.mark.parametrize("mailbox", ["plans@example.org", None])
@pytest.mark.parametrize("forge", FORGES, ids=["none", "github", "gitlab"])
@pytest.mark.parametrize("title", AWKWARD)
def test_the_links_of_an_item_are_those_made_for_it_alone(title, forge, mailbox, form):
    origin = SourceLinks(
        Settings.model_validate(
            {"schema_version": 1, "forge": forge, "mailbox": mailbox}
            if forge
            else {"schema_version": 1, "mailbox": mailbox}
        ),
        {},
        form,
    )
    html = Actions(document(), origin).of(Item(title))
    shown = escape(title)
    wanted = []
    if form:
        wanted.append(
            f'<a href="../../edit/?item=new-play-area#/collections/plans/entries/{quote("hill {top}")}">Suggest'
            f' a change<span class="cp-sr"> to {shown}</span></a> '
        )
    if mailbox:
        wanted.append(
            f'<a href="{letter("Suggestion: ", "What should change, and why:", title)}">Suggest a'
            f' change{" by e-mail" if form else ""}<span class="cp-sr"> to {shown}</span></a> '
        )
    if mailbox:
        wanted.append(
            f'<a href="{letter("Question: ", "My question:", title)}">Ask about this<span class="cp-sr">:'
            f" {shown}</span></a> "
        )
        wanted.append(
            '<a href="suggest/#new-play-area">Form to print<span class="cp-sr">, to suggest a change to'
            f" {shown}</span></a> "
        )
    wanted.append(str(origin.source("plans/hill {top}.yml", 7, title)))
    assert html == f'<p class="cp-actions">{"".join(wanted)}</p>'


def test_the_place_in_the_files_says_braces_as_they_are():
    settings = Settings.model_validate({"schema_version": 1, "forge": FORGES[2]})
    assert (
        SourceLinks(settings).source("plans/{line}.yml", 7, "{about}")
        == '<a href="https://lab.example.org/a/b/-/blob/live%20%7Bone%7D/plans/%7Bline%7D.yml#L7">See the'
        ' source, line 7<span class="cp-sr">, of {about}</span></a>'
    )
    assert (
        SourceLinks(Settings(schema_version=1)).source("plans/{line}.yml", 7, "x")
        == '<span class="cp-place">plans/{line}.yml, line 7</span>'
    )


def test_without_an_origin_nothing_stands_below_an_item():
    assert Actions(document(), None).of(Item("A")) == ""


@pytest.mark.parametrize("words", [*AWKWARD, "", " ", "é è", "a\tb"])
def test_words_are_quoted_as_by_the_library(words):
    assert quoted(words) == quote(words)


@pytest.mark.parametrize("plan", content().plans, ids=lambda plan: plan.slug)
def test_what_can_be_pointed_at_is_found_as_if_all_were_gone_through(plan):
    inside = ReferenceDirectory(content()).names(plan).inside
    every = list(groups(plan.model))
    for kind, classes in NAMED.items():
        assert inside._found[kind] == {one.id: one for one in every if isinstance(one, classes)}
    held = [
        getattr(one, spec.name)
        for one in every
        for spec in fields(type(one))
        if spec.leaf and spec.leaf.to == ELSEWHERE
    ]
    assert set(inside._found[ELSEWHERE]) == {
        value
        for one in held
        for value in (one if isinstance(one, tuple) else (one,))
        if isinstance(value, str)
    }


def test_every_stated_gap_is_known_by_its_class():
    def below(kind):
        return {kind}.union(*(below(one) for one in kind.__subclasses__()))

    assert below(NotPublished) == GAPS


def test_a_word_that_is_safe_already_is_another_than_one_that_is_not():
    assert [label("a < b"), label(Markup("a < b")), label("a < b")] == ["a &lt; b", "a < b", "a &lt; b"]


PROSE = [
    "[one]: https://www.example.org/one\n\nSee [one].",
    "See [one] and [two][one].",
    "3. three\n4. four",
    "1. one\n2. two",
    "`code` and *more*",
    "Stray \x02klzzwxh:0\x03 `x`",
    "> a quote\n\n- a\n    - b",
    "**not ended",
    "A [link](../other/#place) here",
    "<b>no tag</b> `<b>`",
    "See [one].",
]


def test_an_engine_that_was_used_before_gives_what_a_new_one_gives(monkeypatch):
    monkeypatch.setattr(ours, "_idle", [])
    fresh = []
    for text in PROSE:
        ours._idle.clear()
        fresh.append(ours.render_field_markdown.__wrapped__(text))
    for order in (1, -1):
        assert [ours.render_field_markdown.__wrapped__(text) for text in PROSE[::order]] == fresh[::order]
    assert len(ours._idle) == 1


def test_an_engine_that_broke_down_is_not_used_again(monkeypatch):
    monkeypatch.setattr(ours, "_idle", [])

    def broken(self, text):
        raise RecursionError

    with monkeypatch.context() as patch:
        patch.setattr(markdown.Markdown, "convert", broken)
        assert ours.render_field_markdown.__wrapped__("*so*") == "<p>*so*</p>"
    assert ours._idle == []
    assert ours.render_field_markdown.__wrapped__("*so*") == "<p><em>so</em></p>"
