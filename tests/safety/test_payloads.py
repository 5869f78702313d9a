"""Thousands of hostile texts in every field of every kind of file: none comes alive on a page, in a file
beside it, or in a browser.
"""

import csv
import io
import json
import re
from xml.etree import ElementTree

import icalendar
import pytest
from alive import alive
from attacked import FREE, MARK, string_fields
from payloads import EVENTS, EVIL, PRODUCT, payloads, some
from sites import GOLDEN, html_of, parsed, tree, words

from communityplans.content.load import load_files
from communityplans.model.fields import iter_fields
from communityplans.schema.field_reference import FILES
from communityplans.source.diagnostic_formats import FORMATS
from communityplans.source.files import SourceFile, read_directory

# What a page may be made of: what the accepted site is made of (tests/golden), and published pictures.
MORE = {("img", name) for name in ("", "src", "alt", "width", "height", "loading")} | {
    ("aside", "aria-labelledby")
}
PROPERTIES = {
    "UID",
    "DTSTAMP",
    "DTSTART",
    "DTEND",
    "SUMMARY",
    "DESCRIPTION",
    "URL",
    "LOCATION",
    "CATEGORIES",
    "STATUS",
    "TRANSP",
    "CLASS",
    "SEQUENCE",
    "LAST-MODIFIED",
    "CREATED",
    "VERSION",
    "PRODID",
    "METHOD",
    "CALSCALE",
    "NAME",
    "X-WR-CALNAME",
    "X-WR-CALDESC",
    "SOURCE",
    "REFRESH-INTERVAL",
    "X-PUBLISHED-TTL",
    "DURATION",
    "COLOR",
}


def pairs(page) -> set[tuple[str, str]]:
    """Every element of a page, and every attribute with its element."""
    return {(str(one.tag), name) for one in page.iter() for name in ("", *map(str, one.attrib))}


@pytest.fixture(scope="session")
def accepted() -> set[tuple[str, str]]:
    return MORE.union(*(pairs(parsed(html)) for html in html_of(GOLDEN).values()))


def test_the_grammar_makes_thousands_and_each_is_another():
    all_, few = payloads(), some(17)
    assert len(all_) > 5000 and len({one.mark for one in all_}) == len(all_)
    assert len({one.text.replace(one.mark, "") for one in all_}) > 0.99 * len(all_)
    assert [one.text for one in payloads()] == [one.text for one in all_]
    assert {one.family for one in few} == {one.family for one in all_} and 250 < len(few) < 500
    for event in EVENTS:
        assert any(event in one.text for one in few), event


def test_every_field_of_every_kind_of_file_is_attacked(attack):
    assert string_fields() - set(attack.council.placed) == {"Report.fingerprint"}, (
        "a pattern lets nothing but digits stand there"
    )


def test_each_was_tried_and_stands_on_a_page_or_was_refused_in_words(attack):
    council = attack.council
    marks = {one.mark for one in attack.payloads}
    refused = {mark for _, mark in council.refused}
    assert council.tried == marks and marks == council.standing | refused
    assert [
        said for said in council.refused.values() if not re.fullmatch(r"(?s)[a-z-]+: \S.* .*[.?]", said)
    ] == []
    # Most are on pages, as text: nothing here proves anything if the check refuses everything. A few fields
    # are shown nowhere, such as which domains are official.
    on_pages = {mark for page in attack.pages.values() for mark in MARK.findall(words(page))}
    assert len(council.standing - on_pages) <= len(marks) // 500 and len(council.standing) > 0.7 * len(marks)


def test_no_page_has_what_ours_have_not(attack, accepted):
    found = []
    for path, page in attack.pages.items():
        found += [(path, what) for one in page.iter() for what in alive(one)] + [
            (path, pair) for pair in pairs(page) - accepted
        ]
        ids = [one.get("id") for one in page.iter() if one.get("id")]
        found += [(path, f"two things are called {id}") for id in set(ids) if ids.count(id) > 1]
    assert found == []


def test_no_file_beside_the_pages_is_alive(attack):
    seen = set()
    for path, data in tree(attack.site).items():
        seen.add(kind := path.rpartition(".")[2])
        text = (
            data.decode("utf-8-sig")
            if kind in ("json", "csv", "xml", "ics", "txt", "js", "css", "html")
            else ""
        )
        assert PRODUCT not in text and "root:x:" not in text and "uid=" not in text, path
        match kind:
            case "json":
                json.loads(text)
                assert not set("<>&") & set(text), path
            case "csv":
                cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
                assert [
                    cell
                    for cell in cells
                    if cell.lstrip().startswith(
                        ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff20", "\uff0d", "\t", "\r")
                    )
                ] == [], path
            case "xml":
                assert (
                    "<!DOCTYPE" not in text and "<!ENTITY" not in text and "<?xml-stylesheet" not in text
                ), path
                for one in ElementTree.fromstring(text).iter():
                    if one.get("type") in ("html", "xhtml"):
                        assert [
                            what for inner in parsed(one.text or "").iter() for what in alive(inner)
                        ] == [], path
                    assert [
                        what
                        for name, value in one.attrib.items()
                        if name.endswith(("href", "src"))
                        for what in alive(ElementTree.Element("a", {"href": value}))
                    ] == [], path
            case "ics":
                events = icalendar.Calendar.from_ical(text)
                assert {
                    name for part in events.walk() for name in part if str(name) not in PROPERTIES
                } == set(), path
                assert {part.name for part in events.walk()} <= {
                    "VCALENDAR",
                    "VEVENT",
                    "VTIMEZONE",
                    "STANDARD",
                    "DAYLIGHT",
                }, path
                assert all(
                    str(part["URL"]).startswith(("https://", "http://"))
                    for part in events.walk()
                    if "URL" in part
                ), path
    assert {"json", "csv", "xml", "ics", "html"} <= seen


# Before anything of a page runs: what notices that something of a payload did.
NOTICE = """
window.heard = [];
window.ran = (...said) => window.heard.push('ran ' + said);
document.addEventListener('securitypolicyviolation', event => window.heard.push('violation ' + event.violatedDirective + ' ' + event.blockedURI));
document.addEventListener('click', event => { const link = event.target.closest?.('a[href]');
  if (!link || ['http:', 'https:', 'mailto:', 'tel:'].includes(link.protocol)) event.preventDefault(); }, true);
document.addEventListener('submit', event => { event.preventDefault(); event.stopImmediatePropagation(); }, true);
"""
POKE = """events => {
  const all = [...document.querySelectorAll('body, body *')];
  for (const one of all) {
    for (const event of events) one.dispatchEvent(new Event(event, { bubbles: false, cancelable: true }));
  }
  for (const one of document.querySelectorAll('a, area, button, input, select, textarea, summary, details, label, iframe, object, [tabindex], [contenteditable], [autofocus]')) {
    one.focus?.({ preventScroll: true });
    one.click?.();
  }
  return [all.length, window.heard, [...new Set([...document.querySelectorAll('a[href], area[href]')].map(one => one.protocol))]];
}"""
EVENT_NAMES = [event[2:] for event in EVENTS] + [
    "click",
    "mouseenter",
    "pointerover",
    "pointerdown",
    "mousedown",
    "keyup",
    "change",
    "submit",
    "dragstart",
    "copy",
    "contextmenu",
]


@pytest.fixture(scope="module")
def watched(chromium):
    """Gives a browser page that notes what it asks for and what it says.

    With the site's policy switched off, if wanted, so that nothing but the page itself protects.
    """
    contexts = []

    def open_(*, policy: bool):
        context = chromium.new_context(bypass_csp=not policy, viewport={"width": 1280, "height": 900})
        contexts.append(context)
        context.add_init_script(NOTICE)
        page, noticed, asked = context.new_page(), [], []
        page.on("dialog", lambda dialog: (noticed.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("pageerror", lambda error: noticed.append(f"error {error}"))
        page.on(
            "console",
            lambda message: noticed.append(message.text) if message.type in ("error", "warning") else None,
        )
        page.on("popup", lambda popup: noticed.append(f"window {popup.url}"))

        page.on("request", lambda request: asked.append(request.url))
        return page, noticed, asked

    yield open_
    for context in contexts:
        context.close()


def attack_in_browser(page, address: str) -> tuple[int, list[str]]:
    """Open a page; point at everything, focus it, press it, and send it every event that a payload listens
    for: how much there was, and what came of it. What the page keeps of its visitor counts, too.
    """
    page.goto(address)
    count, heard, protocols = page.evaluate(POKE, EVENT_NAMES)
    # As a person does it, too, who trusts nothing to scripts.
    for place in ((640, 300), (300, 500), (640, 700)):
        page.mouse.move(*place)
    for _ in range(3):
        page.keyboard.press("Tab")
    kept = (
        page.evaluate(
            "[...Object.keys(localStorage), ...Object.keys(sessionStorage), document.cookie].filter(Boolean)"
        )
        + page.context.cookies()
    )
    return count, heard + kept + page.evaluate("window.heard") + [
        one for one in protocols if one not in ("http:", "https:", "mailto:", "tel:")
    ]


def in_browser(attack, watched, *, policy: bool, addresses: list[str]) -> tuple[int, int]:
    """How many elements were attacked, and how many requests were made."""
    page, noticed, asked = watched(policy=policy)
    elements = 0
    for address in addresses:
        count, heard = attack_in_browser(page, attack.served.url + address)
        elements += count
        assert (heard, noticed) == ([], []), address
        assert page.url.split("#")[0] == attack.served.url + address
    assert [url for url in asked if not url.startswith((attack.served.url, "data:"))] == []
    return elements, len(asked)


@pytest.mark.browser
def test_nothing_runs_even_without_the_policy_of_the_site(some_of_them, watched):
    elements, _ = in_browser(some_of_them, watched, policy=False, addresses=some_of_them.addresses)
    assert elements > 10_000


@pytest.mark.browser
def test_nothing_meets_the_policy_of_the_site(some_of_them, watched):
    """A few pages are enough here: every kind of page is opened with the policy in tests/browser."""
    assert {"plans/p1/", "guides/councillors/g1/", "plans/p1/2026-11-01/"} <= set(some_of_them.addresses)
    in_browser(
        some_of_them,
        watched,
        policy=True,
        addresses=["plans/p1/", "guides/councillors/g1/", "plans/p1/2026-11-01/", "search/"],
    )


@pytest.mark.long
@pytest.mark.counted
@pytest.mark.browser
def test_none_of_all_of_them_runs(all_of_them, watched, count):
    addresses = all_of_them.addresses
    elements, requests = in_browser(all_of_them, watched, policy=False, addresses=addresses)
    _, more = in_browser(all_of_them, watched, policy=True, addresses=addresses)
    assert elements > 100_000
    count("payloads", tried=len(all_of_them.council.tried))
    count("canaries", tried=len(all_of_them.council.placed))
    count("requests", tried=requests + more)


@pytest.mark.browser
def test_the_browser_notices_what_runs(some_of_them, watched):
    """The same search, on a page that is alive in every way."""
    page, noticed, asked = watched(policy=False)
    page.route(
        "**/alive/",
        lambda route: route.fulfill(
            content_type="text/html",
            body="""<body><img src=x onerror="ran('image')"><p tabindex=0 onfocus="ran('focus')" onmouseover="ran('mouse')">x</p>
        <a id=j href="javascript:ran('link')">j</a><b onclick="alert('asked')">b</b><img src="//evil.example/x">""",
        ),
    )
    _, heard = attack_in_browser(page, some_of_them.served.url + "alive/")
    page.wait_for_timeout(200)
    assert {"ran focus", "ran mouse", "javascript:"} <= set(heard) and "ran image" in page.evaluate(
        "window.heard"
    )
    assert "dialog asked" in noticed and any(EVIL in url for url in asked)


@pytest.mark.browser
def test_what_a_search_finds_is_text(some_of_them, watched):
    page, noticed, asked = watched(policy=False)
    marks = sorted(some_of_them.council.standing, key=lambda mark: int(mark[2:-2]))
    for path in ("search/", "find/"):
        page.goto(some_of_them.served.url + path)
        for mark in (*marks[:: max(1, len(marks) // 2)], "<img src=x onerror=ran(1)>"):
            page.fill(f"#{path[:-1]}_box", mark)
            page.wait_for_timeout(400)
            _, heard, protocols = page.evaluate(POKE, EVENT_NAMES)
            assert heard == [] and noticed == [] and set(protocols) <= {"http:", "https:", "mailto:", "tel:"}
    assert [url for url in asked if EVIL in url] == []


@pytest.mark.parametrize("model", [model for _, model, _ in FILES], ids=lambda model: model.__name__)
def test_fields_that_are_no_text_refuse_every_text(model):
    """Ids, references, days, choices, numbers: a payload there is a problem in its place, in every form in
    which problems are said.
    """
    path = {
        "Council": "plans/council.yml",
        "Settings": "plans/council-settings.yml",
        "Suggestion": "suggestions/a.yml",
        "Edition": "plans/editions/2026-11-01.yml",
    }.get(model.__name__, "plans/a.yml")
    if model.__name__ in ("Guide", "Report", "StreetList"):
        path = {
            "Guide": "guides/councillors/a.md",
            "Report": "reports/a.md",
            "StreetList": "plans/council-streets.csv",
        }[model.__name__]
    strict = sorted(
        {
            steps[0]
            for steps, spec in iter_fields(model)
            if len(steps) == 1 and (spec.choices or (spec.leaf and spec.leaf.name not in FREE))
        }
    )
    chosen = some(211)
    for name in strict:
        for payload in chosen:
            written = json.dumps(payload.text)
            text = f"{name}: {written}\n"
            text = (
                f"---\n{text}---\n\nText.\n"
                if path.endswith(".md")
                else f"street,{name}\nA street,{written}\n"
                if path.endswith(".csv")
                else text
            )
            file = SourceFile(path, text)
            _, found = load_files([file])
            here = [one for one in found if one.position.path == path]
            assert here, (name, payload)
            for form in FORMATS.values():
                said = form(here, {path: file})
                assert not re.search(
                    r"[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u202e\u2066]", said.replace("\n", "")
                ), payload


def test_no_hostile_name_of_a_file_is_taken(tmp_path):
    """A payload as the name of a plan, a guide, a suggestion, a report, an edition, a picture and a folder:
    refused in words that a terminal can be shown, and no file is read.
    """
    places = (
        "plans/{0}.yml",
        "plans/{0}",
        "plans/editions/{0}.yml",
        "guides/councillors/{0}.md",
        "guides/{0}/a.md",
        "guides/councillors/{0}.png",
        "suggestions/{0}.yml",
        "reports/{0}.md",
        "plans/{0}.svg",
        "plans/{0}.html",
    )
    made = 0
    for n, payload in enumerate(some(17)):
        name = re.sub(r"[/\x00\ud800-\udfff]", "", payload.text)[:60]
        path = tmp_path / places[n % len(places)].format(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("title: x\n", encoding="utf-8")
        made += 1
    reading = read_directory(tmp_path)
    assert reading.files == [] == reading.pictures and len(reading.diagnostics) == made > 250
    for form in FORMATS.values():
        assert not re.search(
            r"[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u202e\u2066]", form(reading.diagnostics, {}).replace("\n", "")
        )


def test_no_line_of_a_report_is_a_command_of_the_forge(some_of_them):
    """What the check quotes never starts a line, where `::` would speak to GitHub (threat T12)."""
    texts = [one.text for one in payloads() if one.family == "other"]
    file = SourceFile(
        "plans/a.yml",
        "".join(f"- {json.dumps(text)}\n" for text in texts)
        + "".join(f"x{n}: {json.dumps(text)}\n" for n, text in enumerate(texts)),
    )
    for path, text in (
        ("plans/a.yml", file.content),
        *((f"plans/b{n}.yml", f"title: {one}\nstage: {one}\n") for n, one in enumerate(texts)),
    ):
        source = SourceFile(path, text)
        _, found = load_files([source])
        here = [one for one in found if one.position.path == path]
        for name, form in FORMATS.items():
            for line in form(here, {path: source}).split("\n"):
                assert not line.lstrip().startswith(("::", "##[", "##vso")) or (
                    name == "github"
                    and re.match(r"::(error|warning|notice) file=plans/[ab]\d*\.yml,line=\d+", line)
                ), line
