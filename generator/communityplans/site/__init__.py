"""Site: from typed documents to safe HTML pages and the files beside them. Knows nothing of MkDocs."""
