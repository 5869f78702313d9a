"""What a page may load: files of this site, and nothing that stands in the page itself (threat T1)."""

import re

from sites import html_of

from communityplans.build.page_shell import POLICY


def test_every_page_says_what_it_may_load_before_it_loads_anything(council_site):
    pages = html_of(council_site)
    assert len(pages) > 50
    for path, html in pages.items():
        meta = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        assert html.count(meta) == 1, path
        assert html.index(meta) < min(html.index(tag) for tag in ("<link", "<title")), path


def test_the_policy_lets_nothing_run_that_stands_in_a_page():
    assert (
        POLICY.startswith("default-src 'none'")
        and "unsafe" not in POLICY
        and "http" not in POLICY
        and "*" not in POLICY
    )


def test_no_page_needs_what_the_policy_forbids(council_site):
    for path, html in html_of(council_site).items():
        assert not re.search(r"<style|<[^>]+ style=|<script(?![^>]* src=)|<[^>]+ on[a-z]+=", html), path
