"""Whatever a file says, a page shows: every value of every field, in the words of the leaf tables."""

from collections import Counter
from dataclasses import replace

import pytest
from pydantic import BaseModel
from sites import TODAY, by_id, content, links, words

from communityplans.model.fields import iter_values
from communityplans.model.plan import FIVE_CONTENTS
from communityplans.site.all_pages import pages
from communityplans.site.field_html import FIELD_HTML
from communityplans.site.item_card import first_sentence
from communityplans.site.references import ReferenceNames
from communityplans.site.render_context import RenderContext

# These say how a file is kept, not what it says.
KEPT = ("id", "constant")
# A word or a number by itself proves nothing on a page full of words; for these a changed value must change a
# page.
SHORT = ("yes-no", "count")


def leaves(document, *, short=False):
    """Each value of a document that is not a group: (path, field, value)."""
    for path, field, value in iter_values(document.model):
        if (
            not isinstance(value, BaseModel)
            and field.leaf.name not in KEPT
            and (field.leaf.name in SHORT) == short
        ):
            yield path, field, value


def dotted(path):
    """A path as a reader of the file would say it."""
    return ".".join(map(str, path))


def listed(lost):
    """What no page shows, one a line."""
    return "not on the page:\n" + "\n".join(f"  {path}: {value}" for path, value in lost)


def at(model, path):
    """What stands at a path of keys and numbers."""
    for step in path:
        model = model[step] if isinstance(step, int) else getattr(model, "from_" if step == "from" else step)
    return model


def place(document, path, page):
    """The smallest part of a plan's page that must show the value at `path`: its item or its source, else the
    page.
    """
    for length in range(len(path), 0, -1):
        one = at(document.model, path[:length])
        if path[0] in (*FIVE_CONTENTS, "sources") and getattr(one, "id", None):
            found = by_id(page, one.id)
            assert found is not None, f"There is no element with the id {one.id}."
            return found
    return page


def is_shown(field, value, part, text):
    """Whether a part of a page shows a value: as a link, or in words."""
    kind = field.leaf.name
    if kind in ("url", "email", "phone"):
        wanted = {"url": value, "email": f"mailto:{value}", "phone": f"tel:{value.replace(' ', '')}"}[kind]
        return wanted in links(part)
    if kind == "ref" and any(
        link.endswith(f"{slug}#{id}") for link in links(part) for slug, id in [pointed(value)]
    ):
        return True
    if kind in ("choice", "status"):
        return value.label.rstrip(".").casefold() in text.casefold()
    return words(FIELD_HTML[kind](value, names(), field)) in text


def pointed(value):
    """Where a reference leads: to an id on the same page, or on the page of another plan."""
    slug, slash, id = value.rpartition("/")
    return slug + slash, id


def names():
    """The words for what references point at."""
    council = content().council.model
    return ReferenceNames(
        {
            "ward": {w.id: w.name for w in council.wards},
            "area": {a.id: a.name for a in council.areas},
            "corporate priority": {p.id: p.title for p in council.corporate_priorities},
        }
    )


def slug(document):
    return document.slug


@pytest.mark.parametrize("document", content().plans, ids=slug)
def test_a_page_shows_all_of_its_plan(document, council_pages):
    page = council_pages[f"plans/{document.slug}/index.html"]
    lost, times = [], Counter()
    for path, field, value in leaves(document):
        part = place(document, path, page)
        # A card begins with the first sentence of a description, and has the rest of it below "Details".
        cut = first_sentence(value) if path[-1] == "description" else None
        if not all(is_shown(field, one, part, words(part)) for one in cut or (value,)):
            lost.append((dotted(path), value))
        elif field.choices:
            times[part, value.label] += 1
            if words(part).casefold().count(value.label.rstrip(".").casefold()) < times[part, value.label]:
                lost.append((dotted(path), value))
    assert not lost, listed(lost)


@pytest.mark.parametrize("document", content().guides, ids=slug)
def test_a_page_shows_all_of_the_fields_of_its_guide(document, council_pages):
    page = council_pages[f"guides/{document.slug}/index.html"]
    lost = [
        (dotted(path), value)
        for path, field, value in leaves(document)
        if not is_shown(field, value, page, words(page))
    ]
    assert not lost, listed(lost)


def test_the_site_shows_all_that_is_known_of_the_council(council_pages):
    shown = [(page, words(page)) for page in council_pages.values()]
    lost = [
        (dotted(path), value)
        for path, field, value in leaves(content().council)
        if not any(is_shown(field, value, *one) for one in shown)
    ]
    assert not lost, listed(lost)


@pytest.mark.parametrize("field", ["title", "text", "more"])
def test_the_notice_is_shown(field, council_pages):
    text = words(council_pages["about/index.html"])
    value = getattr(content().settings.model.notice, field)
    assert all(
        words(FIELD_HTML["prose"](part, ReferenceNames(), None)) in text for part in value.split("\n\n")
    )


@pytest.mark.parametrize(
    "page",
    ["index.html", "plans/hilltop/index.html", "guides/councillors/first-steps/index.html", "404.html"],
)
def test_every_page_has_the_notice(page, council_pages):
    assert "Made up for tests and not the site of any real council." in words(council_pages[page])


def changed(model, path, new):
    """A copy of a document's model with another value at `path`."""
    if not path:
        return new
    head, *rest = path
    if isinstance(head, int):
        return (*model[:head], changed(model[head], rest, new), *model[head + 1 :])
    return model.model_copy(update={head: changed(getattr(model, head), rest, new)})


@pytest.mark.parametrize("document", (*content().plans, *content().guides), ids=slug)
def test_a_yes_a_no_and_a_number_make_a_difference(document):
    """Some page differs without the yes or no, or with the number smaller or greater."""
    found = content()
    before = bodies(found)
    without_effect = []
    for path, field, value in leaves(document, short=True):
        others = (0, 99) if field.leaf.name == "count" else (None,)
        models = [changed(document.model, path, other) for other in others]
        if all(bodies(with_model(found, document, model)) == before for model in models):
            without_effect.append((dotted(path), value))
    assert not without_effect, listed(without_effect)


def with_model(found, document, model):
    """The content with another model in the place of one document's."""
    return replace(
        found,
        **{
            kind: tuple(replace(d, model=model) if d is document else d for d in getattr(found, kind))
            for kind in ("plans", "guides")
        },
    )


def bodies(found):
    """What all pages say."""
    return [(page.address, page.body) for page in pages(RenderContext(found), TODAY)]


@pytest.mark.parametrize(
    "text",
    [
        "Start with one street, then the ward. The words plans check are a command.",
        "Before the first meeting",
        "for a pass,",
        "A ward is not a desk.",
        "What to bring",
        "A map & a pencil",
        "The front desk",
        "https://www.example.org/contact",
        "plans check plans/hilltop.yml",
        "<em>not a tag</em>",
    ],
)
def test_the_text_of_a_guide_is_shown(text, council_pages):
    assert text in words(council_pages["guides/councillors/first-steps/index.html"])


@pytest.mark.parametrize(
    "link",
    [
        "../../../plans/riverside-and-millfield/",
        "https://www.example.org/contact",
        "mailto:clerk@example.org",
        "../money-matters/",
        "tel:01632960099",
    ],
)
def test_the_links_of_a_guide_are_links(link, council_pages):
    assert link in links(council_pages["guides/councillors/first-steps/index.html"])
