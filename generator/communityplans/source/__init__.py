"""Source: files as text, strict YAML, Markdown, images and diagnostics. Knows nothing of plans."""
