"""What the accessibility statement may say: what was tested, where and when. Written by `make accessibility`; a test says when it is out of date."""

from datetime import date

ON = date(2026, 11, 22)
WITH = ""
KINDS: tuple[str, ...] = ()
PROVED: tuple[str, ...] = ()
