"""The page at /edit/ and the command that serves it on this computer."""

import base64
import hashlib
import re
import threading
import urllib.request

import pytest

from communityplans.adapters.local_editor import form_here
from communityplans.build import editor_packages
from communityplans.build.editor_files import form_files
from communityplans.build.pipeline import examine
from communityplans.model.settings import Forge
from communityplans.site.editor_page import edit_page, policy
from communityplans.source.errors import UsageError


def directives(text: str) -> dict[str, list[str]]:
    """A policy by its directives."""
    return {name: sources for name, *sources in (part.split() for part in text.split("; "))}


def test_the_page_lets_nobody_else_in():
    allowed = directives(policy(["https://api.example.org"], ["https://pictures.example.org"]))
    assert allowed["default-src"] == ["'none'"] and allowed["object-src"] == allowed["base-uri"] == allowed[
        "form-action"
    ] == ["'none'"]
    assert [source for source in allowed["script-src"] if not source.startswith("'sha256-")] == ["'self'"]
    assert allowed["connect-src"] == ["'self'", "blob:", "data:", "https://api.example.org"]
    assert allowed["img-src"] == ["'self'", "blob:", "data:", "https://pictures.example.org"]
    assert allowed["font-src"] == ["'self'"]
    assert "unsafe-eval" not in str(allowed) and "*" not in str(allowed)


def test_the_list_of_modules_is_the_one_that_is_allowed():
    page = edit_page("Example", [], [])
    modules = re.search(r'<script type="importmap">(.*?)</script>', page)[1]
    assert f"'sha256-{base64.b64encode(hashlib.sha256(modules.encode()).digest()).decode()}'" in page.replace(
        "&#39;", "'"
    )
    assert page.count("<script") == 2 and 'content="noindex"' in page and "<noscript>" in page


def test_what_stands_in_the_settings_is_escaped():
    assert "<b>" not in edit_page("<b>", [], [])


@pytest.mark.parametrize(
    "forge, mailbox, said",
    [
        (
            "GitHub",
            "plans@example.org",
            ["account with GitHub", 'href="mailto:plans@example.org"', 'href="../"'],
        ),
        ("GitLab", None, ["account with GitLab", "Each plan says whom to write to.", 'href="../"']),
        ("", "plans@example.org", ["Nobody signs in"]),
    ],
    ids=["with a mailbox", "without one", "this computer"],
)
def test_the_page_says_what_signing_in_is_for(forge, mailbox, said):
    page = edit_page("Example", [], [], forge, mailbox)
    words = re.search(r'<template id="signing-in">(.*?)</template>', page, re.DOTALL)[1]
    assert [one for one in said if one not in words] == []
    assert ("account" in words) is bool(forge)


@pytest.mark.parametrize(
    "forge, speaks_to",
    [
        (
            Forge(kind="github", url="https://github.com/council/plans", editor={"forks": True}),
            "https://api.github.com",
        ),
        (
            Forge(kind="gitlab", url="https://gitlab.example.org/council/plans", editor={"forks": False}),
            "https://gitlab.example.org",
        ),
        (None, ""),
    ],
    ids=["github", "gitlab", "this computer"],
)
def test_it_speaks_to_the_forge_only(council, today, forge, speaks_to):
    page = next(iter(form_files(examine(council, today).content, forge, ()))).content.decode()
    allowed = directives(re.search(r'Policy" content="([^"]*)"', page)[1].replace("&#39;", "'"))
    assert [source for source in allowed["connect-src"] if source.startswith("http")] == [
        source for source in [speaks_to] if source
    ]


def test_the_form_is_served_on_this_computer(fetched, council, today):
    with form_here(council, today, 0) as (server, address):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            assert server.server_address[0] == "127.0.0.1"
            for name in (
                "",
                "config.json",
                "sveltia/npm/index.js",
                "../assets/community-plans.css",
                "../assets/public-sans.ttf",
            ):
                with urllib.request.urlopen(address + name) as answer:
                    assert answer.status == 200 and answer.headers["Cache-Control"] == "no-store"
        finally:
            server.shutdown()


def test_a_plan_with_errors_can_be_put_right_in_the_form(fetched, council, today):
    (council / "plans/mill-quarter.yml").write_text("title: Mill Quarter\n", encoding="utf-8")
    with form_here(council, today, 0) as (_, address):
        assert address.endswith("/edit/")


def test_without_the_parts_it_says_how_to_get_them(council, today, tmp_path, monkeypatch):
    monkeypatch.setattr(editor_packages, "cache", lambda: tmp_path / "empty")
    with pytest.raises(UsageError, match="To fetch them: plans edit --fetch"), form_here(council, today, 0):
        pass


def test_a_port_in_use_is_said(fetched, council, today):
    with (
        form_here(council, today, 0) as (server, _),
        pytest.raises(UsageError, match="is in use"),
        form_here(council, today, server.server_port),
    ):
        pass
