"""Build: from a folder to pages and files; what is cached, and what is written where."""
