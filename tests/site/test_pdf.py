"""A plan as a PDF: every rule of PDF/UA-1, the whole text, the same bytes, and nothing from outside."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from io import BytesIO

import page as checker
import pikepdf
import pytest
from sites import COUNCIL, TODAY, copy_of, links, parsed, plans_here, words

from communityplans.adapters.verification import verify
from communityplans.build import pdf_build as making
from communityplans.build.editor_packages import MISSING as NO_FORM
from communityplans.build.pdf_build import with_pdfs
from communityplans.build.pipeline import site
from communityplans.site import pdf as printing
from communityplans.site.pdf import PdfJob, set_sheet
from communityplans.site.plan_page import PAPER, say_size
from communityplans.source.errors import UsageError

pytestmark = pytest.mark.usefixtures("own_cache")

SLUGS = ("everything", "hilltop", "quarry-end", "riverside-and-millfield")
HEAD = (
    '<!doctype html><html lang="en-GB"><head><title>A small sheet</title></head><body><main data-title="A"'
    ' data-edition="B" data-address="C">'
)


def small(body: str, day=TODAY) -> PdfJob:
    """A sheet with little on it."""
    return PdfJob("plans/small/small.pdf", f"{HEAD}<h1>Small</h1>{body}</main></body></html>", day)


def fails(data: bytes) -> list[str]:
    """The rules of PDF/UA-1 that a PDF breaks."""
    return sorted({failure.rule_id for failure in checker.validate_pdf_bytes(data, profile="ua1").failures})


def document(papers, slug: str):
    """The PDF of a plan, opened."""
    return pikepdf.open(
        BytesIO(next(f.content for f in papers.files if f.address == f"plans/{slug}/{slug}.pdf"))
    )


def texts(pdf) -> str:
    """The text of a PDF as a reader's program finds it: through the map from signs to letters that each font
    carries.
    """
    maps, found = {}, []
    for sheet in pdf.pages:
        font = None
        for operands, operator in pikepdf.parse_content_stream(sheet):
            if str(operator) == "Tf":
                font = str(operands[0])
                if font not in maps:
                    maps[font] = to_letters(sheet.Resources.Font[font].ToUnicode.read_bytes().decode())
            elif str(operator) == "TJ":
                codes = b"".join(bytes(part) for part in operands[0] if isinstance(part, pikepdf.String))
                found.append(
                    "".join(maps[font].get(codes[i : i + 2].hex(), "?") for i in range(0, len(codes), 2))
                )
    return " ".join("".join(f" {one}" for one in found).split())


def to_letters(cmap: str) -> dict[str, str]:
    """The letters of each sign of a font."""
    pairs = re.findall(r"<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>", cmap)
    return {code.lower(): bytes.fromhex(letters).decode("utf-16-be") for code, letters in pairs}


def structure(element, kind: str):
    """Every element of a kind in the tree of tags."""
    if isinstance(element, pikepdf.Array):
        for one in element:
            yield from structure(one, kind)
    elif isinstance(element, pikepdf.Dictionary):
        if element.get("/S") == kind:
            yield element
        if "/K" in element:
            yield from structure(element.K, kind)


@pytest.mark.counted
@pytest.mark.parametrize("slug", SLUGS)
def test_every_rule_passes(papers, slug, count):
    data = next(f.content for f in papers.files if f.address == f"plans/{slug}/{slug}.pdf")
    report = checker.validate_pdf_bytes(data, profile="ua1")
    assert fails(data) == []
    assert report.is_compliant and report.rules.passed == report.rules.total > 100
    count("pdf", tried=report.rules.total)


def test_the_checker_finds_what_is_wrong(papers):
    assert any(
        "ALT" in rule or "FIGURE" in rule
        for rule in fails(
            set_sheet(small('<svg viewBox="0 0 9 9" width="9" height="9"><path d="M0 0h9v9z"/></svg>'))
        )
    )
    assert fails(set_sheet(small("<h4>Too deep</h4>")))
    assert fails(set_sheet(small("<p>Nothing is wrong.</p>"))) == []


@pytest.mark.parametrize("slug", SLUGS)
def test_it_says_what_it_is(papers, slug):
    pdf = document(papers, slug)
    page = next(p for p in papers.pages if p.address == f"plans/{slug}/")
    assert str(pdf.Root.Lang) == "en-GB"
    assert str(pdf.docinfo["/Title"]) == f"{page.title}: community plan for Example"
    assert pdf.Root.MarkInfo.Marked and pdf.Root.ViewerPreferences.DisplayDocTitle
    with pdf.open_outline() as outline:
        assert [one.title for one in outline.root] == [page.title]
        inner = {child.title for child in outline.root[0].children}
    assert {
        "Progress",
        "About this plan and its sources",
        "About this copy",
    } <= inner


def test_each_page_has_address_edition_and_number(papers):
    pdf = document(papers, "riverside-and-millfield")
    every = texts(pdf)
    count = len(pdf.pages)
    assert count > 3
    for number in range(1, count + 1):
        assert f"Page {number} of {count}" in every
    assert every.count("https://plans.example.org/plans/riverside-and-millfield/") >= count
    assert every.count("Draft, facts checked on 5 November 2026") >= count


def test_fonts_are_our_own_and_inside(papers):
    for slug in SLUGS:
        for sheet in document(papers, slug).pages:
            for name, font in sheet.Resources.get("/Font", {}).items():
                inner = font.DescendantFonts[0]
                assert "Public-Sans" in str(inner.BaseFont), (slug, name, inner.BaseFont)
                assert any(key in inner.FontDescriptor for key in ("/FontFile2", "/FontFile3"))


def test_no_item_of_the_page_is_lost(papers):
    """What a reader finds in the items of the page stands in the PDF too."""
    page = parsed(next(p for p in papers.pages if p.address == "plans/riverside-and-millfield/").body)
    every = texts(document(papers, "riverside-and-millfield")).replace(" ", "")
    titles = [words(e) for e in page.iter() if e.tag in ("h1", "h2", "h3", "h4")]
    assert len(titles) > 20
    assert [title for title in titles if title.replace(" ", "") not in every] == []


def test_pictures_say_their_numbers(papers):
    pdf = document(papers, "riverside-and-millfield")
    said = [str(figure.get("/Alt", "")) for figure in structure(pdf.Root.StructTreeRoot.K, "/Figure")]
    assert all(said) and len(said) >= 3
    assert any(text.startswith("4 items: 1 done") for text in said)
    assert any("£3,200 spent" in text and "£4,249.50 left" in text for text in said)
    assert any("57%, September 2026; target 75%" in text for text in said)


def test_links_lead_to_the_public_site_or_into_the_sheet(papers):
    for slug in SLUGS:
        pdf = document(papers, slug)
        for sheet in pdf.pages:
            for note in sheet.get("/Annots", []):
                if "/A" in note:
                    assert re.match(r"(https?://|mailto:|tel:)", str(note.A.URI)), note.A.URI


def test_without_a_public_address_a_link_of_the_site_is_only_its_words(tmp_path):
    root = copy_of(COUNCIL, tmp_path / "council")
    settings = root / "plans/council-settings.yml"
    kept = "".join(
        line
        for line in settings.read_text(encoding="utf-8").splitlines(keepends=True)
        if not line.startswith("url:")
    )
    settings.write_text(kept, encoding="utf-8")
    found = site(root, today=TODAY, papers=True)
    plan = next(p for p in found.showing.content.plans if p.slug == "hilltop")
    page = next(p for p in found.pages if p.address == "plans/hilltop/")
    made = printing.sheet(plan, page, found.showing, None)
    assert [
        href for href in links(parsed(made.html)) if not re.match(r"(#|https?:|mailto:|tel:)", href)
    ] == []
    assert "/plans/hilltop/ on the website" in words(parsed(made.html))


def test_nothing_is_fetched(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret", encoding="utf-8")
    outside = [
        f"file://{secret}",
        "https://evil.example/x.png",
        "data:image/svg+xml,<svg/>",
        "//evil.example/y.png",
    ]
    fetcher = printing._fetcher()
    for url in outside:
        with pytest.raises(ValueError, match="not part of this package"):
            fetcher.fetch(url)
    made = set_sheet(
        small(
            "".join(f'<img src="{url}" alt="A picture">' for url in outside)
            + f'<link rel="attachment" href="file://{secret}">'
        )
    )
    assert b"the secret" not in made and b"EmbeddedFiles" not in made
    assert len(fetcher.fetch("bundled:public-sans").read()) > 10_000


@pytest.mark.fault("F01", "F02")
def test_the_same_sheet_gives_the_same_bytes_anywhere(papers, tmp_path):
    """In several other processes, with another zone, hash seed and clock."""
    program = (
        "import sys; sys.path[:0] = sys.argv[2:]\nfrom pathlib import Path\nfrom sites import COUNCIL,"
        " TODAY\nfrom communityplans.build.pipeline import site\nimport communityplans.build.pdf_build as"
        " p\nfor f in p.with_pdfs(site(COUNCIL, today=TODAY, papers=True)).files: Path(sys.argv[1],"
        " Path(f.address).name).write_bytes(f.content)"
    )
    path = [p for p in sys.path if p]
    env = os.environ | {
        "PYTHONHASHSEED": "7",
        "TZ": "Pacific/Auckland",
        "SOURCE_DATE_EPOCH": "1000000000",
        "XDG_CACHE_HOME": str(tmp_path / "other"),
    }
    subprocess.run([sys.executable, "-c", program, str(tmp_path), *path], env=env, check=True, timeout=300)
    for asset in papers.files:
        assert (tmp_path / asset.address.rpartition("/")[2]).read_bytes() == asset.content, asset.address


@pytest.mark.fault("CACHE")
def test_what_was_set_is_kept_and_may_be_deleted(monkeypatch, tmp_path, papers):
    found = site(COUNCIL, today=TODAY, papers=True)
    one = {"hilltop"}
    found = make_only(found, one)
    first = with_pdfs(found)
    kept = [
        path
        for path in (tmp_path / "cache" / "community-plans" / "store").glob("??/*")
        if b"%PDF-" in path.read_bytes()
    ]
    assert len(kept) == 1
    monkeypatch.setattr(making, "set_sheet", lambda one: pytest.fail("it was set again"))
    assert with_pdfs(found).files == first.files
    monkeypatch.undo()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    kept[0].write_bytes(kept[0].read_bytes()[:1000])
    assert with_pdfs(found).files == first.files, "what was cut off is not taken for whole"
    kept[0].unlink()
    assert with_pdfs(found).files == first.files


def test_other_words_have_another_key():
    assert small("<p>One</p>").key != small("<p>Two</p>").key
    assert small("<p>One</p>").key == small("<p>One</p>").key


def make_only(found, slugs):
    """The site with the pages of some plans only."""
    return replace(
        found,
        pages=[
            p for p in found.pages if p.kind not in ("plan", "report") or p.address.split("/")[1] in slugs
        ],
    )


def test_the_page_links_to_it_with_its_size(papers):
    for slug in SLUGS:
        page = next(p for p in papers.pages if p.address == f"plans/{slug}/")
        asset = next(f for f in papers.files if f.address == f"plans/{slug}/{slug}.pdf")
        link = next(e for e in parsed(page.body).iter("a") if e.get("href") == f"{slug}.pdf")
        assert words(link) == f"Download this plan (PDF, {say_size(len(asset.content))})"
        assert PAPER not in page.body


@pytest.mark.parametrize(
    ("size", "said"), [(1, "1 KB"), (70_519, "71 KB"), (999_999, "1000 KB"), (1_240_000, "1.2 MB")]
)
def test_sizes_are_said(size, said):
    assert say_size(size) == said


@pytest.mark.fault("F33")
def test_without_pango_the_pages_are_whole_and_a_sentence_says_so(monkeypatch, tmp_path):
    def broken():
        raise UsageError(printing.MISSING.format(why="cannot load library 'libpango-1.0-0'"))

    monkeypatch.setattr(printing, "_weasyprint", broken)
    root = copy_of(COUNCIL, tmp_path / "council")
    done = plans_here("--root", root, "--today", "2026-11-22", "build", "--pdf")
    assert done.returncode == 0
    assert (
        done.stderr.count("No PDFs were made: cannot load library") == 1
        and "apt-get install libpango" in done.stderr
    )
    page = (root / "site/plans/hilltop/index.html").read_text(encoding="utf-8")
    assert ".pdf" not in page and PAPER not in page
    assert not list((root / "site").rglob("*.pdf"))


@pytest.mark.fault("F33")
def test_without_pango_strict_refuses_and_leaves_the_site(monkeypatch, tmp_path):
    def broken():
        raise UsageError(printing.MISSING.format(why="no Pango"))

    monkeypatch.setattr(printing, "_weasyprint", broken)
    root = copy_of(COUNCIL, tmp_path / "council")
    done = plans_here("--root", root, "--today", "2026-11-22", "build", "--pdf", "--strict")
    assert done.returncode == 2 and "No PDFs were made: no Pango" in done.stderr
    assert not (root / "site").exists()


def test_one_that_cannot_be_set_does_not_take_the_others(monkeypatch, papers):
    found = make_only(site(COUNCIL, today=TODAY, papers=True), {"hilltop", "quarry-end"})

    def stumbles(one):
        if "hilltop" in one.address:
            raise IndexError("a fault of the library")
        return b"%PDF-1.7 made %%EOF"

    monkeypatch.setattr(making, "set_sheet", stumbles)
    made = with_pdfs(found)
    assert [f.address for f in made.files] == ["plans/quarry-end/quarry-end.pdf"]
    assert tuple(note for note in made.notes if note != NO_FORM) == (
        (
            "plans/hilltop/hilltop.pdf could not be made: IndexError: a fault of the library. Its page is"
            " complete without it."
        ),
    )
    assert ".pdf" not in next(p.body for p in made.pages if p.address == "plans/hilltop/")


def test_a_build_without_the_option_has_none(tmp_path):
    root = copy_of(COUNCIL, tmp_path / "council")
    done = plans_here("--root", root, "--today", "2026-11-22", "build")
    assert done.returncode == 0, done.stdout
    assert not list((root / "site").rglob("*.pdf"))
    assert PAPER not in (root / "site/plans/hilltop/index.html").read_text(encoding="utf-8")


def test_a_site_with_its_pdfs_can_be_verified(tmp_path):
    root = copy_of(COUNCIL, tmp_path / "council")
    assert plans_here("--root", root, "--today", "2026-11-22", "build", "--pdf").returncode == 0
    assert verify(root, root / "site", today=TODAY).same
    paper = root / "site/plans/hilltop/hilltop.pdf"
    paper.write_bytes(paper.read_bytes().replace(b"%%EOF", b"%%EOG"))
    assert verify(root, root / "site", today=TODAY).other == ["plans/hilltop/hilltop.pdf"]
