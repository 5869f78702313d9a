"""What people do with the files: start a plan, and later publish and review."""
