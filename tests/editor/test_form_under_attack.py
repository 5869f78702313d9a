"""Hostile texts in the form at /edit/, which holds the token of whoever is signed in: in the list, in the
fields, in the preview, and in what somebody else proposed (threat T3).
"""

import re

import pytest
from browsing import PLAN, control, open_item, save, sign_in, until

from communityplans.build.pipeline import examine

pytestmark = [pytest.mark.browser, pytest.mark.long]
TEXT = (
    "\"'><img src=x onerror=ran(1)><svg onload=ran(1)><script>ran(1)</script>[j](javascript:ran(1)) {{7*7}}"
    " </textarea></title></script>"
)
NOTICE = (
    "window.heard = []; window.ran = said => window.heard.push(said);"
    " document.addEventListener('securitypolicyviolation', event => window.heard.push(event.violatedDirective"
    " + ' ' + event.blockedURI));"
)
# Sveltia's own look at whether GitHub is well, which the page does not allow. And its cleaner of HTML
# (DOMPurify) reads texts in a document that is never shown: Chromium says of each handler there that the
# policy would not let it run. The same of a base that the frame of the preview asks for.
EXPECTED = re.compile(
    r"githubstatus|^script-src-attr inline$|^base-uri http://127\.0\.0\.1:|Executing inline event"
    r" handler|document's base URI"
)


def test_hostile_texts_do_nothing_in_the_form(site, visit, forge, council, today):
    for path in [
        council / "plans/mill-quarter.yml",
        *(council / "guides").rglob("*.md"),
        council / "plans/council.yml",
    ]:
        text = path.read_text(encoding="utf-8")
        quoted = "'" + TEXT.replace("'", "''") + "'"
        path.write_text(
            re.sub(
                r"(?m)^(\s*(?:- )?(?:title|summary|description|text|name|post|why|place):"
                r" )(?![{\[|>&*]).*$(?=\n\s*(?:- |\w+:|#|\n|---|\Z))",
                lambda found: found[1] + quoted,
                text,
            )
            + (f"\n{TEXT}\n\n[j](javascript:ran(1))\n" if path.suffix == ".md" else ""),
            encoding="utf-8",
        )
    assert (council / "plans/mill-quarter.yml").read_text(encoding="utf-8").count("onerror") > 5
    assert [
        one
        for one in examine(council, today).diagnostics
        if one.severity.name == "error" and one.rule not in ("broken-link",)
    ] == []
    forge.store.git("fetch", "-q", str(council), "main")
    tip = forge.store.tip("council/plans", "main")
    files = {
        path.relative_to(council).as_posix(): path.read_bytes()
        for path in council.rglob("*")
        if path.suffix in (".yml", ".md")
    }
    forge.store.commit("council/plans", "main", tip, files, "Hostile")
    seen = visit(site(forge.settings) + PLAN, scripts=(NOTICE,), width=1280)
    dialogs = []
    seen.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    sign_in(seen.page, "officer")
    open_item(seen.page, 0)
    until(seen.page, lambda: any("onerror" in frame.inner_text("body") for frame in seen.page.frames[1:]))
    control(seen.page, "investments.0.title").fill(TEXT + " 2")
    until(seen.page, lambda: any(TEXT + " 2" in frame.inner_text("body") for frame in seen.page.frames[1:]))
    save(seen.page)
    until(seen.page, lambda: forge.store.pulls)
    base = seen.url.split("#")[0]
    for place in (
        "#/collections/plans",
        "#/collections/guides-councillors",
        "#/collections/council",
        "#/collections/guides-councillors/entries/first-steps",
        "#/workflow",
    ):
        seen.page.goto(base + place)
        seen.page.wait_for_timeout(1500)
        for frame in seen.page.frames:
            assert (
                frame.evaluate(
                    "[...document.querySelectorAll('[onload], [onerror], a[href^=\"javascript:\" i]')].length"
                )
                == 0
            ), place
    heard = [
        one
        for frame in seen.page.frames
        for one in frame.evaluate("window.heard ?? []")
        if not EXPECTED.search(str(one))
    ]
    assert heard == [] and dialogs == []
    assert [said for said in seen.complaints if "violat" in said and not EXPECTED.search(said)] == []
    assert [url for url in seen.outside if not EXPECTED.search(url)] == []
