"""The search index: what can be found by its words, made at build from the same documents as the pages.

Our own index with a small library (MiniSearch, MIT, 7 KB compressed, vendored in theme/assets), and not
Pagefind, because:

- Pagefind runs as WebAssembly, for which a page must allow `wasm-unsafe-eval`. Here `script-src 'self'` is enough.
- Pagefind reads finished HTML and gives pages. We have the items: a result is an action with its status, its plan and its place
  on the page, and old editions need no marks to be kept out, because only what is shown goes in.
- Pagefind is a program for each kind of machine, fetched at set-up. This is data, the same bytes each time.

Lunr would do too, but its index must be made by its own JavaScript, for which a build would need Node.
MiniSearch makes its index from the words in the browser, so that nothing here has to agree with the inside of
a library.

To stay small on a phone, the index has each word of an item once and without the commonest; the text itself,
for the lines under a result, stands in one file for each page, which is fetched only when an item of that
page is shown. No page but search/ asks for any of it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup
from pydantic import BaseModel

from ..content.documents import Content, Document
from ..derived.place_lookup import places, title_now
from ..i18n import N_, _
from ..model.fields import fields
from ..model.guide import Guide
from ..model.plan import FIVE_CONTENTS, Plan
from ..model.tracked import Status
from ..model.types import listed
from ..source.markdown import render_document_markdown as guide_html
from ..source.markdown import render_field_markdown
from .cache_keys import CacheKeys
from .page import SiteFile
from .place_index import as_json
from .tasks import Run, Task, run_now, task_key

ADDRESS = "search/index.json"
KINDS = {
    "investments": N_("Investment"),
    "projects": N_("Project"),
    "shared_issues": N_("Issue"),
    "corporate_priorities": N_("Council-wide priority"),
    "future_priorities": N_("Future ideas"),
    "assets": N_("Community assets"),
    "actions": N_("Action"),
    "plan": N_("Plan"),
    "guide": N_("Guide"),
}
LIMIT_TEXT = 600
_NOTHING = ()
STATUSES = tuple(Status)
# No text of ours can hold it.
_NUMBER = b"\0"
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# Stop words: they are in nearly every text.
_COMMON = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "been",
        "but",
        "by",
        "can",
        "did",
        "do",
        "does",
        "for",
        "from",
        "had",
        "has",
        "have",
        "he",
        "her",
        "his",
        "how",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "more",
        "no",
        "not",
        "of",
        "on",
        "one",
        "or",
        "our",
        "out",
        "she",
        "so",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "they",
        "this",
        "to",
        "up",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "which",
        "who",
        "will",
        "with",
        "would",
        "you",
        "your",
    ]
)


@dataclass(frozen=True)
class SearchEntry:
    """An entry of the index: the address of its page, the anchor, the title, kind, status and text."""

    address: str
    id: str
    title: str
    kind: str
    status: Status | None
    text: str


def search_files(content: Content, keys: CacheKeys | None = None, run: Run = run_now) -> list[SiteFile]:
    """The files of the index, and of the texts of each page. With `keys`, the entries of each plan are a task
    of their own.
    """
    areas = {area.id: area.name for area in content.required_council.areas}
    priorities = {one.id: one.title for one in content.required_council.corporate_priorities}
    pages = [
        [
            title_now(plan.model),
            f"plans/{plan.slug}/",
            _unlike(areas.get(plan.model.area, ""), plan.model.title),
        ]
        for plan in content.plans
    ]
    pages += [[guide.model.title, f"guides/{guide.slug}/", ""] for guide in content.guides]
    names: dict[str, set[str]] = {}
    for place in places(content):
        for _title, slug in place.plans:
            names.setdefault(slug, set()).add(place.name)
    jobs = []
    for plan in content.plans:
        called = sorted(names.get(plan.slug, ()))
        key = task_key(keys.of(plan, "search"), called) if keys else ""
        jobs.append(Task("search entries", key, plan_entries, (plan, priorities, called)))
    jobs += [Task("search entries", "", guide_entries, (guide,)) for guide in content.guides]
    made = run(jobs)
    rows = b",".join(
        part.content.replace(_NUMBER, str(number).encode()) for number, (part, _texts) in enumerate(made)
    )
    head = as_json(
        {
            "pages": pages,
            "kinds": [_(kind) for kind in KINDS.values()],
            "statuses": [status.label for status in STATUSES],
        }
    ).rstrip()
    return [SiteFile(ADDRESS, head[:-1] + b',"rows":[' + rows + b"]}\n"), *(texts for _rows, texts in made)]


def plan_entries(plan: Document[Plan], priorities: dict[str, str], names: list[str]) -> list[SiteFile]:
    """The entries of a plan."""
    return _page(_of_plan(plan, priorities, names))


def guide_entries(guide: Document[Guide]) -> list[SiteFile]:
    """The entries of a guide page."""
    return _page([_of_guide(guide)])


def _page(entries: Iterable[SearchEntry]) -> list[SiteFile]:
    """The rows of one page in the index, with a mark in place of the page's number; and its texts as JSON."""
    found = list(entries)
    kinds = list(KINDS)
    rows = [
        [
            0,
            one.id,
            one.title,
            kinds.index(one.kind),
            STATUSES.index(one.status) if one.status else -1,
            _bag(one),
        ]
        for one in found
    ]
    written = b",".join(b"[" + _NUMBER + as_json(row).rstrip()[2:] for row in rows)
    address = f"search/{found[0].address.rstrip('/')}.json"
    return [
        SiteFile(f"{address}#rows", written),
        SiteFile(address, as_json({one.id: _cut(one.text) for one in found})),
    ]


def _of_plan(document: Document[Plan], priorities: dict[str, str], names: list[str]) -> Iterator[SearchEntry]:
    address, plan = f"plans/{document.slug}/", document.model
    yield SearchEntry(address, "", plan.title, "plan", None, f"{plan.summary} {'. '.join(names)}")
    for name in (*FIVE_CONTENTS, "assets"):
        for item in listed(getattr(plan, name)):
            yield _of_item(address, name, item, priorities)
            for action in getattr(item, "actions", ()):
                yield _of_item(address, "actions", action, priorities)


def _of_item(address: str, kind: str, item: BaseModel, priorities: dict[str, str]) -> SearchEntry:
    id = getattr(item, "id", "")
    title = (
        getattr(item, "title", None)
        or getattr(item, "name", None)
        or priorities.get(getattr(item, "priority", ""), id)
    )
    status = getattr(item, "status", None)
    said = " ".join(
        text if text.endswith((".", "!", "?", ":")) else f"{text}." for text in _texts(item) if text != title
    )
    return SearchEntry(address, id, title, kind, status, said)


def _of_guide(document: Document[Guide]) -> SearchEntry:
    text = Markup(guide_html(document.body).html).striptags()
    return SearchEntry(
        f"guides/{document.slug}/",
        "",
        document.model.title,
        "guide",
        None,
        f"{document.model.summary} {text}",
    )


def _texts(group: BaseModel) -> Iterator[str]:
    """Every text of an item, in the order of the model; not those of its actions, which are entries."""
    kinds = _kinds(type(group))
    for name, value in group.__dict__.items():
        # CPython has one empty tuple: a comparison by identity is fast, comparing a model with a tuple is
        # not.
        if value is None or value is _NOTHING:
            continue
        for one in value if type(value) is tuple else (value,):
            if isinstance(one, BaseModel):
                if "id" not in one.__dict__:
                    yield from _texts(one)
            elif kinds[name] == "prose" and isinstance(one, str):
                yield render_field_markdown(one).striptags()
            elif kinds[name] == "text" and isinstance(one, str):
                yield one


@cache
def _kinds(model: type[BaseModel]) -> dict[str, str]:
    """The leaf type of each field, by name; "" for a group."""
    return {spec.name: spec.leaf.name if spec.leaf else "" for spec in fields(model)}


def _bag(entry: SearchEntry) -> str:
    """The distinct words of a text, without stop words and those of the title."""
    seen = {word.casefold() for word in _WORD.findall(entry.title)} | _COMMON
    kept = []
    for word in _WORD.findall(entry.text):
        low = word.casefold()
        if low not in seen and len(low) > 1:
            seen.add(low)
            kept.append(low)
    return " ".join(kept)


def _cut(text: str) -> str:
    return text if len(text) <= LIMIT_TEXT else text[:LIMIT_TEXT].rsplit(" ", 1)[0] + " …"


def _unlike(area: str, title: str) -> str:
    """The name of an area; "" if the title of its plan is the same."""
    return "" if area.casefold() == title.casefold() else area
