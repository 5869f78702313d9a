"""What can be wrong with one value: a day, an amount, an address."""

VALUE_DOCS = {
    "date-format": (
        """
A date is not written as dates are here.

A day is year-month-day. Where only a month, a season or a financial year is known, that can be written as it was printed. Days
and months in numbers with slashes are read in two ways in the world, so they are not read at all.

Fails:
    as_of: 22/11/2026
Passes:
    as_of: 2026-11-22
From: ISO 8601-1:2019
"""
    ),
    "date-impossible": (
        """
There is no such day in the calendar.

Fails:
    next_review: 2027-02-31
Passes:
    next_review: 2027-02-28
From: ISO 8601-1:2019
"""
    ),
    "money": (
        """
An amount of money is not written as amounts are here.

Write the pounds as a plain number: without £, commas or letters. An amount that is not exact can be written "about 12000" or
"10000 to 20000".

Fails:
    investments: [{id: crossing, title: Crossing, status: planning, cost: "£12k"}]
Passes:
    investments: [{id: crossing, title: Crossing, status: planning, cost: 12000}]
From: this template
"""
    ),
    "number": (
        """
A field that counts something has no whole number in it.

Fails:
    meeting_minimum: four
Passes:
    meeting_minimum: 4
From: this template
"""
    ),
    "true-or-false": (
        """
A field that is true or false has something else in it.

The words yes and no are text here, because programs do not agree on what they mean.

Fails:
    draft: yes
Passes:
    draft: true
From: YAML 1.2.2, section 10.2.1.2
"""
    ),
    "language": (
        """
A site cannot be in this language yet: nobody has put the words of its pages into it.

The words stand in a catalogue, one file for each language. The texts of plans and guides may be in any language.

Fails in plans/council-settings.yml:
    language: xx
Passes in plans/council-settings.yml:
    language: en-GB
From: BCP 47
"""
    ),
    "web-address": (
        """
A text is not a web address.

It starts with https:// and has no spaces.

Fails:
    statutory_neighbourhood_plan: {state: none, url: www.example.org}
Passes:
    statutory_neighbourhood_plan: {state: none, url: "https://www.example.org"}
From: WHATWG, URL Standard
"""
    ),
    "email": (
        """
A text is not an e-mail address.

It needs a name, an @ and a place.

Fails:
    contact: {post: The team, email: neighbourhoods at example.org}
Passes:
    contact: {post: The team, email: neighbourhoods@example.org}
From: RFC 5321, section 4.1.2
"""
    ),
    "phone": (
        """
A text is not a telephone number.

Write it in quotes, with spaces, so that its first nought is kept.

Fails:
    contact: {post: The team, phone: call us}
Passes:
    contact: {post: The team, phone: "01632 960001"}
From: GOV.UK, style guide: telephone numbers
"""
    ),
    "id": (
        """
A short name has signs that cannot stand in a link.

It is the end of a link to one thing on the page, so it has small letters, digits and single hyphens only, and never changes.

Fails:
    themes: [{id: "Safer streets", title: Safer streets}]
Passes:
    themes: [{id: safer-streets, title: Safer streets}]
From: GOV.UK, URL standards
"""
    ),
    "one-line": (
        """
A text that stands on one line of the page has a line break.

Fails:
    title: |
      Bedwell
      and Pin Green
Passes:
    title: Bedwell and Pin Green
From: this template
"""
    ),
    "too-long": (
        """
A text is longer than its place on the page, or than any field may be.

Shorten it, or move the detail to a field for longer texts.

Fails:
    title: This title goes on and on, and on and on, and on and on, and on and on, and on and on, and on and on, and on and on, and on and on, and on and on, and on and on, and on and on, and on and on, and on and on, and on and on, and on and on, and on and on, and on and on, and on and on, and on and on, and on and on, and on and on.
Passes:
    title: This title is short
From: GOV.UK, content design: writing for GOV.UK
"""
    ),
    "link-kind": (
        """
A link leads to something that cannot be followed from a public page, such as a file on a computer.

The page shows the words and leaves the link out, so nothing is stopped.

Fails in the text of a guide:
    See [the drawing](file:///drawings/crossing).
Passes in the text of a guide:
    See [the drawing](https://www.example.org/crossing).
From: safety notes 1.1
"""
    ),
    "broken-link": (
        """
A link in a text leads to a page, or to a place on a page, that does not exist.

Fails:
    process: See [the other plan](/plans/nowhere/).
Passes:
    process: See [all plans](/plans/).
From: this template
"""
    ),
}
