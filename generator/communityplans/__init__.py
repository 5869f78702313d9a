"""Community Plans: public community plans as checked, versioned data, built into an accessible website."""

import sys

if sys.version_info < (3, 11):
    sys.stderr.write(
        "plans: Python 3.11 or newer is needed, and this is %d.%d.\n" % tuple(sys.version_info)[:2]
    )
    sys.exit(2)
