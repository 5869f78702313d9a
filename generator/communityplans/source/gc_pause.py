"""Python looks for garbage each time enough new objects have come.

While files are read and pages are made nearly all of them stay, and it looks in vain.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def gc_paused() -> Iterator[None]:
    """Do not look for garbage meanwhile; what there was before is put back."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            # What came meanwhile counts as young, and the next new object would set Python looking through
            # all of it, in vain again. To freeze everything and thaw it puts it with the old objects, which
            # are looked through seldom, without looking at any.
            gc.freeze()
            gc.unfreeze()
            gc.enable()
