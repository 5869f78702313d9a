"""No value of any field comes alive on a page: every field of every file is hostile, the site is built for
real, and all of it is searched.
"""

import csv
import json
import re

import pytest
from alive import alive
from hostile import CANARY, EMAIL, MARKDOWN, STOPPED, URL, hostile_council
from pydantic import BaseModel
from sites import TODAY, build, html_of, parsed, tree, words

from communityplans.build.pipeline import examine
from communityplans.model.edition import Edition
from communityplans.model.fields import fields, iter_fields, iter_values
from communityplans.model.report import Report
from communityplans.model.types import NotPublished
from communityplans.schema.field_reference import FILES
from communityplans.source.markdown import render_document_markdown as guide_html
from communityplans.source.markdown import render_field_markdown as prose_html


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return hostile_council(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def site(root):
    build(root, root / "site")
    return root / "site"


@pytest.fixture(scope="module")
def pages(site):
    return {path: parsed(html) for path, html in html_of(site).items()}


@pytest.mark.counted
@pytest.mark.parametrize(
    "model", [model for _, model, _ in FILES if model not in (Edition, Report)], ids=lambda m: m.__name__
)
def test_every_field_is_attacked(model, root, count):
    """A value in each field of the model, and hostile wherever the type of the field lets it be.

    Editions: tests/editions/test_feeds.py; reports are pages of the same path as guides, and presented ones
    are fingerprinted.
    """
    held = {}
    for document in examine(root, TODAY).content.documents:
        if type(document.model) is model:
            for path, field, value in iter_values(document.model):
                held.setdefault(tuple("*" if isinstance(step, int) else step for step in path), []).append(
                    (field, value)
                )
    assert [".".join(path) for path, _ in iter_fields(model) if path not in held] == []
    for path, found in held.items():
        for field, value in found:
            if path in (("withheld", "*", "item"), ("withheld", "*", "field"), ("time_zone",), ("language",)):
                continue  # They name a place, or a zone or a language that there is, and are shown nowhere.
            if (
                field.leaf
                and field.leaf.name in ("text", "prose", "when", "money")
                and not isinstance(value, NotPublished)
            ):
                assert CANARY[:60] in str(value), path
            if field.leaf and field.leaf.name in ("url", "email") and not isinstance(value, NotPublished):
                assert value in (URL, EMAIL)
    count("canaries", tried=len(held))


def test_every_gap_is_attacked(root):
    """Every field that may be a stated gap is one somewhere, in each kind of group."""
    may, are = set(), set()
    for document in examine(root, TODAY).content.documents:
        for group in (
            document.model,
            *(value for _, _, value in iter_values(document.model) if isinstance(value, BaseModel)),
        ):
            may |= {(type(group), spec.name) for spec in fields(type(group)) if spec.gap}
            are |= {
                (type(group), spec.name)
                for spec in fields(type(group))
                if isinstance(getattr(group, spec.name), NotPublished)
            }
    # The council has one file, in which every field is full; a gap there is shown by the same code.
    assert {group.__name__ for group, _ in may - are} <= {"CorporatePriority", "SharedFund", "SharedEntry"}


@pytest.mark.counted
def test_nothing_is_alive(pages, count):
    assert len(pages) > 10
    found = [
        (path, what) for path, page in pages.items() for element in page.iter() for what in alive(element)
    ]
    count("canaries", tried=0, found=len(found))
    assert found == []


@pytest.mark.parametrize(
    "html",
    [
        "<x-canary>",
        "<p onclick=x>",
        "<a href=' java\nscript:x'>",
        "<a href='//evil.example'>",
        "<img src=x>",
        "<svg><script>x</script></svg>",
        "<script type=module src=assets/find.js>x</script>",
        "<script type=module src=//evil.example/assets/find.js></script>",
        "<script src=assets/find.js></script>",
        "<form class=cp-ask action=//evil.example>",
        "<form class=cp-ask action='./' onsubmit=x>",
        "<input type=hidden name=q>",
        "<button type=button>",
        "<a href='data:x,y'>",
        "<p style='x'>",
    ],
)
def test_the_search_finds_what_is_alive(html):
    assert [what for element in parsed(html).iter() for what in alive(element)]


def test_no_template_ran(pages):
    """{{7*7}} stays as it is; 49 stands nowhere."""
    for path, page in pages.items():
        texts = [words(page)] + [
            value
            for e in page.iter()
            if "svg" not in str(e.tag)
            for name, value in e.attrib.items()
            if name in ("content", "title", "href", "alt", "aria-label")
        ]
        assert not [text for text in texts if re.search(r"(?<![\d.])49(?![\d.])", text)], path
    assert words(pages["plans/full/index.html"]).count("{{7*7}}") > 50


def test_titles_and_descriptions_are_whole(pages):
    for path, field in (
        ("plans/full/index.html", "title"),
        ("plans/gaps/index.html", "title"),
        ("guides/councillors/full/index.html", "title"),
    ):
        page = pages[path]
        assert (CANARY + field) in page.find(".//title").text
        assert words(page.find(".//h1")) == CANARY + field
        described = next(e.get("content") for e in page.iter("meta") if e.get("name") == "description")
        assert described.startswith(CANARY), "a description must not end at the first quote"
        assert page.find(".//body") is not None and page.find(".//main") is not None


def test_every_page_has_its_own_frame(pages):
    """A text that ended an element early would take the footer with it."""
    for path, page in pages.items():
        body = page.find(".//body")
        assert [
            str(e.tag)
            for e in body.iter()
            if str(e.tag) in ("header", "main", "footer") and "cp-" in (e.get("class") or "") + "cp-"
        ].count("footer") >= 1, path
        assert "footer" not in [str(e.tag) for e in page.find(".//main").iter()], path


def test_other_files_hold_nothing_of_it(site):
    for path, data in tree(site).items():
        if path.endswith(
            ".json"
        ):  # What scripts show as text, and a browser could not take for a page whatever it is called.
            assert not set(b"<>&") & set(data), path
        elif path.endswith(".csv"):  # For spreadsheets: no cell is a formula.
            assert not [
                cell
                for row in csv.reader(data.decode("utf-8-sig").splitlines())
                for cell in row
                if cell.lstrip().startswith(("=", "+", "@", "-"))
            ], path
        elif not path.endswith(".html"):
            assert b"<x-canary" not in data and b"{{7*7}}" not in data, path
    assert CANARY + "investments.title" in str(
        [json.loads(data) for path, data in tree(site).items() if path == "search/index.json"]
    ).replace("\\'", "'")


def test_nothing_of_the_machine_is_published(site):
    assert [path for path, data in tree(site).items() if b"root:x:" in data or b"uid=" in data] == []


@pytest.mark.parametrize("text", [*MARKDOWN, *STOPPED])
@pytest.mark.parametrize("render", [prose_html, lambda text: guide_html(text).html], ids=["prose", "guide"])
def test_markdown_makes_nothing_alive(render, text):
    assert [what for element in parsed(str(render(text))).iter() for what in alive(element)] == []
