"""What can be wrong with a table, which is the list of streets."""

TABLE_DOCS = {
    "table-header": (
        """
The first line does not name the columns.

The columns are street, numbers, area, note and source, in this order. The last ones may be left out where no line needs them.

Fails in plans/council-streets.csv:
    Street name,Area
    Letchmore Road,bedwell
Passes in plans/council-streets.csv:
    street,numbers,area
    Letchmore Road,,bedwell
From: RFC 4180, comma-separated values
"""
    ),
    "cell-count": (
        """
A line has more or fewer cells than there are columns.

Usually a comma is missing, or a cell has a comma in it and no double quotes round it.

Fails in plans/council-streets.csv:
    street,numbers,area
    Letchmore Road,bedwell
Passes in plans/council-streets.csv:
    street,numbers,area
    Letchmore Road,,bedwell
From: RFC 4180, comma-separated values
"""
    ),
    "cell-quotes": (
        """
The double quotes of a cell do not match.

A cell with a comma stands in double quotes, from its first character to its last. A double quote inside such a cell is written twice.

Fails in plans/council-streets.csv:
    street,numbers,area
    "Letchmore Road,,bedwell
Passes in plans/council-streets.csv:
    street,numbers,area
    "Letchmore Road, north",,bedwell
From: RFC 4180, comma-separated values
"""
    ),
    "formula": (
        """
A cell begins with a character that makes a spreadsheet run it.

These are = + - @ and a tab. Whoever opens the file in a spreadsheet would run what somebody else wrote.

Fails in plans/council-streets.csv:
    street,numbers,area
    =SUM(A1:A9),,bedwell
Passes in plans/council-streets.csv:
    street,numbers,area
    Letchmore Road,,bedwell
From: OWASP, CSV injection
"""
    ),
    "street-missing": (
        """
A line has no street.

Fails in plans/council-streets.csv:
    street,numbers,area
    ,,bedwell
Passes in plans/council-streets.csv:
    street,numbers,area
    Letchmore Road,,bedwell
From: this template
"""
    ),
    "street-without-area": (
        """
No area claims a street: the cell for it is empty.

Where no source says which area a street is in, say so with the words not stated. An area is never guessed from the ward: the edges
of wards move, and those of the areas do not move with them.

Fails in plans/council-streets.csv:
    street,numbers,area
    Letchmore Road,,
Passes in plans/council-streets.csv:
    street,numbers,area
    Letchmore Road,,not stated
From: Executive, 16 December 2019 (areas follow older edges than the wards)
"""
    ),
    "street-numbers": (
        """
House numbers cannot be read, or contradict themselves.

A range has its first and its last number, and the word even or odd where it is for one side of the street: 102-132 even. More forms:
7; 40 upwards; 1-19 odd and 2-20 even; the rest.

Fails in plans/council-streets.csv:
    street,numbers,area
    Walkern Road,102-131 even,bedwell
Passes in plans/council-streets.csv:
    street,numbers,area
    Walkern Road,102-132 even,bedwell
From: The Comet, boundary changes for Stevenage wards (102 to 132 even, Walkern Road)
"""
    ),
}
