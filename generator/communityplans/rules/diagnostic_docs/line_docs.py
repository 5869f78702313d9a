"""What can be wrong with a line: the signs that mean something to YAML, the form in which plans are written."""

LINE_DOCS = {
    "tab": (
        """
A line starts with a tab.

Only spaces can move a line to the right, because a tab is as wide as each program likes. Two spaces for each step are usual.

Fails:
    term:
    \tstart: 2026
Passes:
    term:
      start: 2026
From: YAML 1.2.2, section 6.1
"""
    ),
    "indent": (
        """
A line is moved too far to the right, or not far enough.

What belongs together starts in the same column.

Fails:
    contact:
      post: The team
       email: neighbourhoods@example.org
Passes:
    contact:
      post: The team
      email: neighbourhoods@example.org
From: YAML 1.2.2, section 6.1
"""
    ),
    "no-colon": (
        """
A line is neither a field nor a point of a list.

Text that goes on over several lines must stand further to the right than the name of its field.

Fails:
    summary: A new crossing
    and safer streets.
    title: Bedwell
Passes:
    summary: A new crossing
      and safer streets.
    title: Bedwell
From: YAML 1.2.2, section 7.3.3
"""
    ),
    "no-space": (
        """
There is no space after a colon or a dash.

The space is what makes the colon the end of a name, and the dash the start of a point.

Fails:
    title:Bedwell
Passes:
    title: Bedwell
From: YAML 1.2.2, sections 8.2.1 and 8.2.2
"""
    ),
    "colon-in-text": (
        """
A colon followed by a space stands inside a text.

It looks like the start of another field. Put the whole text in double quotes.

Fails:
    summary: Safer streets: phase 2
Passes:
    summary: "Safer streets: phase 2"
From: YAML 1.2.2, section 7.3.3
"""
    ),
    "hash": (
        """
A sign for numbers (#) cuts off the rest of a line.

After a space it starts a remark, so readers would not see what follows. Put the whole text in double quotes, or write "number 4".

Fails:
    summary: See issue #4 for more.
Passes:
    summary: "See issue #4 for more."
From: YAML 1.2.2, section 6.6
"""
    ),
    "quote": (
        """
A quote is never closed, or there is more text behind the closing quote.

An apostrophe inside single quotes ends the text. Use double quotes round the whole of it.

Fails:
    summary: 'Safer streets on Cutty's Lane'
Passes:
    summary: "Safer streets on Cutty's Lane"
From: YAML 1.2.2, sections 7.3.1 and 7.3.2
"""
    ),
    "backslash": (
        """
A backslash (\\) in double quotes forms one sign with what follows it, and there is no such sign.

Write two backslashes, or no quotes.

Fails:
    summary: "See C:\\plans"
Passes:
    summary: "See C:\\\\plans"
From: YAML 1.2.2, section 5.7
"""
    ),
    "special-start": (
        """
A text starts with a sign that means something to YAML.

Such signs are @ ` % * & ! | > , ? and brackets. Put the whole text in quotes.

Fails:
    summary: *Important* news.
Passes:
    summary: "*Important* news."
From: YAML 1.2.2, section 5.3
"""
    ),
    "bracket": (
        """
A bracket is never closed, closed too often, or what stands in it cannot be read.

Square brackets hold a list, curly ones hold fields. If a bracket is meant as text, put the text in quotes.

Fails:
    wards: [new-ward
Passes:
    wards: [new-ward]
From: YAML 1.2.2, section 7.4
"""
    ),
    "table": (
        """
Lines look like a table from a word processor or a spreadsheet.

Write each row as a point of a list with fields of its own, or say it in sentences.

Fails:
    summary: Two works
    | Work | Due |
    | Crossing | 2027 |
Passes:
    summary: A crossing is due in 2027.
From: this template
"""
    ),
    "duplicate-field": (
        """
A field is given twice.

One of the two would be lost without a word, so neither is taken.

Fails:
    summary: A new crossing.
    summary: A new bench.
Passes:
    summary: A new crossing and a new bench.
From: YAML 1.2.2, section 3.2.1.1
"""
    ),
    "merge-key": (
        """
Two less-than signs (<<) stand where the name of a field should.

Some programs put the fields of another group in their place. Here every field is written out, so that a reader sees what is meant.

Fails:
    term: {<<: other}
Passes:
    term: {start: 2026}
From: YAML, merge key (a type of YAML 1.1)
"""
    ),
    "too-deep": (
        """
There are too many levels, one inside the other.

A plan needs only a few. More than 20 are a sign of lines moved to the right by mistake.

Fails:
    summary: [[[[[[[[[[[[[[[[[[[[[too deep]]]]]]]]]]]]]]]]]]]]]
Passes:
    summary: Not deep at all.
From: CWE-674, recursion without limit
"""
    ),
    "yaml-syntax": (
        """
A line does not fit what stands above it.

Each line is "name: value", moved to the right as far as its neighbours. Put text with special signs in quotes.

Fails:
    ? [a, b]
    : c
Passes:
    summary: A, b and c.
From: YAML 1.2.2
"""
    ),
}
