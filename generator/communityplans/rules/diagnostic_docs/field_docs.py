"""What can be wrong with fields: one that is missing, one that there is not, or one with the wrong kind of
thing in it.
"""

FIELD_DOCS = {
    "missing": (
        """
A field that must be there is not.

If the fact is not public, many fields can say so instead: not_published, with the reason and the day on which somebody looked.

Fails:
    contact:
      email: neighbourhoods@example.org
Passes:
    contact:
      post: The team
      email: neighbourhoods@example.org
From: Stevenage report 4.6.4 (a standardised way of presenting)
"""
    ),
    "unknown-field": (
        """
A name is no field of the template, or stands in the wrong group.

Usually it is a slip of the pen, and the field that was meant is named. What the template has no field for can go into extra_sections.

Fails:
    sumary: A new crossing.
Passes:
    summary: A new crossing.
From: Stevenage report 4.6.4 (a standardised way of presenting)
"""
    ),
    "empty": (
        """
A field has nothing in it.

Write it, or delete the line. Readers cannot tell an empty field from a forgotten one.

Fails:
    summary:
Passes:
    summary: A new crossing.
From: Stevenage report 4.6.4 (a standardised way of presenting)
"""
    ),
    "too-few": (
        """
A list has fewer entries than it must.

Fails:
    wards: []
Passes:
    wards: [new-ward]
From: this template
"""
    ),
    "not-a-list": (
        """
One value stands where there must be a list.

Each point of a list starts with a dash and a space. If there is nothing to list in one of the five contents, say why.

Fails:
    projects: A garden
Passes:
    projects: {none_reason: "None known yet", as_of: 2026-11-22}
From: Stevenage report 4.5.5(3)
"""
    ),
    "not-fields": (
        """
One text stands where there must be a group of fields.

Fails:
    contact: The team, 01632 960001
Passes:
    contact: {post: The team, phone: "01632 960001"}
From: this template
"""
    ),
    "not-text": (
        """
A list, a group of fields or true stands where there must be one text.

Words such as true mean something to YAML. Put them in double quotes if they are text.

Fails:
    local_name: true
Passes:
    local_name: "true"
From: this template
"""
    ),
    "choice": (
        """
A word is not on the list of words that a field can have.

The words are fixed, so that plans can be compared and counted. What the council calls it can stand beside it, in a field of its own.

Fails:
    stage: begun
Passes:
    stage: preliminary
From: Stevenage report 4.6.4 (a standardised way of presenting)
"""
    ),
    "template-version": (
        """
A file names a version of the template that this program does not know.

Fails:
    schema_version: 99
Passes: a plan that says the current version.
From: this template
"""
    ),
}
