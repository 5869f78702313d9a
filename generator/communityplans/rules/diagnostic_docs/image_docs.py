"""Pictures, in their files and in texts."""

IMAGE_DOCS = {
    "picture-kind": (
        """
A file is not the kind of picture that its name says.

Pictures are PNG, JPEG or WebP files. A drawing in SVG or a web page can hold programs, so it is not published under any name.

Fails: plans/map.png with a GIF picture, an SVG drawing or a web page in it.
Passes: plans/map.png with a PNG picture in it.
From: OWASP, File Upload (the name of a file says nothing of what is in it)
"""
    ),
    "picture-too-big": (
        """
A picture has more bytes or more pixels than a page needs.

The limit is 2 MB, 16 million pixels and 8,000 pixels on a side for one picture, and 100 MB for all. A page that loads slowly on a telephone is not
read. Pictures 1,600 pixels wide look sharp everywhere.

Fails: a photograph of 5 MB, as a camera made it.
Passes: the same photograph, made 1,600 pixels wide.
From: CWE-409, data that grows when it is unpacked
"""
    ),
    "picture-moves": (
        """
A picture moves.

Moving pictures distract people who read, can make some of them ill, and stand still on paper.

Fails: a WebP or PNG file with several pictures that follow one another.
Passes: one of these pictures alone.
From: WCAG 2.2, 2.2.2
"""
    ),
    "picture-broken": (
        """
A picture cannot be read to its end.

Often it was not copied whole. Open it in a program for pictures, and save it again.

Fails: the first half of a JPEG file.
Passes: the whole file.
From: OWASP, File Upload (read what is sent before it is used)
"""
    ),
}
