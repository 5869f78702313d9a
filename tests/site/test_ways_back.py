"""From a page back to the files and to the council: links to the exact line, e-mails with their subject, or a plain word that there is none."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from sites import COUNCIL, ROOT, TODAY, by_id, content, links, parsed, words

from communityplans.model.fields import iter_values
from communityplans.model.plan import FIVE_CONTENTS
from communityplans.model.settings import Settings
from communityplans.site.all_pages import pages
from communityplans.site.render_context import RenderContext
from communityplans.site.source_links import SourceLinks

FORGE = "https://git.example.org/council/plans/blob/trunk/"


def items(plan):
    """Everything on a plan's page that has an id of its own."""
    return [
        value
        for path, _, value in iter_values(plan.model)
        if path[0] in FIVE_CONTENTS and getattr(value, "id", None)
    ]


def line_of(text, id):
    """The line of a file on which the item with an id starts."""
    return next(
        number
        for number, line in enumerate(text.split("\n"), 1)
        if re.fullmatch(rf"\s*-\s+id: {re.escape(id)}", line)
    )


def every_item(root=COUNCIL):
    return [
        pytest.param(plan, item, id=f"{plan.slug}/{item.id}")
        for plan in content(root).plans
        for item in items(plan)
    ]


@pytest.mark.parametrize(("plan", "item"), every_item())
def test_an_item_links_to_its_line(plan, item, council_pages):
    part = by_id(council_pages[f"plans/{plan.slug}/index.html"], item.id)
    text = (COUNCIL / plan.source.path).read_text(encoding="utf-8")
    assert f"{FORGE}plans/{plan.slug}.yml#L{line_of(text, item.id)}" in links(part)


@pytest.mark.parametrize(("plan", "item"), every_item())
def test_an_item_can_be_answered_by_e_mail(plan, item, council_pages):
    part = by_id(council_pages[f"plans/{plan.slug}/index.html"], item.id)
    title = getattr(item, "title", item.id)
    letters = [urlsplit(link) for link in links(part) if link.startswith("mailto:plans@example.org?")]
    assert letters, "no link to write about the item"
    for letter in letters:
        asked = parse_qs(letter.query, strict_parsing=True)
        assert title in asked["subject"][0]
        assert f"{plan.slug}/{item.id}" in asked["body"][0]
        assert "\n" in asked["body"][0]


@pytest.mark.parametrize("guide", [g.slug for g in content().guides])
def test_a_guide_links_to_its_file(guide, council_pages):
    assert any(
        link.startswith(f"{FORGE}guides/{guide}.md")
        for link in links(council_pages[f"guides/{guide}/index.html"])
    )


def test_links_for_the_eye_have_words_of_their_own_for_the_ear(council_pages):
    """ "See the source" ten times over tells a listener nothing (WCAG 2.4.4): links of one name lead to one
    place.
    """
    leads: dict[str, set[str]] = {}
    for link in council_pages["plans/riverside-and-millfield/index.html"].iter("a"):
        leads.setdefault(words(link), set()).add(link.get("href"))
    assert {name: to for name, to in leads.items() if len(to) > 1} == {}


def test_gitlab_has_its_own_way_to_a_line():
    settings = Settings.model_validate(
        {
            "schema_version": 1,
            "forge": {"kind": "gitlab", "url": "https://lab.example.org/a/b/", "branch": "live/one"},
        }
    )
    assert 'href="https://lab.example.org/a/b/-/blob/live/one/plans/x.yml#L7"' in SourceLinks(
        settings
    ).source("plans/x.yml", 7, "it")


@pytest.fixture(scope="module")
def demo():
    """The bodies of the pages of the demonstration, which has neither a public repository nor a mailbox."""
    settings = content(ROOT).settings.model
    assert settings.forge is None and settings.mailbox is None
    return {page.address: parsed(str(page.body)) for page in pages(RenderContext(content(ROOT)), TODAY)}


@pytest.mark.parametrize(("plan", "item"), every_item(ROOT))
def test_without_a_repository_an_item_names_its_file_and_line(plan, item, demo):
    text = (ROOT / plan.source.path).read_text(encoding="utf-8")
    shown = words(by_id(demo[f"plans/{plan.slug}/"], item.id))
    assert re.search(rf"plans/{plan.slug}\.yml, line {line_of(text, item.id)}\b", shown)


def test_without_a_mailbox_pages_say_so(demo):
    for address in ("about/", "accessibility/", *(f"plans/{plan.slug}/" for plan in content(ROOT).plans)):
        assert re.search(
            r"no (e-mail )?(address|mailbox)\b[^.]* is published", words(demo[address]), re.IGNORECASE
        ), address
        assert [link for link in links(demo[address]) if link.startswith("mailto:") and "?" in link] == []
