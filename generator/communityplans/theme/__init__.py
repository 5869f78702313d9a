"""The theme: our page over Material's. `mkdocs_theme.yml` says on what it stands; with `website/`, this folder is all that knows."""

# Loaded first, because it asks for silence before Material is loaded.
from .. import website
