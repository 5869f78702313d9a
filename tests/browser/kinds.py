"""One of each kind of page, to be looked at."""

# One of each kind of page, on the site where it has most on it: its name, the site, the address. `<kind>` or
# `<kind>, more`.
KINDS = {
    "home": ("demo", ""),
    "plans": ("demo", "plans/"),
    "plan": ("council", "plans/riverside-and-millfield/"),
    "plan, every field": ("council", "plans/everything/"),
    "plan, thin": ("council", "plans/hilltop/"),
    "plan, demo": ("demo", "plans/bedwell-and-pin-green/"),
    "history": ("past", "plans/riverside-and-millfield/history/"),
    "dated": ("past", "plans/riverside-and-millfield/2026-11-06/"),
    "closed": ("past", "plans/quarry-village/closed/"),
    "gone": ("past", "plans/hilltop/"),
    "moved": ("past", "plans/quarry-end/still.html"),
    "unread": ("past", "plans/quarry-end/2026-11-06/"),
    "changes": ("past", "changes/"),
    "edition": ("past", "editions/2026-11-09/"),
    "find": ("council", "find/"),
    "find, demo": ("demo", "find/"),
    "find-letter": ("past", "find/s/"),
    "search": ("council", "search/"),
    "suggestions": ("council", "suggestions/"),
    "form": ("council", "plans/riverside-and-millfield/suggest/"),
    "elections": ("council", "elections/"),
    "guides": ("demo", "guides/councillors/"),
    "guide": ("council", "guides/councillors/first-steps/"),
    "dated-guide": ("past", "guides/councillors/money-matters/2026-11-06/"),
    "meetings": ("council", "meetings/"),
    "reports": ("council", "reports/"),
    "report": ("council", "reports/riverside-and-millfield-2026-q3/"),
    "tracker": ("council", "tracker/"),
    "money": ("council", "money/"),
    "outcomes": ("council", "outcomes/"),
    "data": ("council", "data/"),
    "reference": ("council", "reference/"),
    "rules": ("council", "reference/rules/"),
    "rule": ("council", "reference/rules/closed-without-outcome/"),
    "about": ("demo", "about/"),
    "statement": ("council", "accessibility/"),
    "statement, privacy": ("council", "privacy/"),
    "not-found": ("council", "404.html"),
}


def kinds_of_pages() -> list[str]:
    """The kinds, each once."""
    return sorted({name.split(",")[0] for name in KINDS})
