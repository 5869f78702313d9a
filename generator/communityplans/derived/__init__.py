"""Derived values: what follows from the content and the day. Values, not sentences."""
