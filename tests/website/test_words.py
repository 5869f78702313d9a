"""No word of the program is left out of the catalogue, and one build does not speak the language of another.

The made-up council is built in a language that does not exist: every sentence of the catalogue stands in ⟦brackets⟧, dates are Greek, and everything that
somebody wrote is put into Greek letters. What is then still in Latin letters outside brackets is a word that nobody could translate.
"""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from babel.messages.pofile import read_po, write_po
from communityplans.derive.catalogue import PATH, marked, template
from communityplans.model.dates import When, parse_when, say_day
from communityplans.model.fields import fields
from communityplans.model.money import Money, parse_money, say_number, say_pounds
from communityplans.text import catalogue
from communityplans.text.catalogue import gettext, keeps, ngettext, speaking
from communityplans.website import pipeline
from communityplans.website.shell import POLICY
from pydantic import BaseModel
from sites import COUNCIL, TODAY, build, copy_of, html_of, parsed

LANGUAGE = "el"
GREEK = str.maketrans("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "αβκδεφγηιζκλμνοπθρστυβωχψζΑΒΚΔΕΦΓΗΙΖΚΛΜΝΟΠΘΡΣΤΥΒΩΧΨΖ")
# What stays in a text: addresses, code.
WAY = re.compile(r"(\]\([^)]*\)|`[^`]*`|https?://\S+|[^\s()\[\]]+@[^\s()]+)")
# What is no word in any language: addresses, files, e-mail, the reference of an item, marks for a script to fill in, names of standards.
NO_WORD = re.compile(r"<\w+>|\S*[/@.]\S*|\b[a-z]+(?:-[a-z0-9]+)+\b|\bhilltop\b|\{\w\}|\bKB\b|\bWCAG\b")
SEEN = ("alt", "title", "aria-label", "data-label", "placeholder", "data-plan", "data-area", "data-ward", "data-street", "data-within", "data-one", "data-many", "data-more",
        "data-near", "data-none", "data-failed")


def bracketed(text: str) -> str:
    """A text with each of its pieces in brackets, but not what it has to keep."""
    last, made = 0, ""
    for kept in (*catalogue._KEPT.finditer(text), None):
        piece = text[last : kept.start() if kept else len(text)]
        made += (f"⟦{piece}⟧" if re.search("[A-Za-z]", piece) else piece) + (kept[0] if kept else "")
        last = kept.end() if kept else last
    return made


@pytest.fixture(scope="module")
def pseudo(tmp_path_factory):
    """The catalogue of the language that does not exist, where the program looks for its languages."""
    folder = tmp_path_factory.mktemp("locale")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogue, "LOCALES", folder)
        catalog = read_po(BytesIO(template()), locale=LANGUAGE)
        for message in catalog:
            if message.id:
                message.string = tuple(map(bracketed, message.id)) if message.pluralizable else bracketed(message.id)
        (folder / LANGUAGE / "LC_MESSAGES").mkdir(parents=True)
        with (folder / LANGUAGE / "LC_MESSAGES" / "communityplans.po").open("wb") as file:
            write_po(file, catalog)
        yield


def greek(value, leaf: str = "text"):
    """A value with everything that somebody wrote in Greek letters."""
    if isinstance(value, BaseModel):
        return value.model_copy(update={f.name: greek(getattr(value, f.name), f.leaf.name if f.leaf else "") for f in fields(type(value))})
    if type(value) is tuple:
        return tuple(greek(one, leaf) for one in value)
    if isinstance(value, When | Money):
        return value if value.typed else replace(value, printed=value.printed.translate(GREEK))
    return greek_text(value) if leaf in ("text", "prose") and type(value) is str else value


def greek_text(text: str) -> str:
    return "".join(piece if WAY.fullmatch(piece) else piece.translate(GREEK) for piece in WAY.split(text))


def greek_content(content):
    def one(document):
        return document and replace(document, model=greek(document.model), body=greek_text(document.body) if document.body else document.body)

    settings = content.settings.model
    told = {"notice": greek(settings.notice), "paper_address": greek(settings.paper_address), "pre_election": greek(settings.pre_election)}
    return replace(content, council=one(content.council), plans=tuple(map(one, content.plans)), guides=tuple(map(one, content.guides)), streets=one(content.streets),
                   suggestions=tuple(map(one, content.suggestions)), settings=replace(content.settings, model=settings.model_copy(update=told)))


def greek_site(found):
    settings = found.content.settings
    editions = {e.id: replace(e, model=greek(e.model), content=greek_content(replace(e.content, settings=settings)), document=replace(e.document, model=greek(e.document.model)))
                for e in found.showing.editions}
    newest = found.showing.edition and editions[found.showing.edition.id]
    period = found.showing.period
    showing = replace(found.showing, content=greek_content(found.showing.content), edition=newest, editions=tuple(editions.values()), period=greek(period) if period else None)
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
    if element.tag in ("code", "pre", "script", "style") or element.get("lang") == "en-GB" or "cp-place" in (element.get("class") or ""):
        return
    if path.startswith("reference/rules/") and element.tag == "title":
        return
    if element.tag != "html" and (element.text or "").strip():
        yield left(element.text)
    yield from (left(element.get(name)) for name in SEEN)
    # What a check means stays English (text/catalogue says why), also as the title of its page.
    if path.startswith("reference/rules/") and element.tag in ("title", "meta"):
        return
    if element.tag == "meta" and element.get("name") == "description":
        yield left(element.get("content"))
    for child in element:
        yield from words_left(child, path)
        yield left(child.tail)


def test_no_word_is_left_on_any_page(spoken_site):
    pages = html_of(spoken_site)
    found = {f"{path}: {text.strip()[:160]}" for path, html in pages.items() for text in words_left(parsed(html), path) if text}
    assert len(pages) > 100
    assert not found, "\n".join(["These words are in no catalogue: hand them to _() or ngettext(), and run make words.", *sorted(found)[:80]])
