"""A site that is no publication of the council says so wherever its words go: on each page of each PDF and in
its metadata, in feeds, calendars, data and citations.
"""

import json
import re
from io import BytesIO

import pikepdf
import pytest
from sites import COUNCIL, build, html_of, words
from test_pdf import texts

pytestmark = pytest.mark.usefixtures("own_cache")

NOTICE = "Made up for tests and not the site of any real council."
PUBLISHER = "The makers of this test"
COUNCIL_NAME = "Example Borough Council"


def test_every_page_of_every_pdf_and_its_metadata(papers):
    assert len(papers.files) > 4
    for file in papers.files:
        with pikepdf.open(BytesIO(file.content)) as pdf:
            assert NOTICE in str(pdf.docinfo["/Subject"])
            if file.address.startswith("plans/"):
                assert str(pdf.docinfo["/Author"]) == PUBLISHER
            for number, page in enumerate(pdf.pages):
                single = pikepdf.new()
                single.pages.append(page)
                assert NOTICE in texts(single), f"{file.address}, page {number + 1}"


def test_links_of_pdfs_lead_to_pages_of_the_site(papers):
    addresses = {page.address for page in papers.pages} | {file.address for file in papers.files}
    followed = 0
    for file in papers.files:
        with pikepdf.open(BytesIO(file.content)) as pdf:
            for page in pdf.pages:
                for note in page.get("/Annots", []):
                    target = str(note.get("/A", {}).get("/URI", ""))
                    if target.startswith("https://plans.example.org/"):
                        path = target.removeprefix("https://plans.example.org/").partition("#")[0]
                        assert path in addresses or path.startswith(("data/", "calendar/", "feeds/")), target
                        followed += 1
    assert followed > 20


def test_feeds_calendars_data_and_citations(tmp_path):
    build(COUNCIL, tmp_path / "site")
    site = tmp_path / "site"
    data = sorted(site.glob("data/**/*.json"))
    heads = [json.loads(path.read_text(encoding="utf-8")) for path in data if "schemas" not in path.parts]
    assert heads and {(head["publisher"], head["notice"]) for head in heads} == {(PUBLISHER, NOTICE)}
    calendars = sorted(site.glob("calendar/*.ics"))
    assert calendars and all(NOTICE in re.sub(r"\r\n ", "", path.read_bytes().decode()) for path in calendars)
    for path, html in html_of(site).items():
        if "Cite this as" in html:
            cited = words(html.partition("Cite this as")[2].partition("</p>")[0])
            assert PUBLISHER in cited and COUNCIL_NAME not in cited, path


def test_feeds_name_who_publishes_them(tmp_path):
    from past import council_with_a_past

    root = council_with_a_past(tmp_path / "past").root
    build(root, tmp_path / "site")
    feeds = sorted((tmp_path / "site/feeds").glob("*.xml"))
    assert feeds
    for path in feeds:
        text = path.read_text(encoding="utf-8")
        assert f"<subtitle>{NOTICE}</subtitle>" in text and f"<name>{PUBLISHER}</name>" in text
        assert f"<name>{COUNCIL_NAME}</name>" not in text
