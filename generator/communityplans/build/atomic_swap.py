"""Two folders change places in one step, where the system can do that: at no moment is either of them
missing.
"""

import ctypes
import os
from pathlib import Path

_HERE, _EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of Linux


def atomic_swap(one: Path, other: Path) -> bool:
    """Let two folders on one disk change places.

    False, and nothing has happened, where this system or this disk cannot.
    """
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):  # Not Linux, or a very old one.
        return False
    status: int = rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)
    return status == 0
