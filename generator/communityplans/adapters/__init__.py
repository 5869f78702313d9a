"""Adapters: the only room that knows MkDocs, the editor's packages, and other generators."""

# Loaded first, because it asks for silence before MkDocs and Material are loaded.
from ..site import theme as theme
