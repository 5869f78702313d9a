"""The site: pages put into the theme's shell, checked, and swapped in. The only room that knows MkDocs."""

import os

# MkDocs and Material print an alarm about their own future on each build. What it means for a council stands in our README.
os.environ["NO_MKDOCS_2_WARNING"] = "true"
