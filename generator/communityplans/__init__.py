"""Community Plans: public community plans as checked, versioned data, built into an accessible website."""
