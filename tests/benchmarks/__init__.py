"""How fast the product is, beside the plain way of doing the same."""
