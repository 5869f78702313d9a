"""No word of the program is left out of the catalogue, and one build does not speak the language of another.

The made-up council is built in a language that does not exist: every sentence of the catalogue stands in
⟦brackets⟧, dates are Greek, and everything that somebody wrote is put into Greek letters. What is then still
in Latin letters outside brackets is a word that nobody could translate.
"""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, nodes
from pydantic import BaseModel
from sites import COUNCIL, TODAY, build, copy_of, html_of, parsed

from communityplans import i18n
from communityplans.build import pipeline
from communityplans.i18n import gettext, keeps_placeholders, ngettext, use_language
from communityplans.model.dates import FuzzyDate, display_day, parse_fuzzy_date
from communityplans.model.fields import fields
from communityplans.model.money import Money, parse_money, say_number, say_pounds
from communityplans.schema.message_extraction import PATH, marked, template
from communityplans.site.all_pages import pages

LANGUAGE = "el"
GREEK = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "αβκδεφγηιζκλμνοπθρστυβωχψζΑΒΚΔΕΦΓΗΙΖΚΛΜΝΟΠΘΡΣΤΥΒΩΧΨΖ",
)
# What stays in a text: addresses, code.
WAY = re.compile(r"(\]\([^)]*\)|`[^`]*`|https?://\S+|[^\s()\[\]]+@[^\s()]+)")
# What is no word in any language: addresses, files, e-mail, the reference of an item, marks for a script to
# fill in, names of standards and tools.
NO_WORD = re.compile(
    r"<\w+>|\S*[/@.]\S*|\b[a-z]+(?:-[a-z0-9]+)+\b|\b(?:hilltop|everything)\b|\{\w\}|\bKB\b|\b(?:WCAG|CSV|JSON|Chromium|axe)\b"
)
SEEN = (
    "alt",
    "title",
    "aria-label",
    "data-label",
    "placeholder",
    "data-plan",
    "data-area",
    "data-ward",
    "data-street",
    "data-within",
    "data-one",
    "data-many",
    "data-more",
    "data-near",
    "data-none",
    "data-failed",
    "data-open",
    "data-name",
    "data-words",
    "data-areas",
    "data-status",
    "data-kind",
    "data-views",
    "data-leads",
    "data-any",
    "data-sort",
    "data-sort-area",
    "data-sort-due",
    "data-sort-news",
    "data-sort-status",
    "data-save",
    "data-unsaved",
    "data-under",
    "data-nobody",
    "data-undated",
    "data-of-none",
    "data-of-one",
    "data-of-many",
    "data-of-more",
)


def bracketed(text: str) -> str:
    """A text with each of its pieces in brackets, but not what it has to keep."""
    last, made = 0, ""
    for kept in (*i18n._KEPT.finditer(text), None):
        piece = text[last : kept.start() if kept else len(text)]
        made += (f"⟦{piece}⟧" if re.search("[A-Za-z]", piece) else piece) + (kept[0] if kept else "")
        last = kept.end() if kept else last
    return made


@pytest.fixture(scope="module")
def pseudo(tmp_path_factory):
    """The catalogue of the language that does not exist, where the program looks for its languages."""
    folder = tmp_path_factory.mktemp("locale")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(i18n, "LOCALES", folder)
        catalog = read_po(BytesIO(template()), locale=LANGUAGE)
        for message in catalog:
            if message.id:
                message.string = (
                    tuple(map(bracketed, message.id)) if message.pluralizable else bracketed(message.id)
                )
        (folder / LANGUAGE / "LC_MESSAGES").mkdir(parents=True)
        with (folder / LANGUAGE / "LC_MESSAGES" / "communityplans.po").open("wb") as file:
            write_po(file, catalog)
        yield


def greek(value, leaf: str = "text"):
    """A value with everything that somebody wrote in Greek letters."""
    if isinstance(value, BaseModel):
        return value.model_copy(
            update={
                f.name: greek(getattr(value, f.name), f.leaf.name if f.leaf else "")
                for f in fields(type(value))
            }
        )
    if type(value) is tuple:
        return tuple(greek(one, leaf) for one in value)
    if isinstance(value, FuzzyDate | Money):
        return value if value.typed else replace(value, printed=value.printed.translate(GREEK))
    return greek_text(value) if leaf in ("text", "prose") and type(value) is str else value


def greek_text(text: str) -> str:
    return "".join(piece if WAY.fullmatch(piece) else piece.translate(GREEK) for piece in WAY.split(text))


def greek_content(content):
    def one(document):
        return document and replace(
            document,
            model=greek(document.model),
            body=greek_text(document.body) if document.body else document.body,
        )

    settings = content.settings.model
    told = {
        "notice": greek(settings.notice),
        "licence": greek(settings.licence),
        "paper_address": greek(settings.paper_address),
        "pre_election": greek(settings.pre_election),
    }
    return replace(
        content,
        council=one(content.council),
        plans=tuple(map(one, content.plans)),
        guides=tuple(map(one, content.guides)),
        streets=one(content.streets),
        suggestions=tuple(map(one, content.suggestions)),
        reports=tuple(map(one, content.reports)),
        settings=replace(content.settings, model=settings.model_copy(update=told)),
    )


def greek_site(found):
    settings = found.content.settings
    editions = {
        e.id: replace(
            e,
            model=greek(e.model),
            content=greek_content(replace(e.content, settings=settings)),
            document=replace(e.document, model=greek(e.document.model)),
        )
        for e in found.showing.editions
    }
    newest = found.showing.edition and editions[found.showing.edition.id]
    period = found.showing.period
    showing = replace(
        found.showing,
        content=greek_content(found.showing.content),
        edition=newest,
        editions=tuple(editions.values()),
        period=greek(period) if period else None,
    )
    return replace(found, content=greek_content(found.content), showing=showing)


@pytest.fixture(scope="module")
def spoken_site(pseudo, tmp_path_factory):
    root = copy_of(COUNCIL, tmp_path_factory.mktemp("pseudo") / "root")
    settings = root / "plans" / "council-settings.yml"
    settings.write_text(settings.read_text(encoding="utf-8") + f"\nlanguage: {LANGUAGE}\n", encoding="utf-8")
    examine = pipeline.examine
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "examine", lambda *a, **k: greek_site(examine(*a, **k)))
        build(root, root / "site")
    return root / "site"


def left(text: str | None) -> str:
    """What of a text is neither in brackets nor in Greek letters."""
    bare = re.sub(r"⟦[^⟦⟧]*⟧", " ", text or "")
    return text if re.search(r"[A-Za-z]{2,}", NO_WORD.sub(" ", bare)) else ""


def words_left(element, path: str):
    """Each text that a reader sees or hears and nobody could translate."""
    if (
        element.tag in ("code", "pre", "script", "style")
        or element.get("lang") == "en-GB"
        or "cp-place" in (element.get("class") or "")
    ):
        return
    # What a check means stays English (text/catalogue says why), also as the title of its page.
    if path.startswith("reference/rules/") and element.tag in ("title", "meta"):
        return
    if element.tag != "html" and (element.text or "").strip():
        yield left(element.text)
    yield from (left(element.get(name)) for name in SEEN)
    if element.tag == "meta" and element.get("name") == "description":
        yield left(element.get("content"))
    for child in element:
        yield from words_left(child, path)
        yield left(child.tail)


def test_no_word_is_left_on_any_page(spoken_site):
    pages = html_of(spoken_site)
    found = {
        f"{path}: {text.strip()[:160]}"
        for path, html in pages.items()
        for text in words_left(parsed(html), path)
        if text
    }
    assert len(pages) > 100
    assert not found, "\n".join(
        [
            "These words are in no catalogue: hand them to _() or ngettext(), and run make words.",
            *sorted(found)[:80],
        ]
    )


def test_the_words_for_scripts_and_feeds_are_translated_too(spoken_site):
    index = json.loads((spoken_site / "search" / "index.json").read_text(encoding="utf-8"))
    places = json.loads((spoken_site / "find" / "places.json").read_text(encoding="utf-8"))
    assert all("⟦" in kind for kind in index["kinds"])
    assert all("⟦" in status for status in index["statuses"])
    rows = json.loads((spoken_site / "tracker" / "rows.json").read_text(encoding="utf-8"))
    assert not [
        said
        for said in (*rows["kinds"], *(words for _name, words in rows["statuses"] + rows["views"]))
        if left(said)
    ]
    assert not [said for row in rows["rows"] for said in (row[8], row[9], row[12]) if left(said)]
    assert not [
        line
        for line in (
            (spoken_site / "calendar" / "all.ics")
            .read_text(encoding="utf-8")
            .replace("\r\n ", "")
            .splitlines()
        )
        if line.startswith(("SUMMARY", "CATEGORIES", "X-WR-CALNAME")) and left(line.partition(":")[2])
    ]
    assert not [row for row in places["places"] for said in row[5:7] if isinstance(said, str) and left(said)]
    feeds = [path.read_text(encoding="utf-8") for path in (spoken_site / "feeds").glob("*.xml")]
    assert all(f'xml:lang="{LANGUAGE}"' in feed for feed in feeds)


def test_every_page_says_its_language(spoken_site, council_site):
    assert {parsed(html).get("lang") for html in html_of(spoken_site).values()} == {LANGUAGE}
    assert {parsed(html).get("lang") for html in html_of(council_site).values()} == {"en"}


def test_the_scripts_have_no_words_of_their_own():
    for script in (PATH.parent / "site" / "theme" / "assets").glob("*.js"):
        if script.name != "minisearch.js":
            assert words_of_script(script.read_text(encoding="utf-8")) == [], script.name


@pytest.mark.parametrize(
    "source", ['x("No date")', 'cell("Due:", x)', "`${count} rows`", '`${n ? `${n} of them` : ""}`']
)
def test_a_word_in_a_script_is_found(source):
    assert words_of_script(source) != []


def words_of_script(source: str) -> list[str]:
    """Texts of several words, or with a capital letter; and words behind a value."""
    source = re.sub(r"(?m)^\s*//.*$", "", source)
    said = re.findall(r'"([^"\n]*)"', re.sub(r"`[^`]*`", "", source))
    return [
        text
        for text in said
        if re.search(r"[A-Za-z]{2,}[^\w-]+[A-Za-z]{2,}|^[A-Z][a-z]+\W?$", text)
        and not re.search(r"[.\[/]", text)
    ] + re.findall(r"\$\{[^{}]*\} [a-z]{2,}", source)


def literal(node) -> list[str]:
    """The texts that a piece of a template would show as they are, through whatever chooses or joins them."""
    if isinstance(node, nodes.Const):
        return [node.value] if isinstance(node.value, str) else []
    inside = {
        nodes.CondExpr: ("expr1", "expr2"),
        nodes.Or: ("left", "right"),
        nodes.And: ("right",),
        nodes.Add: ("left", "right"),
        nodes.Filter: ("node",),
    }
    if isinstance(node, nodes.Concat):
        return [text for one in node.nodes for text in literal(one)]
    return [
        text
        for kind, names in inside.items()
        if isinstance(node, kind)
        for name in names
        for text in literal(getattr(node, name))
        if getattr(node, name)
    ]


TEMPLATES = sorted(
    [
        *(PATH.parent / "site" / "templates").glob("*.jinja"),
        *(PATH.parent / "site" / "theme").glob("**/*.html"),
    ]
)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_a_word_of_its_own(template):
    """Also in the branches that the made-up council does not come to."""
    source = template.read_text(encoding="utf-8")
    assert words_of_template(source) == []


@pytest.mark.parametrize(
    "source",
    [
        "<p>Word</p>",
        '<p>{{ "Word" if x else _("other") }}</p>',
        '<a aria-label="Two words">{{ x }}</a>',
        '{{ x or "none yet" }}',
        '{{ "of " ~ x }}',
    ],
)
def test_a_word_in_a_template_is_found(source):
    assert words_of_template(source) != []


def words_of_template(source: str) -> list[str]:
    tree = Environment(extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True).parse(source)
    bare = "".join(
        node.data if isinstance(node, nodes.TemplateData) else "\0"
        for output in tree.find_all(nodes.Output)
        for node in output.nodes
    )
    bare = re.sub(r"<pre\b.*?</pre>", "", bare, flags=re.DOTALL)
    heard = re.findall(rf' (?:{"|".join(SEEN)})="([^"]*)"', bare)
    texts = [
        *re.split(r"<[^<>]*>", bare),
        *heard,
        *(
            text
            for output in tree.find_all(nodes.Output)
            for node in output.nodes
            for text in literal(node)
            if not re.search(r"[<=/#@_-]", text)
        ),
    ]
    return [
        text.strip()
        for text in texts
        if text not in ("page", "true")
        and re.search(r"[A-Za-z]{2,}", re.sub(r"@@\w+@@|/\w+/|&\w+;|@\w+|\{\w\}|\bCSV\b|\bJSON\b", "", text))
        and "<" not in text
        and "=" not in text
    ]


def test_the_template_of_the_catalogues_is_up_to_date():
    assert PATH.read_bytes() == template(), "Run: make words"
    # Babel alone would pass over what stands inside an f-string.
    source = "f'<b>{_(\"One\")}</b>'; ngettext('one', 'many', n); N_('Two'); NN_('a', 'b'); _(name)"
    assert set(marked(source)) == {"One", "Two", ("one", "many"), ("a", "b")}


@pytest.mark.parametrize(
    ("english", "other", "sound"),
    [
        ("Plan for %(area)s", "Cynllun %(area)s", True),
        ("Plan for %(area)s", "Cynllun", False),
        ("Plan for %(area)s", "Cynllun %(place)s", False),
        ("{n} results", "{n.__class__} canlyniad", False),
        ("{n} results", "{} canlyniad", False),
        ("Home", "Hafan {", False),
        ("Home", "100 %", False),
        ("<b>Draft.</b> Text", "<b>Drafft.</b> Testun", True),
        ("<b>Draft.</b> Text", "Drafft. Testun", False),
        ("Home", "<script>alert(1)</script>", False),
        ("Home", "Hafan <b", False),
        ('<a href="history/">It</a>', '<a href="https://evil.example.org/">Hyn</a>', False),
        (("%(n)s plan", "%(n)s plans"), ("%(n)s cynllun", "", "%(n)s chynllun"), True),
        (("one plan", "%(n)s plans"), ("un", "%(n)s"), True),
        (("one", "%(n)s"), ("un", "%(m)s"), False),
    ],
)
def test_a_translation_that_would_break_a_page_is_not_used(english, other, sound):
    assert keeps_placeholders(english, other) is sound


def test_a_language_that_nobody_has_put_into_words_is_refused(check):
    text = (COUNCIL / "plans" / "council-settings.yml").read_text(encoding="utf-8")
    found = [
        one
        for one in check(text + "\nlanguage: xx\n", "plans/council-settings.yml")
        if one.rule == "language"
    ]
    assert len(found) == 1
    assert "en-GB" in found[0].message


def test_dates_and_amounts_are_said_by_language(pseudo):
    when, money, range_ = parse_fuzzy_date("2026-03"), parse_money(12000), parse_money("1000 to 2000")
    english = (
        display_day(date(2026, 11, 22)),
        when.words,
        money.words,
        say_pounds(Decimal("1453.50")),
        say_number(12000),
        range_.words,
        parse_fuzzy_date("by 2026-03-31").words,
    )
    assert english == (
        "22 November 2026",
        "March 2026",
        "£12,000",
        "£1,453.50",
        "12,000",
        "£1,000 to £2,000",
        "by 31 March 2026",
    )
    with use_language(LANGUAGE):
        assert display_day(date(2026, 11, 22)) == "22 Νοεμβρίου 2026"
        assert when.words == "Μάρτιος 2026"
        assert parse_fuzzy_date("by 2026-03-31").words == "⟦by ⟧31 Μαρτίου 2026"
        assert (money.words, say_pounds(Decimal("1453.50")), say_number(12000)) == (
            "12.000\xa0£",
            "1.453,50\xa0£",
            "12.000",
        )
        assert range_.words == "1.000\xa0£⟦ to ⟧2.000\xa0£"
        assert (parse_fuzzy_date("Summer 2025").words, parse_money("a bit [500]").words) == (
            "Summer 2025",
            "a bit",
        )
        assert (
            gettext("Home"),
            ngettext(
                "%(count)s street, with the plan for each.", "%(count)s streets, with the plan for each.", 2
            ),
        ) == ("⟦Home⟧", "%(count)s⟦ streets, with the plan for each.⟧")
        with use_language("en-GB"):
            assert gettext("Home") == "Home"
        assert gettext("no such sentence") == "no such sentence"
    assert (display_day(date(2026, 11, 22)), when.words, gettext("Home")) == (
        "22 November 2026",
        "March 2026",
        "Home",
    )


def test_two_builds_in_one_process_do_not_mix(pseudo):
    """Both at once, in two threads that take turns as the machine likes: each page is as it would be alone."""
    showing = pipeline.examine(COUNCIL, TODAY, draft=True).showing

    def made(language):
        with use_language(language):
            return {page.address: (page.title, page.body) for page in pages(showing, TODAY)}

    alone = {language: made(language) for language in ("en-GB", LANGUAGE)}
    with ThreadPoolExecutor(2) as pool:
        both = dict(zip(alone, pool.map(made, alone), strict=True))
    assert both == alone
    assert all(alone["en-GB"][address] != page for address, page in alone[LANGUAGE].items())
    assert not [address for address, (title, body) in alone["en-GB"].items() if "⟦" in title + body]


# What somebody did promise: the standards of a charter, so many meetings a year, and the rule for the weeks
# before an election.
PROMISED_BY_SOMEBODY = (
    "meetings a year are promised",
    "Neighbourhood promise",
    "no longer promised",
    "neighbourhood promise or charter",
    '"Promise"',
    "Why the promise was changed",
    "no new promises and no words of councillors",
)


def test_nothing_is_called_a_promise_that_nobody_promised():
    """The model knows investments, projects, issues, actions and ideas: no sentence of the program calls one
    of them a promise.
    """
    catalogue = PATH.read_text(encoding="utf-8")
    said = [block for block in catalogue.split("\n\n") if "promis" in block.partition("msgid ")[2].casefold()]
    wrong = [
        block.partition("msgid ")[2]
        for block in said
        if not any(words in block.replace('"\n"', "") for words in PROMISED_BY_SOMEBODY)
    ]
    assert said and not wrong
