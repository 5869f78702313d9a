"""A sentence that was published by mistake is taken down: from every page, edition, feed, data file, from the
search, and from the PDFs (F40).
"""

from pathlib import Path

import pytest

pikepdf = pytest.importorskip("pikepdf")

SECRET = "Mrs Zyxwvu"


def said(folder: Path) -> dict[str, str]:
    """The text of each file, that of PDFs as a reader's program finds it, without spaces."""
    from test_pdf import texts

    found = {}
    for path in (path for path in folder.rglob("*") if path.is_file()):
        if path.suffix == ".pdf":
            with pikepdf.open(path) as pdf:
                text = texts(pdf)
        else:
            text = path.read_bytes().decode("utf-8", "replace")
        found[path.relative_to(folder).as_posix()] = "".join(text.split())
    return found


@pytest.mark.fault("F40")
def test_it_is_in_no_file_any_more_and_in_no_pdf(place, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    place.edit("plans/hill.yml", ("A crossing beside the school, with lights.", f"{SECRET} asked for it."))
    place.commit()
    place.publish("First", day="2026-11-02")
    place.edit(
        "plans/hill.yml", ("title: Village hall", "title: Town hall"), note="A new name", on="2026-11-05"
    )
    place.commit()
    place.publish("Second", day="2026-11-09")
    code, words = place.plans("build", "--pdf")
    if "No PDFs were made" in words:
        pytest.skip("this machine has no Pango")
    assert code == 0
    wanted = "".join(SECRET.split())
    before = {path for path, text in said(place.root / "site").items() if wanted in text}
    assert {
        "plans/hill/index.html",
        "plans/hill/2026-11-02/index.html",
        "plans/hill/hill.pdf",
    } <= before and any(path.startswith("data/") for path in before)
    assert (
        place.plans("withhold", "hill/crossing", "description", "--reason", "It named a private person.")[0]
        == 0
    )
    assert place.plans("build", "--pdf")[0] == 0
    after = said(place.root / "site")
    assert "plans/hill/hill.pdf" in after and [path for path, text in after.items() if wanted in text] == []


def test_papers_that_may_have_the_words_leave_the_cache_and_others_stay_until_then(
    place, tmp_path, monkeypatch
):
    from council_in_git import TODAY

    from communityplans.build.pipeline import examine, forget_redacted
    from communityplans.build.store import Store

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    store = Store()

    def is_left() -> bool:
        return store.get_bytes("a PDF") is not None

    store.put_bytes("a PDF", b"with the words")
    forget_redacted(examine(place.root, TODAY).content.withheld)
    assert is_left(), "nothing is taken down"
    withhold = ("withhold", "hill/crossing", "description", "--reason", "It named a private person.")
    assert place.plans(*withhold)[0] == 0 and not is_left()
    store.put_bytes("a PDF", b"without them")
    forget_redacted(examine(place.root, TODAY).content.withheld)
    assert is_left(), "made since"
    withhold = ("withhold", "hill/crossing", "title", "--reason", "It named a private person.")
    assert place.plans(*withhold)[0] == 0 and not is_left()
