"""One command each: times the product and its peer on the same data and prints the ratio."""
