"""PDFs hold nothing that acts; what was taken down is in none of them either; and the public site keeps
nothing of its visitors (threat T15).
"""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from alive import SAFE
from attacked import attacked_council
from council_in_git import COUNCIL, GUIDE, MKDOCS, PLAN, SETTINGS, Place
from payloads import some
from sites import TODAY, words
from test_pdf import texts

from communityplans.adapters.site_build import build
from communityplans.site.pdf import ready
from communityplans.source.errors import UsageError

# What makes a PDF do something when it is opened, clicked or printed, but for a plain link.
ACTS = {
    "/JS",
    "/JavaScript",
    "/Launch",
    "/OpenAction",
    "/AA",
    "/SubmitForm",
    "/ImportData",
    "/GoToR",
    "/GoToE",
    "/RichMedia",
    "/Movie",
    "/Sound",
    "/EmbeddedFiles",
    "/EmbeddedFile",
    "/Filespec",
    "/AcroForm",
    "/XFA",
    "/Rendition",
}
SECRET = "Mrs Zyxwvu of Plum Court"


@pytest.fixture(autouse=True)
def can_make_papers():
    try:
        ready()
    except UsageError as refused:
        pytest.skip(str(refused))


def papers(site: Path) -> dict[str, pikepdf.Pdf]:
    return {
        path.relative_to(site).as_posix(): pikepdf.open(BytesIO(path.read_bytes()))
        for path in site.rglob("*.pdf")
    }


def acting(pdf: pikepdf.Pdf) -> list[str]:
    """Everything in a PDF that could act, and every link to where none may lead."""
    found = []
    for one in pdf.objects:
        for part in [one, *([one.get("/A")] if isinstance(one, pikepdf.Dictionary) and "/A" in one else [])]:
            if not isinstance(part, (pikepdf.Dictionary, pikepdf.Stream)):
                continue
            found += [name for name in part.keys() if name in ACTS] + [
                str(part.get(key)) for key in ("/S", "/Type") if str(part.get(key)) in ACTS
            ]
            if "/URI" in part and isinstance(part["/URI"], pikepdf.String):
                address = bytes(part["/URI"]).decode("latin-1")
                if address.partition(":")[0].lower() not in SAFE:
                    found.append(address)
    return found


@pytest.mark.long
def test_no_paper_acts(tmp_path):
    council = attacked_council(tmp_path / "council", some(17), editions=0)
    build(council.root, tmp_path / "site", today=TODAY, pdf=True)
    made = papers(tmp_path / "site")
    assert {"plans/p1/p1.pdf", "plans/gaps/gaps.pdf"} <= set(made)
    assert {path: acting(pdf) for path, pdf in made.items()} == {path: [] for path in made}
    said = texts(made["plans/p1/p1.pdf"])
    assert sum(mark in said for mark in council.standing) > 0.8 * len(council.standing), (
        "the payloads are in it, as words"
    )


def test_the_search_for_what_acts_can_fail():
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.Root.OpenAction = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"))
    pdf.pages[0].Annots = pikepdf.Array(
        [
            pdf.make_indirect(
                pikepdf.Dictionary(
                    Subtype=pikepdf.Name.Link,
                    A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="javascript:app.alert(1)"),
                )
            )
        ]
    )
    data = BytesIO()
    pdf.save(data)
    assert {"/OpenAction", "/JavaScript", "/JS", "javascript:app.alert(1)"} <= set(acting(pikepdf.open(data)))


def test_what_was_taken_down_is_in_no_paper_either(tmp_path):
    """The pages, feeds and data: tests/editions/test_redaction.py.

    Here with the PDFs that an earlier build made and kept.
    """
    place = Place(tmp_path / "council")
    place.write(
        {
            "plans/council.yml": COUNCIL,
            "plans/council-settings.yml": SETTINGS,
            "guides/councillors/your-role.md": GUIDE,
            "mkdocs.yml": MKDOCS,
            "plans/hill.yml": PLAN.replace(
                "A crossing beside the school, with lights.", f"{SECRET} asked for it."
            ),
        }
    )
    place.git("init", "--quiet", "-b", "main")
    place.commit("The first texts")
    place.publish("First", day="2026-11-02")
    site = place.root / "site"

    def said() -> dict[str, str]:
        build(place.root, site, today=TODAY, pdf=True)
        found = {path: texts(pdf) for path, pdf in papers(site).items()}
        return found | {
            path.relative_to(site).as_posix(): path.read_text(encoding="utf-8", errors="replace")
            for path in site.rglob("*")
            if path.is_file() and path.suffix != ".pdf"
        }

    before = [path for path, text in said().items() if SECRET in text]
    assert {
        "plans/hill/hill.pdf",
        "plans/hill/index.html",
        "search/plans/hill.json",
        "data/current/hill.json",
    } <= set(before), before
    code, _ = place.plans(
        "withhold", "hill/crossing", "description", "--reason", "It named a private person."
    )
    assert code == 0
    after = said()
    assert [path for path, text in after.items() if "Zyxwvu" in text or "Plum Court" in text] == []
    assert "because it named a private person" in after[
        "plans/hill/hill.pdf"
    ] and "because it named a private person" in words(after["plans/hill/index.html"])
