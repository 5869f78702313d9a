"""Reports: the same bytes each time, an officer's words kept, and frozen once they were presented."""

from datetime import date

import page as checker
import pikepdf
import pytest
from sites import plans_here, words

from communityplans.build.pipeline import examine, site
from communityplans.commands.report_facts import plain
from communityplans.derived.obligations import ObligationStatus, obligations
from communityplans.source.markdown import render_document_markdown

HILL = "plans/hill.yml"
REPORT = "reports/hill-2026-q4.md"
QUARTERLY = ("report", "quarterly", "--area", "hill", "--period", "2026-Q4")


def run(place, *arguments, today="2027-01-10"):
    return plans_here("--root", place.root, "--today", today, *arguments)


def present(place, today="2027-01-12"):
    path = place.root / REPORT
    path.write_text(
        path.read_text(encoding="utf-8").replace(
            "(Write here what the figures do not say, or take this part out.)", "We are *nearly* there."
        ),
        encoding="utf-8",
    )
    return run(place, "report", "present", "hill-2026-q4", "--to", "Cabinet member", today=today)


def pages(place):
    return {one.address: one for one in site(place.root, today=date(2027, 2, 1)).pages}


def test_run_twice_it_is_the_same_bytes(place, tmp_path):
    first = run(place, *QUARTERLY)
    assert first.returncode == 0 and first.stdout.startswith(f"Wrote {REPORT}."), first.stderr
    once = (place.root / REPORT).read_bytes(), (place.root / "papers/hill-2026-q4.pdf").read_bytes()
    assert run(place, *QUARTERLY).returncode == 0
    assert once == ((place.root / REPORT).read_bytes(), (place.root / "papers/hill-2026-q4.pdf").read_bytes())


def test_it_says_what_changed_between_the_editions(place):
    place.edit(
        HILL, ("title: Village hall", "title: Town hall | <b>new</b>"), note="Another name", on="2026-11-21"
    )
    place.commit()
    place.publish("Second", day="2026-11-21")
    run(place, *QUARTERLY)
    text = place.read(REPORT)
    said = words(render_document_markdown(text.split("---\n", 2)[2]).html)
    assert (
        "Between the beginning and the edition of 21 November 2026: The plan was published for the first"
        " time, in the edition of 2 November 2026. Since then:" in said
    )
    assert "Town hall | <b>new</b>" in said
    run(place, "report", "annual", "--year", "2026-27", "--area", "hill")
    # The next report begins where this one ends: nothing new was published since.
    run(place, "report", "quarterly", "--area", "hill", "--period", "2027-Q1", today="2027-04-02")
    assert "No edition was published between 31 December 2026 and 31 March 2027." in place.read(
        "reports/hill-2027-q1.md"
    )


def test_changes_since_the_edition_before(place):
    place.edit(HILL, ("title: Village hall", "title: Town hall"), note="Another name", on="2026-11-21")
    place.commit()
    place.publish("Second", day="2027-01-05")
    run(place, "report", "quarterly", "--area", "hill", "--period", "2027-Q1", today="2027-04-02")
    changed = place.read("reports/hill-2027-q1.md").split("### What changed")[1].split("###")[0]
    assert "Between the edition of 2 November 2026 and the edition of 5 January 2027:" in changed
    assert "- “Village hall” is now called “Town hall”." in changed


def test_made_again_it_keeps_the_words(place):
    run(place, *QUARTERLY)
    path = place.root / REPORT
    path.write_text(
        path.read_text(encoding="utf-8").replace(
            "(Write here what the figures do not say, or take this part out.)", "Mine\n\n- and *mine*"
        ),
        encoding="utf-8",
    )
    run(place, *QUARTERLY, today="2027-01-11")
    assert "## In our own words\n\nMine\n\n- and *mine*\n\n## Facts and figures" in place.read(
        REPORT
    ) and "as_of: 2027-01-11" in place.read(REPORT)


def test_presented_it_does_not_change_when_the_plan_does(place):
    run(place, *QUARTERLY)
    assert run(place, "report", "present", "hill-2026-q4").returncode == 2
    assert present(place).stdout.startswith(f"{REPORT} was presented on 12 January 2027.")
    place.commit()
    text, before = place.read(REPORT), pages(place)["reports/hill-2026-q4/"]
    pdf = (place.root / "papers/hill-2026-q4.pdf").read_bytes()
    assert (
        "We are <em>nearly</em> there." in before.body
        and "Presented on 12 January 2027 to Cabinet member." in before.body
    )
    place.edit(
        HILL,
        ("title: Hill\n", "title: Hill and Dale\n"),
        ("title: Village hall", "title: Town hall"),
        note="Names",
        on="2027-01-20",
    )
    place.edit("plans/council.yml", ("name: Example Borough Council", "name: Another Council"))
    place.commit()
    place.publish("Second", day="2027-01-20")
    again = run(place, *QUARTERLY, today="2027-01-25")
    assert (again.returncode, again.stdout.splitlines()[0]) == (
        0,
        f"{REPORT} was presented on 12 January 2027 and stays as it is.",
    )
    assert (place.read(REPORT), (place.root / "papers/hill-2026-q4.pdf").read_bytes()) == (text, pdf)
    now = pages(place)
    assert now["reports/hill-2026-q4/"] == before
    assert (
        'href="../../reports/hill-2026-q4/"' in now["plans/hill/"].body
        and "hill-2026-q4/" in now["reports/"].body
    )


def test_no_word_of_a_presented_report_may_change(place):
    run(place, *QUARTERLY)
    present(place)
    place.commit()
    place.write({REPORT: place.read(REPORT).replace("nearly", "not")})
    assert [
        d.rule for d in examine(place.root, date(2027, 2, 1)).diagnostics if d.position.path == REPORT
    ] == ["presented-report"]
    place.git("checkout", "--quiet", REPORT)
    place.git("checkout", "--quiet", "-b", "tidy")
    place.git("rm", "--quiet", REPORT)
    place.commit("Away with it")
    said = run(place, "review", "--base", "main")
    assert "was presented and would be removed" in said.stdout


def test_what_is_not_presented_is_no_page_of_the_public_site(place):
    run(place, *QUARTERLY)
    assert [address for address in pages(place) if address.startswith("reports/")] == ["reports/"]
    assert "reports/hill-2026-q4/" in {
        one.address for one in site(place.root, today=date(2027, 2, 1), draft=True).pages
    }


def test_a_presented_report_meets_the_duty(place):
    place.edit(HILL, ("stage: preliminary", "stage: established"))
    run(place, *QUARTERLY)

    def update():
        return next(
            duty.kept
            for duty in obligations(examine(place.root, date(2027, 1, 14)).content, date(2027, 1, 14), "hill")
            if duty.key == "update-2026-Q4"
        )

    assert update() is ObligationStatus.due
    present(place)
    assert update() is ObligationStatus.kept


def test_the_money_adds_up_to_the_penny(place):
    fund = (
        "funds:\n  - {id: a, name: Capital, holder: ward, kind: capital, year: 2026/27, opening: 2100.10,"
        " carried_in: 0, as_of: 2026-12-31, entries: [{id: b, title: Bench, amount: 1000.05, state: spent,"
        " on: 2026-11-03}, {id: c, title: Path, amount: 722.03, state: committed, on: 2026-06-01}]}\n"
    )
    for path in (HILL, "plans/mill.yml"):
        place.edit(
            path, ("year: 2026/27", "year: 2025/26"), ("funds:\n", fund), note="Money", on="2026-12-30"
        )
    place.commit()
    place.publish("Second", day="2026-12-30")
    run(place, "report", "annual", "--year", "2026-27")
    text = place.read("reports/council-2026-27.md")
    assert (
        "| All funds | £4,200.20 | £3,444.16 | £1,444.06 | £2,000.10 (82% committed and spent) | £756.04 |  |"
        in text
    )
    run(place, *QUARTERLY)
    assert (
        "- Bench: £1,000.05, spent" in place.read(REPORT)
        and "Path: " not in place.read(REPORT).split("### Money")[1]
    )


@pytest.mark.parametrize(
    "hostile",
    [
        "# Not a heading",
        "1. no list",
        "- no list",
        "*a* _b_ `c` [d](https://example.org) ![e](f)",
        "<script>alert(1)</script>",
        "a | b",
        "&lt;b&gt;",
        "a\n\n## b",
        "> quote",
        "x ~~~ y",
        "|---|",
    ],
)
def test_no_text_of_a_file_breaks_out(hostile):
    flat = " ".join(hostile.split())
    assert words(render_document_markdown(f"- {plain(hostile)}").html) == flat
    cells = render_document_markdown(f"| A | B |\n| --- | --- |\n| {plain(hostile)} | 2 |").html
    assert (
        words(cells) == f"A, B A B {flat} 2"
        and "<a" not in cells
        and "<script" not in cells
        and "<em" not in cells
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ("quarterly", "--area", "hil", "--period", "2026-Q4"),
            "There is no plan for hil. Did you mean hill?",
        ),
        (("quarterly", "--area", "hill", "--period", "2026-27"), "2026-27 is not a quarter: write 2026-Q3."),
        (("annual", "--year", "2026-Q4"), "2026-Q4 is not a financial year: write 2025-26."),
        (
            ("annual", "--year", "2026-29"),
            "A financial year names two years in a row: 2026/27. For the years from 2026 on, write 2026 to 2029.",
        ),
        (("quarterly", "--area", "hill", "--period", "2030-Q1"), "January to March 2030 has not begun yet."),
        (("present", "hill"), "There is no report hill. Write it first: plans report quarterly"),
    ],
)
def test_wrong_use_is_a_sentence(place, arguments, sentence):
    done = run(place, "report", *arguments)
    assert (done.returncode, done.stderr) == (2, f"plans: {sentence}\n") and not (
        place.root / "reports"
    ).exists()


def test_the_pdf_has_its_title_and_is_accessible(place):
    run(place, *QUARTERLY)
    path = place.root / "papers/hill-2026-q4.pdf"
    assert checker.validate_pdf_bytes(path.read_bytes(), profile="ua1").failures == []
    with pikepdf.open(path) as pdf:
        assert str(pdf.docinfo["/Title"]).endswith("October to December 2026")
