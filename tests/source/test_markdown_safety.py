"""Prose: what somebody wrote becomes headings, lists, emphasis and links, and nothing in it comes alive
(threats T1, T2, T17).
"""

import re

import html5lib
import pytest

from communityplans.source.markdown import ImageTarget, render_document_markdown, render_field_markdown

TAGS = {
    "p",
    "br",
    "strong",
    "em",
    "code",
    "ul",
    "ol",
    "li",
    "a",
    "blockquote",
    "h2",
    "h3",
    "h4",
    "pre",
    "hr",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
# `role` and `data-label` are put on tables by us, so that they can be cards on a phone.
ATTRIBUTES = {("a", "href"), ("th", "scope"), ("h2", "id"), ("h3", "id"), ("h4", "id"), ("td", "data-label")}


def alive(html: str) -> list[str]:
    """Every element, attribute or address that a page of ours must not have."""
    found = []
    for element in html5lib.parseFragment(str(html), namespaceHTMLElements=False).iter():
        if element.tag in ("DOCUMENT_FRAGMENT",):
            continue
        if element.tag not in TAGS:
            found.append(f"<{element.tag}>")
        for name, value in element.attrib.items():
            if (element.tag, name) not in ATTRIBUTES and name != "role":
                found.append(f"{element.tag} {name}={value}")
            if (
                name == "href"
                and not value.lower().startswith(
                    ("https://", "http://", "mailto:", "tel:", "/", "./", "../", "#")
                )
                and not value[:1].isalnum()
            ):
                found.append(value)
            if name == "href" and (
                value.startswith(("//", "\\\\", "/\\"))
                or any(word in value.lower().split(":")[0] for word in ("script", "data", "vbs", "file"))
            ):
                found.append(value)
    return found


ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<iframe src=//x.example>",
    "<a href=javascript:alert(1)>x</a>",
    "<style>*{display:none}</style>",
    "<form action=//x.example><input name=password></form>",
    "<div style=position:fixed>x</div>",
    "<base href=//x.example>",
    "<meta http-equiv=refresh content=0>",
    "<!-- x --><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php x ?>",
    "<scr<script>ipt>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "</p></div></main><script>alert(1)</script>",
    "<p onclick=alert(1)>x</p>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](  javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](&#106;avascript:alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "[x](file:///etc/passwd)",
    "[x](//evil.example)",
    "[x](///evil.example)",
    "[x](\\\\evil.example)",
    "[x](/\\evil.example)",
    "[x](http:evil.example)",
    "[x](https:/evil.example)",
    "[x]: javascript:alert(1)\n\n[x]",
    "[x]: //evil.example\n\n[x]",
    "[x][y]\n\n[y]: data:text/html,x",
    "<javascript:alert(1)>",
    "<data:text/html,x>",
    "![x](https://evil.example/pixel.png)",
    "![x](x onerror=alert(1))",
    "![x](/logo.png)",
    "![x][y]\n\n[y]: https://evil.example/p.png",
    "![](javascript:alert(1))",
    '[x](https://a.example "onmouseover=alert(1)")',
    "[x](https://a.example){onclick=alert(1)}",
    "# x {onclick=alert(1)}",
    "{: onclick=alert(1)}",
    "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>",
    "```\n<script>alert(1)</script>\n```",
    "- <script>alert(1)</script>",
    "> <script>alert(1)</script>",
    "*<script>alert(1)</script>*",
    "[<img src=x onerror=alert(1)>](https://a.example)",
    '[a](https://a.example/"onclick=alert(1))',
    "[a](https://a.example/'><script>alert(1)</script>)",
    "| a |\n|---|\n| <script>alert(1)</script> |",
    "## <img src=x onerror=alert(1)>",
    "a\n<script>alert(1)</script>\n===",
    "*[x]: <script>",
    "[[x]]",
    "{{ 7 * 7 }} {% raw %}",
    "\"'><x-canary a=1></title></script>[j](javascript:1)",
    "\x02wzxhzdk:0\x03",
    "[a](https://user@evil.example)",
    "http://a.example<script>alert(1)</script>",
]


@pytest.mark.parametrize("text", ATTACKS, ids=lambda text: repr(text)[:40])
def test_nothing_comes_alive(text):
    for html in (
        render_field_markdown(text),
        render_document_markdown(text).html,
        render_field_markdown(f"Hello *you* {text}"),
        render_document_markdown(f"## Title\n\n- point {text}\n\n{text}").html,
    ):
        assert alive(html) == []


def test_the_search_for_what_is_alive_can_fail():
    for html in (
        "<script>x</script>",
        "<p onclick=x>",
        "<a href='javascript:x'>",
        "<a href='//evil.example'>",
        "<img src=x>",
        "<a href=' javascript:x'>",
    ):
        assert alive(html)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Plain words.", "<p>Plain words.</p>"),
        ("A < B & C > D", "<p>A &lt; B &amp; C &gt; D</p>"),
        (
            "**bold** and *italic* and _italic_",
            "<p><strong>bold</strong> and <em>italic</em> and <em>italic</em></p>",
        ),
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
        ("[x](https://a.example/b?c=d&e=f)", '<p><a href="https://a.example/b?c=d&amp;e=f">x</a></p>'),
        ("[x](/plans/bedwell/#crossing)", '<p><a href="/plans/bedwell/#crossing">x</a></p>'),
        ("[x](../money/)", '<p><a href="../money/">x</a></p>'),
        ("[x](money/)", '<p><a href="money/">x</a></p>'),
        ("[x](#here)", '<p><a href="#here">x</a></p>'),
        ("[x](mailto:a@b.example)", '<p><a href="mailto:a@b.example">x</a></p>'),
        ("[x](tel:01632960001)", '<p><a href="tel:01632960001">x</a></p>'),
        ("[x](javascript:alert(1))", "<p><a>x</a></p>"),
        ("[x](//evil.example)", "<p><a>x</a></p>"),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>"),
        ("![a picture](/x.png)", "<p></p>"),
        ("`code`", "<p><code>code</code></p>"),
        ("snake_case_word", "<p>snake_case_word</p>"),
        ("{{ 7 * 7 }}", "<p>{{ 7 * 7 }}</p>"),
    ],
)
def test_what_writers_use_works(text, html):
    assert render_field_markdown(text) == html


def test_a_guide_has_headings_with_places_and_tables():
    shown = render_document_markdown(
        "## Your ward\n\nText.\n\n### More & more\n\n## Your ward\n\n| a | b |\n|---|---|\n| c | d |\n"
    )
    assert [(s.level, s.id, s.text) for s in shown.sections] == [
        (2, "your-ward", "Your ward"),
        (3, "more-more", "More & more"),
        (2, "your-ward_1", "Your ward"),
    ]
    assert '<h2 id="your-ward">Your ward</h2>' in shown.html
    assert re.search('<th [^>]*scope="col"[^>]*>a</th>', shown.html) and "style=" not in shown.html


def somewhere(name: str) -> ImageTarget | None:
    """A guide beside which lies one picture."""
    return ImageTarget("../../../pictures/" + "0" * 40 + ".png", 640, 480) if name == "map.png" else None


SHOWN = '<img alt="{}" height="480" loading="lazy" src="../../../pictures/' + "0" * 40 + '.png" width="640">'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("![A map](map.png)", f"<p>{SHOWN.format('A map')}</p>"),
        ("a ![A map](map.png) b", f"<p>a {SHOWN.format('A map')} b</p>"),
        ("![A map][m]\n\n[m]: map.png", f"<p>{SHOWN.format('A map')}</p>"),
        ("[![A map](map.png)](money/)", f'<p><a href="money/">{SHOWN.format("A map")}</a></p>'),
        ('![A map](map.png "title")', f"<p>{SHOWN.format('A map')}</p>"),
        ('![A "map" <b>&](map.png)', f"<p>{SHOWN.format('A &quot;map&quot; &lt;b&gt;&amp;')}</p>"),
        ("a ![A map](other.png) b ![C](map.png) d", f"<p>a A map b {SHOWN.format('C')} d</p>"),
        ("*a* ![<b>A map</b>](other.png)c", "<p><em>a</em> &lt;b&gt;A map&lt;/b&gt;c</p>"),
        ("![A map](https://evil.example/map.png)", "<p>A map</p>"),
        ("![A map](../../../pictures/x.png)", "<p>A map</p>"),
        ("## Where ![A map](map.png)", '<h2 id="where-a-map">Where A map</h2>'),
    ],
)
def test_a_guide_shows_its_own_pictures_and_says_the_others(text, html):
    assert render_document_markdown(text, somewhere).html == html


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_comes_alive_beside_a_picture(attack):
    shown = render_document_markdown(
        f"![A map](map.png) {attack}\n\n![{attack}](map.png)\n\n![x]({attack})", somewhere
    )
    assert [
        found
        for found in alive(shown.html)
        if found != "<img>"
        and not re.match(
            r"img (src=\.\./\.\./\.\./pictures/0{40}\.png|alt=|width=640|height=480|loading=lazy)", found
        )
    ] == []


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/x.png",
        "javascript:alert(1)",
        "//evil.example/x.png",
        "pictures/x.png",
        "pictures/" + "0" * 40 + ".svg",
        "pictures/" + "0" * 40 + ".png?x",
        "x/pictures/" + "0" * 40 + ".png",
    ],
)
def test_no_picture_has_another_address(address):
    """Even if what resolves the names of pictures were wrong."""
    assert (
        "src="
        not in render_document_markdown("![A map](map.png)", lambda name: ImageTarget(address, 1, 1)).html
    )


def test_what_was_asked_for_is_known_without_being_shown():
    assert [
        (seen.name, seen.description)
        for seen in render_document_markdown("![](a.png) `![](b.png)` ![C d](c.png)").pictures
    ] == [("a.png", ""), ("c.png", "C d")]
