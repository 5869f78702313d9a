"""Pages: from typed documents to safe HTML. Knows nothing of MkDocs."""
