"""Files as text: what a file says, where it says it, and what is wrong with it. Knows nothing of plans."""
