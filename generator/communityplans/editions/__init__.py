"""Editions: what was published before, read from git; how two versions differ, and how to say so."""
