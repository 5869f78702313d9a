"""What follows from the model alone: schemas, starter files, the reference."""
