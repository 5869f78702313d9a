"""Guides are versioned as plans are: a history, dated addresses that stay, changes said section by section."""

import re

from council_in_git import GUIDE, NOW

from communityplans.editions.change_text import describe, summarise_changes
from communityplans.editions.compare import ChangeSeverity, compare
from communityplans.editions.document_diff import sections

ROLE = "guides/councillors/your-role.md"
LONG = (
    GUIDE
    + """
## At meetings

Say what you know. You may claim 45 pounds.

```
## no heading
```

## After meetings

Tell residents what was decided.
"""
)
BANNER = re.compile(r"<aside class=\"cp-old\".*?</aside>\n?", re.DOTALL)


def differs(old, new):
    return [(describe(c), c.class_) for c in compare(sections(old), sections(new))]


def test_a_text_is_cut_at_its_headings_and_not_in_code():
    assert [one.heading for one in sections(LONG.split("---\n", 2)[2]).sections] == [
        "The beginning",
        "At meetings",
        "After meetings",
    ]


def test_a_change_is_said_with_its_heading():
    ((sentence, class_),) = differs(LONG, LONG.replace("45 pounds", "60 pounds"))
    assert (
        "At meetings" in sentence
        and "45" in sentence
        and "60" in sentence
        and class_ is ChangeSeverity.update
    )
    assert differs(LONG, LONG.replace("## After meetings", "## Once it is over")) != []
    assert [c for _, c in differs(LONG, LONG.replace("Tell residents", "Tell residnets"))] == [
        ChangeSeverity.correction
    ]


def test_a_new_section_a_lost_one_and_one_that_moved():
    first, second = "## One\n\nFirst words.\n", "## Two\n\nOther words.\n"
    assert [s for s, _ in differs(first, first + second)] == ["“The sections”: “Two” was added."]
    assert [s for s, _ in differs(first + second, first)] == ["“The sections”: “Two” was removed."]
    assert summarise_changes(compare(sections(first + second), sections(second + first))) == "1 corrected"


def test_history_and_dated_pages(place):
    place.write({ROLE: LONG})
    place.commit()
    place.publish("First", day="2026-11-02")
    before = place.pages()["guides/councillors/your-role/2026-11-02/"]
    assert not BANNER.search(before)
    place.write({ROLE: LONG.replace("45 pounds", "60 pounds")})
    place.commit()
    place.publish("Second", day="2026-11-09")
    pages = place.pages()
    assert (
        "45" in pages["guides/councillors/your-role/2026-11-02/"]
        and "60" in pages["guides/councillors/your-role/2026-11-09/"]
    )
    assert BANNER.sub("", pages["guides/councillors/your-role/2026-11-02/"]) == before
    assert "Replaced on 9 November 2026." in pages["guides/councillors/your-role/2026-11-02/"]
    history = pages["guides/councillors/your-role/history/"]
    assert "At meetings" in history and "60" in history and "The first edition of this page." in history
    assert "1 changed, on 9 November 2026" in pages["guides/councillors/your-role/"]
    assert "guides/councillors/your-role/history/" in pages["changes/"]
    assert "guides/councillors/your-role/2026-11-02/" in pages["editions/2026-11-02/"]


def test_a_guide_page_that_is_gone_still_answers(place):
    place.write({"guides/councillors/more.md": GUIDE.replace("Your role", "More")})
    place.commit()
    place.publish("First", day="2026-11-02")
    (place.root / "guides/councillors/more.md").unlink()
    place.commit()
    place.publish("Second", day="2026-11-09")
    pages = place.pages()
    assert "not in the newest edition" in pages["guides/councillors/more/"]
    assert "guides/councillors/more/2026-11-02/" in pages and "guides/councillors/more/history/" in pages


def test_a_review_that_was_missed_is_said_on_the_page_and_not_on_the_dated_one(place):
    place.publish("First", day="2026-11-02")
    pages = place.pages(today="2028-01-01")
    assert "was due for review on" in pages["guides/councillors/your-role/"]
    assert "was due for review on" not in pages["guides/councillors/your-role/2026-11-02/"]
    assert NOW < "2028-01-01"
