"""What the accessibility statement may say: what was tested, where and when.

Written by `make accessibility`; a test says when it is out of date.
"""

from datetime import date

ON = date(2026, 11, 22)
WITH = "Chromium 156, axe 4.12.1"
KINDS: tuple[str, ...] = (
    "about",
    "changes",
    "closed",
    "data",
    "dated",
    "dated-guide",
    "edition",
    "elections",
    "find",
    "find-letter",
    "form",
    "gone",
    "guide",
    "guides",
    "history",
    "home",
    "meetings",
    "money",
    "moved",
    "not-found",
    "outcomes",
    "plan",
    "plans",
    "reference",
    "report",
    "reports",
    "rule",
    "rules",
    "search",
    "statement",
    "suggestions",
    "tracker",
    "unread",
)
PROVED: tuple[str, ...] = (
    "a plan is found by its street or ward with the keyboard alone",
    "a plan is found by its street or ward without JavaScript",
    "at 400 % zoom nothing runs off the screen, and nothing stays in front of the text",
    "axe finds no fault in what the boxes answer",
    "every table has a name and headings, and becomes a list of cards on a phone",
    "in colours of the reader's own, marks, pictures and edges can still be seen",
    "nothing moves for readers who ask for less motion",
    "nothing runs off a screen of 320 pixels",
    "on paper there is the text and not the menu",
    "text fits with letters twice as large",
    "text fits with the wider spacing that some readers need",
    "the first link leads past the menu",
    "the keyboard alone reaches every link, box and button, and one sees where one is",
    "the keyboard is caught nowhere on the way back",
    (
        "the tool axe finds no fault, best practices included, on a screen of 320 and of 1280 pixels, in"
        " light and in dark colours"
    ),
    "without JavaScript a page says the same, and says so where a box needs it",
    "without JavaScript the lists of all plans, streets and wards are one step away",
)
