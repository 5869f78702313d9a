"""What is a link and leads nowhere is said on its line; what only looks like one is not."""

import pytest
from communityplans.content.load import load
from communityplans.pages.links import broken_links
from communityplans.text.source import SourceFile
from sites import COUNCIL

HEAD = """\
---
schema_version: 1
title: Where to look
summary: Where things are.
order: 1
audience: [borough_councillors]
owner: Head of Communities
last_reviewed: 2026-11-01
review_in_months: 6
---
"""
NOWHERE = "There is no page at ../nowhere/."


def said(body: str, path: str = "guides/councillors/where.md", start: str = HEAD) -> list[tuple[int, str]]:
    files = [SourceFile("plans/council.yml", (COUNCIL / "plans/council.yml").read_text(encoding="utf-8")), SourceFile(path, start + body)]
    content, found = load(files)
    assert content.guides or content.plans, found
    return [(one.position.line - start.count("\n"), one.message) for one in broken_links(content)]


@pytest.mark.parametrize(("body", "found"), [
    ("See [this](../nowhere/).\n", [(1, NOWHERE)]),
    ("See [this](<../nowhere/>) and [all](../../../plans/).\n", [(1, NOWHERE)]),
    ("See [this][that].\n\n[that]: ../nowhere/\n", [(3, NOWHERE)]),
    ("See [this](../nowhere/?a=1&b=2).\n", [(1, "There is no page at ../nowhere/?a=1&b=2.")]),
    ("Type `[words](../nowhere/)` to make a link.\n", []),
    ("    [words](../nowhere/)\n", []),
    ("The field was left [empty](see below, by mistake.\n", []),
    ("- a list (see 3](no page)\n", []),
    ("[that]: ../nowhere/\n\nNobody asks for it.\n", []),
])
def test_in_a_guide(body, found):
    assert said(body) == found


@pytest.mark.parametrize(("words", "found"), [
    ("See [this](../nowhere/).", [NOWHERE]), ("Type `[words](../nowhere/)`.", []), ("An odd mark ](../nowhere/ stands here.", []),
])
def test_in_a_plan(words, found):
    plan = (COUNCIL / "plans/hilltop.yml").read_text(encoding="utf-8")
    assert said(f'process: "{words}"\n', "plans/hilltop.yml", plan) == [(1, sentence) for sentence in found]
