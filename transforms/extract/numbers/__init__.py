"""Numbers: what numerals and what stands around them mean: shared grammar of quantities."""
