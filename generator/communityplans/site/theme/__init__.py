"""The theme: our page over Material's. `mkdocs_theme.yml` says on what it stands."""

import os

# MkDocs and Material print an alarm about their own future on each build. What it means for a council stands
# in our README.
os.environ["NO_MKDOCS_2_WARNING"] = "true"
