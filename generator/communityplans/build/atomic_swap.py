"""Atomically exchanges two folders, with renameat2 of Linux: at no moment is either of them missing."""

import ctypes
import os
from pathlib import Path

_HERE, _EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of Linux


def atomic_swap(one: Path, other: Path) -> bool:
    """Exchange two folders on one file system.

    Returns:
        False, and nothing was changed, if the system or the file system does not support it.
    """
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):  # Not Linux, or without renameat2 (glibc before 2.28).
        return False
    status: int = rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)
    return status == 0
