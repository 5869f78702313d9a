"""What was published before: editions, how two of them differ, and how to say so."""
