"""What follows from the files, computed once and never typed."""
